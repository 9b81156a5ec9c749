package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.RuntimeApiEndpoint;
import io.slsemu.runtimeapi.model.PeerPolicy;
import io.slsemu.runtimeapi.session.PendingInvocation;
import io.slsemu.runtimeapi.session.RuntimeSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints what a warm invocation costs in this module: from offer to answer, and from offer to
 * settled, against a runtime on one keep-alive socket. For people: run it by hand.
 */
public final class WarmLatency {

  private static final int WARM_UP = 20_000;
  private static final int MEASURED = 20_000;

  private WarmLatency() {}

  public static void main(String[] args) throws IOException {
    try (ApiFixture api = new ApiFixture()) {
      Thread runtime = new Thread(() -> play(api), "runtime");
      runtime.setDaemon(true);
      runtime.start();
      ApiFixture.get(api.session.initialized());
      run(api, WARM_UP, 0);
      run(api, MEASURED, 0);
      run(api, 1_000, 5);
      openAndClose(api);
    }
  }

  private static void openAndClose(ApiFixture api) throws IOException {
    int times = 500;
    long[] open = new long[times];
    long[] close = new long[times];
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      RuntimeApiEndpoint endpoint =
          api.server.open(
              new RuntimeSession(), InetAddress.getLoopbackAddress(), PeerPolicy.ANYONE);
      open[i] = System.nanoTime() - start;
      endpoint.close();
      close[i] = System.nanoTime() - start - open[i];
    }
    System.out.printf("endpoint: open %s, close %s%n", p(open), p(close));
  }

  private static void run(ApiFixture api, int times, int pauseMillis) {
    long[] answer = new long[times];
    long[] settled = new long[times];
    for (int i = 0; i < times; i++) {
      if (pauseMillis > 0) {
        LockSupport.parkNanos(pauseMillis * 1_000_000L);
      }
      long start = System.nanoTime();
      PendingInvocation pending = api.session.offer(ApiFixture.invocation("i"));
      ApiFixture.get(pending.answer());
      answer[i] = System.nanoTime() - start;
      ApiFixture.get(pending.settled());
      settled[i] = System.nanoTime() - start;
    }
    System.out.printf("pause %d ms: answer %s, settled %s%n", pauseMillis, p(answer), p(settled));
  }

  private static String p(long[] nanos) {
    Arrays.sort(nanos);
    return String.format(
        "p50 %.3f ms p99 %.3f ms",
        nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6);
  }

  /** A runtime that does nothing but move bytes; it trusts each message to come in one piece. */
  private static void play(ApiFixture api) {
    byte[] next = ascii("GET " + ApiFixture.NEXT + " HTTP/1.1\r\nHost: t\r\n\r\n");
    byte[] response =
        ascii(
            "POST "
                + ApiFixture.response("i")
                + " HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
                + "Content-Length: 2\r\n\r\n{}");
    byte[] buffer = new byte[16 * 1024];
    try (Socket socket = new Socket(api.address().getAddress(), api.address().getPort())) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      out.write(next);
      while (in.read(buffer) > 0) {
        out.write(response);
        if (in.read(buffer) <= 0) {
          return;
        }
        out.write(next);
      }
    } catch (IOException e) {
      // The end of the measurement.
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
