#!/usr/bin/env python3
"""Makes the files that arc.train.transfer's tests read: networks of random weights, in the layouts of the real ones.

    train/src/test/python/transfer_fixtures.py train/src/test/resources/transfer    the narrow files that are committed
    train/src/test/python/transfer_fixtures.py --real FOLDER                        VGG16 as ImageNet has it: vgg16.onnx
                                                                                    and vgg16.h5, 553 MB each

Needs torch, numpy and h5py. The ONNX files come from torch.onnx.export, of a network that is built as torchvision's
vgg is. The .h5 files are written by h5py, with the groups and attributes of keras.applications' files.
"""
import json
import pathlib
import sys

import h5py
import numpy as np
import torch
from torch import nn

COUNTS = {"vgg11": (1, 1, 2, 2, 2), "vgg16": (2, 2, 3, 3, 3)}
NARROW = (16, 16, 16, 32, 32)
IMAGENET = (64, 128, 256, 512, 512)
CAFFE_MEAN_BGR = (103.939, 116.779, 123.68)
KERNELS_TO_SIXTEENTHS = 16


class Vgg(nn.Module):
    """features, avgpool, classifier: torchvision's layout."""

    def __init__(self, name, channels, batch_norm, pooled, hidden, classes):
        super().__init__()
        layers, before = [], 3
        for stage, count in enumerate(COUNTS[name]):
            for _ in range(count):
                layers.append(nn.Conv2d(before, channels[stage], 3, padding=1))
                if batch_norm:
                    layers.append(nn.BatchNorm2d(channels[stage]))
                layers.append(nn.ReLU(inplace=True))
                before = channels[stage]
            layers.append(nn.MaxPool2d(2, 2))
        self.features = nn.Sequential(*layers)
        self.avgpool = nn.AdaptiveAvgPool2d(pooled)
        self.classifier = nn.Sequential(
            nn.Linear(before * pooled * pooled, hidden), nn.ReLU(True), nn.Dropout(),
            nn.Linear(hidden, hidden), nn.ReLU(True), nn.Dropout(), nn.Linear(hidden, classes))
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_in", nonlinearity="relu")
                nn.init.normal_(module.bias, std=0.2)
            elif isinstance(module, nn.BatchNorm2d):
                for values, low, high in ((module.weight, 0.5, 1.5), (module.bias, -0.5, 0.5),
                                          (module.running_mean, -1, 1), (module.running_var, 0.5, 2)):
                    nn.init.uniform_(values, low, high)

    def forward(self, x):
        return self.classifier(torch.flatten(self.avgpool(self.features(x)), 1))


def export(network, size, path, keep_batch_norm):
    mode = torch.onnx.TrainingMode.PRESERVE if keep_batch_norm else torch.onnx.TrainingMode.EVAL
    torch.onnx.export(network.eval(), torch.zeros(2, 3, size, size), str(path), opset_version=13, training=mode,
                      input_names=["input"], output_names=["logits"],
                      dynamic_axes={"input": {0: "batch"}, "logits": {0: "batch"}})


def keras_layers(channels, coarse, classifier):
    """Names, kernels and biases as keras.applications.VGG16 has them; a pooling has neither."""
    random = np.random.default_rng(16)

    def draw(shape, deviation):
        values = random.normal(0, deviation, shape)
        if coarse:
            values = np.round(values * KERNELS_TO_SIXTEENTHS) / KERNELS_TO_SIXTEENTHS
        return values.astype(np.float32)

    layers, before = [("input_1", None, None)], 3
    for stage, count in enumerate(COUNTS["vgg16"]):
        for i in range(count):
            shape = (3, 3, before, channels[stage])
            layers.append((f"block{stage + 1}_conv{i + 1}", draw(shape, (2 / (9 * before)) ** 0.5),
                           draw((channels[stage],), 0.5)))
            before = channels[stage]
        layers.append((f"block{stage + 1}_pool", None, None))
    for name, inputs, outputs in classifier:
        if inputs:
            layers.append((name, draw((inputs, outputs), (2 / inputs) ** 0.5), draw((outputs,), 0.1)))
        else:
            layers.append((name, None, None))
    return layers


def write_keras(group, layers, names, **options):
    """Writes the layers as Keras does; names makes the paths of kernel and bias from the layer's name."""
    group.attrs["layer_names"] = [name.encode() for name, _, _ in layers]
    group.attrs["backend"] = b"tensorflow"
    for name, kernel, bias in layers:
        layer = group.create_group(name)
        if kernel is None:
            layer.attrs["weight_names"] = np.zeros(0, dtype="S1")
            continue
        paths = names(name)
        layer.attrs["weight_names"] = [path.encode() for path in paths]
        for path, values in zip(paths, (kernel, bias)):
            layer.create_dataset(path, data=values, **options)


def of_2016(layer):
    return f"{layer}_W_1:0", f"{layer}_b_1:0"


