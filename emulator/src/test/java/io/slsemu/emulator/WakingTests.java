package io.slsemu.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.environment.EnvironmentState;
import io.slsemu.emulator.function.MaxConcurrency;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.placement.EnvironmentAction;
import io.slsemu.emulator.placement.Lease;
import io.slsemu.emulator.sandbox.FakeSandboxes;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.fixtures.ScriptedRuntime;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of an environment's rest, when the host is slow or refuses. */
class WakingTests {
  private static final String EXTENSION = "/2020-01-01/extension/";
  private static final FakeSandboxes.Program GOOD = (api, start) -> FakeSandboxes.echoForEver(api);

  @Test
  void tryLeaseWhenThawFailsThenItsPermitIsGivenBack() throws IOException {
    try (FakeEnvironments environments = FakeEnvironments.of(GOOD)) {
      environments.limiter().reserve(environments.function().arn(), 1);
      environments.invoke();
      environments.sandboxes().onThaw(WakingTests::refuse);

      assertThatThrownBy(environments::tryLease).isInstanceOf(SandboxException.class);

      assertThat(environments.invoke().start().type()).as("and not throttled").isEqualTo("cold");
    }
  }

  @Test
  void tryLeaseWhenItFailsInASharedEnvironmentThenItsRoomIsGivenBack() throws IOException {
    try (FakeEnvironments environments = FakeEnvironments.of(GOOD)) {
      environments.redefine(function -> function.maxConcurrency(new MaxConcurrency(2)));
      try (Lease busy = environments.lease()) {
        assertThat(busy.isCold()).isTrue();
        Thread.currentThread().interrupt(); // who waits for a worker is told so

        assertThatThrownBy(environments::tryLease).isInstanceOf(SandboxException.class);
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }

      assertThat(environments.placement().environments().snapshots())
          .extracting("state")
          .as("nobody is in it")
          .containsExactly(EnvironmentState.READY);
      assertThat(environments.invoke().start().type()).isEqualTo("warm");
    }
  }

  @Test
  void closeWhenThawFailsThenSandboxAndRuntimeApiGoAllTheSame() throws IOException {
    AtomicReference<InetSocketAddress> address = new AtomicReference<>();
    AtomicReference<FakeSandboxes> sandboxes = new AtomicReference<>();
    FakeSandboxes.Program withExtension =
        (api, start) -> {
          String[] parts = sandboxes.get().lastVariables().get("AWS_LAMBDA_RUNTIME_API").split(":");
          address.set(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])));
          try (ScriptedRuntime extension = ScriptedRuntime.connect(address.get())) {
            awaitEvents(extension);
            return FakeSandboxes.echoForEver(api);
          }
        };
    try (FakeEnvironments environments = FakeEnvironments.of(withExtension)) {
      sandboxes.set(environments.sandboxes());
      environments.invoke();
      environments.sandboxes().onThaw(WakingTests::refuse);

      environments.skipIdle(Duration.ofHours(1));

      Awaitility.await().until(() -> environments.sandboxes().closed().contains("e1"));
      assertThatThrownBy(() -> ScriptedRuntime.connect(address.get()))
          .isInstanceOf(ConnectException.class);
    }
  }

  private static void awaitEvents(ScriptedRuntime extension) throws IOException {
    byte[] events = "{\"events\":[]}".getBytes(StandardCharsets.UTF_8);
    String id =
        extension
            .post(EXTENSION + "register", events, Map.of("Lambda-Extension-Name", "inner"))
            .header("Lambda-Extension-Identifier")
            .orElseThrow();
    extension.sendRaw(
        "GET %sevent/next HTTP/1.1\r\nHost: x\r\nLambda-Extension-Identifier: %s\r\n\r\n"
            .formatted(EXTENSION, id));
  }

  @Test
  void tryLeaseWhenThawingTakesLongThenOnlyThoseThatNeedNoneAreGiven() throws IOException {
    try (FakeEnvironments environments = FakeEnvironments.of(GOOD)) {
      AtomicInteger thaws = new AtomicInteger();
      environments.sandboxes().thawSlowly();
      environments.sandboxes().onThaw(thaws::incrementAndGet);
      environments.invoke();

      assertThat(environments.tryLease()).as("it is frozen").isNull();
      assertThat(thaws).hasValue(0);
      assertThat(environments.invoke().start().type()).isEqualTo("warm");
      assertThat(thaws).hasValue(1);

      environments.placement().environments().act(EnvironmentAction.THAW, "e1");
      try (Lease thawed = environments.tryLease()) {
        assertThat(thawed).isNotNull();
      }
    }
  }

  @Test
  void tryLeaseWhenCpuIsStillToBeLimitedAndThatTakesLongThenIsNull() throws IOException {
    try (FakeEnvironments environments = FakeEnvironments.of(GOOD)) {
      environments.sandboxes().thawSlowly();
      environments.placement().warmUp(environments.function());
      environments.placement().environments().act(EnvironmentAction.THAW, "e1");

      assertThat(environments.tryLease()).isNull();
      assertThat(environments.invoke().start().type()).isEqualTo("warm");
    }
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // it waited for ever
  void tryLeaseWhenAFreezeHangsThenDoesNotWaitForIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Void> end = new CompletableFuture<>();
    try (FakeEnvironments environments = FakeEnvironments.of(GOOD)) {
      environments.sandboxes().thawSlowly();
      environments
          .sandboxes()
          .onFreeze(
              () -> {
                begun.countDown();
                end.join();
              });
      CompletableFuture<InvokeResult> first = CompletableFuture.supplyAsync(environments::invoke);
      begun.await();

      assertThat(environments.tryLease()).isNull();

      end.complete(null);
      first.join();
      assertThat(environments.invoke().start().type()).isEqualTo("warm");
    }
  }

  private static void refuse() {
    throw new SandboxException("no thaw today", "try again", null);
  }
}
