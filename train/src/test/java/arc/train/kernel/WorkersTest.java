package arc.train.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void callsEachPieceOnceInEachOfManyPasses(int threads) {
        Workers workers = new Workers(threads);
        AtomicIntegerArray calls = new AtomicIntegerArray(50);
        for (int pass = 0; pass < 2000; pass++) {
            workers.run(pass % 51, calls::incrementAndGet);
        }
        int[] expected = IntStream.range(0, 50).map(i -> (int) IntStream.range(0, 2000).filter(p -> p % 51 > i).count())
                .toArray();
        assertThat(IntStream.range(0, 50).map(calls::get).toArray()).isEqualTo(expected);
    }

    @Test
    void finishesTheOtherPiecesAndThrowsWhatOneThrew() {
        Workers workers = new Workers(2);
        AtomicInteger others = new AtomicInteger();
        assertThatThrownBy(() -> workers.run(20, i -> {
            if (i == 7) {
                throw new IllegalStateException("piece " + i);
            }
            others.incrementAndGet();
        })).isInstanceOf(IllegalStateException.class).hasMessage("piece 7");
        assertThat(others).hasValue(19);
        workers.run(3, i -> others.incrementAndGet());
        assertThat(others).hasValue(22);
    }

    @Test
    void takesCallsOfSeveralThreadsInTurn() throws InterruptedException {
        Workers workers = new Workers(2);
        AtomicInteger calls = new AtomicInteger();
        Thread[] callers = IntStream.range(0, 4).mapToObj(_ -> Thread.ofPlatform().start(() -> {
            for (int pass = 0; pass < 200; pass++) {
                workers.run(5, _ -> calls.incrementAndGet());
            }
        })).toArray(Thread[]::new);
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(calls).hasValue(4 * 200 * 5);
    }

    @Test
    void refusesNoThreads() {
        assertThatThrownBy(() -> new Workers(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("threads must be >= 1");
    }
}
