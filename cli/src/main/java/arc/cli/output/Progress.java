package arc.cli.output;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

import java.io.PrintStream;

/** Shows how far a long task is. */
public final class Progress implements AutoCloseable {

    private static final Progress HIDDEN = new Progress(null, null);
    private static final int REDRAW_MILLIS = 200;

    private final @Nullable ProgressBar bar;
    private final @Nullable PrintStream err;

    private Progress(@Nullable ProgressBar bar, @Nullable PrintStream err) {
        this.bar = bar;
        this.err = err;
    }

    static Progress hidden() {
        return HIDDEN;
    }

    static Progress bar(String task, long total, PrintStream err, int columns) {
        ProgressBar bar = new ProgressBarBuilder().setTaskName(task).setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(REDRAW_MILLIS).showSpeed()
                .setConsumer(new DelegatingProgressBarConsumer(text -> draw(err, text), columns - 1)).build();
        return new Progress(bar, err);
    }

    /** Moves on to {@code done} of the total. */
    public void stepTo(long done) {
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    /** Corrects the total, once it is known. */
    public void total(long total) {
        if (bar != null) {
            bar.maxHint(total);
        }
    }

    /** Takes the bar off the screen. */
    @Override
    public void close() {
        if (bar != null && err != null) {
            bar.close();
            draw(err, "");
        }
    }

    private static void draw(PrintStream err, String text) {
        err.print("\r" + text + "\u001b[K\r"); // rewritten in place: no flicker
        err.flush();
    }
}
