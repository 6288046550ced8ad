package arc.index;

import arc.infer.data.FileStamp;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Writes the stamps of an entry's files, in the order of its sources, and reads them back. They are a value beside the
 * document, which Lucene replaces without writing the document and its vector again.
 */
final class Stamps {

    private static final String FIELD = "stamps";

    private Stamps() {}

    /** Returns the field of an entry; null stands for a source without a stamp. */
    static BinaryDocValuesField field(List<@Nullable FileStamp> stamps) throws IOException {
        ByteBuffersDataOutput out = new ByteBuffersDataOutput();
        for (FileStamp stamp : stamps) {
            out.writeByte((byte) (stamp == null ? 0 : 1));
            if (stamp != null) {
                out.writeVLong(stamp.size());
                out.writeLong(stamp.modifiedNanos());
                out.writeLong(stamp.changedNanos());
                out.writeLong(stamp.inode());
            }
        }
        return new BinaryDocValuesField(FIELD, new BytesRef(out.toArrayCopy()));
    }

    /** Returns the stamps of an entry with so many sources; galleries of an arc that kept none have none. */
    static List<@Nullable FileStamp> read(LeafReader segment, int doc, int sources) throws IOException {
        BinaryDocValues values = segment.getBinaryDocValues(FIELD);
        if (values == null || !values.advanceExact(doc)) {
            return Collections.nCopies(sources, null);
        }
        BytesRef bytes = values.binaryValue();
        ByteArrayDataInput in = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
        List<@Nullable FileStamp> stamps = new ArrayList<>(sources);
        for (int i = 0; i < sources; i++) {
            stamps.add(in.readByte() == 0
                    ? null
                    : new FileStamp(in.readVLong(), in.readLong(), in.readLong(), in.readLong()));
        }
        return stamps;
    }
}
