package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.host.ThreadStarter;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Where the inits of all containers of an emulator call in. Each shows the token that its container
 * was given, once.
 */
final class InitListener implements AutoCloseable {
  private static final int TOKEN_BYTES = 16;
  private static final int HELLO_MILLIS = 5_000;
  private static final int BACKLOG = 256;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final ThreadStarter threads;
  private final ServerSocket server;
  private final Runnable pause;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, CompletableFuture<InitChannel>> expected = new ConcurrentHashMap<>();

  private InitListener(ThreadStarter threads, ServerSocket server, Runnable pause) {
    this.threads = threads;
    this.server = server;
    this.pause = pause;
  }

  /**
   * @throws IOException if the address cannot be bound
   */
  static InitListener open(InetAddress address, ThreadStarter threads) throws IOException {
    ServerSocket server = new ServerSocket();
    server.bind(new InetSocketAddress(address, 0), BACKLOG);
    return listen(server, threads, () -> LockSupport.parkNanos(PAUSE_NANOS));
  }

  /**
   * @param pause what it does when a call could not be taken, before it tries again
   */
  static InitListener listen(ServerSocket server, ThreadStarter threads, Runnable pause) {
    InitListener listener = new InitListener(threads, server, pause);
    threads.start("sandbox-accept", listener::accept);
    return listener;
  }

  int port() {
    return server.getLocalPort();
  }

  /**
   * A call that is expected.
   *
   * @param token what the init has to show
   */
  record Expected(String token, CompletableFuture<InitChannel> channel) {}

  Expected expect() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    Expected call = new Expected(HexFormat.of().formatHex(bytes), new CompletableFuture<>());
    expected.put(call.token(), call.channel());
    return call;
  }

  void forget(Expected call) {
    expected.remove(call.token());
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        threads.start("sandbox-init", () -> serve(socket));
      } catch (IOException e) {
        // Either this listener was closed, or one caller went away before it was heard, or there
        // is no file descriptor for it: that lasts, and each try fails at once.
        if (!server.isClosed()) {
          pause.run();
        }
      }
    }
  }

  /** Anybody in the network may call: who shows no token is not kept. */
  private void serve(Socket socket) {
    InitChannel channel;
    CompletableFuture<InitChannel> waiting;
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(HELLO_MILLIS);
      DataInputStream in =
          new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
      waiting = expected.remove(hello(in));
      socket.setSoTimeout(0);
      channel = new InitChannel(socket, in);
    } catch (IOException e) {
      waiting = null;
      channel = null;
    }
    if (waiting == null || channel == null) {
      closeQuietly(socket);
      return;
    }
    waiting.complete(channel);
    channel.run();
  }

  private static String hello(DataInputStream in) throws IOException {
    if (in.readUnsignedByte() != 'H' || in.readInt() != 2 * TOKEN_BYTES) {
      return "";
    }
    return new String(in.readNBytes(2 * TOKEN_BYTES), StandardCharsets.US_ASCII);
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      // Nobody is at its other end.
      return;
    }
  }

  @Override
  public void close() {
    closeQuietly(server);
  }
}
