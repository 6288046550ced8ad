package arc.infer.evaluation;

import arc.infer.embedding.Embedding;
import arc.infer.embedding.EmbeddingSet;

import java.util.Arrays;
import java.util.List;

/** Makes sets of embeddings on the unit circle. */
final class PlaneSets {

    private PlaneSets() {}

    /** Returns one embedding an angle. */
    static EmbeddingSet plane(double[] degrees, String... labels) {
        List<Embedding> embeddings = Arrays.stream(degrees).map(Math::toRadians)
                .mapToObj(a -> Embedding.normalised(new float[]{(float) Math.cos(a), (float) Math.sin(a)})).toList();
        return EmbeddingSet.of(embeddings).withLabels(List.of(labels));
    }
}
