package arc.train.data;

import arc.infer.image.InputTensor;

/**
 * One training image, preprocessed.
 *
 * @param path where it is, as its source says
 * @param classIndex column of its class
 * @param contentHash SHA-256 of its size and pixels, in hexadecimal: the same for the same picture in any
 *     container
 * @param input what the network sees
 */
record Sample(String path, int classIndex, String contentHash, InputTensor input) {}
