package arc.train.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Map;

class MarginHeadsTest {

    @ParameterizedTest
    @EnumSource
    void everyHeadHasItsNameAndAMarginWhereItSaysSo(MarginHeads head) {
        MarginHead made = MarginHeads.of(head.id(), Map.of());
        assertThat(made.id()).isEqualTo(head.id());
        assertThat(made).isEqualTo(head.byDefault());
        assertThat(made.margin() > 0).isEqualTo(head.hasMargin());
    }

    @Test
    void headsHaveTheirOwnDefaults() {
        assertThat(MarginHeads.ARCFACE.byDefault()).isEqualTo(new ArcFace(0.5, 30, false));
        assertThat(MarginHeads.COSFACE.byDefault()).isEqualTo(new CosFace(0.35, 30));
        assertThat(MarginHeads.SPHEREFACE.byDefault()).isEqualTo(new SphereFace(4, 1, 1000, 5));
        assertThat(MarginHeads.COMBINED.byDefault()).isEqualTo(new CombinedMargin(1, 0.3, 0.2, 30));
        assertThat(MarginHeads.SUBCENTER_ARCFACE.byDefault()).isEqualTo(new SubCenterArcFace(0.5, 30, 3));
        assertThat(MarginHeads.CURRICULARFACE.byDefault()).isEqualTo(new CurricularFace(0.5, 30));
        assertThat(MarginHeads.MAGFACE.byDefault()).isEqualTo(new MagFace(0.45, 0.8, 35, 30));
        assertThat(MarginHeads.SOFTMAX.byDefault()).isEqualTo(new Softmax(true, false, false, 1));
    }

    @Test
    void takesWhatIsGiven() {
        assertThat(MarginHeads.of("arcface", Map.of(HeadSetting.EASY_MARGIN, 1.0, HeadSetting.SCALE, 8.0)))
                .isEqualTo(new ArcFace(0.5, 8, true));
        assertThat(MarginHeads.of("combined",
                Map.of(HeadSetting.M1, 0.9, HeadSetting.MARGIN, 0.4, HeadSetting.M3, 0.15)))
                .isEqualTo(new CombinedMargin(0.9, 0.4, 0.15, 30));
        assertThat(MarginHeads.of("subcenter-arcface", Map.of(HeadSetting.SUB_CENTERS, 5.0)))
                .isEqualTo(new SubCenterArcFace(0.5, 30, 5));
        assertThat(MarginHeads.of("magface", Map.of(HeadSetting.MARGIN, 1.0)))
                .isEqualTo(new MagFace(1, 1, 35, 30));
        assertThat(MarginHeads.of("softmax", Map.of(HeadSetting.HEAD_BIAS, 0.0, HeadSetting.NORMALIZE_WEIGHTS, 1.0)))
                .isEqualTo(new Softmax(false, true, false, 1));
        assertThat(MarginHeads.of("softmax", Map.of(HeadSetting.NORMALIZE_FEATURES, 1.0)))
                .isEqualTo(new Softmax(true, false, true, 30));
    }

    @Test
    void theSettingsOfAHeadMakeTheSameHeadAgain() {
        for (MarginHeads head : MarginHeads.values()) {
            MarginHead made = head.byDefault();
            Map<HeadSetting, Double> given = new java.util.EnumMap<>(HeadSetting.class);
            for (HeadSetting setting : HeadSetting.values()) {
                switch (made.moreSettings().get(setting.option())) {
                    case null -> {
                    }
                    case Boolean flag -> given.put(setting, flag ? 1.0 : 0.0);
                    case Number number -> given.put(setting, number.doubleValue());
                    case Object other -> throw new AssertionError(other);
                }
            }
            assertThat(given).hasSameSizeAs(made.moreSettings().keySet());
            assertThat(MarginHeads.of(head.id(), given)).isEqualTo(made);
        }
    }

