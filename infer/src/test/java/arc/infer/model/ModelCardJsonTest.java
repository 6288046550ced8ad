package arc.infer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.image.Interpolation;
import arc.infer.image.Preprocessing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class ModelCardJsonTest {

    private static final String JSON = """
            {"format_version":1,"arc_version":"0.1.0",\
            "preprocessing":{"size":32,"channels":"rgb","fit":"resize","mean":[0.5,0.4,0.3],"std":[0.25,0.25,0.25]},\
            "dimension":512,"backbone":"vgg16","width":0.25,"batch_norm":true,"head":"arcface","margin":0.5,\
            "scale":30.0,"class_names":["null","é","7"],"data_set":"mnist:train","seed":-9007199254740993,\
            "training":{"batch":"64","epochs":"3"}}""";

    @Test
    void writesOneOrderAndReadsItBack() {
        ModelCard card = card(Map.of("epochs", "3", "batch", "64"));

        assertThat(ModelCardJson.toJson(card)).isEqualTo(JSON);
        assertThat(ModelCardJson.fromJson(JSON, "m.onnx")).isEqualTo(card);
    }

    @Test
    void writesTheSameTextWhateverTheOrderOfTheMap() {
        Map<String, String> backwards = new LinkedHashMap<>();
        backwards.put("epochs", "3");
        backwards.put("batch", "64");

        assertThat(ModelCardJson.toJson(card(backwards)))
                .isEqualTo(ModelCardJson.toJson(card(new HashMap<>(backwards))));
    }

    @Test
    void passesOverFieldsThatItDoesNotKnow() {
        String later = JSON.replaceFirst("\\{", "{\"colour\":{\"a\":[1]},").replace("\"fit\"", "\"gamma\":2,\"fit\"");

        assertThat(ModelCardJson.fromJson(later, "m.onnx")).isEqualTo(card(Map.of("epochs", "3", "batch", "64")));
    }

    @Test
    void refusesANewerFormatVersion() {
        assertThatThrownBy(() -> ModelCardJson.fromJson("{\"format_version\":3}", "m.onnx"))
                .isInstanceOf(ArcException.class).hasMessage("m.onnx has a card of format version 3, "
                        + "and this arc reads versions up to 2: use a newer arc");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "\"dimension\":512, | | m.onnx has a card whose field dimension should be a whole number, found nothing",
            "512 | 512.5 | m.onnx has a card whose field dimension should be a whole number, found 512.5",
            "512 | 99999999999 | m.onnx has a card whose field dimension should be a whole number, found 99999999999",
            "512 | null | m.onnx has a card whose field dimension should be a whole number, found null",
            "512 | 0 | m.onnx has a card that can't be used: dimension must be >= 1, got 0",
            "\"width\":0.25 | \"width\":\"0.25\" | m.onnx has a card whose field width should be a number, found \"0.25\"",
            "\"width\":0.25 | \"width\":0 | m.onnx has a card that can't be used: width must be > 0, got 0.0",
            "\"margin\":0.5 | \"margin\":1e999 | m.onnx has a card that can't be used: margin must be finite, got Infinity",
            "true | 1 | m.onnx has a card whose field batch_norm should be true or false, found 1",
            "\"vgg16\" | 16 | m.onnx has a card whose field backbone should be a string, found 16",
            "\"é\" | 8 | m.onnx has a card whose field class_names should be a list of strings, found 8",
            "\"64\" | 64 | m.onnx has a card whose field training.batch should be a string, found 64",
            "{\"size\" | [{\"size\" | m.onnx has a card that is not JSON: unexpected ':', in line 1, column ",
            "\"rgb\" | \"cmyk\" | m.onnx has a card whose field preprocessing.channels should be one of [grey, rgb, bgr], found \"cmyk\"",
            "\"resize\" | 1 | m.onnx has a card whose field preprocessing.fit should be one of [pad, resize, crop], found 1",
            "0.4, | null, | m.onnx has a card whose field preprocessing.mean should be a list of numbers, found null",
            "0.4, | | m.onnx has a card that can't be used: mean takes one value, or one a channel (3), got 2",
            "\"size\":32 | \"size\":0 | m.onnx has a card that can't be used: size must be 1 to 4096 pixels, got 0",
            "\"format_version\":1 | \"format_version\":0 | m.onnx has a card that can't be used: format_version must be 1 to 2, got 0",
            "\"rgb\" | \"bgr\" | m.onnx has a card that can't be used: its preprocessing (bgr, crop, bicubic) takes format_version 2, got 1",
            "\"resize\" | \"crop\" | m.onnx has a card that can't be used: its preprocessing (bgr, crop, bicubic) takes format_version 2, got 1",
            "\"format_version\":1 | \"format_version\":2 | m.onnx has a card whose field preprocessing.interpolation should be one of [bilinear, bicubic], found nothing",
            "\"seed\":-9007199254740993 | \"seed\":1e3 | m.onnx has a card whose field seed should be a whole number, found 1000.0",
            "\"seed\" | \"head\":\"x\",\"seed\" | m.onnx has a card that is not JSON: the field 'head' stands there twice, in line 1, column "})
    void saysWhichFieldOfWhichFileIsWrong(String part, String replacement, String message) {
        String json = JSON.replace(part, replacement == null ? "" : replacement);

        assertThat(json).isNotEqualTo(JSON);
        assertThatThrownBy(() -> ModelCardJson.fromJson(json, "m.onnx")).isInstanceOf(ArcException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void saysInVersion2WhatOlderArcsCannotDo() {
        Preprocessing cubic = new Preprocessing(32, Preprocessing.Channels.RGB, Preprocessing.Fit.RESIZE,
                Interpolation.BICUBIC, List.of(0.5, 0.4, 0.3), List.of(0.25));
        assertThat(ModelCard.versionFor(cubic)).isEqualTo(2);
        ModelCard card = card(2, cubic, Map.of("epochs", "3", "batch", "64"));
        String json = JSON.replace("\"format_version\":1", "\"format_version\":2").replace("\"fit\":\"resize\",",
                "\"fit\":\"resize\",\"interpolation\":\"bicubic\",");

        assertThat(ModelCardJson.toJson(card)).isEqualTo(json);
        assertThat(ModelCardJson.fromJson(json, "m.onnx")).isEqualTo(card);
        assertThatThrownBy(() -> card(1, cubic, Map.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("its preprocessing (bgr, crop, bicubic) takes format_version 2, got 1");
    }

    @Test
    void refusesWhatIsNoObject() {
        for (String json : List.of("[]", "null", "1", "")) {
            assertThatThrownBy(() -> ModelCardJson.fromJson(json, "m.onnx")).isInstanceOf(ArcException.class)
                    .hasMessage("m.onnx has a card that is not a JSON object");
        }
        for (String json : List.of("{", JSON + "{}", "[".repeat(100_000))) {
            assertThatThrownBy(() -> ModelCardJson.fromJson(json, "m.onnx")).isInstanceOf(ArcException.class)
                    .hasMessageStartingWith("m.onnx has a card that is not JSON");
        }
    }

    private static ModelCard card(Map<String, String> training) {
        Preprocessing preprocessing = new Preprocessing(32, Preprocessing.Channels.RGB, Preprocessing.Fit.RESIZE,
                List.of(0.5, 0.4, 0.3), List.of(0.25));
        return card(ModelCard.versionFor(preprocessing), preprocessing, training);
    }

    private static ModelCard card(int version, Preprocessing preprocessing, Map<String, String> training) {
        return new ModelCard(version, "0.1.0", preprocessing, 512, "vgg16", 0.25, true, "arcface", 0.5, 30,
                List.of("null", "é", "7"), "mnist:train", -9007199254740993L, training);
    }
}
