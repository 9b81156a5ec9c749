package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.SandboxException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets only so many ask the same of an engine at once, and the others wait in line. An engine that
 * is asked for hundreds of containers at the same moment works on all of them, and answers none
 * within the time that tells a slow one from one that hangs.
 */
final class Turns {
  private static final int ALL = 1 << 20;

  private final Semaphore free;
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
   * @throws SandboxException if there are no turns any more, or the thread is interrupted
   */
  <T> T take(Supplier<T> work) {
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
      return work.get();
    } finally {
      free.release();
    }
  }

  /** Sends away all who wait, and who comes later. */
  void end() {
    over = true;
    free.release(ALL);
  }
}
