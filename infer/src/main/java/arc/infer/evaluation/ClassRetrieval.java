package arc.infer.evaluation;

/**
 * Says how well the probes of one label retrieve it. The averages are those of {@link RetrievalMetrics}.
 *
 * @param n probes of the label in the averages, at least 1
 * @param precisionAt1 share of them whose nearest entry has the label
 * @param rPrecision average R-precision
 * @param mapAtR average MAP@R
 * @param mrr average reciprocal rank
 */
public record ClassRetrieval(int n, double precisionAt1, double rPrecision, double mapAtR, double mrr) {}
