package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.GO;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.placement.StartPreference;
import io.slsemu.fixtures.Requires;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Responses of real functions, taken while they are made, the same in both kinds of sandbox. */
abstract class ResponseStreamContract {
  /** Where the gate, which listens on the loopback address, is reached from a container too. */
  private static final DockerSettings GATE_IS_NEAR = new DockerSettings(null, "host", List.of(), 1);

  private final SandboxKind kind;
  @AutoClose private final StreamGate gate = new StreamGate();

  ResponseStreamContract(SandboxKind kind) {
    this.kind = kind;
  }

  /** The function writes its last bytes only when its first are here: else this never ends. */
  @Test
  @DisplayName("8.7/91: of a shell function the first byte is here before the last is written")
  void invokeWhenShellStreamsThenFirstByteComesBeforeTheLast() {
    try (EmulatorFixture fixture = gated("streamer", 20)) {
      FakeCaller caller = new FakeCaller(gate::open);

      InvokeResult result = invoke(fixture, event("end"), caller);

      assertThat(caller.text()).isEqualTo("firstlast");
      assertThat(caller.contentType).isEqualTo("text/plain");
      assertThat(caller.answers).containsExactly(result.outcome());
      assertThat(result.outcome().kind()).isEqualTo(Kind.OK);
      assertThat(result.outcome().payload()).isEmpty();
      assertThat(fixture.listener().lines())
          .filteredOn(line -> line.startsWith("REPORT"))
          .hasSize(1);
    }
  }

  @Test
  @Requires(GO)
  @DisplayName("8.7/91: of aws-lambda-go, which names no mode, the first byte is here as early")
  void invokeWhenGoStreamsThenFirstByteComesBeforeTheLast() {
    try (EmulatorFixture fixture = gated("streamer-go", 20)) {
      FakeCaller caller = new FakeCaller(gate::open);

      InvokeResult result = invoke(fixture, "{\"gate\":\"" + gate.url() + "\"}", caller);

      assertThat(caller.text()).isEqualTo("firstlast");
      assertThat(caller.contentType).isEqualTo("text/event-stream");
      assertThat(result.outcome().kind()).isEqualTo(Kind.OK);
    }
  }

  @Test
  @Requires(GO)
  @DisplayName("8.7/90: the buffered limit is none for a stream")
  void invokeWhenStreamIsLongThenOnlyABufferedCallerIsRefused() {
    try (EmulatorFixture fixture = fixture("streamer-go", 20)) {
      FakeCaller caller = new FakeCaller(() -> {});

      InvokeResult streamed = invoke(fixture, "{\"bytes\":20000000}", caller);
      InvokeResult buffered = fixture.invoke("{\"bytes\":20000000}");

      assertThat(streamed.outcome().kind()).isEqualTo(Kind.OK);
      assertThat(caller.length()).isEqualTo(20_000_004);
      assertThat(buffered.outcome().errorType()).isEqualTo("Function.ResponseSizeTooLarge");
      assertThat(buffered.start().type()).isEqualTo("warm");
    }
  }

  @Test
  @Requires(GO)
  @DisplayName("8.7/91: aws-lambda-go's trailers end the stream with its error")
  void invokeWhenGoFailsInMidStreamThenTheErrorComesLast() {
    try (EmulatorFixture fixture = fixture("streamer-go", 20)) {
      FakeCaller caller = new FakeCaller(() -> {});

      InvokeResult result = invoke(fixture, "{\"bytes\":5,\"error\":\"no more\"}", caller);

      assertThat(caller.length()).isEqualTo(5);
      assertThat(result.outcome().kind()).isEqualTo(Kind.FUNCTION_ERROR);
      assertThat(EmulatorFixture.payload(result))
          .isEqualTo("{\"errorMessage\":\"no more\",\"errorType\":\"errorString\"}");
      assertThat(fixture.invoke("{}").start().type()).isEqualTo("warm");
    }
  }

