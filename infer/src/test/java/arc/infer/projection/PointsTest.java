package arc.infer.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.embedding.Npy;
import arc.infer.file.AtomicFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class PointsTest {

    @TempDir
    private Path folder;

    @Test
    void readsRowsAsTheyAre() {
        Points points = Points.read(written(3, 4, -1, 0.5f));

        assertThat(points.size()).isEqualTo(2);
        assertThat(points.dimension()).isEqualTo(2);
        assertThat(points.value(0, 1)).isEqualTo(4);
        assertThat(points.value(1, 0)).isEqualTo(-1);
    }

    @Test
    void refusesValuesThatAreNotFinite() {
        Path file = written(1, 2, Float.NaN, 4);
        assertThatThrownBy(() -> Points.read(file)).isInstanceOf(ArcException.class)
                .hasMessage(file + ": row 1 is not finite: NaN in column 0");
        assertThatThrownBy(() -> Points.of(2, new float[]{1, Float.POSITIVE_INFINITY}))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("row 0 is not finite: Infinity in column 1");
    }

    @Test
    void refusesAMatrixWithoutWholeRows() {
        assertThatThrownBy(() -> Points.of(2, new float[3])).hasMessage(
                "points have rows and columns, got 3 values in rows of 2");
    }

    @Test
    void takesRowsInTheOrderAskedFor() {
        Points rows = Points.of(1, new float[]{5, 6, 7}).rows(new int[]{2, 0});
        assertThat(rows.value(0, 0)).isEqualTo(7);
        assertThat(rows.value(1, 0)).isEqualTo(5);
        assertThat(rows.size()).isEqualTo(2);
    }

    @Test
    void tellsWhetherItsRowsAreUnitVectors() {
        assertThat(Points.of(2, new float[]{0.6f, 0.8f, 1, 0}).areUnitVectors()).isTrue();
        assertThat(Points.of(2, new float[]{0.6f, 0.8f, 1.01f, 0}).areUnitVectors()).isFalse();
    }

    private Path written(float... values) {
        Path file = folder.resolve("x.npy");
        AtomicFile.write(file, out -> {
            Npy.writeHeader(out, values.length / 2, 2);
            Npy.writeFloats(out, values);
        });
        return file;
    }
}
