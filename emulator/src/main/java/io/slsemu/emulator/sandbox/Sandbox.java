package io.slsemu.emulator.sandbox;

import io.slsemu.runtimeapi.RuntimeApiEndpoint;
import io.slsemu.runtimeapi.RuntimeApiServer;
import io.slsemu.runtimeapi.session.RuntimeSession;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * One box in which a runtime lives: its processes, their limits and their disk.
 *
 * <p>A sandbox is started once. After a timeout, a crash or a kill for memory, {@link #reset()}
 * gives a new one that keeps the same {@code /tmp}, as the service does.
 *
 * <p>Failures of the host are {@link SandboxException}s; whatever the function does to itself is a
 * {@link SandboxExit}.
 */
public interface Sandbox extends AutoCloseable {

  /** What this sandbox really enforces on this machine. */
  Fidelity fidelity();

  /**
   * Opens a Runtime API that this sandbox reaches, and no other does. Call it when the sandbox is
   * ready.
   *
   * @throws IOException if the host gives no port
   */
  RuntimeApiEndpoint openRuntimeApi(RuntimeApiServer server, RuntimeSession session)
      throws IOException;

  /** What would be executed in it, or why it cannot be. */
  Entrypoint entrypoint();

  /**
   * Where the function's code is for the program inside: {@code /var/task}, except where the
   * sandbox cannot show it there (reduced level) and it is the real directory. For {@code
   * LAMBDA_TASK_ROOT}.
   */
  String taskRoot();

  /**
   * Waits until all is made that a start needs. That is the platform's time, not the function's
   * Init.
   *
   * @throws SandboxException if the host could not make it
   */
  void awaitReady();

  /**
   * Starts the program. Unless {@link #throttleCpu()} came before, its CPU is not throttled.
   *
   * @throws SandboxException if the host could not start it
   */
  void start(Launch launch);

  /** Completes once the program and everything it started are gone. */
  CompletableFuture<SandboxExit> exit();

  /**
   * Returns when every line the program wrote before this call has been handed to its {@link
   * SandboxOutput}.
   */
  void drainOutput();

  /** Stops every process where it stands. Returns when they all are. No effect if frozen. */
  void freeze();

  /** Lets the processes go on. No effect if not frozen. */
  void thaw();

  /** Applies the CPU share that the function's memory buys: the end of the Init phase. */
  void throttleCpu();

  /** Reads the meters. Valid until {@link #close()}, after the exit too. */
  SandboxUsage usage();

  /** Ends every process at once, frozen or not. The exit future tells when that is done. */
  void kill();

  /** Kills what runs and gives a fresh, unstarted sandbox with the same {@code /tmp}. */
  Sandbox reset();

  /**
   * Kills what runs and removes everything this sandbox made on the host. Does not throw: what the
   * host refuses to remove is swept by the next start.
   */
  @Override
  void close();
}
