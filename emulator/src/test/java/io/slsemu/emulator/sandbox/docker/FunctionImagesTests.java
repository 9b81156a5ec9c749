package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.function.ImageConfig;
import io.slsemu.emulator.sandbox.Entrypoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionImagesTests {
  @Test
  void programWhenFunctionSetsSomethingThenOnlyThatIsReplaced() {
    PreparedImage image =
        new PreparedImage(
            "id",
            "app",
            List.of("/entry"),
            List.of("a"),
            "/srv",
            Map.of("A", "b"),
            "x86_64",
            path -> false);

    Entrypoint program =
        FunctionImages.program(new ImageConfig(null, List.of("b", "c"), "/elsewhere"), image);
    Entrypoint other = FunctionImages.program(new ImageConfig(List.of("/x"), List.of(), ""), image);

    assertThat(program)
        .isEqualTo(
            new Entrypoint.Runnable(List.of("/entry", "b", "c"), "/elsewhere", Map.of("A", "b")));
    assertThat(((Entrypoint.Runnable) other).command()).containsExactly("/x", "a");
  }
}
