package io.slsemu.cli.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slsemu.cli.exit.CommandFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootstrapTests {
  @TempDir private Path directory;

  @Test
  void requireRunnableWhenThisMachinesProgramThenFine() throws IOException {
    int machine = Machine.architecture().equals("aarch64") ? 183 : 62;

    assertThatCode(() -> bootstrap(elf(machine), "rwxr-xr-x").requireRunnable())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "'',is empty",
    "echo hello,is neither a Linux program (ELF) nor a script (#!)",
    "MZ.......,is neither a Linux program",
    "'#!/bin/sh;',ends its first line with a carriage return",
  })
  void requireRunnableWhenKernelWouldRefuseThenSaysWhy(String text, String why) throws IOException {
    byte[] content = text.replace(";", "\r\n").getBytes(StandardCharsets.UTF_8);

    assertThat(failure(content, "rwxr-xr-x")).hasMessageContaining(why);
  }

  @Test
  void requireRunnableWhenMacProgramThenRemedyNamesLinux() throws IOException {
    byte[] mac = {(byte) 0xcf, (byte) 0xfa, (byte) 0xed, (byte) 0xfe, 7, 0, 0, 1};

    assertThat(failure(mac, "rwxr-xr-x").remedy()).contains("macOS").contains("GOOS=linux");
  }

  @Test
  void requireRunnableWhenNotExecutableThenChmod() throws IOException {
    CommandFailure failure = failure("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8), "rw-r--r--");

    assertThat(failure).hasMessage("fn/bootstrap is not executable");
    assertThat(failure.remedy()).isEqualTo("chmod a+x fn/bootstrap");
  }

  @Test
  void requireRunnableWhenDirectoryThenRefused() throws IOException {
    Files.createDirectory(directory.resolve("bootstrap"));

    assertThat(failureOf(new Bootstrap(directory.resolve("bootstrap"), "bootstrap")))
        .hasMessage("bootstrap is not a file");
  }

  @Test
  void requireRunnableWhenDanglingLinkThenRefused() throws IOException {
    Files.createSymbolicLink(directory.resolve("bootstrap"), Path.of("nothing"));

    assertThat(failureOf(new Bootstrap(directory.resolve("bootstrap"), "bootstrap")))
        .hasMessage("bootstrap is a symbolic link to nothing");
  }

  private CommandFailure failure(byte[] content, String mode) throws IOException {
    return failureOf(bootstrap(content, mode));
  }

  private static CommandFailure failureOf(Bootstrap bootstrap) {
    return catchThrowableOfType(CommandFailure.class, bootstrap::requireRunnable);
  }

  private Bootstrap bootstrap(byte[] content, String mode) throws IOException {
    Path file = directory.resolve("bootstrap");
    Files.write(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return new Bootstrap(file, "fn/bootstrap");
  }

  private static byte[] elf(int machine) {
    return ByteBuffer.allocate(64)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0})
        .putShort(18, (short) machine)
        .array();
  }
}
