package arc.infer.projection;

import arc.infer.embedding.Workers;

/**
 * Takes the points of a distant cell together, at their centre of mass (Barnes and Hut 1986; van der Maaten 2014, section
 * 4.2): a cell is distant when its width is less than half its distance. A cell of such a width never holds the point
 * itself, whose distance from the centre is at most √3 widths.
 */
final class TreeRepulsion implements Repulsion {

    /** The square of one half, which everybody uses (scikit-learn's angle, openTSNE's theta). */
    private static final double SQUARED_THETA = 0.25;

    private final int dims;
    private final SpaceTree tree;

    TreeRepulsion(int points, int dims) {
        this.dims = dims;
        this.tree = new SpaceTree(points, dims);
    }

    @Override
    public void compute(double[] positions, double[] forces, double[] sums, Workers workers) {
        tree.build(positions);
        int n = sums.length;
        workers.run(Math.ceilDiv(n, BLOCK), block -> {
            for (int place = block * BLOCK; place < Math.min(n, (block + 1) * BLOCK); place++) {
                one(place, forces, sums);
            }
        });
    }

    private void one(int place, double[] forces, double[] sums) {
        double[] xs = tree.sorted(0);
        double[] ys = tree.sorted(1);
        double[] zs = tree.sorted(2);
        double[] centreX = tree.centres(0);
        double[] centreY = tree.centres(1);
        double[] centreZ = tree.centres(2);
        double x = xs[place];
        double y = ys[place];
        double z = zs[place];
        double sum = 0;
        double forceX = 0;
        double forceY = 0;
        double forceZ = 0;
        int cells = tree.cells();
        for (int cell = 0; cell < cells;) {
            double dx = x - centreX[cell];
            double dy = y - centreY[cell];
            double dz = z - centreZ[cell];
            double square = dx * dx + dy * dy + dz * dz;
            double squaredWidth = tree.squaredWidth(cell);
            if (squaredWidth <= SQUARED_THETA * square || squaredWidth == 0) {
                double q = 1 / (1 + square);
                double mass = tree.end(cell) - tree.begin(cell);
                if (squaredWidth == 0 && tree.begin(cell) <= place && place < tree.end(cell)) {
                    mass--;
                }
                sum += mass * q;
                double push = mass * q * q;
                forceX += push * dx;
                forceY += push * dy;
                forceZ += push * dz;
                cell = tree.next(cell);
            } else if (tree.isLeaf(cell)) {
                for (int other = tree.begin(cell); other < tree.end(cell); other++) {
                    double ox = x - xs[other];
                    double oy = y - ys[other];
                    double oz = z - zs[other];
                    double q = other == place ? 0 : 1 / (1 + ox * ox + oy * oy + oz * oz);
                    sum += q;
                    forceX += q * q * ox;
                    forceY += q * q * oy;
                    forceZ += q * q * oz;
                }
                cell++;
            } else {
                cell++;
            }
        }
        int point = tree.point(place);
        sums[point] = sum;
        forces[point * dims] = forceX;
        forces[point * dims + 1] = forceY;
        if (dims == 3) {
            forces[point * dims + 2] = forceZ;
        }
    }
}
