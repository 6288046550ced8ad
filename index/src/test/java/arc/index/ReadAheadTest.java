package arc.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

class ReadAheadTest {

    @Test
    void givesResultsInTheOrderOfTheItems() {
        List<Integer> items = IntStream.range(0, 1000).boxed().toList();
        List<Integer> results = new ArrayList<>();
        try (ReadAhead<Integer, Integer> ahead = new ReadAhead<>(items, i -> i * i, 4, 16)) {
            while (ahead.hasNext()) {
                results.add(ahead.next());
            }
        }
        assertThat(results).isEqualTo(items.stream().map(i -> i * i).toList());
    }

    @Test
    void takesNoMoreItemsThanItsCapacityAhead() {
        AtomicInteger taken = new AtomicInteger();
        Iterable<Integer> endless = () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                return taken.getAndIncrement();
            }
        };
        try (ReadAhead<Integer, Integer> ahead = new ReadAhead<>(endless, i -> i, 2, 16)) {
            assertThat(taken.get()).isEqualTo(16);
            for (int i = 0; i < 100; i++) {
                assertThat(ahead.next()).isEqualTo(i);
                assertThat(taken.get()).isEqualTo(i + 17);
            }
        }
    }

    @Test
    void throwsWhatTheFunctionThrew() {
        IllegalStateException thrown = new IllegalStateException("broken");
        try (ReadAhead<Integer, Integer> ahead = new ReadAhead<>(List.of(1, 2), i -> {
            if (i == 2) {
                throw thrown;
            }
            return i;
        }, 2, 4)) {
            assertThat(ahead.next()).isEqualTo(1);
            assertThatThrownBy(ahead::next).isSameAs(thrown);
        }
        StackOverflowError error = new StackOverflowError();
        try (ReadAhead<Integer, Integer> ahead = new ReadAhead<>(List.of(1), _ -> {
            throw error;
        }, 1, 1)) {
            assertThatThrownBy(ahead::next).isSameAs(error);
        }
    }
}
