package io.slsemu.emulator.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in front of a streamed body, in whatever pieces it comes. */
class PreludeTests {
  private static final String STREAM = "{\"statusCode\":200}" + "\0".repeat(8) + "body\0\0";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 25, 26, 27, 100})
  void takeWhenPiecesAreOfAnySizeThenTheBodyIsLeft(int size) {
    Prelude prelude = new Prelude();
    StringBuilder body = new StringBuilder();

    for (int at = 0; at < STREAM.length(); at += size) {
      ByteBuffer piece = bytes(STREAM.substring(at, Math.min(STREAM.length(), at + size)));
      if (!prelude.isComplete()) {
        prelude.take(piece);
      }
      body.append(StandardCharsets.UTF_8.decode(piece));
    }

    assertThat(prelude.isComplete()).isTrue();
    assertThat(prelude.json()).asString(StandardCharsets.UTF_8).isEqualTo("{\"statusCode\":200}");
    assertThat(body).hasToString("body\0\0");
  }

  @Test
  void takeWhenZerosAreTooFewThenAreNoEnd() {
    Prelude prelude = new Prelude();

    prelude.take(bytes("{" + "\0".repeat(7) + "}"));

    assertThat(prelude.isComplete()).isFalse();
    assertThat(prelude.json()).hasSize(9);
  }

  @Test
  void takeWhenThereIsNoEndThenIsTooLong() {
    Prelude prelude = new Prelude();

    prelude.take(
        ByteBuffer.allocate(Prelude.MAX_BYTES + 2)
            .put(0, "x".repeat(Prelude.MAX_BYTES + 2).getBytes(StandardCharsets.UTF_8)));

    assertThat(prelude.isTooLong()).isTrue();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
