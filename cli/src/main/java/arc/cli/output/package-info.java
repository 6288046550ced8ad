/**
 * What people and scripts see: results, tables, JSON, progress, errors. Start from
 * {@link arc.cli.output.Console}.
 */
@NullMarked
package arc.cli.output;

import org.jspecify.annotations.NullMarked;
