package io.slsemu.runtimeapi;

import static io.slsemu.runtimeapi.http.ApiFixture.NEXT;
import static io.slsemu.runtimeapi.http.ApiFixture.get;
import static io.slsemu.runtimeapi.http.ApiFixture.invocation;
import static io.slsemu.runtimeapi.http.ApiFixture.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.slsemu.runtimeapi.http.ApiFixture;
import io.slsemu.runtimeapi.http.RawClient;
import io.slsemu.runtimeapi.http.RawClient.Reply;
import io.slsemu.runtimeapi.model.InitOutcome;
import io.slsemu.runtimeapi.model.PeerPolicy;
import io.slsemu.runtimeapi.model.RuntimeAnswer;
import io.slsemu.runtimeapi.session.PendingInvocation;
import io.slsemu.runtimeapi.session.RuntimeSession;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** One listener for many environments. Elsewhere than on Linux, 127.0.0.2 is nobody's address. */
@EnabledOnOs(OS.LINUX)
class SharedRuntimeApiTests {

  private static final int IO_THREADS = 2;
  private static final String PING = "/2018-06-01/ping";

  private final RuntimeSession session = new RuntimeSession();
  private final RuntimeSession otherSession = new RuntimeSession();
  private InetAddress peer;
  private InetAddress other;
  @AutoClose private ApiFixture api;
  private SharedRuntimeApi shared;

  @BeforeEach
  void listen() throws IOException {
    peer = InetAddress.getByName("127.0.0.2");
    other = InetAddress.getByName("127.0.0.3");
    api = new ApiFixture(PeerPolicy.ANYONE, IO_THREADS);
    shared = api.server.listen(InetAddress.getByName("127.0.0.1"), 0);
  }

  @Test
  void openWhenTwoPeersThenEachHasItsOwnCycleAtTheSameAddress() throws IOException {
    RuntimeApiEndpoint endpoint = shared.open(session, peer);
    RuntimeApiEndpoint otherEndpoint = shared.open(otherSession, other);

    assertThat(endpoint.address()).isEqualTo(shared.address()).isEqualTo(otherEndpoint.address());
    try (RawClient runtime = from(peer);
        RawClient otherRuntime = from(other)) {
      assertCycle(session, runtime, "one");
      assertCycle(otherSession, otherRuntime, "two");
      assertCycle(session, runtime, "three");
    }
  }

  @Test
  void nextWhenParkedThenTheEventReachesItsOwnEnvironment() throws IOException {
    shared.open(session, peer);
    shared.open(otherSession, other);
    try (RawClient runtime = from(peer);
        RawClient otherRuntime = from(other)) {
      runtime.sendGet(NEXT);
      otherRuntime.sendGet(NEXT);
      get(session.initialized());
      get(otherSession.initialized());

      otherSession.offer(invocation("other"));
      session.offer(invocation("own"));

      assertThat(runtime.read().header("Lambda-Runtime-Aws-Request-Id")).isEqualTo("own");
      assertThat(otherRuntime.read().header("Lambda-Runtime-Aws-Request-Id")).isEqualTo("other");
    }
  }

  @Test
  void connectWhenTheAddressHasNoEnvironmentThenClosedUnanswered() throws IOException {
    shared.open(session, peer);

    try (RawClient stranger = from(other);
        RawClient local = new RawClient(shared.address())) {
      assertThat(stranger.atEnd()).isTrue();
      assertThat(local.atEnd()).isTrue();
    }
    assertThat(session.initialized()).isNotDone();
  }

  @Test
  void openWhenThePeerIsTheListenersOwnAddressThenServedAndReopened() throws IOException {
    InetAddress own = shared.address().getAddress();
    shared.open(otherSession, own).close();

    shared.open(session, own);

    try (RawClient runtime = from(own)) {
      assertCycle(session, runtime, "i");
    }
  }

  @Test
  void openWhenThePeerHasAnEndpointThenRefusedAndTheFirstLives() throws IOException {
    shared.open(session, peer);

    assertThatIllegalStateException()
        .isThrownBy(() -> shared.open(otherSession, peer))
        .withMessageContaining("127.0.0.2");
    try (RawClient runtime = from(peer)) {
      assertCycle(session, runtime, "i");
    }
  }

  @Test
  void closeWhenOneEndpointIsClosedThenOnlyItsConnectionsEnd() throws IOException {
    RuntimeApiEndpoint endpoint = shared.open(session, peer);
    shared.open(otherSession, other);
    try (RawClient parked = from(peer);
        RawClient idle = from(peer);
        RawClient otherRuntime = from(other)) {
      parked.sendGet(NEXT);
      get(session.initialized());
      idle.get(PING);
      otherRuntime.get(PING);

      endpoint.close();
      endpoint.close();

      assertThat(parked.atEnd()).isTrue();
      assertThat(idle.atEnd()).isTrue();
      assertThat(session.offer(invocation("i")).answer()).isCancelled();
      try (RawClient late = from(peer)) {
        assertThat(late.atEnd()).isTrue();
      }
      assertCycle(otherSession, otherRuntime, "i");
    }
  }

