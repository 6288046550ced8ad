package arc.infer.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CosineTest {

    @Test
    void tellsAPictureFromANeighbourThatIsLongerByRounding() {
        float[] picture = {0.6f, 0.8f};
        float[] itself = {0.6f * 0.99999994f, 0.8f * 0.99999994f};
        float[] neighbour = {0.6001f * 1.0000001f, 0.79992f * 1.0000001f};
        assertThat(Cosine.of(picture, itself)).isGreaterThan(Cosine.of(picture, neighbour));
    }

    @Test
    void isExactlyOneForAVectorAndItself() {
        float[] vector = {0.123f, -0.456f, 0.789f};
        assertThat(Cosine.of(vector, vector)).isEqualTo(1.0);
    }

    @Test
    void refusesVectorsOfDifferentDimensions() {
        assertThatThrownBy(() -> Cosine.of(new float[2], new float[3]))
                .hasMessage("embeddings of 2 and 3 dimensions have no cosine");
    }
}
