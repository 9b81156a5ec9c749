package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.model.LifecycleEvent;
import java.util.concurrent.CompletableFuture;

/** One INVOKE event, and how many subscribers have not come back from it. Guarded by the lock. */
final class InvokeRelease {

  private final LifecycleEvent.Invoke event;
  private final CompletableFuture<Void> allBack = new CompletableFuture<>();
  private int away;

  InvokeRelease(LifecycleEvent.Invoke event) {
    this.event = event;
  }

  LifecycleEvent.Invoke event() {
    return event;
  }

  CompletableFuture<Void> allBack() {
    return allBack;
  }

  void sentTo(int subscribers) {
    away = subscribers;
  }

  /** Returns whether this was the last one. */
  boolean oneIsBack() {
    away--;
    return away == 0;
  }
}
