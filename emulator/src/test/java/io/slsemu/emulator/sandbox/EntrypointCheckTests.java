package io.slsemu.emulator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntrypointCheckTests {
  @TempDir Path code;
  @TempDir Path layers;

  private Entrypoint check() {
    return EntrypointCheck.onThisHost(code, layers);
  }

  private static void put(Path directory, byte[] content, String mode) throws IOException {
    Path file = Files.write(directory.resolve("bootstrap"), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static byte[] elf(int machine) {
    return ByteBuffer.allocate(64)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1})
        .putShort(18, (short) machine)
        .array();
  }

  private static String message(Entrypoint entrypoint) {
    return ((Entrypoint.NotRunnable) entrypoint).message();
  }

  @Test
  @DisplayName("8.5/84: the places searched are named")
  void runWhenNothingIsThereThenBothPlacesAreNamed() {
    assertThat(message(check()))
        .isEqualTo("Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]");
  }

  @Test
  @DisplayName("8.5/84: bootstrap is searched in the code, then in layers")
  void runWhenScriptIsInCodeOrLayerThenItsPathIsGiven() throws IOException {
    put(layers, "#!/bin/sh\n".getBytes(), "rwxr-xr-x");
    Entrypoint inLayer = check();
    put(code, "#! /bin/sh -e\n".getBytes(), "rwxr-xr-x");

    assertThat(inLayer).isEqualTo(Entrypoint.Runnable.bootstrap("/opt/bootstrap", "/var/task"));
    assertThat(check())
        .isEqualTo(Entrypoint.Runnable.bootstrap("/var/task/bootstrap", "/var/task"));
  }

  @Test
  void runWhenFileIsNotExecutableByAllThenPermissionIsDenied() throws IOException {
    put(code, "#!/bin/sh\n".getBytes(), "rwxr-----");

    assertThat(message(check())).isEqualTo("fork/exec /var/task/bootstrap: permission denied");
  }

  @Test
  void runWhenFileIsNoProgramThenFormatIsWrong() throws IOException {
    put(code, "echo hello\n".getBytes(), "rwxr-xr-x");

    assertThat(message(check())).isEqualTo("fork/exec /var/task/bootstrap: exec format error");
  }

  @Test
  void runWhenProgramIsForAnotherMachineThenBothAreNamed() throws IOException {
    boolean intel = ElfHeader.architectureOfThisMachine().equals("x86_64");
    put(code, elf(intel ? 183 : 62), "rwxr-xr-x");

    Entrypoint.NotRunnable refused = (Entrypoint.NotRunnable) check();

    assertThat(refused.message()).isEqualTo("fork/exec /var/task/bootstrap: exec format error");
    assertThat(refused.hint()).contains("x86_64", "aarch64");
  }

  @Test
  void runWhenProgramIsStaticAndForThisMachineThenItRuns() throws IOException {
    put(code, elf(ElfHeader.architectureOfThisMachine().equals("x86_64") ? 62 : 183), "rwxr-xr-x");

    assertThat(check()).isInstanceOf(Entrypoint.Runnable.class);
  }

  @Test
  void runWhenInterpreterIsMissingThenItIsNamed() throws IOException {
    put(code, "#!/no/such/shell\n".getBytes(), "rwxr-xr-x");

    assertThat(message(check()))
        .isEqualTo("fork/exec /var/task/bootstrap: no such file or directory");
    assertThat(((Entrypoint.NotRunnable) check()).hint()).contains("/no/such/shell");
  }

  @Test
  void runWhenLinesEndAsOnWindowsThenHintSaysSo() throws IOException {
    put(code, "#!/bin/sh\r\necho\r\n".getBytes(), "rwxr-xr-x");

    assertThat(((Entrypoint.NotRunnable) check()).hint()).contains("Windows");
  }

  @Test
  void runWhenLoaderOfRealProgramIsMissingThenItIsNamed() throws IOException {
    put(code, Files.readAllBytes(Path.of("/bin/cat")), "rwxr-xr-x");

    Entrypoint refused =
        new EntrypointCheck(code, null, ElfHeader.architectureOfThisMachine(), path -> false).run();

    assertThat(check()).isInstanceOf(Entrypoint.Runnable.class);
    assertThat(((Entrypoint.NotRunnable) refused).hint()).contains("dynamic loader /lib");
  }
}
