package arc.infer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class WithoutLabelsTest {

    private static final LabelledImage CAT = new FileImage(Path.of("/x/cat.png"), "cat", Map.of());
    private static final LabelledImage DOG = new FileImage(Path.of("/x/dog.png"), "dog", Map.of());
    private static final LabelledImage LOOSE = new FileImage(Path.of("/x/loose.png"), null, Map.of());

    private static ListedSource source(List<LabelledImage> images, LabelledImage... validation) {
        return new ListedSource("pets", images, () -> validation.length == 0
                ? Optional.empty()
                : Optional.of(new ListedSource("pets:val", List.of(validation))));
    }

    @Test
    void leavesOutTheImagesOfALabelAndKeepsTheRestInOrder() {
        ImageSource without = ImageSources.without(source(List.of(DOG, LOOSE, CAT, DOG)), List.of("cat", "cow"));
        assertThat(without.images()).containsExactly(DOG, LOOSE, DOG);
        assertThat(without.name()).isEqualTo("pets");
        assertThat(without.validation()).isEmpty();
        ImageSource all = source(List.of(DOG));
        assertThat(ImageSources.without(all, List.of())).isSameAs(all);
    }

    @Test
    void leavesThemOutOfTheValidationSplitAsWell() {
        ImageSource without = ImageSources.without(source(List.of(DOG), CAT, DOG), List.of("cat"));
        assertThat(without.validation().orElseThrow().images()).containsExactly(DOG);
    }

    @Test
    void refusesToLeaveOutAll() {
        ImageSource pets = source(List.of(DOG, CAT));
        assertThatThrownBy(() -> ImageSources.without(pets, List.of("cat", "dog")))
                .isInstanceOfSatisfying(ArcException.class,
                        e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.USAGE))
                .hasMessage("all images of pets have one of the labels that are left out: cat, dog");
    }
}
