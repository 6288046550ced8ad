package arc.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** A few seconds of what {@code docs/experiments/readers} does for a minute. */
class ManyReadersTest {

    @TempDir
    Path gallery;

    @Test
    void eightReadersSeeWholeCommitsWhileAWriterAddsRemovesAndMerges() throws Exception {
        assertThat(new ManyReaders(gallery).run(commit -> commit < 24)).hasSize(ManyReaders.READERS)
                .allSatisfy(opened -> assertThat(opened).isPositive());
        assertThat(Gallery.info(gallery).entries()).isEqualTo(100);
    }
}
