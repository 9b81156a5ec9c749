package io.slsemu.emulator.sandbox;

import io.slsemu.runtimeapi.RuntimeApiEndpoint;
import io.slsemu.runtimeapi.RuntimeApiServer;
import io.slsemu.runtimeapi.session.MeetingPoint;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One box in which a runtime and its extensions live: their processes, their limits and their disk.
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
  RuntimeApiEndpoint openRuntimeApi(RuntimeApiServer server, MeetingPoint session)
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
   * Where the layers are for the programs inside: {@code /opt}, except where the sandbox cannot
   * show them there (reduced level) and it is their real directory.
   */
  String layersRoot();

  /**
   * The external extensions there are: the names of all entries of {@code /opt/extensions} that are
   * no directories, in order. Call it when the sandbox is ready.
   *
   * @throws SandboxException if they cannot be listed
   */
  List<String> extensions();

  /**
   * Starts an extension. All are started before the runtime is.
   *
   * @param name what it is called in {@link SandboxProcess#name()}
   * @throws SandboxException if the host could not start it, or there are ten already
   */
  SandboxProcess startExtension(String name, Launch launch);

  /**
   * Starts the runtime. Unless {@link #throttleCpu()} came before, its CPU is not throttled.
   *
   * @throws SandboxException if the host could not start it
   */
  SandboxProcess start(Launch launch);

  /**
   * Completes once everything in the sandbox is gone, with the runtime's own end if there was one.
   * Without extensions the end of the runtime ends all the rest at once. With them the others live
   * on until they end or are killed; a process killed for memory takes all others with it.
   */
  CompletableFuture<SandboxExit> exit();

  /**
   * Connects to what listens inside on {@code sandbox.localdomain}, on all addresses or, where the
   * sandbox's kind allows it, on 127.0.0.1; never to what listens in another sandbox.
   *
   * @throws IOException if nothing does
   */
  Socket connect(int port) throws IOException;

  /**
   * Returns when every line that was written before this call has been handed to the {@link
   * SandboxOutput} of the program that wrote it, or that started the writer.
   */
  void drainOutput();

  /** Stops every process where it stands. Returns when they all are. No effect if frozen. */
  void freeze();

  /** Lets the processes go on. No effect if not frozen. */
  void thaw();

  /**
   * Whether a thaw, or a CPU share, takes no longer than writing some files. Else who asks for it
   * must be able to wait, perhaps long. Does not wait itself, once the sandbox is ready.
   */
  default boolean thawsAtOnce() {
    return true;
  }

  /** Applies the CPU share that the function's memory buys: the end of the Init phase. */
  void throttleCpu();

  /** Reads the meters. Valid until {@link #close()}, after the exit too. */
  SandboxUsage usage();

  /** What its processes hold in memory now, in bytes; -1 where that cannot be seen. */
  default long memoryBytes() {
    return -1;
  }

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
