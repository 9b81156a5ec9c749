package io.slsemu.emulator.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.sandbox.OutputLines;
import io.slsemu.emulator.sandbox.SandboxOutput;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputPumpTests {

  private static List<Integer> sizes(byte[] input) {
    List<Integer> sizes = new ArrayList<>();
    new OutputPump(
            new ByteArrayInputStream(input),
            SandboxOutput.Stream.STDOUT,
            (stream, line) -> sizes.add(line.length))
        .run();
    return sizes;
  }

  @Test
  void runWhenLineHasExactlyTheLargestSizeThenItIsOneLine() {
    byte[] input = new byte[OutputLines.MAX_LINE + 3];
    input[OutputLines.MAX_LINE] = '\n';
    input[OutputLines.MAX_LINE + 1] = 'x';
    input[OutputLines.MAX_LINE + 2] = '\n';

    assertThat(sizes(input)).containsExactly(OutputLines.MAX_LINE, 1);
  }

  @Test
  void runWhenLinesAreEmptyOrUnendedThenEachIsHandedOn() {
    assertThat(sizes("a\n\nbc".getBytes())).containsExactly(1, 0, 2);
  }
}
