package arc.infer.evaluation;

/**
 * Gives a probe the label that most of its nearest k gallery entries have; of labels with equally many
 * votes, the smallest.
 */
final class KnnClassifier {

    private KnnClassifier() {}

    /**
     * Votes.
     *
     * @param nearest labels' numbers, the nearest entry first; fewer than {@code k} where the gallery is smaller
     * @return the label's number, or -1 when there is no entry at all
     */
    static int vote(int[] nearest, int k) {
        int winner = -1;
        int mostVotes = 0;
        int voters = Math.min(k, nearest.length);
        for (int i = 0; i < voters; i++) {
            int votes = 0;
            for (int j = 0; j < voters; j++) {
                votes += nearest[j] == nearest[i] ? 1 : 0;
            }
            if (votes > mostVotes || (votes == mostVotes && nearest[i] < winner)) {
                winner = nearest[i];
                mostVotes = votes;
            }
        }
        return winner;
    }
}
