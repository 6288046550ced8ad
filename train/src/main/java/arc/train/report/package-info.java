/**
 * What a run leaves for those who look at it afterwards: its epochs, how each validation image fared, and the
 * pictures of the worst. Start from {@link arc.train.report.ProbeResult}.
 */
@NullMarked
package arc.train.report;

import org.jspecify.annotations.NullMarked;
