package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.OutputLines;
import io.slsemu.emulator.sandbox.SandboxOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Reads one stream of a sandbox to its end and hands on its lines. */
final class OutputPump implements Runnable {
  private static final long POLL_NANOS = 20_000;

  /**
   * Held by every stream of every sandbox for as long as it lives. No more reads for being small:
   * both kinds of stream have a buffer of their own that each read from the kernel may fill.
   */
  private static final int PIECE_BYTES = 512;

  private final InputStream in;
  private final OutputLines lines;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private volatile @Nullable ThreadProbe probe;
  private volatile boolean reading;

  OutputPump(InputStream in, SandboxOutput.Stream stream, SandboxOutput output) {
    this.in = in;
    this.lines = new OutputLines(stream, output);
  }

  /** Completes when the stream has ended and its last line is handed on. */
  CompletableFuture<Void> done() {
    return done;
  }

  @Override
  public void run() {
    try (in;
        ThreadProbe own = ThreadProbe.ofCurrentThread()) {
      probe = own;
      byte[] buffer = new byte[PIECE_BYTES];
      for (int count = read(buffer); count >= 0; count = read(buffer)) {
        lines.take(buffer, 0, count);
      }
    } catch (IOException closed) {
      // The sandbox was closed meanwhile: what was read so far is all there is.
    } finally {
      lines.end();
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
}
