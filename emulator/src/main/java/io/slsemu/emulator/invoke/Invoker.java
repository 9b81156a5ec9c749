package io.slsemu.emulator.invoke;

import io.slsemu.emulator.environment.ExecutionEnvironment;
import io.slsemu.emulator.environment.InvocationOutcome;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionRegistry;
import io.slsemu.emulator.placement.Lease;
import io.slsemu.emulator.placement.Placement;
import io.slsemu.emulator.report.InvocationReport;
import io.slsemu.emulator.report.TimeSource;
import io.slsemu.runtimeapi.model.Invocation;
import java.time.Duration;

/** The flow of one invocation, top to bottom. */
public final class Invoker {
  private final FunctionRegistry functions;
  private final Placement placement;
  private final TimeSource time;

  public Invoker(FunctionRegistry functions, Placement placement, TimeSource time) {
    this.functions = functions;
    this.placement = placement;
    this.time = time;
  }

  /**
   * Runs one invocation in the calling thread, until its environment is at rest again.
   *
   * @throws io.slsemu.emulator.function.FunctionNotFoundException if there is no such function
   * @throws io.slsemu.emulator.placement.NoWarmEnvironmentException if only a warm one would do
   * @throws io.slsemu.emulator.sandbox.SandboxException if the host fails
   */
  public InvokeResult invoke(InvokeRequest request, Responder responder) {
    Timeline timeline = new Timeline(time);
    Function function = functions.require(request.functionName());
    try (Lease lease = placement.lease(function, request.start())) {
      ExecutionEnvironment environment = lease.environment();
      timeline.initialized(environment.coldInit());

      Invocation invocation = invocation(function, request);
      timeline.invokeStarted();
      InvocationOutcome outcome = environment.invoke(invocation);
      responder.answer(invocation.requestId(), outcome);
      lease.answered();

      InvocationReport report = environment.settle();
      lease.settled();
      timeline.invokeEnded();
      return new InvokeResult(
          outcome,
          report,
          start(lease, environment),
          timeline.phases(),
          environment.takeLog(),
          environment.fidelity());
    }
  }

  private Invocation invocation(Function function, InvokeRequest request) {
    long now = time.wall().millis();
    Duration timeout = function.configuration().timeout().duration();
    return new Invocation(
        Identifiers.requestId(),
        request.payload(),
        "application/json",
        now + timeout.toMillis(),
        function.arn().toString(),
        Identifiers.traceId(now),
        request.clientContext(),
        null);
  }

  private static InvokeResult.Start start(Lease lease, ExecutionEnvironment environment) {
    return new InvokeResult.Start(
        lease.isCold() ? "cold" : "warm",
        environment.id(),
        environment.invocations(),
        lease.isCold() ? null : environment.idleTime());
  }
}
