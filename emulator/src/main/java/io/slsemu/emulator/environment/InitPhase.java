package io.slsemu.emulator.environment;

import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.report.InitReport;
import io.slsemu.emulator.report.InvocationReport.Status;
import io.slsemu.emulator.sandbox.Entrypoint;
import io.slsemu.emulator.sandbox.Launch;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.runtimeapi.model.InitOutcome;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts a bootstrap and waits until its runtime asks for an invocation, fails, or takes too long.
 */
final class InitPhase {
  /**
   * How an Init ended.
   *
   * @param fault why there is no runtime, null if there is one
   */
  record Result(ColdInit init, @Nullable Fault fault) {}

  private final EnvironmentServices services;
  private final Function function;
  private final EnvironmentLog log;
  private final String logStream;

  InitPhase(EnvironmentServices services, Function function, EnvironmentLog log, String logStream) {
    this.services = services;
    this.function = function;
    this.log = log;
    this.logStream = logStream;
  }

  /**
   * @param sandboxNanos when the sandbox was asked for
   * @param limit how long it may take
   * @param overrun the fault if it takes longer
   */
  Result run(
      RuntimeGeneration generation,
      long sandboxNanos,
      InitReport.Phase phase,
      Duration limit,
      Fault overrun) {
    long started = services.time().now();
    Fault fault = start(generation, limit, overrun);
    Duration duration = Duration.ofNanos(services.time().now() - started);
    Status status =
        fault == null ? Status.SUCCESS : fault == overrun ? Status.TIMEOUT : Status.ERROR;
    String errorType = status == Status.ERROR && fault != null ? fault.errorType() : null;
    return new Result(
        new ColdInit(sandboxNanos, started, new InitReport(duration, phase, status, errorType)),
        fault);
  }

  private @Nullable Fault start(RuntimeGeneration generation, Duration limit, Fault overrun) {
    Sandbox sandbox = generation.sandbox();
    Entrypoint entrypoint = sandbox.entrypoint();
    if (entrypoint instanceof Entrypoint.NotRunnable refused) {
      return Fault.invalidEntrypoint(refused.message());
    }
    if (entrypoint instanceof Entrypoint.Runnable program) {
      Map<String, String> variables =
          RuntimeVariables.of(
              function,
              services.credentials(),
              logStream,
              program.variables(),
              sandbox.taskRoot(),
              generation.endpoint().address());
      sandbox.start(new Launch(program.command(), program.workingDirectory(), variables, log));
    }
    return await(generation, limit, overrun);
  }

  private static @Nullable Fault await(
      RuntimeGeneration generation, Duration limit, Fault overrun) {
    var initialized = generation.session().initialized();
    if (generation.await(initialized, limit.toNanos())) {
      InitOutcome outcome = initialized.join();
      return outcome instanceof InitOutcome.Failed failed
          ? new Fault.Reported(failed.errorType(), failed.payload())
          : null;
    }
    return generation.hasExited() ? generation.causeOfExit() : overrun;
  }
}
