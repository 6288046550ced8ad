/**
 * The VGG backbone as a DL4J network. Start from {@link arc.train.net.EmbeddingNetwork}.
 */
@NullMarked
package arc.train.net;

import org.jspecify.annotations.NullMarked;
