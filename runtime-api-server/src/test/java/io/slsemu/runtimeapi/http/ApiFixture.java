package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.RuntimeApiEndpoint;
import io.slsemu.runtimeapi.RuntimeApiServer;
import io.slsemu.runtimeapi.model.Invocation;
import io.slsemu.runtimeapi.model.PeerPolicy;
import io.slsemu.runtimeapi.session.RuntimeSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** A worker, a server and one environment's endpoint with a session behind it. */
public final class ApiFixture implements AutoCloseable {

  public static final String NEXT = "/2018-06-01/runtime/invocation/next";
  public static final String INIT_ERROR = "/2018-06-01/runtime/init/error";

  public final XnioWorker worker;
  public final RuntimeApiServer server;
  public final RuntimeSession session = new RuntimeSession();
  public final RuntimeApiEndpoint endpoint;

  public ApiFixture() throws IOException {
    this(PeerPolicy.ANYONE);
  }

  public ApiFixture(PeerPolicy peers) throws IOException {
    this(peers, 1);
  }

  public ApiFixture(PeerPolicy peers, int ioThreads) throws IOException {
    worker =
        Xnio.getInstance()
            .createWorker(
                OptionMap.builder()
                    .set(Options.WORKER_NAME, "test-io")
                    .set(Options.WORKER_IO_THREADS, ioThreads)
                    .set(Options.WORKER_TASK_CORE_THREADS, 1)
                    .set(Options.WORKER_TASK_MAX_THREADS, 1)
                    .getMap());
    server = new RuntimeApiServer(worker);
    endpoint = server.open(session, InetAddress.getLoopbackAddress(), peers);
  }

  public InetSocketAddress address() {
    return endpoint.address();
  }

  public RawClient client() throws IOException {
    return new RawClient(address());
  }

  /** One more environment on the same worker, with a client connected to it. */
  public record Environment(RuntimeSession session, RawClient client) {}

  public Environment environment() throws IOException {
    RuntimeSession other = new RuntimeSession();
    RuntimeApiEndpoint opened =
        server.open(other, InetAddress.getLoopbackAddress(), PeerPolicy.ANYONE);
    return new Environment(other, new RawClient(opened.address()));
  }

  /** Keeps an I/O thread busy until the result is counted down. */
  public CountDownLatch holdIoThread(int number) throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    worker
        .getIoThread(number)
        .execute(
            () -> {
              held.countDown();
              try {
                released.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    held.await();
    return released;
  }

  public static String response(String id) {
    return "/2018-06-01/runtime/invocation/" + id + "/response";
  }

  public static String error(String id) {
    return "/2018-06-01/runtime/invocation/" + id + "/error";
  }

  public static Invocation invocation(String id) {
    return invocation(id, "{\"id\":\"" + id + "\"}");
  }

  public static Invocation invocation(String id, String event) {
    return new Invocation(
        id,
        event.getBytes(StandardCharsets.UTF_8),
        "application/json",
        1_700_000_000_000L,
        "arn:aws:lambda:us-east-1:000000000000:function:f",
        null,
        null,
        null);
  }

  /** Waits for a future, with a bound. */
  public static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(60, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.close();
    worker.shutdown();
    try {
      if (!worker.awaitTermination(10, TimeUnit.SECONDS)) {
        throw new AssertionError("the worker does not end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
