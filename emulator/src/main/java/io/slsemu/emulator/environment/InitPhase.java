package io.slsemu.emulator.environment;

import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.report.InitReport;
import io.slsemu.emulator.report.InitializationType;
import io.slsemu.emulator.report.InvocationReport.Status;
import io.slsemu.emulator.sandbox.Entrypoint;
import io.slsemu.emulator.sandbox.Launch;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.runtimeapi.model.InitOutcome;
import io.slsemu.runtimeapi.session.Gates;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Starts extensions, then the bootstrap, and waits until all of them ask for an event, one of them
 * fails, or it takes too long.
 */
final class InitPhase {
  /**
   * How an Init ended.
   *
   * @param fault why there is no runtime, null if there is one
   */
  record Result(ColdInit init, @Nullable Fault fault) {
    /** It, if it left a runtime. */
    @Nullable ColdInit good() {
      return fault == null ? init : null;
    }
  }

  private final EnvironmentServices services;
  private final Function function;
  private final InitializationType type;
  private final EnvironmentLog log;
  private final PhaseEvents events;
  private final String logStream;

  private long askedNanos;
  private String token = "";

  InitPhase(
      EnvironmentServices services,
      Function function,
      InitializationType type,
      EnvironmentLog log,
      PhaseEvents events,
      String logStream) {
    this.services = services;
    this.function = function;
    this.type = type;
    this.log = log;
    this.events = events;
    this.logStream = logStream;
  }

  /**
   * Opens what a runtime needs before it is started. That is the platform's time.
   *
   * @throws io.slsemu.emulator.sandbox.SandboxException if the host refuses
   */
  RuntimeGeneration open(Sandbox sandbox) {
    askedNanos = services.time().now();
    RuntimeGeneration generation =
        new RuntimeGeneration(sandbox, function, services, new TelemetryNotices(log));
    if (type == InitializationType.SNAP_START) {
      token = RestorePhase.enable(generation.session().restore(), services);
    }
    return generation;
  }

  /**
   * Starts everything and waits until all of it is ready.
   *
   * @param limit how long it may take
   * @param overrun the fault if it takes longer
   * @param requestId the invocation it runs in, null if it runs ahead of all
   */
  Result run(
      RuntimeGeneration generation,
      InitReport.Phase phase,
      Duration limit,
      Fault overrun,
      @Nullable String requestId) {
    TelemetryFeed feed =
        new TelemetryFeed(generation.telemetry(), function.configuration().logging().isJson());
    log.listen(feed);
    events.initStarts(phase);
    long started = services.time().now();
    Fault fault = start(generation, limit, overrun);
    Duration duration = Duration.ofNanos(services.time().now() - started);
    String errorType = fault == null || fault == overrun ? null : fault.errorType();
    Status status = Status.of(fault == overrun, errorType);
    InitReport report = new InitReport(duration, phase, status, errorType);
    generation.sandbox().drainOutput();
    events.extensions(generation.session().extensions().statuses());
    events.initEnds(report, requestId, fault);
    generation.telemetry().initEnded();
    log.listen(feed.isListening() ? feed : null);
    return new Result(new ColdInit(askedNanos, started, report), fault);
  }

  private @Nullable Fault start(RuntimeGeneration generation, Duration limit, Fault overrun) {
    Sandbox sandbox = generation.sandbox();
    Entrypoint entrypoint = sandbox.entrypoint();
    if (entrypoint instanceof Entrypoint.NotRunnable refused) {
      return Fault.invalidEntrypoint(refused.message());
    }
    long deadline = services.time().now() + limit.toNanos();
    Entrypoint.Runnable program = (Entrypoint.Runnable) entrypoint;
    if (!program.workingDirectory().startsWith("/")) {
      return Fault.relativeWorkingDirectory(program.workingDirectory());
    }
    Map<String, String> variables = variables(generation, program);
    generation.startExtensions(RuntimeVariables.ofExtension(variables), log.ofExtension());
    Fault fault =
        await(
            generation, generation.session().extensions().externalRegistered(), deadline, overrun);
    if (fault != null) {
      return fault;
    }
    generation.startRuntime(
        new Launch(program.command(), program.workingDirectory(), variables, log));
    CompletableFuture<InitOutcome> initialized = Gates.initialized(generation.session());
    fault = await(generation, initialized, deadline, overrun);
    return fault == null && initialized.join() instanceof InitOutcome.Failed failed
        ? first(generation, failed)
        : fault;
  }

  /** The first error there was: an extension's own, where it said so before the runtime did. */
  private static Fault first(RuntimeGeneration generation, InitOutcome.Failed failed) {
    return generation
        .session()
        .extensions()
        .firstFault()
        .map(Fault::ofExtension)
        .orElseGet(() -> new Fault.Reported(failed.errorType(), failed.payload()));
  }

  private Map<String, String> variables(RuntimeGeneration generation, Entrypoint.Runnable program) {
    Map<String, String> variables = ordinaryVariables(generation, program);
    return type == InitializationType.SNAP_START
        ? RuntimeVariables.forRestore(variables, token)
        : variables;
  }

  private Map<String, String> ordinaryVariables(
      RuntimeGeneration generation, Entrypoint.Runnable program) {
    return RuntimeVariables.of(
        function,
        services.credentials(),
        type,
        logStream,
        program.variables(),
        generation.sandbox().taskRoot(),
        generation.endpoint().address());
  }

  /** Why what was waited for did not come, null if it did. */
  private @Nullable Fault await(
      RuntimeGeneration generation, CompletableFuture<?> word, long deadline, Fault overrun) {
    if (generation.await(word, deadline - services.time().now())) {
      return null;
    }
    return generation.isLost() ? generation.causeOfLoss() : overrun;
  }
}
