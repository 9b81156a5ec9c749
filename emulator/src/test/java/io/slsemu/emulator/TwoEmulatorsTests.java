package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.DOCKER;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.EmulatorConfig.InitReport;
import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.placement.StartPreference;
import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.Requires;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Emulators that share an engine do not get into each other's way. */
@Requires({ROOT, DOCKER})
class TwoEmulatorsTests {
  private static final String FUNCTION = "state-counter";

  private static OwnEngine engine;
  private static String image;

  @BeforeAll
  static void startEngine() throws Exception {
    engine = OwnEngine.start();
    image = engine.shellImage();
  }

  @AfterAll
  static void endEngine() throws Exception {
    engine.close();
  }

  @Test
  void closeWhenAnotherEmulatorServesThenItServesOn() throws Exception {
    try (Emulator second = start()) {
      try (Emulator first = start()) {
        assertThat(invoke(first).outcome().kind()).isEqualTo(Kind.OK);
        assertThat(invoke(second).outcome().kind()).isEqualTo(Kind.OK);
        assertThat(engine.containers()).hasSize(2);
      }

      InvokeResult warm = invoke(second);

      assertThat(warm.start().type()).isEqualTo("warm");
      assertThat(EmulatorFixture.payload(warm)).isEqualTo("{\"process\":2,\"tmp\":2}");
      assertThat(engine.containers()).hasSize(1);
    }
    assertThat(engine.containers()).isEmpty();
  }

  @RepeatedTest(10)
  void startWhenTwoMakeTheNetworkAtOnceThenTheyShareOne() throws Exception {
    engine.removeNetwork();
    CyclicBarrier together = new CyclicBarrier(2);
    CompletableFuture<Emulator> one = CompletableFuture.supplyAsync(() -> startAt(together));
    CompletableFuture<Emulator> other = CompletableFuture.supplyAsync(() -> startAt(together));

    try (Emulator first = one.get();
        Emulator second = other.get()) {
      assertThat(engine.networks()).isEqualTo(1);
      assertThat(first.fidelity()).isEqualTo(second.fidelity());
    }
  }

  private static Emulator startAt(CyclicBarrier together) {
    try {
      together.await();
      return start();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Emulator start() {
    Emulator emulator =
        Emulator.start(
            new EmulatorConfig(
                SandboxKind.DOCKER,
                EmulatorConfig.DEFAULT_KEEP_ALIVE,
                InitReport.ALWAYS,
                true,
                new DockerSettings(engine.host(), null, List.of(), 0),
                new RecordingListener()));
    emulator.deploy(
        FunctionConfiguration.of(FUNCTION),
        new FunctionCode.Directory(Functions.directory(FUNCTION), image));
    return emulator;
  }

  private static InvokeResult invoke(Emulator emulator) {
    return emulator.invoke(
        new InvokeRequest(
            FUNCTION, "{}".getBytes(StandardCharsets.UTF_8), null, StartPreference.ANY));
  }
}
