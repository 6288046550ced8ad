package arc.train.data;

import java.util.random.RandomGenerator;

/** Deals images class by class: each class is a deck of cards that is shuffled when it is begun, and again when it ends. */
final class ClassDecks {

    private final RandomGenerator random;
    private final int[] images; // all of them, class after class
    private final int[] begins; // where each class's begin; one more for the end
    private final int[] dealt; // how many of each deck
    private final int[] classes; // the order of the round

    /**
     * Lays out the decks of the classes that have images.
     *
     * @param classOf class of each image, ascending
     */
    ClassDecks(int[] classOf, RandomGenerator random) {
        this.random = random;
        images = new int[classOf.length];
        int[] ends = new int[classOf.length + 1];
        int count = 0;
        for (int i = 0; i < classOf.length; i++) {
            images[i] = i;
            if (i + 1 == classOf.length || classOf[i + 1] != classOf[i]) {
                ends[++count] = i + 1;
            }
        }
        begins = java.util.Arrays.copyOf(ends, count + 1);
        dealt = new int[count];
        classes = new int[count];
        for (int c = 0; c < count; c++) {
            classes[c] = c;
        }
    }

    /** Deals one image of each class, round after round, until there are {@code count}. */
    int[] rounds(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int turn = i % classes.length;
            if (turn == 0) {
                shuffle(classes, 0, classes.length);
            }
            order[i] = next(classes[turn]);
        }
        return order;
    }

    /** Deals batches of {@code each} images of each of {@code perBatch} distinct classes. */
    int[] batches(int count, int perBatch, int each) {
        int[] order = new int[Math.multiplyExact(count, perBatch * each)];
        int turn = classes.length;
        int filled = 0;
        for (int batch = 0; batch < count; batch++) {
            if (turn + perBatch > classes.length) {
                shuffle(classes, 0, classes.length);
                turn = 0;
            }
            for (int p = 0; p < perBatch; p++, turn++) {
                int deck = classes[turn];
                if (size(deck) - dealt[deck] < each) {
                    dealt[deck] = 0; // so that they are distinct, or all of a smaller class among them
                }
                for (int k = 0; k < each; k++) {
                    order[filled++] = next(deck);
                }
            }
        }
        return order;
    }

    private int size(int deck) {
        return begins[deck + 1] - begins[deck];
    }

    private int next(int deck) {
        if (dealt[deck] == size(deck)) {
            dealt[deck] = 0;
        }
        if (dealt[deck] == 0) {
            shuffle(images, begins[deck], begins[deck + 1]);
        }
        return images[begins[deck] + dealt[deck]++];
    }

    private void shuffle(int[] cards, int from, int to) {
        for (int i = to - 1; i > from; i--) {
            int j = random.nextInt(from, i + 1);
            int card = cards[i];
            cards[i] = cards[j];
            cards[j] = card;
        }
    }
}
