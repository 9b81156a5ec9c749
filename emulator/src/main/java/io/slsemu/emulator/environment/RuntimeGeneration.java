package io.slsemu.emulator.environment;

import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.SandboxExit;
import io.slsemu.runtimeapi.RuntimeApiEndpoint;
import io.slsemu.runtimeapi.RuntimeApiServer;
import io.slsemu.runtimeapi.session.RuntimeSession;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One life of a runtime: its sandbox, its Runtime API and what was said there. A reset makes a new
 * one instead of clearing this.
 */
final class RuntimeGeneration implements AutoCloseable {
  /** A reply sent just before the end is still in the socket when the end is noticed. */
  private static final long LAST_WORDS_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long KILL_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Sandbox sandbox;
  private final RuntimeSession session = new RuntimeSession();
  private final RuntimeApiEndpoint endpoint;

  /**
   * @throws SandboxException if the host gives no port
   */
  RuntimeGeneration(Sandbox sandbox, RuntimeApiServer server) {
    this.sandbox = sandbox;
    try {
      sandbox.awaitReady();
      this.endpoint = sandbox.openRuntimeApi(server, session);
    } catch (IOException e) {
      throw new SandboxException(
          "no Runtime API could be opened: " + e.getMessage(),
          "free some ports or file descriptors (ulimit -n)",
          e);
    }
  }

  Sandbox sandbox() {
    return sandbox;
  }

  RuntimeSession session() {
    return session;
  }

  RuntimeApiEndpoint endpoint() {
    return endpoint;
  }

  boolean hasExited() {
    return sandbox.exit().isDone();
  }

  /** Why the runtime ended. Call only when it has. */
  Fault causeOfExit() {
    SandboxExit exit = sandbox.exit().join();
    return sandbox.usage().outOfMemoryKills() > 0 ? Fault.outOfMemory() : Fault.exited(exit);
  }

  /**
   * Waits for something the runtime says, its end, or the limit, whichever is first.
   *
   * @return whether the runtime said it
   */
  boolean await(CompletableFuture<?> word, long limitNanos) {
    if (awaitAny(word, limitNanos) && !word.isDone()) {
      awaitOnly(word, LAST_WORDS_NANOS);
    }
    return word.isDone() && !word.isCompletedExceptionally();
  }

  /**
   * Ends every process, and only then the API: a runtime that saw its API go would have time to
   * complain of it in the function's log.
   */
  @Override
  public void close() {
    sandbox.kill();
    awaitOnly(sandbox.exit(), KILL_LIMIT_NANOS);
    endpoint.close();
  }

  private boolean awaitAny(CompletableFuture<?> word, long limitNanos) {
    return word.isDone() || awaitOnly(CompletableFuture.anyOf(word, sandbox.exit()), limitNanos);
  }

  private static boolean awaitOnly(CompletableFuture<?> future, long limitNanos) {
    try {
      future.get(Math.max(0, limitNanos), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException | CancellationException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("interrupted while waiting for the runtime", "try again", e);
    }
  }
}
