package arc.train.head;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import java.util.List;

/** The heads that tests go through, and their logits at given angles. */
final class Heads {

    private Heads() {}

    /** Heads that look at angles only. */
    static List<AngularHead> withoutLengths() {
        return List.of(new NormFace(30), new CosFace(0.35, 64), new ArcFace(0, 30), new ArcFace(0.5, 64),
                new ArcFace(1.2, 30), new ArcFace(Math.PI / 2, 8), new CombinedMargin(1, 0.3, 0.2, 30),
                new CombinedMargin(0.9, 0.4, 0.15, 64), new CombinedMargin(4, 0, 0, 8),
                new CombinedMargin(2.5, 1.5, 0.9, 30), new SubCenterArcFace(0.5, 30, 1), new AdaCos(true),
                new AdaCos(false), new CurricularFace(0.5, 30), new CurricularFace(0, 8));
    }

    /** Heads that look at the length of the embedding, too. */
    static List<AngularHead> withLengths() {
        return List.of(new SphereFace(1, 1), new SphereFace(4, 1), new SphereFace(4, 2, 0, 0),
                new SphereFace(2.3, 1, 0, 5), new MagFace(0.45, 0.8, 35, 30), new MagFace(0, 1.5, 0, 8));
    }

    /** A state that a head may have in the middle of a run. */
    static double state(AngularHead head) {
        return switch (head) {
            case SphereFace _ -> 400;
            case AdaCos _ -> 5.5;
            case CurricularFace _ -> 0.3;
            default -> 0;
        };
    }

    /** Makes embeddings of a length at angles to the first of three classes, the others being at right angles to it. */
    static INDArray atAngles(double length, double... anglesRadians) {
        double[][] rows = new double[anglesRadians.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[]{length * Math.cos(anglesRadians[i]), length * Math.sin(anglesRadians[i]), 0};
        }
        return Nd4j.createFromArray(rows);
    }

    /** Returns logit and slope of the own class at angles, [2][angles]. */
    static double[][] own(AngularHead head, double length, double... anglesRadians) {
        INDArray w = Nd4j.eye(3).castTo(DataType.DOUBLE);
        AngularSample sample = new AngularSample(
                new BatchAngles(atAngles(length, anglesRadians), w, new int[anglesRadians.length], 1));
        double[][] result = new double[2][anglesRadians.length];
        for (int i = 0; i < anglesRadians.length; i++) {
            sample.moveTo(i);
            head.logits(sample, state(head));
            result[0][i] = sample.logits()[0];
            result[1][i] = sample.slope(0);
        }
        return result;
    }
}
