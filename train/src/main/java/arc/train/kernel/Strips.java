package arc.train.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Cuts pictures into strips: some tiles side by side. A strip's rows are copied to and from a Java array, with zeros
 * for what lies outside of the picture, so that nothing behind it has to know of edges.
 */
final class Strips {

    /** Most tiles side by side: enough for long copies, few enough for the rows to stay near. */
    private static final int MOST_TILES = 8;

    private final int batch;
    private final int height;
    private final int width;
    private final int step; // pixels of output along the side of a tile
    private final int tilesDown;
    private final int tilesAcross;
    private final int perRow; // strips in a row of tiles

    /** Cuts [batch, height, width, …] into tiles of {@code step}² pixels; the last may reach over the edge. */
    Strips(int batch, int height, int width, int step) {
        this.batch = batch;
        this.height = height;
        this.width = width;
        this.step = step;
        tilesDown = Math.ceilDiv(height, step);
        tilesAcross = Math.ceilDiv(width, step);
        perRow = Math.ceilDiv(tilesAcross, MOST_TILES);
    }

    /** Returns the number of strips. */
    int count() {
        return batch * tilesDown * perRow;
    }

    /** Returns the tiles of the widest strip. */
    int mostTiles() {
        return Math.min(tilesAcross, MOST_TILES);
    }

    /** Returns the tiles of one strip. */
    int tiles(int strip) {
        return Math.min(MOST_TILES, tilesAcross - strip % perRow * MOST_TILES);
    }

    /** Returns the number of tiles before one strip: tiles are counted strip by strip. */
    int tilesBefore(int strip) {
        return strip / perRow * tilesAcross + strip % perRow * MOST_TILES;
    }

    /**
     * Copies rows of a picture into an array.
     *
     * @param picture [batch, height, width, channels]
     * @param halo pixels by which the rows begin above and left of the strip's output
     * @param rows number of rows
     * @param columns pixels of a row
     * @param to receives [rows, columns, channels]
     */
    void gather(MemorySegment picture, int channels, int strip, int halo, int rows, int columns, float[] to) {
        int top = top(strip) - halo;
        int left = left(strip) - halo;
        int first = Math.max(0, left);
        int end = Math.min(width, left + columns);
        for (int r = 0; r < rows; r++) {
            int y = top + r;
            int at = r * columns * channels;
            if (y < 0 || y >= height) {
                Arrays.fill(to, at, at + columns * channels, 0);
                continue;
            }
            Arrays.fill(to, at, at + (first - left) * channels, 0);
            MemorySegment.copy(picture, ValueLayout.JAVA_FLOAT, pixel(strip, y, first, channels), to,
                    at + (first - left) * channels, (end - first) * channels);
            Arrays.fill(to, at + (end - left) * channels, at + columns * channels, 0);
        }
    }

    /**
     * Copies the rows of one strip's output into a picture, without what lies outside of it.
     *
     * @param from [rows, columns, channels], rows {@code columns · channels} apart
     */
    void scatter(float[] from, int columns, int channels, int strip, MemorySegment picture) {
        int left = left(strip);
        int length = (Math.min(width, left + columns) - left) * channels;
        int rows = Math.min(height - top(strip), step);
        for (int r = 0; r < rows; r++) {
            MemorySegment.copy(from, r * columns * channels, picture, ValueLayout.JAVA_FLOAT,
                    pixel(strip, top(strip) + r, left, channels), length);
        }
    }

    private int top(int strip) {
        return strip / perRow % tilesDown * step;
    }

    private int left(int strip) {
        return strip % perRow * MOST_TILES * step;
    }

    private long pixel(int strip, int y, int x, int channels) {
        int image = strip / perRow / tilesDown;
        return (((long) image * height + y) * width + x) * channels * Float.BYTES;
    }
}
