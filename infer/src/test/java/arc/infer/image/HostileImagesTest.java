package arc.infer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.SharedFolder;
import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Decodes odd, broken and fuzzed files; they are not part of the repository, so without them these tests are skipped. */
class HostileImagesTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Pattern SIZE = Pattern.compile("(\\d+)x(\\d+)");

    private static final Pattern MEANS = Pattern.compile("Pillow plain conversion (\\d+),(\\d+),(\\d+)");

    private record Row(Path file, String expected, String note) {
        boolean turned() {
            return Pattern.compile("orientation [5678]").matcher(note).find();
        }
    }

    @TestFactory
    @Timeout(120) // for a hang, not for speed
    Stream<DynamicTest> everyFileIsDecodedOrRefusedAsItsRowSays() throws IOException {
        return rows().stream().map(row -> DynamicTest.dynamicTest(row.file().toString(), () -> {
            byte[] bytes = Files.readAllBytes(row.file());
            switch (row.expected()) {
                case "decodes" -> {
                    DecodedImage decoded = ImageDecoder.decode(bytes, "x");
                    Matcher size = SIZE.matcher(row.note());
                    assertThat(size.find()).isTrue();
                    List<Integer> stored = List.of(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
                    assertThat(List.of(decoded.widthPixels(), decoded.heightPixels()))
                            .isEqualTo(row.turned() ? stored.reversed() : stored);
                    assertMeans(decoded, row.note());
                }
                case "rejected" -> assertThatThrownBy(() -> ImageDecoder.decode(bytes, "x"))
                        .isInstanceOf(UnreadableImageException.class)
                        .hasMessageStartingWith("x: not an image arc can read (");
                default -> decodeOrRefuse(bytes);
            }
        }));
    }

    @TestFactory
    @Timeout(120) // for a hang, not for speed
    Stream<DynamicTest> everyFileCutAtTenPlacesIsDecodedOrRefusedInBoundedMemory() throws IOException {
        return rows().stream().map(row -> DynamicTest.dynamicTest(row.file().toString(), () -> {
            byte[] bytes = Files.readAllBytes(row.file());
            for (int tenth = 0; tenth <= 10; tenth++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                long pixels = decodeOrRefuse(Arrays.copyOf(bytes, (int) (bytes.length * (long) tenth / 10)));
                long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
                assertThat(allocated).isLessThan((64L << 20) + 100 * pixels);
            }
        }));
    }

    /** Returns the number of pixels, 0 when refused; anything but a picture or the declared exception fails the test. */
    private static long decodeOrRefuse(byte[] bytes) {
        try {
            DecodedImage decoded = ImageDecoder.decode(bytes, "x");
            return (long) decoded.widthPixels() * decoded.heightPixels();
        } catch (UnreadableImageException e) {
            assertThat(e).hasMessageStartingWith("x: not an image arc can read (");
            assertThat(e.getMessage()).hasSizeLessThan(250).doesNotContain("\n");
            return 0;
        }
    }

    /** Compares with the mean colour that Pillow gives, where the row knows it: of CMYK and YCCK. */
    private static void assertMeans(DecodedImage decoded, String note) {
        Matcher means = MEANS.matcher(note);
        if (means.find()) {
            byte[] rgb = decoded.rgb();
            for (int c = 0; c < 3; c++) {
                double sum = 0;
                for (int i = c; i < rgb.length; i += 3) {
                    sum += rgb[i] & 0xff;
                }
                int expected = Integer.parseInt(means.group(c + 1));
                assertThat(3 * sum / rgb.length).isBetween(expected - 1.0, expected + 1.0);
            }
        }
    }

    private static List<Row> rows() throws IOException {
        Path folder = SharedFolder.require("data/hostile-images");
        List<Row> rows = Files.readAllLines(folder.resolve("index.tsv")).stream().skip(1).map(line -> line.split("\t"))
                .map(fields -> new Row(folder.resolve(fields[0]), fields[2], fields[3])).toList();
        assertThat(rows).hasSize(338);
        return rows;
    }
}
