package arc.train.head;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Holds the angles of a batch: the cosine of each embedding to each class, and the angle to its own class. A class with
 * several weight vectors, its sub-centers, counts by the nearest of them, the first where several are equally near.
 */
public final class BatchAngles {

    private final INDArray x; // [B, D]
    private final INDArray w; // [C·K, D], the K rows of a class together
    private final INDArray xUnit;
    private final INDArray wUnit;
    private final int[] labels;
    private final int subCenters;
    private final double[][] cosines; // [B, C]
    private final int[][] nearest; // [B, C]: row of w
    private final Tangent[] own; // [B]
    private final double[] lengths; // [B]

    BatchAngles(INDArray x, INDArray w, int[] labels, int subCenters) {
        this.x = x;
        this.w = w;
        this.labels = labels;
        this.subCenters = subCenters;
        xUnit = UnitRows.of(x);
        wUnit = UnitRows.of(w);
        double[][] all = xUnit.mmul(wUnit.transpose()).castTo(DataType.DOUBLE).toDoubleMatrix();
        nearest = new int[all.length][];
        cosines = subCenters == 1 ? all : nearestOf(all);
        double[][] xRows = x.castTo(DataType.DOUBLE).toDoubleMatrix();
        double[][] wRows = w.castTo(DataType.DOUBLE).toDoubleMatrix();
        own = new Tangent[all.length];
        lengths = new double[all.length];
        for (int i = 0; i < all.length; i++) {
            own[i] = Tangent.between(xRows[i], wRows[rowOf(i, labels[i])]);
            cosines[i][labels[i]] = own[i].cosine();
            lengths[i] = Rows.norm(xRows[i]);
        }
    }

    /** Returns, for [B, C·K] cosines, the largest of each class, and notes which it is. */
    private double[][] nearestOf(double[][] all) {
        double[][] largest = new double[all.length][all[0].length / subCenters];
        for (int i = 0; i < all.length; i++) {
            nearest[i] = new int[largest[i].length];
            for (int c = 0; c < largest[i].length; c++) {
                int best = c * subCenters;
                for (int row = best + 1; row < (c + 1) * subCenters; row++) {
                    best = all[i][row] > all[i][best] ? row : best;
                }
                nearest[i][c] = best;
                largest[i][c] = all[i][best];
            }
        }
        return largest;
    }

    /** Returns s·cos θ, [B, C]: the logits without the margin. */
    static INDArray logits(INDArray x, INDArray w, int subCenters, double scale) {
        INDArray cosines = UnitRows.of(x).mmul(UnitRows.of(w).transpose()).muli(scale);
        return subCenters == 1
                ? cosines
                : cosines.dup('c').reshape('c', x.size(0), w.size(0) / subCenters, subCenters).max(2);
    }

    /** Returns B, the number of samples. */
    public int size() {
        return cosines.length;
    }

    /** Returns C, the number of classes. */
    public int classes() {
        return cosines[0].length;
    }

    /** Returns the class index of a sample. */
    public int label(int sample) {
        return labels[sample];
    }

    /** Returns ‖x‖ of a sample. */
    public double length(int sample) {
        return lengths[sample];
    }

    /** Returns the angle between a sample and its own class, in [0, π]. */
    public double angleRadians(int sample) {
        return own[sample].angleRadians();
    }

    /** Returns the cosine of the angle between a sample and a class. */
    public double cosine(int sample, int classIndex) {
        return cosines[sample][classIndex];
    }

    /** Returns the row of w that stands for a class. */
    int rowOf(int sample, int classIndex) {
        return subCenters == 1 ? classIndex : nearest[sample][classIndex];
    }

    Tangent own(int sample) {
        return own[sample];
    }

    /** Says whether no class is nearer to the sample than its own, the first of equally near ones counting. */
    boolean isCorrect(int sample) {
        return Rows.indexOfMax(cosines[sample]) == labels[sample];
    }

    INDArray x() {
        return x;
    }

    INDArray w() {
        return w;
    }

    /** Returns the embeddings with length 1, [B, D]. */
    INDArray xUnit() {
        return xUnit;
    }

    /** Returns the weights with length 1, [C·K, D]. */
    INDArray wUnit() {
        return wUnit;
    }
}
