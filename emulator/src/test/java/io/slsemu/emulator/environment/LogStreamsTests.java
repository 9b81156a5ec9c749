package io.slsemu.emulator.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.LoggingConfiguration;
import io.slsemu.emulator.function.Scope;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class LogStreamsTests {
  private static final InstantSource DAY =
      InstantSource.fixed(Instant.parse("2026-01-02T23:59:59Z"));

  @Test
  void nextWhenAskedThenIsTheDayTheVersionAndThirtyTwoDigits() {
    assertThat(LogStreams.next(DAY, function(null)))
        .matches("2026/01/02/\\[\\$LATEST\\][0-9a-f]{32}");
  }

  @Test
  void nextWhenTheLogGroupMayBeSharedThenNamesTheFunction() {
    assertThat(LogStreams.next(DAY, function("shop")))
        .matches("2026/01/02/orders\\[\\$LATEST\\][0-9a-f]{32}");
  }

  @Test
  void nextWhenAskedTwiceThenIsAnother() {
    assertThat(LogStreams.next(DAY, function(null)))
        .isNotEqualTo(LogStreams.next(DAY, function(null)));
  }

  private static Function function(String group) {
    FunctionConfiguration configuration =
        FunctionConfiguration.builder("orders")
            .logging(LoggingConfiguration.TEXT.withGroup(group))
            .build();
    return new Function(
        configuration,
        new FunctionArn("eu-west-1", Scope.DEFAULT_ACCOUNT, configuration.name()),
        FunctionCode.directory(Path.of("/code")));
  }
}
