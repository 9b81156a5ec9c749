package io.slsemu.emulator;

import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.runtimeapi.LibraryLog;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.XnioWorker;
import org.xnio.nio.NioXnioProvider;

/**
 * Every thread of an emulator is made here.
 *
 * <ul>
 *   <li>{@code http}: the XNIO worker of all HTTP, Runtime APIs and callers alike; never blocks
 *   <li>{@code invoke-N}: one for each invocation in flight that came over HTTP; waits with a
 *       deadline
 *   <li>{@code life-N}: initialise environments ahead of need, and end them
 *   <li>{@code sandbox-…}: whatever a sandbox reads: pumps of its output
 *   <li>{@code timer}: keep-alive
 * </ul>
 */
final class EmulatorThreads implements AutoCloseable {
  /** Two move more than one even on two cores: a runtime's connections and its caller's. */
  private static final int IO_THREADS = 2;

  private static final long IDLE_SECONDS = 10;

  /** Each waits: two seconds for a Shutdown phase, longer for an Init. */
  private static final int LIFE_THREADS = 64;

  private @Nullable XnioWorker worker;
  private final ThreadPoolExecutor invocations;
  private final ThreadPoolExecutor lives;
  private final ScheduledThreadPoolExecutor timer;

  EmulatorThreads() {
    // Both tell their version at INFO when they are first used in a JVM.
    LibraryLog.quieten("org.xnio");
    LibraryLog.quieten("io.undertow");
    this.invocations =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            named("invoke-"));
    this.lives =
        new ThreadPoolExecutor(
            LIFE_THREADS,
            LIFE_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            named("life-"));
    this.lives.allowCoreThreadTimeOut(true);
    this.timer = new ScheduledThreadPoolExecutor(1, named("timer-"));
    this.timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * Starts the threads of all HTTP; before this there is no {@link #worker()}.
   *
   * @throws SandboxException if the host gives none
   */
  void startWorker() {
    OptionMap options =
        OptionMap.builder()
            .set(Options.WORKER_NAME, "http")
            .set(Options.WORKER_IO_THREADS, IO_THREADS)
            .set(Options.WORKER_TASK_CORE_THREADS, 1)
            .set(Options.WORKER_TASK_MAX_THREADS, 1)
            .set(Options.TCP_NODELAY, true)
            .set(Options.THREAD_DAEMON, true)
            .getMap();
    try {
      // By name: to find the one that is there, every jar would be opened and searched.
      worker = new NioXnioProvider().getInstance().createWorker(options);
    } catch (IOException e) {
      throw new SandboxException(
          "the I/O threads could not be started: " + e.getMessage(),
          "free some file descriptors (ulimit -n)",
          e);
    }
  }

  XnioWorker worker() {
    return Objects.requireNonNull(worker, "not started");
  }

  ExecutorService invocations() {
    return invocations;
  }

  ExecutorService lives() {
    return lives;
  }

  ScheduledExecutorService timer() {
    return timer;
  }

  /** Starts a thread of a sandbox. */
  void startSandboxThread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends them all; a worker that still ran would hold the JVM's exit up by 300 ms. */
  @Override
  public void close() {
    timer.shutdownNow();
    invocations.shutdownNow();
    lives.shutdownNow();
    if (worker != null) {
      worker.shutdownNow();
    }
  }

  private static ThreadFactory named(String prefix) {
    AtomicInteger made = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + made.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
