package io.slsemu.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.cli.exit.CommandFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTests {
  @Test
  void printWhenStdoutTakesItThenWritesUtf8() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    terminal(out).print("Grüße\n");

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("Grüße\n");
  }

  @Test
  void printWhenStdoutIsGoneThenSaysSo() {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("Broken pipe");
          }
        };

    assertThatThrownBy(() -> terminal(gone).print("1.0\n"))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("cannot write to stdout: Broken pipe");
  }

  private static Terminal terminal(OutputStream out) {
    return new Terminal(
        InputStream.nullInputStream(), out, OutputStream.nullOutputStream(), false, false);
  }
}
