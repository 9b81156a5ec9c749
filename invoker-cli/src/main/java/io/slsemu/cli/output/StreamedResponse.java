package io.slsemu.cli.output;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.emulator.invoke.ResponseTaker;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One response that is written while it comes, by a thread of its own: whoever reads stdout may
 * take its time, and the function waits for it.
 */
public final class StreamedResponse implements ResponseTaker, AutoCloseable {
  private final Consumer<byte[]> out;
  private final boolean newline;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "response-writer");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean begun;
  private volatile @Nullable CommandFailure failure;

  /**
   * @param newline whether a line end follows the response
   */
  StreamedResponse(Consumer<byte[]> out, boolean newline) {
    this.out = out;
    this.newline = newline;
  }

  @Override
  public void begin(String requestId, String contentType) {
    begun = true;
  }

  @Override
  public void piece(ByteBuffer piece, Runnable more) {
    byte[] bytes = new byte[piece.remaining()];
    piece.duplicate().get(bytes);
    try {
      writer.execute(
          () -> {
            write(bytes);
            more.run();
          });
    } catch (RejectedExecutionException e) {
      more.run(); // too late: it has ended
    }
  }

  /** Whether the function began to respond. */
  public boolean hasBegun() {
    return begun;
  }

  /**
   * Ends what was written, after {@link #close}.
   *
   * @throws CommandFailure if it could not be written
   */
  public void end() {
    CommandFailure failed = failure;
    if (failed != null) {
      throw failed;
    }
    if (newline) {
      out.accept(new byte[] {'\n'});
    }
  }

  /** Waits until all that came is written. */
  @Override
  public void close() {
    writer.shutdown();
    try {
      writer.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** After a failure the rest is thrown away: the function is not to be held up by it. */
  private void write(byte[] bytes) {
    if (failure == null) {
      try {
        out.accept(bytes);
      } catch (CommandFailure e) {
        failure = e;
      }
    }
  }
}
