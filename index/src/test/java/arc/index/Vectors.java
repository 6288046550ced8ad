package arc.index;

import arc.infer.embedding.Embedding;
import arc.infer.model.ModelId;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Makes seeded unit vectors, and finds their neighbours by brute force. */
final class Vectors {

    static final ModelId MODEL = new ModelId("3fa9".repeat(16));
    static final ModelId OTHER_MODEL = new ModelId("77c1".repeat(16));

    private Vectors() {}

    static GalleryModel model(int dimension) {
        return new GalleryModel(MODEL, dimension, null);
    }

    static List<Embedding> random(long seed, int count, int dimension) {
        Random random = new Random(seed);
        List<Embedding> vectors = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            vectors.add(random(random, dimension));
        }
        return vectors;
    }

    static Embedding random(Random random, int dimension) {
        float[] values = new float[dimension];
        for (int d = 0; d < dimension; d++) {
            values[d] = (float) random.nextGaussian();
        }
        return Embedding.normalised(values);
    }

    /** Returns vectors around {@code centres} random directions, as a trained model's are around its classes. */
    static List<Embedding> clustered(long seed, int count, int dimension, int centres, double spread) {
        Random random = new Random(seed);
        List<Embedding> middles = random(seed + 1, centres, dimension);
        List<Embedding> vectors = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            float[] values = middles.get(i % centres).toArrayCopy();
            for (int d = 0; d < dimension; d++) {
                values[d] += (float) (spread * random.nextGaussian() / Math.sqrt(dimension));
            }
            vectors.add(Embedding.normalised(values));
        }
        return vectors;
    }

    /** Returns an id in the form of a SHA-256, different for each number, and not in its order. */
    static String id(int number) {
        return "%064x".formatted(new java.math.BigInteger(1, scrambled(number)));
    }

    private static byte[] scrambled(int number) {
        byte[] bytes = new byte[32];
        new Random(number * 31L + 7).nextBytes(bytes);
        return bytes;
    }

    static EntrySource at(String path) {
        return new EntrySource(path, null, Map.of());
    }

    static EntrySource at(String path, String label) {
        return new EntrySource(path, label, Map.of());
    }

    /** Returns the ids of the k nearest, the nearest first, equal cosines by id; a slow and plain oracle. */
    static List<String> nearest(List<Embedding> vectors, Embedding query, int k, IntPredicate counts) {
        record Scored(String id, double cosine) {}
        return IntStream.range(0, vectors.size()).filter(counts)
                .mapToObj(i -> new Scored(id(i), vectors.get(i).cosine(query)))
                .sorted(Comparator.comparingDouble(Scored::cosine).reversed().thenComparing(Scored::id)).limit(k)
                .map(Scored::id).toList();
    }
}
