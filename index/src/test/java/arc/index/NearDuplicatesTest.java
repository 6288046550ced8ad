package arc.index;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.embedding.Embedding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

class NearDuplicatesTest {

    @TempDir
    Path gallery;

    private static Embedding at(double degrees) {
        double radians = Math.toRadians(degrees);
        return Embedding.normalised(new float[]{(float) Math.cos(radians), (float) Math.sin(radians)});
    }

    private static List<List<String>> paths(GallerySearcher searcher, double leastDegrees) {
        return NearDuplicates.find(searcher, Math.cos(Math.toRadians(leastDegrees)), 2, _ -> {}).stream()
                .map(group -> group.members().stream().map(member -> member.entry().path()).toList()).toList();
    }

    @Test
    void groupsWhatHangsTogetherOnBothSidesOfTheBoundary() {
        double[] degrees = {0, 10, 20.5, 90, 91, 180};
        try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, Vectors.model(2))) {
            for (int i = 0; i < degrees.length; i++) {
                writer.put(Vectors.id(i), Vectors.at("row/" + i), at(degrees[i]));
            }
            writer.commit();
        }
        try (GallerySearcher searcher = GallerySearcher.open(gallery, 2)) {
            assertThat(paths(searcher, 0.99)).isEmpty();
            assertThat(paths(searcher, 1.01)).containsExactly(List.of("row/3", "row/4"));
            assertThat(paths(searcher, 10.1)).containsExactly(List.of("row/0", "row/1"), List.of("row/3", "row/4"));
            assertThat(paths(searcher, 10.6)).containsExactly(List.of("row/0", "row/1", "row/2"),
                    List.of("row/3", "row/4"));
            List<DuplicateGroup> groups = NearDuplicates.find(searcher, Math.cos(Math.toRadians(10.6)), 1, _ -> {});
            assertThat(groups.getFirst().members().getFirst().cosine())
                    .isCloseTo(Math.cos(Math.toRadians(10)), org.assertj.core.api.Assertions.within(1e-6));
        }
    }
}
