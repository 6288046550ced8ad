package arc.infer.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

class CosineRowsTest {

    /** Sizes around the edges of tiles, panels and blocks. */
    @ParameterizedTest
    @CsvSource({"1,1,1", "5,15,3", "6,16,8", "7,17,9", "13,127,16", "12,128,17", "61,129,5", "3,300,40"})
    void equalsTheDotProductsOfAllPairs(int probes, int rows, int dimension) {
        EmbeddingSet p = RandomSets.uniform(probes, dimension, new Random(probes));
        EmbeddingSet g = RandomSets.uniform(rows, dimension, new Random(1000 + rows));
        for (Tile tile : new Tile[]{new VectorTile(), new ScalarTile()}) {
            float[][] found = all(p, g, 2, tile);
            for (int i = 0; i < probes; i++) {
                for (int j = 0; j < rows; j++) {
                    assertThat((double) found[i][j]).as("probe %d, row %d", i, j).isCloseTo(p.row(i).cosine(g.row(j)),
                            within(1e-6));
                }
            }
        }
    }

    @Test
    void givesTheSameBitsWithAndWithoutTheVectorModuleAndWithAnyNumberOfThreads() {
        EmbeddingSet p = RandomSets.uniform(50, 67, new Random(3));
        EmbeddingSet g = RandomSets.uniform(500, 67, new Random(4));
        float[][] expected = all(p, g, 1, new VectorTile());

        assertThat(all(p, g, 3, new VectorTile())).isDeepEqualTo(expected);
        assertThat(all(p, g, 2, new ScalarTile())).isDeepEqualTo(expected);
    }

    /** The launcher leaves the module out of short commands. */
    @Test
    void worksInAProcessWithoutTheVectorModule() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp", System.getProperty("java.class.path"), CosineRowsBenchmark.class.getName(), "7", "50", "3", "2")
                .redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).startsWith("ScalarTile 7 x 50 x 3, 2 threads: ");
    }

    @Test
    void givesEqualVectorsTheSameBitsWhereverTheyStand() {
        EmbeddingSet probe = RandomSets.uniform(1, 33, new Random(5));
        Embedding twin = RandomSets.uniform(1, 33, new Random(6)).row(0);
        EmbeddingSet g = EmbeddingSet.of(java.util.Collections.nCopies(203, twin));
        float[] cosines = all(probe, g, 2, new VectorTile())[0];

        for (float cosine : cosines) {
            assertThat(cosine).isEqualTo(cosines[0]);
        }
    }

    @Test
    void visitsEachProbeOnceOverSeveralBlocks() {
        EmbeddingSet p = RandomSets.uniform(150, 2, new Random(7)); // 60 probes a block with such a gallery
        EmbeddingSet g = RandomSets.uniform(300_000, 2, new Random(8));
        AtomicInteger[] visits = new AtomicInteger[150];
        java.util.Arrays.setAll(visits, i -> new AtomicInteger());
        CosineRows.visit(p, g, 2, (probe, cosines) -> {
            if (Math.abs(cosines[299_999] - p.row(probe).cosine(g.row(299_999))) < 1e-6) {
                visits[probe].incrementAndGet();
            }
        });
        assertThat(visits).allMatch(count -> count.get() == 1);
    }

    @Test
    void passesOnWhatAVisitorThrows() {
        EmbeddingSet p = RandomSets.uniform(20, 4, new Random(9));
        assertThatThrownBy(() -> CosineRows.visit(p, p, 2, (probe, _) -> {
            if (probe == 7) {
                throw new IllegalStateException("probe 7");
            }
        })).isInstanceOf(IllegalStateException.class).hasMessage("probe 7");
    }

    @Test
    void refusesSetsOfDifferentDimensions() {
        EmbeddingSet three = RandomSets.uniform(2, 3, new Random(1));
        EmbeddingSet four = RandomSets.uniform(2, 4, new Random(1));
        assertThatThrownBy(() -> CosineRows.visit(three, four, 1, (_, _) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("probes of 3 and a gallery of 4 dimensions have no cosines");
        assertThatThrownBy(() -> CosineRows.visit(three, three, 0, (_, _) -> {}))
                .hasMessage("threads must be >= 1, got 0");
    }

    private static float[][] all(EmbeddingSet probes, EmbeddingSet gallery, int threads, Tile tile) {
        float[][] rows = new float[probes.size()][];
        CosineRows.visit(probes, gallery, threads, tile, (probe, cosines) -> rows[probe] = cosines.clone());
        return rows;
    }
}
