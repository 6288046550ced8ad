package arc.infer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.image.UnreadableImageException.Reason;
import org.junit.jupiter.api.Test;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class DecodingMemoryTest {

    private static final long HALF_OF_THE_HEAP = Runtime.getRuntime().maxMemory() / 2;

    @Test
    void refusesWhatWouldNotFitAtAll() {
        assertThatThrownBy(() -> DecodingMemory.take(HALF_OF_THE_HEAP + 1)).isInstanceOf(ImageProblem.class)
                .hasMessageMatching("decoding takes about \\d+ MB, and there are \\d+ MB for it; "
                        + "give Java more with ARC_JAVA_OPTS=-Xmx4g")
                .satisfies(e -> assertThat(((ImageProblem) e).reason()).isEqualTo(Reason.TOO_LARGE));
    }

    @Test
    void givesBackWhatWasTaken() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (DecodingMemory.Share share = DecodingMemory.take(HALF_OF_THE_HEAP)) {
                assertThat(share.units()).isPositive();
            }
        }
    }

    @Test
    void largePicturesTakeTurnsAndTinyOnesDoNotWait() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        Thread waiting;
        try (DecodingMemory.Share _ = DecodingMemory.take(HALF_OF_THE_HEAP)) {
            waiting = Thread.ofVirtual().start(() -> {
                try (DecodingMemory.Share _ = DecodingMemory.take(HALF_OF_THE_HEAP)) {
                    second.countDown();
                } catch (ImageProblem e) {
                    throw new AssertionError(e);
                }
            });
            try (DecodingMemory.Share tiny = DecodingMemory.take(1000)) {
                assertThat(tiny.units()).isZero();
            }
            assertThat(second.getCount()).isEqualTo(1);
        }
        assertThat(second.await(60, TimeUnit.SECONDS)).isTrue();
        waiting.join();
    }
}
