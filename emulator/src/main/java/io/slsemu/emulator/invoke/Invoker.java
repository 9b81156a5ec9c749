package io.slsemu.emulator.invoke;

import io.slsemu.emulator.concurrency.ConcurrencyLimiter;
import io.slsemu.emulator.concurrency.Permit;
import io.slsemu.emulator.environment.Seat;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionRegistry;
import io.slsemu.emulator.placement.Lease;
import io.slsemu.emulator.placement.Placement;
import io.slsemu.emulator.placement.StartPreference;
import io.slsemu.emulator.report.TimeSource;
import io.slsemu.emulator.report.TraceHeader;
import io.slsemu.runtimeapi.model.Invocation;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The flow of one invocation, top to bottom: resolve the function, admit the call, lease an
 * environment, hand it the event, answer the caller; then, in {@link InvocationInFlight}, settle,
 * report, release.
 */
public final class Invoker {
  private final FunctionRegistry functions;
  private final ConcurrencyLimiter limiter;
  private final Placement placement;
  private final TimeSource time;
  private final Streams streams;
  private final TraceSampler sampler =
      new TraceSampler(() -> ThreadLocalRandom.current().nextDouble());

  public Invoker(
      FunctionRegistry functions,
      ConcurrencyLimiter limiter,
      Placement placement,
      TimeSource time,
      Streams streams) {
    this.functions = functions;
    this.limiter = limiter;
    this.placement = placement;
    this.time = time;
    this.streams = streams;
  }

  /**
   * Runs one invocation in the calling thread, until its environment is at rest again.
   *
   * @param responder told the answer; if it is a {@link StreamingResponder}, it gets the response
   *     while it is made
   * @throws io.slsemu.emulator.function.FunctionNotFoundException if there is no such function
   * @throws io.slsemu.emulator.concurrency.TooManyRequestsException if the call is throttled
   * @throws io.slsemu.emulator.placement.NoWarmEnvironmentException if only a warm one would do
   * @throws io.slsemu.emulator.sandbox.SandboxException if the host fails
   */
  public InvokeResult invoke(InvokeRequest request, Responder responder) {
    Timeline timeline = new Timeline(time);
    Function function = functions.require(request.function());
    Permit permit = limiter.admit(function.arn());
    Lease lease = placement.lease(function, request.start(), permit);
    return begin(function, request, responder, lease, timeline).finish();
  }

  /**
   * Begins an invocation without waiting for anything, so that a thread of the HTTP server may do
   * it: a warm call's event is then on its way before another thread has woken.
   *
   * @return the invocation, which some thread has to finish; null if it cannot be begun without
   *     waiting: {@link #invoke} can
   * @throws io.slsemu.emulator.function.FunctionNotFoundException if there is no such function
   * @throws io.slsemu.emulator.concurrency.TooManyRequestsException if the call is throttled
   */
  public @Nullable InvocationInFlight tryBegin(InvokeRequest request, Responder responder) {
    Timeline timeline = new Timeline(time);
    Function function = functions.require(request.function());
    Lease lease = request.start() == StartPreference.COLD ? null : tryLease(function);
    return lease == null ? null : begin(function, request, responder, lease, timeline);
  }

  private @Nullable Lease tryLease(Function function) {
    Permit permit = limiter.tryAdmit(function.arn());
    Lease lease = permit == null ? null : placement.tryLease(function, permit);
    if (permit != null && lease == null) {
      permit.withdraw(); // it is asked for again where there is time to wait
    }
    return lease;
  }

  private InvocationInFlight begin(
      Function function,
      InvokeRequest request,
      Responder responder,
      Lease lease,
      Timeline timeline) {
    try {
      responder.resolved(function);
      Seat environment = lease.environment();
      timeline.initialized(environment.coldInit());
      timeline.restored(environment.coldRestore());
      timeline.invokeStarted();
      Invocation invocation = invocation(function, request);
      environment.begin(
          invocation,
          streams.sink(invocation.requestId(), responder, time),
          outcome -> {
            lease.answered();
            responder.answer(invocation, outcome);
          });
      return new InvocationInFlight(lease, timeline);
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  /** Exactly as the caller qualified it (recorded from the service, January 2026). */
  private static String invokedArn(Function function, @Nullable String qualifier) {
    FunctionArn arn = function.arn();
    return qualifier == null ? arn.toString() : arn.qualified(qualifier);
  }

  private Invocation invocation(Function function, InvokeRequest request) {
    long now = time.wall().millis();
    Duration timeout = function.configuration().timeout().duration();
    String requestId = request.ids().requestId();
    return new Invocation(
        requestId == null ? Identifiers.requestId() : requestId,
        request.payload(),
        "application/json",
        now + timeout.toMillis(),
        invokedArn(function, request.function().qualifier()),
        trace(function, request.ids().trace(), now),
        request.clientContext(),
        null);
  }

  /** A caller's decision holds; where there is none, a function that traces actively samples. */
  private String trace(Function function, @Nullable TraceHeader given, long now) {
    TraceHeader trace = given == null ? TraceHeader.fresh(now) : given.complete();
    return trace.isUndecided()
        ? trace.decided(function.configuration().activeTracing() && sampler.samples(now))
        : trace.toString();
  }
}
