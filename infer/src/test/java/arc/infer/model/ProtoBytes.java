package arc.infer.model;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Builds protobuf messages field by field, well-formed or not. */
final class ProtoBytes {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    /** Writes to the stream; memory never fails. */
    private interface Write {
        void run() throws IOException;
    }

    ProtoBytes number(int field, long value) {
        return write(() -> out.writeInt64(field, value));
    }

    ProtoBytes text(int field, String value) {
        return write(() -> out.writeString(field, value));
    }

    ProtoBytes bytes(int field, byte[] value) {
        return write(() -> out.writeByteArray(field, value));
    }

    ProtoBytes message(int field, ProtoBytes value) {
        return bytes(field, value.toByteArray());
    }

    ProtoBytes emptyGroup(int field) {
        return write(() -> {
            out.writeTag(field, WireFormat.WIRETYPE_START_GROUP);
            out.writeTag(field, WireFormat.WIRETYPE_END_GROUP);
        });
    }

    /** Announces a value of {@code length} bytes and writes none. */
    ProtoBytes lengthOnly(int field, int length) {
        return write(() -> {
            out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(length);
        });
    }

    byte[] toByteArray() {
        write(out::flush);
        return bytes.toByteArray();
    }

    private ProtoBytes write(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
