package io.slsemu.emulator;

import static io.slsemu.emulator.EmulatorFixture.payload;
import static io.slsemu.emulator.EmulatorFixture.timeout;
import static io.slsemu.emulator.EmulatorFixture.variable;
import static io.slsemu.fixtures.Requirement.GCC;
import static io.slsemu.fixtures.Requirement.GO;
import static io.slsemu.fixtures.Requirement.JAVA;
import static io.slsemu.fixtures.Requirement.NODE;
import static io.slsemu.fixtures.Requirement.PYTHON;
import static io.slsemu.fixtures.Requirement.ROOT;
import static io.slsemu.fixtures.Requirement.RUST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.FunctionTimeout;
import io.slsemu.emulator.function.MemorySize;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.placement.NoWarmEnvironmentException;
import io.slsemu.emulator.placement.StartPreference;
import io.slsemu.fixtures.Requires;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a good function's caller and log see. */
@Requires(ROOT)
class InvocationTests {

  @Test
  void invokeWhenFirstThenIsColdAndTellsTheWholeStory() {
    try (EmulatorFixture fixture = EmulatorFixture.with("hello")) {
      InvokeResult result = fixture.invoke("{\"name\":\"Ada\"}");

      assertThat(payload(result)).isEqualTo("{\"message\":\"hello, Ada\"}");
      assertThat(result.start().type()).isEqualTo("cold");
      assertThat(result.report().initDuration()).isPositive();
      assertThat(result.report().maxMemoryUsedMb()).isBetween(1L, 127L);
      assertThat(result.timeline()).extracting("name").containsExactly("sandbox", "init", "invoke");
      String id = result.report().requestId();
      List<String> lines = fixture.listener().lines();
      assertThat(lines.get(0)).startsWith("INIT_START Runtime Version: ");
      assertThat(lines.get(1)).matches("INIT_REPORT Init Duration: \\d+\\.\\d\\d ms\tPhase: init");
      assertThat(lines.get(2)).isEqualTo("START RequestId: " + id + " Version: $LATEST");
      assertThat(lines.get(3)).contains(id);
      assertThat(lines.get(lines.size() - 2)).isEqualTo("END RequestId: " + id);
      assertThat(lines.get(lines.size() - 1))
          .startsWith("REPORT RequestId: " + id)
          .contains("\tInit Duration: ");
      assertThat(result.logs()).isEqualTo(lines);
    }
  }

  @Test
  @DisplayName("8.1/1: two invocations in a row on one environment both succeed")
  void invokeWhenSecondThenIsWarmAndHasNoInit() {
    try (EmulatorFixture fixture = EmulatorFixture.with("hello")) {
      InvokeResult first = fixture.invoke("{}");
      InvokeResult second = fixture.invoke("{}");

      assertThat(second.start().type()).isEqualTo("warm");
      assertThat(second.start().environmentId()).isEqualTo(first.start().environmentId());
      assertThat(second.start().invocationIndex()).isEqualTo(2);
      assertThat(second.start().idleBefore()).isPositive();
      assertThat(second.report().initDuration()).isNull();
      assertThat(second.logs()).noneMatch(line -> line.startsWith("INIT"));
    }
  }

  @Test
  @Requires(GO)
  void invokeWhenGoFunctionThenAnswersThroughItsOwnClient() {
    try (EmulatorFixture fixture = EmulatorFixture.with("hello-go")) {
      assertThat(payload(fixture.invoke("{\"name\":\"world\"}")))
          .isEqualTo("{\"message\":\"hello, world\"}");
    }
  }

  /** AWS's own runtime interface clients, which nobody here wrote. */
  @ParameterizedTest
  @ValueSource(strings = {"hello-node", "hello-python", "hello-rust", "hello-java"})
  @Requires({NODE, PYTHON, RUST, JAVA})
  void invokeWhenRuntimeClientIsAwsOwnThenAnswers(String function) {
    Consumer<FunctionConfiguration.Builder> roomy =
        configuration -> configuration.memory(new MemorySize(512)).timeout(new FunctionTimeout(20));
    try (EmulatorFixture fixture = EmulatorFixture.with(function, roomy)) {
      for (int call = 0; call < 2; call++) {
        assertThat(payload(fixture.invoke("{\"name\":\"Ada\"}")).replace(" ", ""))
            .isEqualTo("{\"message\":\"hello,Ada\"}");
      }
    }
  }

