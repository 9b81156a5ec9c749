package io.slsemu.emulator;

import static io.slsemu.emulator.EmulatorFixture.payload;
import static io.slsemu.fixtures.Requirement.DOCKER;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.ImageConfig;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.fixtures.Requires;
import io.slsemu.fixtures.TestImages;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@Requires({ROOT, DOCKER})
class DockerInitTests extends InitContract {
  DockerInitTests() {
    super(SandboxKind.DOCKER);
  }

  /** Only an image names one. */
  @Test
  @DisplayName("8.4/75: a working directory that is none is a Runtime.InvalidWorkingDir")
  void initWhenWorkingDirectoryIsNotThereThenTypeSaysSo() {
    ImageConfig nowhere = new ImageConfig(List.of("/bin/sh"), List.of("-c", "true"), "/nope");
    try (EmulatorFixture fixture =
        EmulatorFixture.in(
            SandboxKind.DOCKER,
            new FunctionCode.Image(TestImages.shell(), nowhere),
            EmulatorFixture.wholeCpu(20))) {
      InvokeResult result = fixture.invoke("{}");

      assertThat(payload(result))
          .isEqualTo(
              platformError(
                  result,
                  "Runtime.InvalidWorkingDir",
                  "the working directory doesn't exist: /nope"));
    }
  }
}
