import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.PairList;

import java.util.Locale;

/**
 * Measures one training step of DJL on libtorch: the same network, head, optimiser and batch as arc.train.bench.StepSpeed,
 * and the same line of JSON. Arguments: WIDTH BATCH_NORM ROUNDS [BATCH SIZE CHANNELS]. Fails when the loss does not fall
 * on its one batch, for then nothing was trained.
 */
final class DjlStepSpeed {

    private static final int CLASSES = 10;
    private static final int DIMENSION = 512;

    private DjlStepSpeed() {}

    public static void main(String[] args) {
        double width = Double.parseDouble(args[0]);
        boolean batchNorm = Boolean.parseBoolean(args[1]);
        int rounds = Integer.parseInt(args[2]);
        int batch = args.length > 3 ? Integer.parseInt(args[3]) : 64;
        int size = args.length > 4 ? Integer.parseInt(args[4]) : 32;
        int channels = args.length > 5 ? Integer.parseInt(args[5]) : 1;

        Optimizer sgd = Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.01f)).optMomentum(0.9f)
                .optWeightDecays(5e-4f).build();
        DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optInitializer(new XavierInitializer(), Parameter.Type.WEIGHT).optOptimizer(sgd);
        try (Model model = Model.newInstance("vgg16", "PyTorch")) {
            model.setBlock(vgg16(width, batchNorm).add(new ArcFace(0.5, 30)));
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(batch, channels, size, size), new Shape(batch));
                NDManager manager = trainer.getManager();
                NDArray pictures = manager.randomUniform(0, 1, new Shape(batch, channels, size, size));
                NDArray classes = manager.arange(batch).mod(CLASSES).toType(DataType.INT64, false);

                float first = step(trainer, pictures, classes);
                long warmUntil = System.nanoTime() + 12_000_000_000L;
                for (int warm = 1; System.nanoTime() < warmUntil || warm < 3; warm++) {
                    step(trainer, pictures, classes);
                }
                double best = Double.MAX_VALUE;
                float last = first;
                for (int i = 0; i < rounds; i++) {
                    long start = System.nanoTime();
                    last = step(trainer, pictures, classes);
                    best = Math.min(best, (System.nanoTime() - start) / 1e9);
                }
                if (!(last < first)) {
                    throw new IllegalStateException("the loss went from " + first + " to " + last);
                }
                System.out.printf(Locale.ROOT,
                        "{\"engine\": \"%s\", \"width\": %s, \"bn\": %s, \"batch\": %d, \"size\": %d,"
                                + " \"first_loss\": %.3f, \"last_loss\": %.3f, \"train_images_per_second\": %.1f}%n",
                        Engine.getEngine("PyTorch").getVersion(), width, batchNorm, batch, size, first, last,
                        batch / best);
            }
        }
    }

    /** Trains one step, and returns the loss before it. */
    private static float step(Trainer trainer, NDArray pictures, NDArray classes) {
        try (NDManager scope = pictures.getManager().newSubManager()) {
            scope.tempAttachAll(pictures, classes);
            NDArray loss;
            try (GradientCollector gradients = trainer.newGradientCollector()) {
                NDList logits = trainer.forward(new NDList(pictures), new NDList(classes));
                loss = trainer.getLoss().evaluate(new NDList(classes), logits);
                gradients.backward(loss);
            }
            trainer.step();
            return loss.getFloat();
        }
    }

    private static SequentialBlock vgg16(double width, boolean batchNorm) {
        SequentialBlock net = new SequentialBlock();
        int[][] blocks = {{64, 2}, {128, 2}, {256, 3}, {512, 3}, {512, 3}};
        for (int[] block : blocks) {
            for (int i = 0; i < block[1]; i++) {
                net.add(Conv2d.builder().setKernelShape(new Shape(3, 3)).optPadding(new Shape(1, 1))
                        .setFilters((int) (block[0] * width)).optBias(!batchNorm).build());
                if (batchNorm) {
                    net.add(BatchNorm.builder().build());
                }
                net.add(Activation.reluBlock());
            }
            net.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
        }
        return net.add(Blocks.batchFlattenBlock()).add(Linear.builder().setUnits(DIMENSION).build());
    }

    /** Turns embeddings and classes into logits: s·cos(θ + m) for an embedding's own class, s·cos θ for the others. */
    private static final class ArcFace extends AbstractBlock {

        private final double marginRadians;
        private final double scale;
        private final Parameter centres;

        ArcFace(double marginRadians, double scale) {
            this.marginRadians = marginRadians;
            this.scale = scale;
            centres = addParameter(Parameter.builder().setName("centres").setType(Parameter.Type.WEIGHT)
                    .optShape(new Shape(CLASSES, DIMENSION)).build());
        }

        @Override
        protected NDList forwardInternal(ParameterStore parameters, NDList inputs, boolean training,
                PairList<String, Object> options) {
            throw new UnsupportedOperationException("the margin needs the classes");
        }

        @Override
        protected NDList forwardInternal(ParameterStore parameters, NDList embeddings, NDList classes,
                PairList<String, Object> options) {
            NDArray embedding = embeddings.singletonOrThrow();
            NDArray unitCentres = parameters.getValue(centres, embedding.getDevice(), true).normalize(2, 1);
            NDArray cosine = embedding.normalize(2, 1).matMul(unitCentres.transpose()).clip(-1 + 1e-7, 1 - 1e-7);
            NDArray margin = classes.singletonOrThrow().oneHot(CLASSES).mul(marginRadians);
            return new NDList(cosine.acos().add(margin).cos().mul(scale));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return new Shape[] {new Shape(inputs[0].get(0), CLASSES)};
        }
    }
}
