package io.slsemu.emulator.invoke;

import io.slsemu.emulator.environment.ExecutionEnvironment;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionRegistry;
import io.slsemu.emulator.placement.Lease;
import io.slsemu.emulator.placement.Placement;
import io.slsemu.emulator.placement.StartPreference;
import io.slsemu.emulator.report.TimeSource;
import io.slsemu.runtimeapi.model.Invocation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The flow of one invocation, top to bottom: resolve the function, lease an environment, hand it
 * the event, answer the caller; then, in {@link InvocationInFlight}, settle, report, release.
 */
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
    Lease lease = placement.lease(function, request.start());
    return begin(function, request, responder, lease, timeline).finish();
  }

  /**
   * Begins an invocation without waiting for anything, so that a thread of the HTTP server may do
   * it: a warm call's event is then on its way before another thread has woken.
   *
   * @return the invocation, which some thread has to finish; null if it cannot be begun without
   *     waiting: {@link #invoke} can
   */
  public @Nullable InvocationInFlight tryBegin(InvokeRequest request, Responder responder) {
    Timeline timeline = new Timeline(time);
    Function function = functions.require(request.functionName());
    Lease lease = request.start() == StartPreference.COLD ? null : placement.tryLease(function);
    return lease == null ? null : begin(function, request, responder, lease, timeline);
  }

  private InvocationInFlight begin(
      Function function,
      InvokeRequest request,
      Responder responder,
      Lease lease,
      Timeline timeline) {
    try {
      ExecutionEnvironment environment = lease.environment();
      timeline.initialized(environment.coldInit());
      timeline.invokeStarted();
      Invocation invocation = invocation(function, request);
      environment.begin(
          invocation,
          outcome -> {
            lease.answered();
            responder.answer(invocation.requestId(), outcome);
          });
      return new InvocationInFlight(lease, timeline);
    } catch (RuntimeException e) {
      lease.close();
      throw e;
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
}
