package io.slsemu.emulator.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeptLinesTests {
  private final KeptLines lines = new KeptLines();

  @Test
  void addWhenLinesAreEmptyThenTheirNumberIsBoundedToo() {
    for (int line = 0; line < 100_000; line++) {
      lines.add("");
    }
    lines.end("last");

    assertThat(lines.takeEnded()).hasSizeLessThan(70_000).endsWith("last");
  }

  @Test
  void addWhenOneLineIsLongerThanAllMayBeThenItIsKept() {
    String longest = "x".repeat(5 << 20);
    lines.add("first");
    lines.add(longest);

    assertThat(lines.current()).containsExactly(longest);
  }
}
