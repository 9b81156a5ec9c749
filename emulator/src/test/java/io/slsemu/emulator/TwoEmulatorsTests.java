package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.DOCKER;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.placement.StartPreference;
import io.slsemu.fixtures.Requires;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Emulators that share an engine do not get into each other's way. */
@Requires({ROOT, DOCKER})
class TwoEmulatorsTests {
  /** A shell starts programs, which takes its time with a small share of a busy machine. */
  private static final Consumer<FunctionConfiguration.Builder> UNHURRIED =
      EmulatorFixture.memory(1769);

  @AutoClose private static OwnEngineFixture fixture;
  private static OwnEngine engine;

  /** The containers of whoever else uses that engine. */
  private static Set<String> others = Set.of();

  @BeforeAll
  static void startEngine() throws Exception {
    fixture = OwnEngineFixture.start();
    engine = fixture.engine();
    others = Set.copyOf(engine.containers());
  }

  @Test
  void closeWhenAnotherEmulatorServesThenItServesOn() throws Exception {
    try (Emulator second = start()) {
      try (Emulator first = start()) {
        assertThat(invoke(first).outcome().kind()).isEqualTo(Kind.OK);
        assertThat(invoke(second).outcome().kind()).isEqualTo(Kind.OK);
        assertThat(containers()).hasSize(2);
      }

      InvokeResult warm = invoke(second);

      assertThat(warm.start().type()).isEqualTo("warm");
      assertThat(EmulatorFixture.payload(warm)).isEqualTo("{\"process\":2,\"tmp\":2}");
      assertThat(containers()).hasSize(1);
    }
    assertThat(containers()).isEmpty();
  }

  @Test
  void pruneWhenEmulatorRunsThenItsNetworkStaysAndItPreparesItsImageAnew() throws Exception {
    try (Emulator emulator = start()) {
      assertThat(invoke(emulator).outcome().kind()).isEqualTo(Kind.OK);
      fixture.deploy(emulator, UNHURRIED); // its environments and their containers go
      Awaitility.await().until(() -> containers().isEmpty());

      List<String> pruned = Emulator.prune(fixture.config());
      assertThat(pruned).contains("left network sls-emu: an emulator uses it");
      assertThat(pruned).anyMatch(line -> line.startsWith("image sls-emu/"));

      InvokeResult next = invoke(emulator);

      assertThat(next.outcome().kind()).isEqualTo(Kind.OK);
      assertThat(next.start().type()).isEqualTo("cold");
    }
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

  private static List<String> containers() throws Exception {
    List<String> ours = new ArrayList<>(engine.containers());
    ours.removeAll(others);
    return ours;
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
    return fixture.emulator(UNHURRIED);
  }

  private static InvokeResult invoke(Emulator emulator) {
    return fixture.invoke(emulator, "{}", StartPreference.ANY);
  }
}