    @Test
    void refusesWhatAHeadDoesNotHave() {
        assertRefused("softmax", HeadSetting.MARGIN, 0.5, "head softmax has no margin, got 0.5; it is for sphereface,"
                + " cosface, arcface, combined, subcenter-arcface, curricularface, magface");
        assertRefused("softmax", HeadSetting.SCALE, 30, "head softmax has no scale, got 30.0; it is for normface,"
                + " sphereface, cosface, arcface, combined, subcenter-arcface, curricularface, magface");
        assertRefused("adacos", HeadSetting.SCALE, 1, "head adacos has no scale, got 1.0; it is for normface,"
                + " sphereface, cosface, arcface, combined, subcenter-arcface, curricularface, magface");
        assertRefused("arcface", HeadSetting.SUB_CENTERS, 3,
                "head arcface has no sub-centers, got 3.0; it is for subcenter-arcface");
        assertRefused("cosface", HeadSetting.EASY_MARGIN, 1, "head cosface takes no --easy-margin; it is for arcface");
        assertRefused("normface", HeadSetting.NORMALIZE_WEIGHTS, 0,
                "head normface takes no --no-normalize-weights; it is for softmax");
        assertRefused("arcface", HeadSetting.HEAD_BIAS, 1, "head arcface takes no --head-bias; it is for softmax");
    }

    @Test
    void acceptsWhatChangesNothing() {
        assertThat(MarginHeads.of("softmax", Map.of(HeadSetting.MARGIN, 0.0, HeadSetting.SCALE, 1.0)))
                .isEqualTo(new Softmax());
        assertThat(MarginHeads.of("cosface", Map.of(HeadSetting.EASY_MARGIN, 0.0, HeadSetting.HEAD_BIAS, 0.0)))
                .isEqualTo(new CosFace(0.35, 30));
    }

    @Test
    void refusesValuesOutOfRange() {
        assertRefused("arcface", HeadSetting.MARGIN, 1.6,
                "head arcface: margin must be 0 to 1.5707964 (radians), got 1.6");
        assertRefused("arcface", HeadSetting.SCALE, 0, "head arcface: scale must be > 0, got 0.0");
        assertRefused("cosface", HeadSetting.MARGIN, 1.1, "head cosface: margin must be 0 to 1.0 (cosine), got 1.1");
        assertRefused("sphereface", HeadSetting.MARGIN, 2.5,
                "head sphereface: margin must be a whole number (multiplier), got 2.5");
        assertRefused("sphereface", HeadSetting.MARGIN, 0,
                "head sphereface: margin must be 1 to 8 (multiplier), got 0.0");
        assertRefused("sphereface", HeadSetting.MARGIN, 9,
                "head sphereface: margin must be 1 to 8 (multiplier), got 9.0");
        assertRefused("combined", HeadSetting.M1, 0,
                "head combined: m1 must be above 0 and at most 8 (multiplier), got 0.0");
        assertRefused("combined", HeadSetting.M3, -0.1, "head combined: m3 must be 0 to 1 (cosine), got -0.1");
        assertRefused("subcenter-arcface", HeadSetting.SUB_CENTERS, 0,
                "head subcenter-arcface: sub-centers must be 1 to 100, got 0");
        assertRefused("magface", HeadSetting.MAX_MARGIN, 0.4,
                "head magface: max-margin must be at least the margin, 0.45, and at most 1.5707964 (radians), got 0.4");
        assertRefused("magface", HeadSetting.LENGTH_WEIGHT, -1, "head magface: length-weight must be >= 0, got -1.0");
        assertThatThrownBy(() -> MarginHeads.of("arc", Map.of())).hasMessage("unknown head 'arc'; known heads: softmax,"
                + " normface, sphereface, cosface, arcface, combined, subcenter-arcface, adacos, adacos-fixed,"
                + " curricularface, magface");
    }

    private static void assertRefused(String head, HeadSetting setting, double value, String message) {
        assertThatThrownBy(() -> MarginHeads.of(head, Map.of(setting, value))).isInstanceOf(ArcException.class)
                .hasMessage(message).extracting(e -> ((ArcException) e).kind()).isEqualTo(ArcException.Kind.USAGE);
    }
}