  @Test
  @DisplayName("8.7/91: a timeout in mid-stream")
  void invokeWhenStreamHangsThenTimesOut() {
    try (EmulatorFixture fixture = gated("streamer", 1)) {
      FakeCaller caller = new FakeCaller(() -> {});

      InvokeResult result = invoke(fixture, event("hang"), caller);

      assertThat(caller.text()).isEqualTo("first");
      assertThat(caller.answers).containsExactly(result.outcome());
      assertThat(result.outcome().kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(result.outcome().errorType()).isEqualTo("Sandbox.Timedout");
      assertThat(result.report().duration()).isEqualTo(Duration.ofSeconds(1));
    }
  }

  @Test
  @DisplayName("8.7/91: a runtime that ends in mid-stream is not taken for a cut connection")
  void invokeWhenRuntimeExitsInMidStreamThenSaysSo() {
    try (EmulatorFixture fixture = gated("streamer", 20)) {
      FakeCaller caller = new FakeCaller(gate::open);

      InvokeResult result = invoke(fixture, event("exit"), caller);

      assertThat(caller.text()).isEqualTo("first");
      assertThat(caller.answers).containsExactly(result.outcome());
      assertThat(result.outcome().kind()).isEqualTo(Kind.RUNTIME_EXIT);
      assertThat(EmulatorFixture.payload(result)).contains("exit status 3");
    }
  }

  @Test
  @DisplayName("8.7/91: a cut connection is a truncated response, and the runtime goes on")
  void invokeWhenConnectionIsCutThenTruncatedAndTheNextIsWarm() {
    try (EmulatorFixture fixture = gated("streamer", 20)) {
      FakeCaller caller = new FakeCaller(gate::open);

      InvokeResult result = invoke(fixture, event("cut"), caller);
      InvokeResult next = invoke(fixture, event("end"), new FakeCaller(() -> {}));

      assertThat(caller.text()).isEqualTo("first");
      assertThat(caller.answers).containsExactly(result.outcome());
      assertThat(result.outcome().kind()).isEqualTo(Kind.FUNCTION_ERROR);
      assertThat(result.outcome().errorType()).isEqualTo("Runtime.TruncatedResponse");
      assertThat(next.outcome().kind()).isEqualTo(Kind.OK);
      assertThat(next.start().type()).isEqualTo("warm");
    }
  }

  @Test
  @DisplayName("8.7/93: a response in one piece is a stream to who asks for one")
  void invokeWhenFunctionAnswersWholeThenTheCallerIsServedAllTheSame() {
    try (EmulatorFixture fixture = fixture("hello", 20)) {
      FakeCaller caller = new FakeCaller(() -> {});

      InvokeResult result = invoke(fixture, "{\"name\":\"Ada\"}", caller);

      assertThat(caller.text()).isEqualTo("{\"message\":\"hello, Ada\"}");
      assertThat(caller.contentType).isEqualTo("application/json");
      assertThat(result.outcome().kind()).isEqualTo(Kind.OK);
    }
  }

  private EmulatorFixture fixture(String function, int timeout) {
    return fixture(function, timeout, DockerSettings.DEFAULTS);
  }

  private EmulatorFixture gated(String function, int timeout) {
    return fixture(function, timeout, GATE_IS_NEAR);
  }

  private EmulatorFixture fixture(String function, int timeout, DockerSettings docker) {
    return EmulatorFixture.in(
        kind, docker, ShellScripts.fixture(kind, function), EmulatorFixture.wholeCpu(timeout));
  }

  private String event(String then) {
    return "{\"gate\":\"" + gate.url() + "\",\"then\":\"" + then + "\"}";
  }

  private static InvokeResult invoke(EmulatorFixture fixture, String event, FakeCaller caller) {
    byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
    return fixture
        .emulator()
        .invoke(new InvokeRequest("function", bytes, null, StartPreference.ANY), caller);
  }
}
