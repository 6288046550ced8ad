package arc.index;

import org.apache.lucene.index.FilteredTermsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.AttributeSource;
import org.apache.lucene.util.BytesRef;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Predicate;

/** Finds the documents of which a field has a term that fulfils a condition; looks at each distinct term once. */
final class ValueQuery extends MultiTermQuery {

    private final String condition;
    private final Predicate<BytesRef> accepted;

    /** Takes the condition in words as well: queries are equal when field and words are. */
    ValueQuery(String field, String condition, Predicate<BytesRef> accepted) {
        super(field, CONSTANT_SCORE_REWRITE);
        this.condition = condition;
        this.accepted = accepted;
    }

    @Override
    protected TermsEnum getTermsEnum(Terms terms, AttributeSource attributes) throws IOException {
        return new FilteredTermsEnum(terms.iterator(), false) {
            @Override
            protected AcceptStatus accept(BytesRef term) {
                return accepted.test(term) ? AcceptStatus.YES : AcceptStatus.NO;
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        if (visitor.acceptField(field)) {
            visitor.visitLeaf(this);
        }
    }

    @Override
    public String toString(String defaultField) {
        return field + " " + condition;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && condition.equals(((ValueQuery) other).condition);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), condition);
    }
}
