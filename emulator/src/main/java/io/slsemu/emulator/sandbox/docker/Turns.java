package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.SandboxException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets only so many ask the same of an engine at once, and the others wait in line. An engine that
 * is asked for hundreds of containers at the same moment works on all of them, and answers none
 * within the time that tells a slow one from one that hangs. Nor does anybody wait for one that
 * hangs as often as there are turns before his.
 */
final class Turns {
  private static final int ALL = 1 << 20;

  private final Semaphore free;
  private final AtomicInteger done = new AtomicInteger();
  private volatile @Nullable SandboxException hang;
  private volatile boolean over;

  /**
   * @param atOnce how many have their turn at the same time
   */
  Turns(int atOnce) {
    free = new Semaphore(atOnce, true);
  }

  /**
   * Waits in line, and then does it in the calling thread.
   *
   * @throws SandboxException if there are no turns any more, if the engine hung and came to nothing
   *     while this one was in line, or the thread is interrupted
   */
  <T> T take(Supplier<T> work) {
    int doneBefore = done.get();
    SandboxException hangBefore = hang;
    try {
      free.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("interrupted in line for the engine", "try again", e);
    }
    try {
      if (over) {
        throw new SandboxException(
            "the emulator ended before the engine was asked", "start it again", null);
      }
      SandboxException latest = hang;
      if (latest != null && latest != hangBefore && done.get() == doneBefore) {
        throw new SandboxException(String.valueOf(latest.getMessage()), latest.remedy(), latest);
      }
      T result = work.get();
      done.incrementAndGet();
      return result;
    } catch (SandboxException e) {
      if (EngineFailure.isHang(e)) {
        hang = e;
      }
      throw e;
    } finally {
      free.release();
    }
  }

  /** How many wait in line. */
  int waiting() {
    return free.getQueueLength();
  }

  /** Sends away all who wait, and who comes later. */
  void end() {
    over = true;
    free.release(ALL);
  }
}
