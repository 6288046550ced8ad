package arc.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LuceneInfoTest {

    @Test
    void seesThatTheTestsRunWithTheVectorModule() {
        LuceneInfo info = LuceneInfo.read();
        assertThat(info.version()).startsWith("10.");
        assertThat(info.vectorProvider()).isEqualTo("PanamaVectorizationProvider");
        assertThat(info.hasSimd()).isTrue();
    }

    @Test
    void countsScalarCodeAndSilenceAsNoSimd() {
        assertThat(new LuceneInfo("10", "DefaultVectorizationProvider").hasSimd()).isFalse();
        assertThat(new LuceneInfo("10", null).hasSimd()).isFalse();
    }
}
