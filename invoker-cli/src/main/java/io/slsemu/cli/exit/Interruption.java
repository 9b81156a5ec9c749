package io.slsemu.cli.exit;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What has to be undone when a signal ends the run: the emulator closed, a build killed, half-made
 * files removed. Undone newest first.
 */
public final class Interruption {
  // Guards both fields: a signal may come while something is being registered.
  private final Object lock = new Object();
  private final Deque<Runnable> undoings = new ArrayDeque<>();
  private boolean interrupted;

  /** Something registered. */
  @FunctionalInterface
  public interface Registration {
    /** Takes it off the list without running it. */
    void cancel();
  }

  /**
   * Registers what to do on a signal. If one came already it is done at once, so that nothing made
   * in the last moment stays behind.
   */
  public Registration onInterrupt(Runnable undoing) {
    synchronized (lock) {
      if (!interrupted) {
        undoings.push(undoing);
        return () -> remove(undoing);
      }
    }
    undoing.run();
    return () -> {};
  }

  /** Runs all that is registered; called once, by the shutdown hook. */
  public void interrupt() {
    synchronized (lock) {
      interrupted = true;
    }
    for (Runnable undoing = next(); undoing != null; undoing = next()) {
      try {
        undoing.run();
      } catch (RuntimeException e) {
        // The others must still be undone, and the process ends anyhow.
        continue;
      }
    }
  }

  /** Whether a signal is ending the run. */
  public boolean isInterrupted() {
    synchronized (lock) {
      return interrupted;
    }
  }

  private @Nullable Runnable next() {
    synchronized (lock) {
      return undoings.poll();
    }
  }

  private void remove(Runnable undoing) {
    synchronized (lock) {
      undoings.remove(undoing);
    }
  }
}
