package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.SandboxOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Reads one stream of a sandbox to its end and hands on its lines. */
final class OutputPump implements Runnable {
  /** A log event's size in the service: longer lines come in pieces. */
  static final int MAX_LINE = 262_144;

  private static final long POLL_NANOS = 20_000;

  private final InputStream in;
  private final SandboxOutput.Stream stream;
  private final SandboxOutput output;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private volatile @Nullable ThreadProbe probe;
  private volatile boolean reading;

  OutputPump(InputStream in, SandboxOutput.Stream stream, SandboxOutput output) {
    this.in = in;
    this.stream = stream;
    this.output = output;
  }

  /** Completes when the stream has ended and its last line is handed on. */
  CompletableFuture<Void> done() {
    return done;
  }

  @Override
  public void run() {
    try (ThreadProbe own = ThreadProbe.ofCurrentThread()) {
      probe = own;
      byte[] buffer = new byte[8192];
      for (int count = read(buffer); count >= 0; count = read(buffer)) {
        take(buffer, count);
      }
    } catch (IOException closed) {
      // The sandbox was closed meanwhile: what was read so far is all there is.
    } finally {
      if (line.size() > 0) {
        handOn();
      }
      done.complete(null);
    }
  }

  /**
   * Returns when all that was written before this call has been handed on: the pump's thread sleeps
   * in its read. A write to the pipe wakes it before the writer goes on, so a thread that still
   * sleeps has nothing to take.
   */
  void drain() {
    while (!done.isDone() && !isWaiting()) {
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private boolean isWaiting() {
    ThreadProbe pump = probe;
    return pump != null && reading && pump.isSleeping();
  }

  private int read(byte[] buffer) throws IOException {
    reading = true;
    int count = in.read(buffer);
    reading = false;
    return count;
  }

  private void take(byte[] buffer, int count) {
    int start = 0;
    for (int at = 0; at < count; at++) {
      if (buffer[at] == '\n') {
        line.write(buffer, start, at - start);
        handOn();
        start = at + 1;
      } else if (line.size() + at + 1 - start == MAX_LINE) {
        line.write(buffer, start, at + 1 - start);
        handOn();
        start = at + 1;
      }
    }
    line.write(buffer, start, count - start);
  }

  private void handOn() {
    byte[] whole = line.toByteArray();
    line.reset();
    output.line(stream, whole);
  }
}
