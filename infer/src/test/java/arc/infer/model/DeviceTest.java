package arc.infer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {

    @Test
    void readsEveryForm() {
        assertThat(Device.parse("auto")).isEqualTo(new Device.Auto());
        assertThat(Device.parse("cpu")).isEqualTo(new Device.Cpu());
        assertThat(Device.parse("cuda")).isEqualTo(new Device.Cuda(0));
        assertThat(Device.parse("cuda:12")).isEqualTo(new Device.Cuda(12)).hasToString("cuda:12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpu", "CPU", "cuda:", "cuda:-1", "cuda:x", "cuda:1000", "cuda:0 ", "cpu:0"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> Device.parse(text)).isInstanceOfSatisfying(ArcException.class,
                e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.USAGE))
                .hasMessage("unknown device '" + text + "': use auto, cpu, cuda or cuda:N");
    }
}
