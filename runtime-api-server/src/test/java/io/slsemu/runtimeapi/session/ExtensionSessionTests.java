package io.slsemu.runtimeapi.session;

import static io.slsemu.runtimeapi.http.ApiFixture.invocation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.slsemu.runtimeapi.model.ExtensionFault;
import io.slsemu.runtimeapi.model.ExtensionLaunchError;
import io.slsemu.runtimeapi.model.FunctionIdentity;
import io.slsemu.runtimeapi.model.InitOutcome;
import io.slsemu.runtimeapi.model.LifecycleEvent;
import io.slsemu.runtimeapi.model.ShutdownReason;
import io.slsemu.runtimeapi.state.ExtensionState;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ExtensionSessionTests {

  private static final FunctionIdentity FUNCTION = new FunctionIdentity("f", "1", "h", null);

  private final List<ExtensionStatus> told = new ArrayList<>();
  private final ExtensionSession extensions =
      new ExtensionSession(FUNCTION, List.of("one", "two"), told::add);
  private final RuntimeSession session = new RuntimeSession(() -> 0, extensions, null);

  @Test
  @DisplayName("8.4/66: the gate of registration counts every external extension down")
  void externalRegisteredWhenAllHaveThenCompletes() {
    register("internal");
    register("one");
    assertThat(extensions.externalRegistered()).isNotDone();

    register("two");

    assertThat(extensions.externalRegistered()).isCompleted();
  }

  @Test
  @DisplayName("8.4/66: without extensions every gate is open and costs nothing")
  void gatesWhenNobodyIsThereThenOpen() {
    ExtensionSession none = new ExtensionSession(FUNCTION, List.of(), told::add);
    RuntimeSession alone = new RuntimeSession(() -> 0, none, null);
    assertThat(none.externalRegistered()).isCompleted();
    CompletableFuture<Boolean> readyInTime =
        alone.initialized().thenApply(outcome -> none.ready().isDone());

    new FakePoll(alone).park();
    PendingInvocation pending = alone.offer(invocation("a"));

    assertThat(readyInTime).isCompletedWithValue(true);
    assertThat(pending.allSettled()).isSameAs(pending.settled());
    assertThat(none.hasAny()).isFalse();
  }

  @Test
  @DisplayName("8.4/66: the gate of init waits for the runtime and for all who registered")
  void initializedWhenAllAreAtNextThenCompletes() {
    CompletableFuture<InitOutcome> init = Gates.initialized(session);
    FakeExtension one = new FakeExtension(register("one")).park();
    FakeExtension two = new FakeExtension(register("two"));
    new FakePoll(session).park();
    assertThat(init).isNotDone();
    assertThat(one.events()).isEmpty();

    two.park();

    assertThat(init).isCompletedWithValue(new InitOutcome.Ready());
  }

  @Test
  @DisplayName("8.4/66: an init error of the runtime does not wait for extensions")
  void initializedWhenTheRuntimeFailsThenCompletes() {
    register("one");
    InitOutcome.Failed failed = new InitOutcome.Failed(new byte[0], "Runtime.X");

    session.initError(failed);

    assertThat(Gates.initialized(session)).isCompletedWithValue(failed);
  }

  @Test
  @DisplayName("8.4/66: close cancels every gate, and nobody gets in after it")
  void closeWhenGatesAreShutThenCancelled() {
    FakeExtension one = new FakeExtension(register("one", "INVOKE")).park();
    new FakePoll(session).park();
    PendingInvocation pending = session.offer(invocation("a"));
    FakeExtension waiting = new FakeExtension(one.id).park();

    session.close();
    session.close();

    assertThat(pending.allSettled()).isCompletedExceptionally();
    assertThat(extensions.externalRegistered()).isCancelled();
    assertThat(extensions.fatal()).isCancelled();
    assertThat(Gates.initialized(session)).isCompleted();
    assertThat(waiting.abandoned).isTrue();
    assertThat(extensions.calls().register("x", List.of()))
        .isEqualTo(new Registration.Refused(new ExtensionRefusal.SessionClosed()));
    assertThat(extensions.calls().next(one.id, one)).contains(new ExtensionRefusal.SessionClosed());
    assertThat(extensions.calls().exitError(one.id, "x"))
        .contains(new ExtensionRefusal.SessionClosed());
    assertThat(extensions.shutdown(ShutdownReason.FAILURE, 1)).isEmpty();
    extensions.exited("one", "exit status 0");
    assertThat(extensions.firstFault()).isEmpty();
  }

  @Test
  void releaseWhenSubscribersAreNotKnownYetThenSentWhenTheyAre() {
    FakeExtension one = new FakeExtension(register("one", "INVOKE")).park();
    PendingInvocation pending = session.offer(invocation("a"));
    assertThat(one.events()).isEmpty();

    new FakePoll(session).park();

    assertThat(one.events()).containsExactly(new LifecycleEvent.Invoke(pending.invocation()));
  }

  @Test
  void undeliveredWhenTheClientIsGoneThenTheNextPollGetsTheSame() {
    FakeExtension one = new FakeExtension(register("one", "INVOKE")).park();
    one.alive = false;
    new FakePoll(session).park();
    session.offer(invocation("a"));

    FakeExtension again = new FakeExtension(one.id).park();

    assertThat(again.events()).hasSize(1);
  }

  @Test
  void shutdownWhenTheLastEventDidNotArriveThenShutdownComesInstead() {
    FakeExtension one = new FakeExtension(register("one", "INVOKE", "SHUTDOWN")).park();
    one.alive = false;
    new FakePoll(session).park();
    session.offer(invocation("a"));

    extensions.shutdown(ShutdownReason.TIMEOUT, 5);
    FakeExtension again = new FakeExtension(one.id).park();

    assertThat(again.events())
        .containsExactly(new LifecycleEvent.Shutdown(ShutdownReason.TIMEOUT, 5));
  }

  @Test
  @DisplayName("8.4/74: the first fatal error wins")
  void fatalWhenSeveralFailThenTheFirstIsTold() {
    UUID one = register("one");
    register("two");
    extensions.calls().initError(one, "Extension.NoKey");

    extensions.exited("two", "exit status 2");
    extensions.exited("one", "exit status 1");

    ExtensionFault first =
        new ExtensionFault("one", ExtensionFault.Type.INIT_ERROR, "Extension.NoKey");
    assertThat(extensions.fatal()).isCompletedWithValue(first);
    assertThat(extensions.firstFault()).contains(first);
  }

  @Test
  @DisplayName("8.4/75: a launch that fails is Extension.LaunchError, told with its reason")
  void launchFailedWhenToldThenFatal() {
    extensions.launchFailed("two", ExtensionLaunchError.PERMISSION_DENIED, "not executable");

    assertThat(extensions.fatal())
        .isCompletedWithValue(
            new ExtensionFault("two", ExtensionFault.Type.LAUNCH_ERROR, "not executable"));
    assertThat(told).hasSize(1);
    assertThat(told.get(0).state()).isEqualTo(ExtensionState.LAUNCH_ERROR);
    assertThat(told.get(0).errorType()).isEqualTo("PermissionDenied");
    assertThat(told.get(0).subscriptions()).isEmpty();
  }

  @Test
  void launchFailedWhenItRunsThenThrows() {
    register("one");

    assertThatIllegalStateException()
        .isThrownBy(
            () -> extensions.launchFailed("one", ExtensionLaunchError.UNKNOWN, "no such file"))
        .withMessageContaining("one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> extensions.exited("three", "exit status 0"))
        .withMessageContaining("three");
  }

  @Test
  @DisplayName("8.5/81: an exit within the shutdown is no fault; who outstays it has failed")
  void exitedWhenShuttingDownThenNoFault() {
    new FakeExtension(register("one", "SHUTDOWN")).park();
    new FakeExtension(register("two", "SHUTDOWN")).park();

    extensions.shutdown(ShutdownReason.SPINDOWN, 1);
    extensions.exited("one", "exit status 0");
    extensions.killedAtDeadline("two");
    extensions.exited("two", "signal: killed");

    assertThat(extensions.fatal()).isNotDone();
    assertThat(extensions.firstFault()).isEmpty();
    assertThat(extensions.statuses())
        .extracting(ExtensionStatus::state)
        .containsExactly(ExtensionState.EXITED, ExtensionState.SHUTDOWN_FAILED);
  }

  @Test
  @DisplayName("8.5/81: only living subscribers are waited for at the shutdown")
  void shutdownWhenSomeCannotHearThenTheyAreNotNamed() {
    register("one", "INVOKE");
    extensions.calls().exitError(register("two", "SHUTDOWN"), "x");

    assertThat(extensions.shutdown(ShutdownReason.SPINDOWN, 1)).isEmpty();
  }

  @Test
  void statusesWhenANameIsLongThenItIsCut() {
    register("x".repeat(200));

    assertThat(told.get(0).name()).hasSize(127);
  }

  @Test
  void findWhenIdentifierWasGivenOutThenTellsWhoItIs() {
    UUID one = register("one", "INVOKE");

    assertThat(extensions.find(one)).map(ExtensionStatus::name).contains("one");
    assertThat(extensions.find(UUID.randomUUID())).isEmpty();
    assertThat(extensions.hasAny()).isTrue();
    assertThat(extensions.hasExternal()).isTrue();
  }

  private UUID register(String name, String... events) {
    return ((Registration.Accepted) extensions.calls().register(name, List.of(events)))
        .identifier();
  }

  /** A poll of an extension whose client is alive or not, as the test says. */
  private final class FakeExtension implements EventPoll<ExtensionDelivery> {

    private final UUID id;
    private final List<ExtensionDelivery> delivered = new ArrayList<>();
    private boolean alive = true;
    private boolean abandoned;

    FakeExtension(UUID id) {
      this.id = id;
    }

    FakeExtension park() {
      assertThat(extensions.calls().next(id, this)).isEmpty();
      return this;
    }

    List<LifecycleEvent> events() {
      return delivered.stream().map(ExtensionDelivery::event).toList();
    }

    @Override
    public void deliver(ExtensionDelivery delivery) {
      if (alive) {
        delivered.add(delivery);
      } else {
        extensions.calls().undelivered(id, delivery);
      }
    }

    @Override
    public void abandon() {
      abandoned = true;
    }
  }
}
