package io.slsemu.emulator.environment;

import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.report.InitReport;
import io.slsemu.emulator.report.InitializationType;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.emulator.sandbox.SandboxSpec;
import io.slsemu.runtimeapi.model.ShutdownReason;
import io.slsemu.runtimeapi.session.ConcurrentSession;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An execution environment as on Lambda Managed Instances: its runtime takes several invocations at
 * once, each by a worker that waits at next. It is never frozen and never reset: a failed Init, or
 * the end of any of its processes, ends it.
 *
 * <p>{@link #init} comes first; from then on its methods may be called by any thread.
 */
public final class ManagedEnvironment implements AutoCloseable {
  private final String id;
  private final Function function;
  private final EnvironmentServices services;
  private final String logStream;
  private final RequestLines lines;
  private final EnvironmentLog log;
  private final Sandbox sandbox;
  private final AtomicInteger invocations = new AtomicInteger();
  private final AtomicReference<@Nullable ColdInit> coldInit = new AtomicReference<>();

  private volatile @Nullable RuntimeGeneration generation;
  private volatile @Nullable Fault initFault;

  /**
   * Makes an environment, its runtime not yet started.
   *
   * @throws io.slsemu.emulator.sandbox.SandboxException if the host refuses
   */
  public ManagedEnvironment(String id, Function function, EnvironmentServices services) {
    this.id = id;
    this.function = function;
    this.services = services;
    this.logStream = LogStreams.next(services.time().wall(), function);
    this.lines = new RequestLines(services.log().of(function));
    this.log =
        new EnvironmentLog(
            id,
            function.configuration().logging(),
            services.reportEveryInit(),
            services.time().wall(),
            lines);
    this.sandbox = services.sandboxes().create(id, SandboxSpec.of(function));
  }

  /** Runs the Init phase, to be called once. If it fails, each invocation gets its error. */
  public void init() {
    InitializationType type = InitializationType.MANAGED_INSTANCES;
    InitPhase phase = new InitPhase(services, function, type, log, newEvents(), logStream);
    RuntimeGeneration opened = phase.open(sandbox);
    generation = opened;
    Duration limit = services.initLimit(type, function.configuration().timeout());
    InitPhase.Result result =
        phase.run(opened, InitReport.Phase.INIT, limit, Fault.timedOut(limit), null);
    sandbox.throttleCpu(); // the boost belongs to the Init phase
    initFault = result.fault();
    coldInit.set(result.fault() == null ? result.init() : null);
  }

  /** Whether its Init failed or one of its processes has ended. */
  public boolean isLost() {
    RuntimeGeneration current = generation;
    return initFault != null || (current != null && current.isLost());
  }

  /**
   * Room for one invocation, with a worker that waits for it.
   *
   * @param patienceNanos how long to wait for a worker that is on its way to next
   * @return null if there is none
   */
  public @Nullable ManagedSeat seat(long patienceNanos) {
    if (initFault != null) {
      return new ManagedSeat(this, null);
    }
    RuntimeGeneration current = requireGeneration();
    CompletableFuture<Void> claim = session().claim();
    boolean granted = false;
    try {
      granted = current.await(claim, patienceNanos);
    } finally {
      if (!granted) {
        session().withdraw(claim);
      }
    }
    return granted ? new ManagedSeat(this, claim) : null;
  }

  /**
   * What can be seen of it from outside.
   *
   * @param age since it was made
   * @param idle since nobody is in it, null while somebody is
   */
  public EnvironmentSnapshot snapshot(Duration age, @Nullable Duration idle) {
    EnvironmentState resting = isLost() ? EnvironmentState.BROKEN : EnvironmentState.READY;
    return new EnvironmentSnapshot(
        id,
        function,
        InitializationType.MANAGED_INSTANCES,
        idle == null ? EnvironmentState.INVOKING : resting,
        invocations.get(),
        age,
        idle,
        sandbox.memoryBytes(),
        sandbox.usage());
  }

  /** Kills all its processes at once, as a crash does: that ends it, and the invocations in it. */
  public void kill() {
    sandbox.kill();
  }

  /**
   * Ends it, with extensions within the budget of the Shutdown phase. Before that, the invocations
   * in it are told so.
   */
  @Override
  public void close() {
    RuntimeGeneration last = generation;
    if (last != null) {
      ShutdownReason reason = isLost() ? ShutdownReason.FAILURE : ShutdownReason.SPINDOWN;
      if (!last.isLost()) {
        last.giveUp(new Fault.ShutDown());
      }
      new ShutdownPhase(last, reason, services.time()).run();
    }
    sandbox.close();
  }

  String id() {
    return id;
  }

  Function function() {
    return function;
  }

  EnvironmentServices services() {
    return services;
  }

  Sandbox sandbox() {
    return sandbox;
  }

  RequestLines lines() {
    return lines;
  }

  EnvironmentLog log() {
    return log;
  }

  RuntimeGeneration requireGeneration() {
    return Objects.requireNonNull(generation, "no runtime: Init has not run");
  }

  ConcurrentSession session() {
    return (ConcurrentSession) requireGeneration().session();
  }

  @Nullable Fault initFault() {
    return initFault;
  }

  /** A good Init, for the first to ask. */
  @Nullable ColdInit takeColdInit() {
    return coldInit.getAndSet(null);
  }

  int countInvocation() {
    return invocations.incrementAndGet();
  }

  private PhaseEvents newEvents() {
    return new PhaseEvents(function, InitializationType.MANAGED_INSTANCES, logStream, log);
  }
}
