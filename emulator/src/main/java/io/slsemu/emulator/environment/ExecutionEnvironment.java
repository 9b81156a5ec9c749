package io.slsemu.emulator.environment;

import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.report.InitReport;
import io.slsemu.emulator.report.InvocationReport;
import io.slsemu.emulator.report.InvocationReport.Status;
import io.slsemu.emulator.report.PlatformLines;
import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.emulator.sandbox.SandboxSpec;
import io.slsemu.emulator.sandbox.SandboxUsage;
import io.slsemu.runtimeapi.model.Invocation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One execution environment: a sandbox, the runtime in it and what the platform does with both.
 *
 * <p>It serves one invocation at a time: {@link #begin}, {@link #awaitOutcome}, {@link #settle}. In
 * between it rests, and is frozen.
 */
public final class ExecutionEnvironment implements AutoCloseable {
  private final String id;
  private final Function function;
  private final EnvironmentServices services;
  private final EnvironmentLog log;
  private final InitPhase initPhase;
  private final Fault overrun;
  private final Rest rest;

  private Sandbox sandbox;
  private @Nullable RuntimeGeneration generation;
  private @Nullable ColdInit coldInit;
  private int invocations;

  private @Nullable InvokePhase invokePhase;
  private InvocationOutcome outcome = new InvocationOutcome(Kind.OK, new byte[0], null);
  private String requestId = "";
  private long startedNanos;

  /**
   * Makes an environment, its runtime not yet started.
   *
   * @throws io.slsemu.emulator.sandbox.SandboxException if the host refuses
   */
  public ExecutionEnvironment(String id, Function function, EnvironmentServices services) {
    this.id = id;
    this.function = function;
    this.services = services;
    this.log = new EnvironmentLog(id, services.log());
    this.initPhase =
        new InitPhase(services, function, log, LogStreams.next(services.time().wall()));
    this.overrun = Fault.timedOut(function.configuration().timeout().duration());
    this.sandbox = services.sandboxes().create(id, SandboxSpec.of(function));
    this.rest = new Rest(services.time());
  }

  public String id() {
    return id;
  }

  /** How many invocations it has had, the one under way included. */
  public int invocations() {
    return invocations;
  }

  public Fidelity fidelity() {
    return sandbox.fidelity();
  }

  /** The lines since this was last asked: those of one invocation, and of the Init before it. */
  public List<String> takeLog() {
    return log.take();
  }

  /**
   * Runs the Init phase ahead of the first invocation. If it fails, the first invocation runs it
   * again.
   */
  public void init() {
    if (function.code() instanceof FunctionCode.Directory) { // an image has no runtime version
      log.platform(PlatformLines.initStart(RuntimeVersion.NAME, RuntimeVersion.ARN));
    }
    InitPhase.Result result = runInit(InitReport.Phase.INIT, services.initLimit());
    if (result.fault() == null) {
      coldInit = result.init();
    }
  }

  /** When its Init phase began and how long it took, for the first invocation after a good one. */
  public @Nullable ColdInit coldInit() {
    return coldInit;
  }

  /** Ends its rest: thaws it if it is frozen. */
  public void wake() {
    rest.end(sandbox);
  }

  /** Marks the beginning of its rest. From here on it may be woken. */
  public void rest() {
    rest.begin();
  }

  /** Freezes it, unless it is woken within an instant. */
  public void freezeWhileResting() {
    if (services.freeze()) {
      rest.freeze(sandbox);
    }
  }

  /** How long it has been at rest, null if it never was. */
  public @Nullable Duration idleTime() {
    return rest.duration();
  }

  /** Whether an event could be offered at once: its runtime lives and waits, frozen or not. */
  public boolean isReady() {
    RuntimeGeneration current = generation;
    return current != null && !current.hasExited() && rest.state() != EnvironmentState.BROKEN;
  }

  /**
   * Begins an invocation: hands the event to the runtime. A runtime that was lost is started again
   * first, within the function's timeout; nothing else here waits.
   *
   * @param onOutcome told as soon as the outcome is known, perhaps by another thread, perhaps
   *     before this returns
   */
  public void begin(Invocation invocation, Consumer<InvocationOutcome> onOutcome) {
    invocations++;
    if (rest.state() == EnvironmentState.BROKEN) {
      sandbox.awaitReady(); // the platform's time, not the function's
    }
    startedNanos = services.time().now();
    requestId = invocation.requestId();
    invokePhase = null;
    Fault fault = ensureRuntime();
    sandbox.throttleCpu();
    log.platformSoon(PlatformLines.start(requestId, Function.LATEST));
    if (fault != null) {
      Kind kind = fault == overrun ? Kind.TIMEOUT : Kind.INIT_ERROR;
      outcome = InvokePhase.outcome(kind, fault, requestId);
      onOutcome.accept(outcome);
      return;
    }
    rest.move(EnvironmentEvent.INVOKE);
    invokePhase = new InvokePhase(requireGeneration(), invocation, overrun, onOutcome);
  }

  /** Waits for the outcome of the invocation that was begun, at most until its deadline. */
  public InvocationOutcome awaitOutcome() {
    log.flush();
    InvokePhase phase = invokePhase;
    if (phase != null) {
      outcome = phase.await(remainingNanos());
      boolean lost = outcome.kind().losesRuntime();
      rest.move(lost ? EnvironmentEvent.RUNTIME_LOST : EnvironmentEvent.ANSWERED);
    }
    return outcome;
  }

  /**
   * Waits until the runtime is back at next, or does away with it, and writes END and REPORT. The
   * caller has its answer by now.
   */
  public InvocationReport settle() {
    InvokePhase phase = invokePhase;
    InvocationOutcome end = outcome;
    if (phase != null && !end.kind().losesRuntime() && !phase.settle(remainingNanos())) {
      end = phase.lost();
      rest.move(EnvironmentEvent.RUNTIME_LOST);
    }
    InvocationReport report = end.kind().losesRuntime() ? reportLoss(end) : report(end, elapsed());
    coldInit = null;
    log.platform(PlatformLines.end(requestId));
    log.platform(PlatformLines.report(report));
    if (end.kind().losesRuntime()) {
      replaceSandbox();
    } else {
      rest.move(EnvironmentEvent.SETTLED);
    }
    return report;
  }

  @Override
  public void close() {
    rest.move(EnvironmentEvent.TERMINATE);
    RuntimeGeneration last = generation;
    if (last != null) {
      last.close();
    }
    sandbox.close();
  }

  private @Nullable Fault ensureRuntime() {
    RuntimeGeneration current = generation;
    if (current != null && current.hasExited()) {
      rest.move(EnvironmentEvent.RUNTIME_LOST);
      replaceSandbox();
    }
    if (rest.state() != EnvironmentState.BROKEN) {
      return null;
    }
    // The boost of CPU belongs to the Init phase; an Init inside an invocation has its share only.
    sandbox.throttleCpu();
    return runInit(InitReport.Phase.INVOKE, function.configuration().timeout().duration()).fault();
  }

  private InitPhase.Result runInit(InitReport.Phase phase, Duration limit) {
    rest.move(EnvironmentEvent.INIT);
    long asked = services.time().now();
    RuntimeGeneration next = new RuntimeGeneration(sandbox, services.runtimeApi());
    generation = next;
    InitPhase.Result result = initPhase.run(next, asked, phase, limit, overrun);
    sandbox.drainOutput();
    if (result.fault() != null || services.reportEveryInit()) {
      log.platform(PlatformLines.initReport(result.init().report()));
    }
    if (result.fault() == null) {
      rest.move(EnvironmentEvent.INIT_SUCCEEDED);
    } else {
      rest.move(EnvironmentEvent.INIT_FAILED);
      replaceSandbox();
    }
    return result;
  }

  /** Process state does not survive, {@code /tmp} does. */
  private void replaceSandbox() {
    RuntimeGeneration lost = generation;
    if (lost != null) {
      lost.close();
      generation = null;
    }
    sandbox = sandbox.reset();
  }

  private InvocationReport reportLoss(InvocationOutcome end) {
    RuntimeGeneration lost = generation;
    if (lost != null) {
      lost.close();
    }
    Duration timeout = function.configuration().timeout().duration();
    return report(end, end.kind().status() == Status.TIMEOUT ? timeout : elapsed());
  }

  private InvocationReport report(InvocationOutcome end, Duration duration) {
    sandbox.drainOutput();
    SandboxUsage usage = sandbox.usage();
    int memory = function.configuration().memory().megabytes();
    long usedMb = (usage.memoryPeakBytes() + (1 << 20) - 1) >> 20;
    ColdInit init = coldInit;
    Status status = end.kind().status();
    return new InvocationReport(
        requestId,
        duration,
        init == null ? null : init.report().duration(),
        memory,
        end.kind() == Kind.OUT_OF_MEMORY ? memory : usedMb,
        usage.memorySource(),
        status,
        status == Status.ERROR ? end.errorType() : null);
  }

  private Duration elapsed() {
    Duration timeout = function.configuration().timeout().duration();
    Duration elapsed = Duration.ofNanos(services.time().now() - startedNanos);
    return elapsed.compareTo(timeout) > 0 ? timeout : elapsed;
  }

  private long remainingNanos() {
    long limit = function.configuration().timeout().duration().toNanos();
    return startedNanos + limit - services.time().now();
  }

  private RuntimeGeneration requireGeneration() {
    return Objects.requireNonNull(generation, "no runtime");
  }
}