  @Test
  @Requires(GCC)
  void invokeWhenEnvironmentRestedThenNothingRanMeanwhile() {
    try (EmulatorFixture fixture = EmulatorFixture.with("ticker")) {
      long before = ticks(fixture.invoke("{}"));
      Awaitility.await().pollDelay(Duration.ofMillis(500)).until(() -> true);
      long after = ticks(fixture.invoke("{}"));

      assertThat(after - before).isLessThan(10);
    }
  }

  @Test
  void invokeWhenSeveralAtOnceThenEachHasAnEnvironmentOfItsOwn() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(5);
    try (EmulatorFixture fixture = EmulatorFixture.with("sleeper", timeout(30))) {
      List<Callable<InvokeResult>> calls =
          Collections.nCopies(5, () -> fixture.invoke("{\"seconds\":1}"));
      Set<String> environments = new HashSet<>();
      for (Future<InvokeResult> call : callers.invokeAll(calls)) {
        environments.add(call.get().start().environmentId());
      }

      assertThat(environments).hasSize(5);
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void invokeWhenFunctionChattersThenEveryLineStandsBeforeEnd() {
    try (EmulatorFixture fixture = EmulatorFixture.with("chatty")) {
      InvokeResult result = fixture.invoke("{\"lines\":300}");

      assertThat(result.outcome().kind()).isEqualTo(Kind.OK);
      List<String> logs = result.logs();
      assertThat(logs).filteredOn(line -> line.contains("300")).isNotEmpty();
      assertThat(logs.get(logs.size() - 1)).startsWith("REPORT");
      assertThat(logs.get(logs.size() - 2)).startsWith("END");
      assertThat(fixture.invoke("{\"lines\":1}").logs())
          .as("nothing of the first invocation is left for the second")
          .noneMatch(line -> line.contains("300"));
    }
  }

  @Test
  void invokeWhenColdIsAskedForThenIsInANewEnvironment() {
    try (EmulatorFixture fixture = EmulatorFixture.with("hello")) {
      InvokeResult first = fixture.invoke("{}");
      InvokeResult second = fixture.invoke("{}", StartPreference.COLD);

      assertThat(second.start().type()).isEqualTo("cold");
      assertThat(second.start().environmentId()).isNotEqualTo(first.start().environmentId());
    }
  }

  @Test
  void invokeWhenWarmIsAskedForAndNoneIsThenSaysSo() {
    try (EmulatorFixture fixture = EmulatorFixture.with("hello")) {
      assertThatThrownBy(() -> fixture.invoke("{}", StartPreference.WARM))
          .isInstanceOf(NoWarmEnvironmentException.class)
          .hasMessageContaining("hello");
    }
  }

  @Test
  void invokeWhenNothingIsKeptAliveThenIsAlwaysCold() {
    try (EmulatorFixture fixture =
        EmulatorFixture.with("hello", Duration.ZERO, variable("NAME", "x"))) {
      fixture.invoke("{}");

      assertThat(fixture.invoke("{}").start().type()).isEqualTo("cold");
    }
  }

  @Test
  void invokeWhenKeepAliveHasRunOutThenIsCold() {
    try (EmulatorFixture fixture =
        EmulatorFixture.with("hello", Duration.ofMillis(100), configuration -> {})) {
      fixture.invoke("{}");
      Awaitility.await().pollDelay(Duration.ofMillis(400)).until(() -> true);

      assertThat(fixture.invoke("{}").start().type()).isEqualTo("cold");
    }
  }

  private static long ticks(InvokeResult result) {
    return Long.parseLong(payload(result).replaceAll(".*\"ticks\":(\\d+).*", "$1"));
  }
}
