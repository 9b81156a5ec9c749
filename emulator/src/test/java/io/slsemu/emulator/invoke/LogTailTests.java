package io.slsemu.emulator.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LogTailTests {

  @Test
  @DisplayName("8.1/13: a short log comes whole, every line with its end")
  void ofWhenLogIsShortThenIsAllOfIt() {
    assertThat(LogTail.of(List.of("START", "é", "END")))
        .isEqualTo("START\né\nEND\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @DisplayName("8.1/13: of a long log come the last 4 KB, cut within a line")
  void ofWhenLogIsLongThenIsItsEnd() {
    byte[] tail = LogTail.of(List.of("first", "x".repeat(5_000), "END"));

    assertThat(tail).hasSize(4_096);
    assertThat(new String(tail, StandardCharsets.UTF_8)).startsWith("xxx").endsWith("x\nEND\n");
  }

  @Test
  void encodedWhenLogIsEmptyThenIsEmpty() {
    assertThat(LogTail.encoded(List.of())).isEmpty();
  }
}
