package arc.train.transfer;

import arc.infer.ArcException;
import arc.train.net.Backbone;
import arc.train.net.Vgg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says which VGG a file holds.
 *
 * @param vgg which of the family
 * @param stageChannels channels of each of the five stages
 * @param inputChannels 1 or 3
 */
record TrunkShape(Vgg vgg, List<Integer> stageChannels, int inputChannels) {

    /** Channels of the widest stage: width 4. */
    static final int MAX_CHANNELS = 2048;

    /** Widest that {@link Backbone} takes. */
    private static final double MAX_WIDTH = 4;

    /** Poolings of a trunk, one after each stage. */
    static final int STAGES = 5;

    TrunkShape {
        stageChannels = List.copyOf(stageChannels);
    }

    /**
     * Recognises a trunk by how many convolutions and channels its stages have.
     *
     * @throws ArcException when it is none of {@link Vgg}
     */
    static TrunkShape of(String file, List<List<TrunkConvolution>> stages) {
        List<Integer> counts = stages.stream().map(List::size).toList();
        Optional<Vgg> vgg = Stream.of(Vgg.values()).filter(v -> v.convolutions().equals(counts)).findFirst();
        if (vgg.isEmpty()) {
            throw new UnusableTrunk(file,
                    "its five stages have " + joined(counts) + " convolutions, and no VGG has those; "
                            + "expected "
                            + Stream.of(Vgg.values()).map(v -> joined(v.convolutions()) + " (" + v.id() + ")")
                                    .collect(Collectors.joining(", ")));
        }
        List<Integer> channels = new ArrayList<>();
        for (List<TrunkConvolution> stage : stages) {
            List<Integer> outs = stage.stream().map(TrunkConvolution::outChannels).distinct().toList();
            if (outs.size() != 1) {
                throw new UnusableTrunk(file,
                        "the convolutions of its stage " + (channels.size() + 1) + " have " + joined(outs)
                                + " channels, and those of one stage should have the same number");
            }
            channels.add(outs.getFirst());
        }
        int input = stages.getFirst().getFirst().inChannels();
        if (input != 1 && input != 3) {
            throw new UnusableTrunk(file, "it takes pictures of " + input + " channels; expected 1 or 3");
        }
        return new TrunkShape(vgg.get(), channels, input);
    }

    /** Describes what {@code backbone} has. */
    static TrunkShape of(Backbone backbone) {
        List<Integer> channels = backbone.convolutions().stream().filter(Backbone.Convolution::pooled)
                .map(Backbone.Convolution::outChannels).toList();
        return new TrunkShape(backbone.vgg(), channels, backbone.inputChannels());
    }

    /** Returns the width that gives these channels, where one does. */
    OptionalDouble width() {
        List<Integer> atWidthOne = of(new Backbone(vgg, 1, false, inputChannels, Backbone.MIN_SIZE_PIXELS, 1))
                .stageChannels();
        for (int stage = STAGES - 1; stage >= 0; stage--) {
            double width = (double) stageChannels.get(stage) / atWidthOne.get(stage);
            if (width > 0 && width <= MAX_WIDTH
                    && of(new Backbone(vgg, width, false, inputChannels, Backbone.MIN_SIZE_PIXELS, 1)).equals(this)) {
                return OptionalDouble.of(width);
            }
        }
        return OptionalDouble.empty();
    }

    @Override
    public String toString() {
        return vgg.id() + " with " + joined(stageChannels) + " channels for " + (inputChannels == 1 ? "grey" : "color")
                + " pictures";
    }

    private static String joined(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining("-"));
    }
}
