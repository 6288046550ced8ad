package arc.infer.projection;

import arc.infer.embedding.Workers;

/**
 * Looks at all pairs.
 *
 * @param dims coordinates a point
 */
record PairwiseRepulsion(int dims) implements Repulsion {

    @Override
    public void compute(double[] positions, double[] forces, double[] sums, Workers workers) {
        int n = sums.length;
        workers.run(Math.ceilDiv(n, BLOCK), block -> {
            for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
                one(positions, i, forces, sums);
            }
        });
    }

    private void one(double[] positions, int i, double[] forces, double[] sums) {
        boolean deep = dims == 3;
        double x = positions[i * dims];
        double y = positions[i * dims + 1];
        double z = deep ? positions[i * dims + 2] : 0;
        double sum = -1; // the point itself is among all
        double forceX = 0;
        double forceY = 0;
        double forceZ = 0;
        for (int at = 0; at < positions.length; at += dims) {
            double dx = x - positions[at];
            double dy = y - positions[at + 1];
            double dz = deep ? z - positions[at + 2] : 0;
            double q = 1 / (1 + dx * dx + dy * dy + dz * dz);
            sum += q;
            forceX += q * q * dx;
            forceY += q * q * dy;
            forceZ += q * q * dz;
        }
        sums[i] = sum;
        forces[i * dims] = forceX;
        forces[i * dims + 1] = forceY;
        if (deep) {
            forces[i * dims + 2] = forceZ;
        }
    }
}
