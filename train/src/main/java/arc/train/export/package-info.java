/**
 * From a trained network to one ONNX file. Start from {@link arc.train.export.OnnxExporter}.
 */
@NullMarked
package arc.train.export;

import org.jspecify.annotations.NullMarked;
