/**
 * Shows a training run: as one HTML page that needs nothing else, or its curves as a picture. Start from
 * {@link arc.cli.report.RunReport}.
 */
@NullMarked
package arc.cli.report;

import org.jspecify.annotations.NullMarked;
