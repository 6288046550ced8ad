package arc.index;

import arc.infer.model.ModelId;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Says what a gallery was made with. It is the user data of every Lucene commit, so that entries and
 * manifest can't disagree after a crash.
 *
 * @param formatVersion of the gallery, now {@value #FORMAT_VERSION}
 * @param modelId the model that embedded every entry
 * @param dimension of every vector
 * @param metric always {@value #COSINE}
 * @param arcVersion the arc that created it
 * @param maxConn neighbours a node keeps in the HNSW graph
 * @param beamWidth candidates considered for them
 * @param modelName what whoever made the embeddings calls their model, where its id is not known and {@code modelId}
 *     stands for the name; else null
 */
public record GalleryManifest(int formatVersion, ModelId modelId, int dimension, String metric, String arcVersion,
        int maxConn, int beamWidth, @Nullable String modelName) {

    /** Version of galleries that this arc writes, and the newest that it reads. */
    public static final int FORMAT_VERSION = 1;

    /** The metric: cosine of the angle, which for unit vectors is the dot product. */
    public static final String COSINE = "cosine";

    static final String FORMAT_KEY = "arc.gallery.format";
    private static final String MODEL_KEY = "arc.gallery.model";
    private static final String DIMENSION_KEY = "arc.gallery.dimension";
    private static final String METRIC_KEY = "arc.gallery.metric";
    private static final String ARC_KEY = "arc.gallery.arc";
    private static final String MAX_CONN_KEY = "arc.gallery.maxConn";
    private static final String BEAM_WIDTH_KEY = "arc.gallery.beamWidth";
    private static final String MODEL_NAME_KEY = "arc.gallery.modelName";

    /** Checks the values. */
    public GalleryManifest {
        if (formatVersion != FORMAT_VERSION) {
            throw new IllegalArgumentException("format must be " + FORMAT_VERSION + ", got " + formatVersion);
        }
        if (dimension < 1) {
            throw new IllegalArgumentException("dimension must be >= 1, got " + dimension);
        }
        if (!metric.equals(COSINE)) {
            throw new IllegalArgumentException("metric must be " + COSINE + ", got " + metric);
        }
    }

    /** Returns the model's name in quotes, or else the beginning of its id: for people to read. */
    public String modelText() {
        return GalleryModel.text(modelId, modelName);
    }

    static GalleryManifest forNewGallery(GalleryModel model) {
        return new GalleryManifest(FORMAT_VERSION, model.id(), model.dimension(), COSINE, thisArc(),
                GalleryCodec.MAX_CONN, GalleryCodec.BEAM_WIDTH, model.name());
    }

    Map<String, String> toCommitData() {
        Map<String, String> data = new TreeMap<>();
        data.put(FORMAT_KEY, Integer.toString(formatVersion));
        data.put(MODEL_KEY, modelId.sha256());
        data.put(DIMENSION_KEY, Integer.toString(dimension));
        data.put(METRIC_KEY, metric);
        data.put(ARC_KEY, arcVersion);
        data.put(MAX_CONN_KEY, Integer.toString(maxConn));
        data.put(BEAM_WIDTH_KEY, Integer.toString(beamWidth));
        if (modelName != null) {
            data.put(MODEL_NAME_KEY, modelName);
        }
        return data;
    }

    /**
     * Reads what {@link #toCommitData} wrote.
     *
     * @throws IllegalArgumentException when a value is missing or wrong
     */
    static GalleryManifest fromCommitData(Map<String, String> data) {
        return new GalleryManifest(number(data, FORMAT_KEY), new ModelId(text(data, MODEL_KEY)),
                number(data, DIMENSION_KEY), text(data, METRIC_KEY), text(data, ARC_KEY), number(data, MAX_CONN_KEY),
                number(data, BEAM_WIDTH_KEY), data.get(MODEL_NAME_KEY));
    }

    private static String text(Map<String, String> data, String key) {
        String value = data.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the manifest has no " + key);
        }
        return value;
    }

    private static int number(Map<String, String> data, String key) {
        String value = text(data, key);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " is a number, got '" + value + "'", e);
        }
    }

    private static String thisArc() {
        try (InputStream in = GalleryManifest.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(in, "version.properties"));
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read version.properties of the index module", e);
        }
    }
}
