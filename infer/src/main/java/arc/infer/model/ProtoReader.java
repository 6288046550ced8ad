package arc.infer.model;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Walks through protobuf messages of a stranger's file: what isn't asked for is passed over, nesting
 * and the text that is kept are bounded, and whatever is malformed ends in a
 * {@link MalformedException}.
 */
final class ProtoReader {

    /** Deeper than any real graph nests: a graph in a graph takes three levels. */
    static final int MAX_DEPTH = 64;

    /** What is kept of one file at most: its texts, and {@value #OBJECT_BYTES} bytes for each object. */
    static final int MAX_KEPT_BYTES = 64 << 20;

    private static final int OBJECT_BYTES = 64;

    /** Says why bytes are not the messages they should be. */
    static final class MalformedException extends Exception {

        @java.io.Serial
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    /** Handles the fields of one message. */
    @FunctionalInterface
    interface Fields {
        /**
         * Reads the value of a field with one of this reader's methods.
         *
         * @return false when it did not read, and the value is to be passed over
         */
        boolean read(int number) throws IOException, MalformedException;
    }

    private final CodedInputStream in;
    private int depth;
    private int keptBytes;
    private int tag;

    ProtoReader(InputStream stream) {
        this.in = CodedInputStream.newInstance(stream, 1 << 16);
    }

    /** Reads fields up to the end of the stream. */
    void root(Fields fields) throws IOException, MalformedException {
        try {
            readFields(fields);
        } catch (InvalidProtocolBufferException e) {
            throw malformed(e);
        }
    }

    /** Reads the message that is the current field's value; returns its length in bytes. */
    int message(Fields fields) throws IOException, MalformedException {
        int length = length();
        depth++;
        if (depth > MAX_DEPTH) {
            throw new MalformedException("its messages nest deeper than " + MAX_DEPTH);
        }
        int outerLimit = in.pushLimit(length);
        readFields(fields);
        if (in.getBytesUntilLimit() != 0) {
            throw new MalformedException("it is cut short"); // the end of the stream looks like the message's own
        }
        in.popLimit(outerLimit);
        depth--;
        return length;
    }

    /** Reads the current field's value as text. */
    String text() throws IOException, MalformedException {
        int length = length();
        keep(length);
        byte[] utf8 = in.readRawBytes(length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException _) {
            throw new MalformedException("a name in it is not UTF-8");
        }
    }

    /** Reads the current field's value as a whole number. */
    long number() throws IOException, MalformedException {
        require(WireFormat.WIRETYPE_VARINT);
        return in.readInt64();
    }

    /** Accounts for {@code bytes} that the caller keeps of this file. */
    void keep(int bytes) throws MalformedException {
        if (bytes > MAX_KEPT_BYTES - OBJECT_BYTES - keptBytes) {
            throw new MalformedException("its names and metadata take more than " + MAX_KEPT_BYTES + " bytes");
        }
        keptBytes += bytes + OBJECT_BYTES;
    }

    private void readFields(Fields fields) throws IOException, MalformedException {
        while ((tag = in.readTag()) != 0) {
            int current = tag;
            if (!fields.read(WireFormat.getTagFieldNumber(current))) {
                skip(current);
            }
        }
    }

    private void skip(int unread) throws IOException, MalformedException {
        int wireType = WireFormat.getTagWireType(unread);
        if (wireType == WireFormat.WIRETYPE_START_GROUP || wireType == WireFormat.WIRETYPE_END_GROUP) {
            throw new MalformedException("it has a group, field " + WireFormat.getTagFieldNumber(unread));
        }
        in.skipField(unread);
    }

    private int length() throws IOException, MalformedException {
        require(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int length = in.readRawVarint32();
        if (length < 0) {
            throw new MalformedException("a field has a negative length");
        }
        return length;
    }

    private void require(int wireType) throws MalformedException {
        if (WireFormat.getTagWireType(tag) != wireType) {
            throw new MalformedException(
                    "its field " + WireFormat.getTagFieldNumber(tag) + " has wire type "
                            + WireFormat.getTagWireType(tag)
                            + " instead of " + wireType);
        }
    }

    private static MalformedException malformed(InvalidProtocolBufferException e) throws IOException {
        if (e.getCause() instanceof IOException cause) {
            throw cause;
        }
        MalformedException malformed = new MalformedException("it is cut short or its structure is broken");
        malformed.initCause(e);
        return malformed;
    }
}
