package io.slsemu.emulator.sandbox.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.slsemu.emulator.sandbox.TestThreads;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before an engine, and says what it likes where a container is to be started. */
final class EngineRelay implements AutoCloseable {
  private static final String REFUSAL =
      "HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json\r\n"
          + "Connection: close\r\n\r\n{\"message\":\"no room on this machine\"}";

  /** What it does with a container's start. */
  enum Start {
    /** Hands it on as everything else. */
    PASS,
    /** Lets the engine start it, and keeps the answer back until {@link #release()}. */
    WITHHOLD,
    /** Answers that it cannot be, in the engine's place. */
    REFUSE,
    /** Closes the connection. */
    HANG_UP
  }

  private final Path engine;
  private final Path path;
  private final ServerSocketChannel listener;
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicInteger withheld = new AtomicInteger();
  private volatile Start start = Start.PASS;

  private EngineRelay(Path engine, Path path, ServerSocketChannel listener) {
    this.engine = engine;
    this.path = path;
    this.listener = listener;
  }

  static EngineRelay open(Path engine, Path path) throws IOException {
    var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(path));
    EngineRelay relay = new EngineRelay(engine, path, listener);
    TestThreads.start("relay-accept", relay::accept);
    return relay;
  }

  EngineAddress address() {
    return EngineAddress.plain("unix://" + path, "DOCKER_HOST");
  }

  void onStart(Start what) {
    start = what;
  }

  /** How many answers were kept back so far. */
  int withheld() {
    return withheld.get();
  }

  void release() {
    released.countDown();
  }

  private void accept() {
    while (listener.isOpen()) {
      try {
        SocketChannel caller = listener.accept();
        TestThreads.start("relay", () -> serve(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(SocketChannel caller) {
    try (caller;
        SocketChannel behind = SocketChannel.open(UnixDomainSocketAddress.of(engine))) {
      ByteBuffer head = ByteBuffer.allocate(1 << 14);
      caller.read(head);
      head.flip();
      boolean isStart = US_ASCII.decode(head.duplicate()).toString().contains("/start HTTP/");
      switch (isStart ? start : Start.PASS) {
        case PASS -> pass(caller, behind, head, false);
        case WITHHOLD -> pass(caller, behind, head, true);
        case REFUSE -> caller.write(US_ASCII.encode(REFUSAL));
        case HANG_UP -> {
          // By leaving.
        }
      }
    } catch (IOException e) {
      return; // one of them has gone
    }
  }

  private void pass(SocketChannel caller, SocketChannel behind, ByteBuffer head, boolean isWithheld)
      throws IOException {
    behind.write(head);
    TestThreads.start("relay-request", () -> copy(caller, behind));
    ByteBuffer answer = ByteBuffer.allocate(1 << 14);
    while (behind.read(answer) >= 0) {
      if (isWithheld) {
        withheld.incrementAndGet();
        awaitRelease();
      }
      caller.write(answer.flip());
      answer.clear();
    }
  }

  private void awaitRelease() throws IOException {
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Not by the channels' streams: of those, one that reads keeps the other from writing. */
  private static void copy(SocketChannel from, SocketChannel to) {
    ByteBuffer content = ByteBuffer.allocate(1 << 14);
    try {
      while (from.read(content) >= 0) {
        to.write(content.flip());
        content.clear();
      }
    } catch (IOException e) {
      return; // the call is over
    }
  }

  @Override
  public void close() throws IOException {
    release();
    listener.close();
  }
}
