package io.slsemu.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayloadTests {
  @TempDir private Path directory;
  private Payload payload;

  @BeforeEach
  void stdin() {
    payload =
        new Payload(
            new WorkingDirectory(directory),
            new ByteArrayInputStream("[]".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void fromArgumentWhenBase64OfJsonThenSaysSo() {
    CommandFailure failure = failureOf("eyJhIjoxfQ==");

    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure.remedy()).contains("base64 of JSON");
  }

  @Test
  void fromArgumentWhenNameOfAFileThenSuggestsIt() throws IOException {
    Files.writeString(directory.resolve("event.json"), "{}");

    assertThat(failureOf("event.json").remedy()).isEqualTo("did you mean --payload @event.json?");
  }

  @Test
  void fromArgumentWhenFileIsMisspeltThenSuggestsSibling() throws IOException {
    Files.writeString(directory.resolve("event.json"), "{}");

    assertThat(failureOf("@evnet.json").remedy()).contains("event.json?");
  }

  @Test
  void fromArgumentWhenEmptyThenRefused() {
    assertThat(failureOf("")).hasMessage("--payload is empty");
  }

  @Test
  void fromArgumentWhenDirectoryThenRefused() {
    assertThat(failureOf("@.")).hasMessage("payload file . is a directory");
  }

  @Test
  void fromFileOrStdinWhenDashThenStdin() {
    assertThat(payload.fromFileOrStdin("-")).asString().isEqualTo("[]");
  }

  @Test
  void requireJsonWhenOverLimitThenRefused() {
    byte[] large = new byte[6_291_457];

    assertThatThrownBy(() -> Payload.requireJson(large, "it", null))
        .hasMessage("it is larger than 6291456 bytes");
  }

  private CommandFailure failureOf(String value) {
    return catchThrowableOfType(
        CommandFailure.class, () -> payload.fromArgument("--payload", value));
  }
}
