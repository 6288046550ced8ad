/**
 * Draws embeddings as points: a page to turn and point at, a picture, or tables for TensorBoard's projector. Start from
 * {@link arc.cli.plot.Scatter}.
 */
@NullMarked
package arc.cli.plot;

import org.jspecify.annotations.NullMarked;
