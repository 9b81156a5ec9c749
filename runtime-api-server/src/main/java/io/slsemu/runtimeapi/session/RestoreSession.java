package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.model.ContainerCredentials;
import io.slsemu.runtimeapi.model.InitOutcome;
import io.slsemu.runtimeapi.state.RuntimeEvent;
import io.slsemu.runtimeapi.state.RuntimeState;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The part of a session that a runtime with SnapStart needs: it waits at {@code restore/next} to be
 * kept, and goes on when it is restored. Off unless it is enabled. Shares the session's lock.
 */
public final class RestoreSession {

  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<InitOutcome> restored = new CompletableFuture<>();

  /** The session's; guards the fields below and the progress. */
  private final Object lock;

  private final RuntimeProgress progress;
  private @Nullable String token;
  private @Nullable ContainerCredentials credentials;
  private @Nullable Runnable release;

  RestoreSession(Object lock, RuntimeProgress progress) {
    this.lock = lock;
    this.progress = progress;
  }

  /**
   * Puts the session in restore mode. To be called before the runtime is started.
   *
   * @param authorization what the runtime finds in {@code AWS_CONTAINER_AUTHORIZATION_TOKEN}
   * @param first the credentials it gets during Init
   */
  public void enable(String authorization, ContainerCredentials first) {
    synchronized (lock) {
      token = authorization;
      credentials = first;
    }
  }

  /** Whether the restore and credentials routes are there. */
  public boolean isEnabled() {
    synchronized (lock) {
      return token != null;
    }
  }

  /**
   * Completes when the runtime may be frozen and kept: it waits at {@code restore/next}, or, having
   * nothing to do after a restore, at {@code next}. Cancelled if it does neither.
   */
  public CompletableFuture<Void> ready() {
    return ready;
  }

  /**
   * Completes when the runtime, after {@link #restore}, asks for its first invocation or posts an
   * error; cancelled when the session is closed before that.
   */
  public CompletableFuture<InitOutcome> restored() {
    return restored;
  }

  /**
   * Lets the runtime go on. To be called once, when it is {@link #ready}.
   *
   * @param fresh the credentials it gets from now on
   * @throws IllegalStateException if the runtime does not wait
   */
  public void restore(ContainerCredentials fresh) {
    Runnable waiting;
    synchronized (lock) {
      credentials = fresh;
      waiting = release;
      release = null;
      if (progress.state() != RuntimeState.READY) {
        progress.move(RuntimeEvent.RESTORED);
      }
    }
    if (waiting == null) {
      restored.complete(new InitOutcome.Ready());
    } else {
      waiting.run();
    }
  }

  /**
   * The runtime waits to be restored.
   *
   * @param whenRestored answers it
   * @return why it may not wait now, if so
   */
  public Optional<Refusal> next(Runnable whenRestored) {
    synchronized (lock) {
      Optional<Refusal> refusal = progress.accept(RuntimeEvent.RESTORE_NEXT);
      if (refusal.isPresent()) {
        return refusal;
      }
      release = whenRestored;
    }
    ready.complete(null);
    return Optional.empty();
  }

  /** The runtime gives up after it was restored. */
  public Optional<Refusal> error(InitOutcome.Failed failure) {
    synchronized (lock) {
      Optional<Refusal> refusal = progress.accept(RuntimeEvent.RESTORE_ERROR);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    restored.complete(failure);
    return Optional.empty();
  }

  /** The credentials for who shows the right token. */
  public Optional<ContainerCredentials> credentials(@Nullable String authorization) {
    synchronized (lock) {
      return authorization != null && authorization.equals(token)
          ? Optional.ofNullable(credentials)
          : Optional.empty();
    }
  }

  /** The runtime asks for its first invocation, without having waited for a restore. */
  void notWanted() {
    ready.complete(null);
  }

  void succeeded() {
    restored.complete(new InitOutcome.Ready());
  }

  void failed(InitOutcome.Failed failure) {
    restored.complete(failure);
  }

  void close() {
    ready.cancel(false);
    restored.cancel(false);
  }
}