def of_keras_2(layer):
    return f"{layer}/kernel:0", f"{layer}/bias:0"


def picture(batch, size):
    """Bytes 0 to 255 by a formula that the Java test repeats: [B, H, W, 3], red, green, blue."""
    b, y, x, c = np.ogrid[:batch, :size, :size, :3]
    return (31 * b + 13 * y * y + 7 * x * y + 3 * x + 101 * c) % 256


def keras_last_pooling(layers, rgb):
    """What Keras computes up to block5_pool, in float64: BGR less the means, [B, C, H, W]."""
    bgr = rgb[..., ::-1].astype(np.float64) - np.array(CAFFE_MEAN_BGR)
    x = torch.tensor(bgr.transpose(0, 3, 1, 2).copy())
    for name, kernel, bias in layers:
        if "conv" in name:
            weight = torch.tensor(kernel.transpose(3, 2, 0, 1).copy()).double()
            x = torch.relu(nn.functional.conv2d(x, weight, torch.tensor(bias).double(), padding=1))
        elif name.endswith("pool"):
            x = nn.functional.max_pool2d(x, 2)
    return x.numpy()


def narrow(folder):
    bn = Vgg("vgg16", NARROW, True, 1, 8, 5)
    export(bn, 64, folder / "torch-vgg16-bn.onnx", True)
    export(Vgg("vgg11", NARROW, False, 1, 8, 5), 64, folder / "torch-vgg11.onnx", False)
    layers = keras_layers(NARROW, True, [("flatten", 0, 0), ("predictions", 32, 5)])
    with h5py.File(folder / "keras-2016.h5", "w") as file:
        write_keras(file, layers, of_2016)
    with h5py.File(folder / "keras-2-model.h5", "w") as file:
        file.attrs["keras_version"] = b"2.11.0"
        file.attrs["model_config"] = b"{}"
        write_keras(file.create_group("model_weights"), layers, of_keras_2, compression="gzip", shuffle=True)
    expected = keras_last_pooling(layers, picture(2, 64))
    with open(folder / "keras-block5_pool.json", "w") as file:
        json.dump({"shape": expected.shape, "values": [float(f"{v:.9g}") for v in expected.ravel()]}, file)
        file.write("\n")
    refused(folder)


def refused(folder):
    """Small files that no training starts from, each for one reason."""
    kernel, bias = np.ones((3, 3, 3, 16), np.float32), np.ones(16, np.float32)

    def layer(name, kernel, bias):
        with h5py.File(folder / f"refused-{name}.h5", "w") as file:
            write_keras(file, [("block1_conv1", kernel, bias)], of_keras_2)

    layer("integers", kernel.astype(np.int32), bias)
    layer("five-by-five", np.ones((5, 5, 3, 16), np.float32), bias)
    layer("short-bias", kernel, bias[:15])
    nan = bias.copy()
    nan[5] = np.nan
    layer("nan", kernel, nan)
    layer("one-block", kernel, bias)
    with h5py.File(folder / "refused-resnet.h5", "w") as file:
        write_keras(file, [("conv1_conv", kernel, bias), ("conv1_bn", None, None)], of_keras_2)
    with h5py.File(folder / "refused-keras-3.h5", "w") as file:
        file.create_dataset("layers/conv2d/vars/0", data=bias)
    for name, link in (("external-link", h5py.ExternalLink("/etc/hostname", "/")), ("soft-link", h5py.SoftLink("/"))):
        with h5py.File(folder / f"refused-{name}.h5", "w") as file:
            file.attrs["layer_names"] = [b"block1_conv1"]
            file["block1_conv1"] = link
    with h5py.File(folder / "refused-external-data.h5", "w") as file:
        write_keras(file, [("block1_conv1", kernel, bias)], of_keras_2)
        del file["block1_conv1/block1_conv1/kernel:0"]
        file.create_dataset("block1_conv1/block1_conv1/kernel:0", kernel.shape, np.float32,
                            external=[("other.bin", 0, kernel.nbytes)])


def real(folder):
    folder.mkdir(parents=True, exist_ok=True)
    export(Vgg("vgg16", IMAGENET, False, 7, 4096, 1000), 224, folder / "vgg16.onnx", False)
    top = [("flatten", 0, 0), ("fc1", 512 * 49, 4096), ("fc2", 4096, 4096), ("predictions", 4096, 1000)]
    with h5py.File(folder / "vgg16.h5", "w") as file:
        write_keras(file, keras_layers(IMAGENET, False, top), of_2016)


if __name__ == "__main__":
    torch.manual_seed(16)
    if sys.argv[1] == "--real":
        real(pathlib.Path(sys.argv[2]))
    else:
        narrow(pathlib.Path(sys.argv[1]))
    print(f"torch {torch.__version__}, h5py {h5py.__version__}, HDF5 {h5py.version.hdf5_version},"
          f" numpy {np.__version__}")