  @Test
  void openWhenThePeerWasClosedThenTheNewSessionServesAndTheOldConnectionsAreGone()
      throws IOException {
    for (int i = 0; i < 20; i++) {
      RuntimeSession next = new RuntimeSession();
      RuntimeApiEndpoint endpoint = shared.open(next, peer);
      try (RawClient runtime = from(peer);
          RawClient idle = from(peer)) {
        idle.get(PING);
        assertCycle(next, runtime, "i");

        endpoint.close();

        assertThat(idle.atEnd()).isTrue();
        assertThat(runtime.atEnd()).isTrue();
      }
    }
  }

  /** A dead runtime's last poll, on its way through a busy emulator, is not the new one's. */
  @RepeatedTest(10)
  void openWhenAConnectionOfTheFormerRuntimeWaitsThenItDoesNotReachTheNewSession()
      throws Exception {
    RuntimeApiEndpoint former = shared.open(session, peer);
    CountDownLatch first = api.holdIoThread(0);
    CountDownLatch second = api.holdIoThread(1);
    for (int i = 0; i < 4 * IO_THREADS; i++) {
      try (RawClient dying = from(peer)) {
        dying.sendGet(NEXT);
      }
    }
    former.close();

    CompletableFuture<RuntimeApiEndpoint> opened =
        CompletableFuture.supplyAsync(() -> shared.open(otherSession, peer));
    doneOrLate(opened);
    first.countDown();
    doneOrLate(opened);
    second.countDown();

    get(opened);
    try (RawClient runtime = from(peer)) {
      assertThat(runtime.get(PING).text()).isEqualTo("pong");
      assertThat(otherSession.initialized()).isNotDone();
      assertCycle(otherSession, runtime, "i");
    }
  }

  @Test
  void openWhenTheListenerIsClosedThenThrows() {
    shared.open(session, peer).close();
    shared.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> shared.open(otherSession, peer))
        .withMessageContaining("closed");
    assertThatIllegalStateException().isThrownBy(() -> shared.open(otherSession, other));
  }

  @Test
  void listenWhenThePreferredPortIsFreeThenTakesIt() throws IOException {
    int port = shared.address().getPort();
    shared.close();

    SharedRuntimeApi again = api.server.listen(shared.address().getAddress(), port);

    assertThat(again.address()).isEqualTo(shared.address());
  }

  @Test
  void listenWhenThePreferredPortIsTakenThenTakesAnother() throws IOException {
    InetAddress address = shared.address().getAddress();
    try (ServerSocket everywhere = new ServerSocket(0)) {
      SharedRuntimeApi next = api.server.listen(address, shared.address().getPort());
      SharedRuntimeApi besides = api.server.listen(address, everywhere.getLocalPort());

      assertThat(next.address().getPort()).isPositive().isNotEqualTo(shared.address().getPort());
      assertThat(besides.address().getPort()).isNotEqualTo(everywhere.getLocalPort());
      next.open(session, peer);
      try (RawClient runtime = new RawClient(next.address(), peer)) {
        assertCycle(session, runtime, "i");
      }
    }
  }

  @Test
  void listenWhenTheAddressIsNotOursThenThrows() throws IOException {
    InetAddress documentation = InetAddress.getByName("192.0.2.1");

    assertThatIOException().isThrownBy(() -> api.server.listen(documentation, 9001));
  }

  @Test
  void closeWhenTheServerIsClosedThenSharedListenersAreToo() throws IOException {
    shared.open(session, peer);
    try (RawClient runtime = from(peer)) {
      runtime.get(PING);

      api.server.close();

      assertThat(runtime.atEnd()).isTrue();
      assertThat(session.initialized()).isCancelled();
      assertThatIOException().isThrownBy(() -> from(peer)).isInstanceOf(ConnectException.class);
      assertThatIOException()
          .isThrownBy(() -> api.server.listen(shared.address().getAddress(), 0))
          .withMessageContaining("closed");
    }
  }

  private RawClient from(InetAddress address) throws IOException {
    return new RawClient(shared.address(), address);
  }

  /** Gives a call that ought to wait the time to show that it does not. */
  private static void doneOrLate(CompletableFuture<?> call) {
    call.thenApply(done -> true).completeOnTimeout(false, 30, TimeUnit.MILLISECONDS).join();
  }

  private static void assertCycle(RuntimeSession session, RawClient runtime, String id)
      throws IOException {
    PendingInvocation pending = session.offer(invocation(id));

    Reply event = runtime.get(NEXT);
    Reply accepted = runtime.post(response(id), event.body());

    assertThat(get(session.initialized())).isEqualTo(new InitOutcome.Ready());
    assertThat(event.header("Lambda-Runtime-Aws-Request-Id")).isEqualTo(id);
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(((RuntimeAnswer.Response) get(pending.answer())).payload()).isEqualTo(event.body());
  }
}
