package io.slsemu.runtimeapi.http;

import static io.slsemu.runtimeapi.http.ApiFixture.NEXT;
import static io.slsemu.runtimeapi.http.ApiFixture.get;
import static io.slsemu.runtimeapi.http.ApiFixture.invocation;
import static io.slsemu.runtimeapi.http.ApiFixture.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slsemu.runtimeapi.http.RawClient.Reply;
import io.slsemu.runtimeapi.model.Invocation;
import io.slsemu.runtimeapi.session.PendingInvocation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Polls that wait: what becomes of the event when their clients go, and what they cost. */
class ParkedPollTests {

  @AutoClose private ApiFixture api;

  @BeforeEach
  void open() throws IOException {
    api = new ApiFixture();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nextWhenTheParkedClientDiesThenANewClientGetsTheEvent(boolean reset) throws IOException {
    RawClient victim = parked();
    if (reset) {
      victim.kill();
    } else {
      victim.close();
    }

    PendingInvocation pending = api.session.offer(invocation("i"));
    try (RawClient runtime = api.client()) {
      Reply event = runtime.get(NEXT);
      runtime.post(response("i"), event.body());

      assertThat(event.header("Lambda-Runtime-Aws-Request-Id")).isEqualTo("i");
      get(pending.answer());
    }
  }

  @Test
  void nextWhenTheParkedClientDiesThenItsConnectionIsClosed() throws IOException {
    RawClient victim = parked();
    victim.socket().shutdownOutput();

    assertThat(victim.atEnd()).isTrue();
    victim.close();
  }

  @RepeatedTest(200)
  void offerWhenTheClientDiesMeanwhileThenTheNextClientGetsTheEvent() throws Exception {
    RawClient victim = parked();
    long seed = System.nanoTime();
    int spin = new Random(seed).nextInt(2_000);
    CompletableFuture<Void> death =
        CompletableFuture.runAsync(
            () -> {
              try {
                victim.kill();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    IntStream.range(0, spin).forEach(i -> Thread.onSpinWait());

    api.session.offer(invocation("i"));
    get(death);

    try (RawClient runtime = api.client()) {
      assertThat(runtime.get(NEXT).header("Lambda-Runtime-Aws-Request-Id"))
          .as("seed %d", seed)
          .isEqualTo("i");
    }
  }

  @Test
  void offerWhenTheNewestPollHasGoneThenAnOlderOneGetsTheEvent() throws IOException {
    RawClient older = parked();
    RawClient newest = new RawClient(api.address());
    newest.sendGet(NEXT);
    newest.socket().shutdownOutput();
    assertThat(newest.atEnd()).isTrue();

    api.session.offer(invocation("i"));

    assertThat(older.read().status()).isEqualTo(200);
    older.close();
    newest.close();
  }

  @Test
  void nextWhenFiveHundredAreParkedThenNoThreadIsAdded() throws IOException {
    try (RawClient first = parked()) {
      assertThat(first.socket().isConnected()).isTrue();
      int before = Thread.activeCount();
      List<ApiFixture.Environment> environments = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        environments.add(api.environment());
      }
      for (ApiFixture.Environment environment : environments) {
        environment.client().sendGet(NEXT);
        get(environment.session().initialized());
      }

      assertThat(Thread.activeCount()).isLessThanOrEqualTo(before);

      for (ApiFixture.Environment environment : environments) {
        environment.session().offer(invocation("i"));
        assertThat(environment.client().read().status()).isEqualTo(200);
        environment.client().close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16_000, 16_384, 200_000, 6_291_556})
  void nextWhenTheEventIsOfAnySizeThenArrivesWhole(int size) throws IOException {
    byte[] event = new byte[size];
    new Random(size).nextBytes(event);
    try (RawClient runtime = parked()) {
      PendingInvocation pending =
          api.session.offer(new Invocation("i", event, "x/y", 1, "arn", null, null, null));

      assertThat(runtime.read().body()).isEqualTo(event);
      assertThat(runtime.post(response("i"), event).status()).isEqualTo(202);
      get(pending.answer());
    }
  }

  @Test
  void nextWhenTheClientDiesWithinALargeEventThenTheNextClientGetsIt() throws IOException {
    RawClient victim = parked();
    byte[] event = new byte[6_000_000];
    api.session.offer(new Invocation("i", event, "x/y", 1, "arn", null, null, null));

    victim.kill();

    try (RawClient runtime = api.client()) {
      assertThat(runtime.get(NEXT).body()).isEqualTo(event);
    }
  }

  @Test
  void nextWhenTheNextRequestIsPipelinedThenBothAreAnswered() throws IOException {
    try (RawClient runtime = parked()) {
      runtime.sendGet("/2018-06-01/ping");
      runtime.sendGet("/2018-06-01/ping");

      api.session.offer(invocation("i"));

      assertThat(runtime.read().header("Lambda-Runtime-Aws-Request-Id")).isEqualTo("i");
      assertThat(runtime.read().text()).isEqualTo("pong");
      assertThat(runtime.read().text()).isEqualTo("pong");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nextWhenAPipeliningClientDiesThenItIsSeen(boolean inOneWrite) throws IOException {
    try (RawClient victim = api.client()) {
      String poll = "GET " + NEXT + " HTTP/1.1\r\nHost: t\r\n\r\n";
      victim.send(inOneWrite ? poll + "GET " : poll);
      get(api.session.initialized());
      victim.send("GET ");

      victim.socket().shutdownOutput();

      assertThat(victim.atEnd()).isTrue();
    }
  }

  @Test
  void nextWhenPolledTwiceInOneWriteThenBothGetTheEvent() throws IOException {
    try (RawClient runtime = api.client()) {
      String poll = "GET " + NEXT + " HTTP/1.1\r\nHost: t\r\n\r\n";
      runtime.send(poll + poll);
      get(api.session.initialized());

      api.session.offer(invocation("i"));

      assertThat(runtime.read().header("Lambda-Runtime-Aws-Request-Id")).isEqualTo("i");
      assertThat(runtime.read().header("Lambda-Runtime-Aws-Request-Id")).isEqualTo("i");
    }
  }

  @Test
  void nextWhenItHasABodyThenItIsServedAndTheConnectionLivesOn() throws IOException {
    try (RawClient runtime = api.client()) {
      for (int i = 0; i < 50; i++) {
        runtime.send("GET " + NEXT + " HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n\r\nabc");
        get(api.session.initialized());
        PendingInvocation pending = api.session.offer(invocation("i" + i));

        assertThat(runtime.read().header("Lambda-Runtime-Aws-Request-Id")).isEqualTo("i" + i);
        assertThat(runtime.post(response("i" + i), "{}").status()).isEqualTo(202);
        get(pending.answer());
      }
    }
  }

  @Test
  void nextWhenItHasABodyAndTheClientDiesThenItIsSeen() throws IOException {
    try (RawClient victim = api.client()) {
      victim.send("GET " + NEXT + " HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n\r\nabc");
      get(api.session.initialized());

      victim.socket().shutdownOutput();

      assertThat(victim.atEnd()).isTrue();
    }
  }

  @Test
  void nextWhenHttp10ThenServedAndClosed() throws IOException {
    try (RawClient runtime = api.client()) {
      runtime.send("GET " + NEXT + " HTTP/1.0\r\n\r\n");
      get(api.session.initialized());

      api.session.offer(invocation("i"));

      assertThat(runtime.read().status()).isEqualTo(200);
      assertThat(runtime.atEnd()).isTrue();
    }
  }

  @Test
  void nextWhenParkedThenTheCpuIsIdle() throws IOException {
    try (RawClient runtime = parked()) {
      runtime.send("GET ");
      await()
          .pollDelay(Duration.ofMillis(200))
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(ioThreadCpuMillisOver100Ms()).isLessThan(50));
    }
  }

  private static double ioThreadCpuMillisOver100Ms() {
    long before = ioThreadCpuNanos();
    long start = System.nanoTime();
    LockSupport.parkNanos(100_000_000);
    return (ioThreadCpuNanos() - before) / 1e6 * 100e6 / (System.nanoTime() - start);
  }

  private static long ioThreadCpuNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.dumpAllThreads(false, false))
        .filter(thread -> thread.getThreadName().startsWith("test-io I/O"))
        .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
        .sum();
  }

  /** A client that waits at next, as far as the session knows too. */
  private RawClient parked() throws IOException {
    RawClient client = api.client();
    client.sendGet(NEXT);
    get(api.session.initialized());
    return client;
  }
}
