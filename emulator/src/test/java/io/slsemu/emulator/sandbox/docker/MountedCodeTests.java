package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.sandbox.SandboxSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedCodeTests {
  private static final PreparedImage IMAGE =
      new PreparedImage("id", "name", List.of(), List.of(), "/", Map.of(), "x86_64", any -> false);

  @TempDir Path directory;

  private ContainerKey key(Path code) {
    Engine never = new Engine(EngineAddress.plain("tcp://192.0.2.1:1", "nobody"));
    return new MountedCode(CodeDelivery.Way.BOUND, CodeVolumes.of(never, directory))
        .key(new SandboxSpec(new FunctionCode.Directory(code, null), null, 128, 512), IMAGE);
  }

  private static Path make(Path code) throws IOException {
    Files.createDirectory(code);
    return Files.setPosixFilePermissions(code, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void keyWhenDirectoryIsBoundAndTheSameThenItIsTheSame() throws Exception {
    Path code = make(directory.resolve("dist"));
    ContainerKey before = key(code);

    assertThat(key(code)).isEqualTo(before);
    assertThat(before.code()).isNotNull();
    assertThat(before.code().fingerprint()).isNull();
  }

  @Test
  void keyWhenAnotherDirectoryIsInItsPlaceThenItIsAnother() throws Exception {
    Path code = make(directory.resolve("dist"));
    ContainerKey before = key(code);

    Files.move(code, directory.resolve("old"));
    make(code);

    assertThat(key(code)).isNotEqualTo(before);
  }
}
