/**
 * How well embeddings tell labels apart: pure functions of embeddings and labels. Start from
 * {@link arc.infer.evaluation.Evaluation}.
 */
@NullMarked
package arc.infer.evaluation;

import org.jspecify.annotations.NullMarked;
