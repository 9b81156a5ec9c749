package io.slsemu.emulator.placement;

import io.slsemu.emulator.environment.EnvironmentSnapshot;
import io.slsemu.emulator.environment.ManagedEnvironment;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An environment and who is in it. The pool's lock guards what is not final. */
final class SharedMember {
  final CompletableFuture<ManagedEnvironment> ready = new CompletableFuture<>();
  final long bornNanos;
  int seated;
  long idleSinceNanos;

  SharedMember(long nowNanos) {
    bornNanos = nowNanos;
    idleSinceNanos = nowNanos;
  }

  boolean isLost() {
    return ready.isCompletedExceptionally() || (ready.isDone() && ready.join().isLost());
  }

  @Nullable Duration idle(long nowNanos) {
    return seated > 0 ? null : Duration.ofNanos(nowNanos - idleSinceNanos);
  }

  /** The environment once it is past its Init, null before and if there will be none. */
  @Nullable ManagedEnvironment environment() {
    return ready.isDone() && !ready.isCompletedExceptionally() ? ready.join() : null;
  }

  /**
   * @param idle since nobody is in it, null while somebody is
   * @return null before it is past its Init
   */
  @Nullable EnvironmentSnapshot snapshot(long nowNanos, @Nullable Duration idle) {
    ManagedEnvironment environment = environment();
    return environment == null
        ? null
        : environment.snapshot(Duration.ofNanos(nowNanos - bornNanos), idle);
  }
}
