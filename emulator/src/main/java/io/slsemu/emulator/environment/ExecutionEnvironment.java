package io.slsemu.emulator.environment;

import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.report.InitReport;
import io.slsemu.emulator.report.InitializationType;
import io.slsemu.emulator.report.InvocationReport;
import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.SandboxSpec;
import io.slsemu.runtimeapi.model.Invocation;
import io.slsemu.runtimeapi.model.ShutdownReason;
import io.slsemu.runtimeapi.session.ResponseSink;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One execution environment: a sandbox, the runtime in it and what the platform does with both.
 *
 * <p>It serves one invocation at a time: {@link #begin}, {@link #awaitOutcome}, {@link #settle}. In
 * between it rests, and is frozen.
 */
public final class ExecutionEnvironment implements Seat, AutoCloseable {
  private final String id;
  private final Function function;
  private final EnvironmentServices services;
  private final InitializationType type;
  private final EnvironmentLog log;
  private final PhaseEvents events;
  private final InitPhase initPhase;
  private final RestorePhase restorePhase;
  private final Fault overrun;
  private final Rest rest;
  private final Measurement measurement;
  private final CurrentRuntime current;
  private @Nullable ColdInit coldInit;
  private volatile int invocations; // others look, one counts
  private @Nullable InvokePhase invokePhase;
  private InvocationOutcome outcome = new InvocationOutcome(Kind.OK, new byte[0], null);

  /**
   * Makes an environment, its runtime not yet started.
   *
   * @param type why it is made
   * @throws io.slsemu.emulator.sandbox.SandboxException if the host refuses
   */
  public ExecutionEnvironment(
      String id, Function function, EnvironmentServices services, InitializationType type) {
    this.id = id;
    this.function = function;
    this.services = services;
    this.type = type;
    String logStream = LogStreams.next(services.time().wall(), function);
    this.log = EnvironmentLog.of(id, function, services);
    this.events = new PhaseEvents(function, type, logStream, log);
    this.initPhase = new InitPhase(services, function, type, log, events, logStream);
    this.restorePhase = new RestorePhase(services, events);
    this.overrun = Fault.timedOut(function.configuration().timeout().duration());
    this.current =
        new CurrentRuntime(services.sandboxes().create(id, SandboxSpec.of(function)), log);
    this.rest = new Rest(services.age());
    this.measurement = new Measurement(function, services.time());
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public InitializationType type() {
    return type;
  }

  @Override
  public int invocations() {
    return invocations;
  }

  @Override
  public Fidelity fidelity() {
    return current.sandbox().fidelity();
  }

  @Override
  public List<String> takeLog() {
    return log.take();
  }

  /**
   * Runs the Init phase ahead of the first invocation. If it fails, the first invocation runs it
   * again.
   */
  public void init() {
    Duration limit = services.initLimit(type, function.configuration().timeout());
    coldInit = runInit(InitReport.Phase.INIT, limit).good();
  }

  /**
   * Runs the Init phase before anybody calls. Whoever calls first finds it warm: their REPORT has
   * no Init Duration, which may be hours old by then, nor are its lines among theirs.
   *
   * @return whether it went well
   */
  public boolean initAhead() {
    init();
    boolean good = coldInit != null;
    coldInit = null;
    log.forget();
    return good;
  }

  @Override
  public @Nullable ColdInit coldInit() {
    return coldInit;
  }

  /**
   * Takes a kept checkpoint into use. If it has no runtime, the first invocation runs Init again;
   * if the restore fails, that is what the first invocation ends with.
   */
  public void restore() {
    if (isReady()) {
      restorePhase.run(current.require(), rest);
    }
    wake();
  }

  @Override
  public @Nullable ColdRestore coldRestore() {
    return restorePhase.restore();
  }

  /** Ends its rest: thaws it if it is frozen. */
  public void wake() {
    rest.end(current.generation());
  }

  /**
   * Whether {@link #wake} and {@link #begin} would wait for nothing. If that hangs on its not being
   * frozen, its rest ends here.
   */
  public boolean wakesAtOnce() {
    return current.sandbox().thawsAtOnce() || (current.isThrottled() && rest.tryEnd());
  }

  /** Marks the beginning of its rest. From here on it may be woken. */
  public void rest() {
    rest.begin();
  }

  /** Freezes it, unless it is woken within an instant. */
  public void freezeWhileResting() {
    if (services.freeze()) {
      rest.freeze(current.generation());
    }
  }

  @Override
  public @Nullable Duration idleTime() {
    return rest.duration();
  }

  /** Whether an event could be offered at once: its runtime lives and waits, frozen or not. */
  public boolean isReady() {
    return current.lives() && rest.state() != EnvironmentState.BROKEN;
  }

  /**
   * {@inheritDoc} A runtime that was lost is started again first, within the function's timeout;
   * nothing else here waits.
   */
  @Override
  public void begin(
      Invocation invocation, @Nullable ResponseSink sink, Consumer<InvocationOutcome> onOutcome) {
    invocations = invocations + 1;
    Fault fault = restorePhase.fault();
    discardLost();
    boolean broken = fault == null && rest.state() == EnvironmentState.BROKEN;
    if (broken) {
      current.sandbox().awaitReady(); // the platform's time, not the function's
    }
    measurement.begin(invocation.requestId());
    invokePhase = null;
    // The boost belongs to the Init phase, not to an Init in an invocation.
    current.throttleCpu();
    Duration timeout = function.configuration().timeout().duration();
    if (broken) {
      fault = runInit(InitReport.Phase.INVOKE, timeout).fault();
      if (fault == null && type == InitializationType.SNAP_START) {
        fault = restorePhase.run(current.require(), rest);
      }
    }
    if (fault == null && hasEnded()) {
      fault = Fault.killed();
    }
    events.invocationStarts(invocation);
    if (fault != null) {
      Kind kind = fault == overrun ? Kind.TIMEOUT : Kind.INIT_ERROR;
      outcome = InvokePhase.outcome(kind, fault, invocation.requestId());
      onOutcome.accept(outcome);
      return;
    }
    rest.move(EnvironmentEvent.INVOKE);
    invokePhase = new InvokePhase(current.require(), invocation, sink, overrun, onOutcome);
  }

  @Override
  public InvocationOutcome awaitOutcome() {
    log.flush();
    InvokePhase phase = invokePhase;
    if (phase != null) {
      outcome = phase.await(measurement.remainingNanos());
      boolean lost = outcome.kind().losesRuntime();
      rest.move(lost ? EnvironmentEvent.RUNTIME_LOST : EnvironmentEvent.ANSWERED);
    }
    return outcome;
  }

  /**
   * Waits until the runtime and the extensions are back at next, or does away with them, and writes
   * END and REPORT. The caller has its answer by now.
   */
  @Override
  public InvocationReport settle() {
    InvokePhase phase = invokePhase;
    InvocationOutcome end = phase == null ? outcome : phase.awaitRest(outcome, measurement, events);
    if (end != outcome) {
      rest.move(EnvironmentEvent.RUNTIME_LOST);
    }
    boolean lost = end.kind().losesRuntime();
    ShutdownPhase shutdown =
        lost && !hasEnded() ? shutdown(ShutdownReason.ofLoss(end.kind() == Kind.TIMEOUT)) : null;
    if (shutdown != null) {
      shutdown.endRuntime();
      current.sandbox().drainOutput();
    }
    InvocationReport report =
        measurement.report(end, current.sandbox().usage(), coldInit, restorePhase.take());
    coldInit = null;
    if (lost) {
      events.invocationFails(report, phase, measurement.sinceStart());
    } else {
      events.invocationEnds(report, phase);
      rest.move(EnvironmentEvent.SETTLED);
    }
    if (shutdown != null) {
      shutdown.endExtensions();
      current.reset();
    }
    return report;
  }

  /** Ends it: with extensions, within the budget of the Shutdown phase. */
  @Override
  public void close() {
    ShutdownPhase.spinDown(current, rest, services.time());
  }

  /** For those who look at it, and do things to it, from outside. */
  public Inspection inspection() {
    return new Inspection(this, function, rest, current);
  }

  /** A runtime that was lost while it rested is of no use to the next invocation. */
  private void discardLost() {
    RuntimeGeneration last = restorePhase.fault() == null ? current.generation() : null;
    if (last != null && last.isLost() && !hasEnded()) {
      rest.move(EnvironmentEvent.RUNTIME_LOST);
      shutdown(ShutdownReason.FAILURE).run();
      current.reset();
    }
  }

  private InitPhase.Result runInit(InitReport.Phase phase, Duration limit) {
    rest.move(EnvironmentEvent.INIT);
    current.begin(initPhase.open(current.sandbox()));
    boolean ahead = phase == InitReport.Phase.INIT;
    InitPhase.Result result =
        initPhase.run(
            current.require(), phase, limit, overrun, ahead ? null : measurement.requestId());
    Fault fault = result.fault();
    rest.move(fault == null ? EnvironmentEvent.INIT_SUCCEEDED : EnvironmentEvent.INIT_FAILED);
    if (fault != null && ahead && !hasEnded()) { // inside an invocation its caller is told first
      shutdown(ShutdownReason.ofLoss(fault == overrun)).run();
      current.reset();
    }
    return result;
  }

  /** Then whoever ended it has the runtime and the sandbox. */
  private boolean hasEnded() {
    return rest.state() == EnvironmentState.TERMINATED;
  }

  private ShutdownPhase shutdown(ShutdownReason reason) {
    return new ShutdownPhase(current.require(), reason, services.time());
  }
}
