package arc.index;

import arc.infer.data.FileStamp;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes an entry as one Lucene document and reads it back.
 *
 * <p>{@code id} finds it; {@code path} (each), {@code label} and {@code meta:COLUMN} (of the first source) are
 * terms for filters; {@code sources} holds all sources as stored bytes, and {@link Stamps} those of their files; {@code vector} is the embedding, or {@code twin} where
 * {@link Twins} keep it out of the graph; {@code crowd} is the term that finds vectors as good as equal.
 */
final class Fields {

    static final String ID = "id";
    static final String VECTOR = "vector";
    static final String TWIN = "twin";
    static final String CROWD = "crowd";
    static final String SOURCES = "sources";
    private static final String METADATA_PREFIX = "meta:";

    private Fields() {}

    /** Returns the field that holds the terms of a filter's key. */
    static String ofKey(String key) {
        return switch (key) {
            case Filter.LABEL, Filter.PATH -> key;
            default -> METADATA_PREFIX + key;
        };
    }

    /** Returns the metadata column that a field holds the terms of, or null for another field. */
    static @Nullable String columnOf(String field) {
        return field.startsWith(METADATA_PREFIX) ? field.substring(METADATA_PREFIX.length()) : null;
    }

    static Document toDocument(GalleryEntry entry, List<@Nullable FileStamp> stamps, float[] vector, boolean twin)
            throws IOException {
        Document document = new Document();
        document.add(new StringField(ID, entry.id(), Field.Store.NO));
        document.add(new BinaryDocValuesField(ID, new BytesRef(entry.id())));
        for (String path : entry.paths()) {
            document.add(new StringField(Filter.PATH, path, Field.Store.NO));
        }
        if (entry.label() != null) {
            document.add(new StringField(Filter.LABEL, entry.label(), Field.Store.NO));
        }
        entry.metadata().forEach((column, value) -> document
                .add(new StringField(METADATA_PREFIX + column, value, Field.Store.NO)));
        document.add(new StoredField(SOURCES, sourcesToBytes(entry.sources())));
        document.add(Stamps.field(entry.sources(), stamps));
        document.add(new StringField(CROWD, Twins.crowdOf(vector), Field.Store.NO));
        // DOT_PRODUCT is the cosine of unit vectors, and needs no norms at search time.
        document.add(new KnnFloatVectorField(twin ? TWIN : VECTOR, vector, VectorSimilarityFunction.DOT_PRODUCT));
        return document;
    }

    private static byte[] sourcesToBytes(List<EntrySource> sources) throws IOException {
        ByteBuffersDataOutput out = new ByteBuffersDataOutput();
        out.writeVInt(sources.size());
        for (EntrySource source : sources) {
            out.writeString(source.path());
            out.writeByte((byte) (source.label() == null ? 0 : 1));
            if (source.label() != null) {
                out.writeString(source.label());
            }
            out.writeVInt(source.metadata().size());
            for (Map.Entry<String, String> column : source.metadata().entrySet()) {
                out.writeString(column.getKey());
                out.writeString(column.getValue());
            }
        }
        return out.toArrayCopy();
    }

    static List<EntrySource> sourcesFromBytes(BytesRef bytes) throws IOException {
        ByteArrayDataInput in = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
        int count = in.readVInt();
        List<EntrySource> sources = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String path = in.readString();
            String label = in.readByte() == 0 ? null : in.readString();
            int columns = in.readVInt();
            Map<String, String> metadata = new LinkedHashMap<>();
            for (int c = 0; c < columns; c++) {
                metadata.put(in.readString(), in.readString());
            }
            sources.add(new EntrySource(path, label, metadata));
        }
        return sources;
    }
}
