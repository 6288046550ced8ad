package arc.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;

/**
 * Opens the standard error that the user sees. Where the launcher puts a filter on descriptor 2 (it
 * drops one warning that the JVM prints while it starts), it keeps the untouched stream on another
 * descriptor and names it in {@value #DESCRIPTOR_PROPERTY}; writing there, nothing waits in a filter
 * when the process ends.
 *
 * <p>The JDK has no public way to wrap an inherited descriptor. Its constructor by number is opened for
 * this by the launcher ({@code --add-opens}); {@code dup2} through java.lang.foreign would do as well,
 * and takes 0.12 to 0.2 s at every start.
 */
public final class StandardError {

    /** Property with the number of the descriptor. */
    public static final String DESCRIPTOR_PROPERTY = "arc.stderr.fd";

    private StandardError() {}

    /** Opens it, and makes it {@link System#err} for libraries too. */
    public static PrintStream open() {
        String descriptor = System.getProperty(DESCRIPTOR_PROPERTY, "");
        if (descriptor.isEmpty()) {
            return System.err;
        }
        PrintStream err = new PrintStream(new FileOutputStream(inherited(Integer.parseInt(descriptor))), true,
                StandardCharsets.UTF_8);
        System.setErr(err);
        return err;
    }

    private static FileDescriptor inherited(int number) {
        try {
            Constructor<FileDescriptor> byNumber = FileDescriptor.class.getDeclaredConstructor(int.class);
            byNumber.setAccessible(true);
            return byNumber.newInstance(number);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Another JDK may differ: descriptor 2 works as well, through the filter.
            System.err.println("arc: standard error goes through the launcher's filter: " + e.getMessage());
            return FileDescriptor.err;
        }
    }
}
