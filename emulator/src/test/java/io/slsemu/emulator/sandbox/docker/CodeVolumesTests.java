package io.slsemu.emulator.sandbox.docker;

import static io.slsemu.fixtures.Requirement.DOCKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.fixtures.Requires;
import io.slsemu.fixtures.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Requires(DOCKER)
class CodeVolumesTests {
  private static final String TASK = "/var/task";

  @TempDir Path directory;
  private Engine engine;
  private CodeVolumes volumes;
  private Path code;

  @BeforeEach
  void open() throws IOException {
    engine = new Engine(TestEngine.address());
    volumes = CodeVolumes.of(engine, directory);
    code = Files.createDirectory(directory.resolve("code"));
    Files.writeString(code.resolve("bootstrap"), UUID.randomUUID().toString());
  }

  @AfterEach
  void close() {
    engine.close();
    TestEngine.removeCopies();
  }

  private String provide() throws IOException {
    return volumes.provide(code, volumes.fingerprint(code), TASK, TestImages.shell());
  }

  private String volumeOf(String container) {
    return engine
        .calls()
        .get("look", "/containers/" + container + "/json")
        .path("Mounts")
        .path(0)
        .path("Name")
        .asText();
  }

  @Test
  void provideWhenCalledAgainThenThereIsOneCopy() throws Exception {
    String first = provide();
    String volume = volumeOf(first);

    assertThat(provide()).isEqualTo(first);
    assertThat(volumeOf(first)).isEqualTo(volume);
    assertThat(engine.calls().stat(first, TASK + "/bootstrap")).isNotNull();
  }

  @Test
  void provideWhenCodeChangesThenThereIsAnotherCopy() throws Exception {
    String first = provide();
    Files.writeString(code.resolve("bootstrap"), "changed");

    assertThat(provide()).isNotEqualTo(first);
  }

  @Test
  void provideWhenFileCannotBeReadThenReasonIsSaidAndNothingIsLeft() throws Exception {
    String fingerprint = volumes.fingerprint(code);
    Path gone = directory.resolve("gone");

    assertThatThrownBy(() -> volumes.provide(gone, fingerprint, TASK, TestImages.shell()))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining(gone.toString());
    assertThat(
            engine.calls().find("look", "/containers/sls-emu-code-task-" + fingerprint + "/json"))
        .isNull();
  }

  @Test
  void removeWhenAllAreMeantThenVolumeGoesWithItsContainer() throws Exception {
    String container = provide();
    String volume = volumeOf(container);

    TestEngine.removeCopies();

    assertThat(engine.calls().find("look", "/volumes/" + volume)).isNull();
  }
}
