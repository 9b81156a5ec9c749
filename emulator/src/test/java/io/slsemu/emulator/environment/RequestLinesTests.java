package io.slsemu.emulator.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestLinesTests {
  private static final String LONG = "x".repeat(1 << 20);

  private final RequestLines lines = new RequestLines(new NoLog());

  @Test
  void closeWhenMuchNamesARequestThenItsNewestLinesAreGiven() {
    lines.open("id");
    for (int line = 0; line < 10; line++) {
      lines.platformLine("e1", LONG + " id " + line);
    }

    assertThat(lines.close("id")).hasSize(3).last().asString().endsWith(" id 9");
  }

  @Test
  void ofInitWhenInitWritesMuchThenItsNewestLinesAreGiven() {
    for (int line = 0; line < 10; line++) {
      lines.platformLine("e1", LONG + line);
    }

    assertThat(lines.ofInit()).hasSize(3).last().asString().endsWith("9");
  }

  private static final class NoLog implements LogSink {
    @Override
    public void platformLine(String environmentId, String line) {}

    @Override
    public void functionLine(String environmentId, byte[] line) {}
  }
}
