package io.slsemu.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.function.LogLevel;
import io.slsemu.emulator.function.LoggingConfiguration;
import io.slsemu.emulator.invoke.Responder;
import io.slsemu.emulator.sandbox.FakeSandboxes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The size of a response, as platform.runtimeDone tells it. */
class ProducedBytesTests {
  private static final FakeSandboxes.Program STREAMING =
      (api, start) -> {
        while (true) {
          api.respondChunked(
              api.next().requestId(),
              List.of("first", "last"),
              Map.of("Lambda-Runtime-Function-Response-Mode", "streaming"),
              Map.of());
        }
      };

  @Test
  void runtimeDoneWhenResponseIsStreamedThenTellsItsLength() throws IOException {
    assertThat(linesOf(STREAMING, new FakeCaller(() -> {})))
        .anyMatch(line -> line.contains("\"producedBytes\":9"));
  }

  @Test
  void runtimeDoneWhenResponseIsWholeThenTellsItsLength() throws IOException {
    assertThat(linesOf((api, start) -> FakeSandboxes.echoForEver(api), Responder.NONE))
        .anyMatch(line -> line.contains("\"producedBytes\":4"));
  }

  private static List<String> linesOf(FakeSandboxes.Program program, Responder responder)
      throws IOException {
    LoggingConfiguration all =
        new LoggingConfiguration(LoggingConfiguration.Format.JSON, LogLevel.DEBUG, LogLevel.DEBUG);
    try (FakeEnvironments environments = FakeEnvironments.of(program)) {
      environments.redefine(function -> function.logging(all));
      return environments.invoke(responder).logs();
    }
  }
}
