package arc.index;

import arc.infer.data.FileStamp;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Writes the stamps of an entry's files, in the order of its sources, and reads them back; and with each a hash of the
 * source's path and label, and one of its metadata, so that an unchanged file is known without reading the document. They
 * are a value beside the document, which Lucene replaces without writing the document and its vector again.
 */
final class Stamps {

    static final String FIELD = "files";

    private Stamps() {}

    /** Returns the field of an entry; null stands for a source without a stamp. */
    static BinaryDocValuesField field(List<EntrySource> sources, List<@Nullable FileStamp> stamps) throws IOException {
        ByteBuffersDataOutput out = new ByteBuffersDataOutput();
        for (int i = 0; i < sources.size(); i++) {
            FileStamp stamp = stamps.get(i);
            out.writeByte((byte) (stamp == null ? 0 : 1));
            if (stamp != null) {
                out.writeVLong(stamp.size());
                out.writeLong(stamp.modifiedNanos());
                out.writeLong(stamp.changedNanos());
                out.writeLong(stamp.inode());
            }
            out.writeLong(nameHash(sources.get(i)));
            out.writeLong(metadataHash(sources.get(i)));
        }
        return new BinaryDocValuesField(FIELD, new BytesRef(out.toArrayCopy()));
    }

    /**
     * Returns the stamps of an entry with so many sources.
     *
     * @param value of the field; null in galleries of an arc that kept no stamps
     */
    static List<@Nullable FileStamp> read(@Nullable BytesRef value, int sources) {
        if (value == null) {
            return Collections.nCopies(sources, null);
        }
        ByteArrayDataInput in = new ByteArrayDataInput(value.bytes, value.offset, value.length);
        List<@Nullable FileStamp> stamps = new ArrayList<>(sources);
        for (int i = 0; i < sources; i++) {
            stamps.add(next(in));
            in.skipBytes(2 * Long.BYTES);
        }
        return stamps;
    }

    /** Says whether an entry has a source, with this stamp; one without metadata is the same whatever the entry's are. */
    static boolean contain(BytesRef value, EntrySource source, FileStamp stamp) {
        ByteArrayDataInput in = new ByteArrayDataInput(value.bytes, value.offset, value.length);
        while (!in.eof()) {
            boolean same = stamp.equals(next(in));
            long name = in.readLong();
            long metadata = in.readLong();
            if (same && name == nameHash(source)
                    && (source.metadata().isEmpty() || metadata == metadataHash(source))) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable FileStamp next(ByteArrayDataInput in) {
        return in.readByte() == 0 ? null : new FileStamp(in.readVLong(), in.readLong(), in.readLong(), in.readLong());
    }

    private static long nameHash(EntrySource source) {
        return hash(source.label() == null ? source.path() : source.path() + '\0' + source.label());
    }

    private static long metadataHash(EntrySource source) {
        if (source.metadata().isEmpty()) {
            return 0;
        }
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> column : source.metadata().entrySet()) {
            text.append(column.getKey().length()).append(':').append(column.getKey())
                    .append(column.getValue().length()).append(':').append(column.getValue());
        }
        return hash(text);
    }

    private static long hash(CharSequence text) {
        return StringHelper.murmurhash3_x64_128(new BytesRef(text))[0];
    }
}
