/**
 * Decodes what is inside of WebP files, to the last bit of libwebp: {@link arc.infer.image.webp.Vp8Decoder} lossy
 * pictures, {@link arc.infer.image.webp.Vp8lDecoder} lossless ones. Start from either.
 */
@NullMarked
package arc.infer.image.webp;

import org.jspecify.annotations.NullMarked;
