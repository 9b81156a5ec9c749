package io.slsemu.emulator.sandbox;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * What takes long to make, made once for each key. Who wants what another is making waits for it;
 * nobody waits for what is made for another key. Safe for any number of threads.
 */
public final class MadeOnce<K, V> {
  private final Map<K, CompletableFuture<V>> all = new ConcurrentHashMap<>();

  /**
   * What there is for a key. A failure is told to all who wait for it and then forgotten.
   *
   * @param making of what is not there yet; throws {@link SandboxException} if it cannot be
   * @throws SandboxException if it cannot be made, or the thread is interrupted while it waits
   */
  public V get(K key, Supplier<V> making) {
    while (true) {
      CompletableFuture<V> mine = new CompletableFuture<>();
      CompletableFuture<V> there = all.putIfAbsent(key, mine);
      if (there == null) {
        return make(key, making, mine);
      }
      try {
        return there.get();
      } catch (CancellationException e) {
        continue; // who made it was stopped: that is no answer to others
      } catch (ExecutionException e) {
        throw ofThisThread(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SandboxException(
            "stopped while another call made ready what this one needs", "run it again", e);
      }
    }
  }

  private V make(K key, Supplier<V> making, CompletableFuture<V> mine) {
    try {
      V made = making.get();
      mine.complete(made);
      return made;
    } catch (RuntimeException | Error e) {
      all.remove(key, mine); // before anybody is told, who may try again
      if (Thread.currentThread().isInterrupted()) {
        mine.cancel(false);
      } else {
        mine.completeExceptionally(e);
      }
      throw e;
    }
  }

  /** Each has its own, for a stack trace is of one thread. */
  private static RuntimeException ofThisThread(Throwable failure) {
    return failure instanceof SandboxException known
        ? new SandboxException(String.valueOf(known.getMessage()), known.remedy(), known)
        : new IllegalStateException(failure);
  }

  /** Has it made anew when it is next asked for. */
  public void forget(K key) {
    all.remove(key);
  }
}
