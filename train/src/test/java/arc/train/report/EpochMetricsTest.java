package arc.train.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class EpochMetricsTest {

    @TempDir
    private Path run;

    @Test
    void readsColumnsByTheirNamesAndPassesOverOthers() throws IOException {
        Files.writeString(run.resolve("metrics.csv"), """
                epoch,loss,accuracy,val_precision_at_1,learning_rate,margin,images_per_second,seconds,new
                1,4.890300,0.603300,,0.0199300,0.488636,273.1,15.2,x
                2,2.5,0.9,0.95,0.01,0.5,300,21.5,y
                """);
        assertThat(EpochMetrics.read(run)).isEqualTo(List.of(
                new EpochMetrics(1, 4.8903, 0.6033, Double.NaN, 0.01993, 0.488636, 273.1, 15.2),
                new EpochMetrics(2, 2.5, 0.9, 0.95, 0.01, 0.5, 300, 21.5)));
    }

    @Test
    void hasNoEpochsBeforeTheFirst() {
        assertThat(EpochMetrics.read(run)).isEmpty();
    }

    @Test
    void saysWhatIsDamaged() throws IOException {
        Path file = run.resolve("metrics.csv");
        Files.writeString(file, "epoch,loss\n1,0.5\ntwo,0.4\n");
        assertThatThrownBy(() -> EpochMetrics.read(run)).isInstanceOf(ArcException.class)
                .hasMessage(file + " line 3: epoch should be a number, found 'two'");
        Files.writeString(file, "loss\n0.5\n");
        assertThatThrownBy(() -> EpochMetrics.read(run)).isInstanceOf(ArcException.class)
                .hasMessage(file + " line 2: epoch must be >= 1, got 0");
    }
}
