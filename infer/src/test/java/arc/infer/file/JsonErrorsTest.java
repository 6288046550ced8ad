package arc.infer.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.util.Map;

class JsonErrorsTest {

    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"path\":\"a.png\" | it ends too early, in line 1, column 16",
            "{\"path\":\"a | it ends too early, in line 1, column 11",
            "{ | it ends too early, in line 1, column 2",
            "`` | it ends too early, in line 1, column 0",
            "nonsense | unexpected 'nonsense', in line 1, column 1",
            "{\"a\":tru} | unexpected 'tru', in line 1, column 6",
            "{path:1} | unexpected 'p', in line 1, column 2",
            "{\"a\":1,} | unexpected '}', in line 1, column 8",
            "{\"a\":1,\"a\":2} | the field 'a' stands there twice, in line 1, column 11",
            "{\"a\":1} {} | something follows after its end, in line 1, column 9",
            "{\"a\":01} | it is not well-formed, in line 1, column 7",
            "[1] | it is not of the form that was expected, in line 1, column 1"})
    void saysPlainlyWhatIsWrong(String json, String words) {
        assertThat(JsonErrors.inText(problem(json))).isEqualTo(words);
    }

    @Test
    void namesTheLineOfATextThatHasSeveral() {
        assertThat(JsonErrors.inText(problem("{\n\"a\": 1,\n;}"))).isEqualTo("unexpected ';', in line 3, column 1");
        assertThat(JsonErrors.inLine(problem("{\"a\": 1 ;}"))).isEqualTo("unexpected ';', in column 9");
    }

    @Test
    void saysThatAnythingIsTooDeepOrTooLong() {
        String words = "it is nested too deep, or a name or number is too long";
        assertThat(JsonErrors.inText(problem("{\"a\":".repeat(1000)))).isEqualTo(words);
        assertThat(JsonErrors.inText(problem("{\"a\":" + "1".repeat(2000) + "}"))).isEqualTo(words);
    }

    private static JacksonException problem(String json) {
        return catchThrowableOfType(JacksonException.class,
                () -> JSON.readValue(json, new TypeReference<Map<String, Object>>() {
                }));
    }
}
