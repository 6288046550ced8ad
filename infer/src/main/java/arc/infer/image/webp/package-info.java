/**
 * Decodes lossy WebP: key frames of VP8, as RFC 6386 describes them, to the last bit of libwebp. Start from
 * {@link arc.infer.image.webp.Vp8Decoder}.
 */
@NullMarked
package arc.infer.image.webp;

import org.jspecify.annotations.NullMarked;
