package io.slsemu.emulator.environment;

import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.report.InitializationType;
import io.slsemu.emulator.report.InvocationReport;
import io.slsemu.emulator.report.InvokeEvent;
import io.slsemu.emulator.report.ManagedEvent;
import io.slsemu.emulator.report.Span;
import io.slsemu.emulator.report.TraceHeader;
import io.slsemu.emulator.report.Tracing;
import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.runtimeapi.model.Invocation;
import io.slsemu.runtimeapi.session.DuplicateRequestIdException;
import io.slsemu.runtimeapi.session.ResponseSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One of the invocations that share a {@link ManagedEnvironment}. For one thread at a time. */
public final class ManagedSeat implements Seat {
  private final ManagedEnvironment environment;
  private final Measurement measurement;
  private final @Nullable ColdInit coldInit;

  /** The worker that was granted, null once it has the event. */
  private @Nullable CompletableFuture<Void> claim;

  private @Nullable InvokePhase phase;
  private InvocationOutcome outcome = new InvocationOutcome(Kind.OK, new byte[0], null);
  private @Nullable Tracing tracing;
  private int index;
  private List<String> log = List.of();

  ManagedSeat(ManagedEnvironment environment, @Nullable CompletableFuture<Void> claim) {
    this.environment = environment;
    this.claim = claim;
    this.measurement = new Measurement(environment.function(), environment.services().time());
    this.coldInit = environment.takeColdInit();
  }

  /** Where it is. */
  public ManagedEnvironment environment() {
    return environment;
  }

  @Override
  public String id() {
    return environment.id();
  }

  @Override
  public InitializationType type() {
    return InitializationType.MANAGED_INSTANCES;
  }

  @Override
  public int invocations() {
    return index;
  }

  @Override
  public Fidelity fidelity() {
    return environment.sandbox().fidelity();
  }

  @Override
  public @Nullable ColdInit coldInit() {
    return coldInit;
  }

  /** It does not rest while another invocation is under way, and is never frozen. */
  @Override
  public @Nullable Duration idleTime() {
    return null;
  }

  @Override
  public List<String> takeLog() {
    return log;
  }

  /**
   * Begins an invocation.
   *
   * @throws DuplicateRequestIdException if one of this id is under way in the environment
   */
  @Override
  public void begin(
      Invocation invocation, @Nullable ResponseSink sink, Consumer<InvocationOutcome> onOutcome) {
    String requestId = invocation.requestId();
    if (!environment.lines().open(requestId)) {
      throw new DuplicateRequestIdException(requestId);
    }
    index = environment.countInvocation();
    measurement.begin(requestId);
    TraceHeader trace = TraceHeader.ifSampled(invocation.traceId());
    tracing = trace == null ? null : trace.tracing();
    environment
        .log()
        .emit(
            new ManagedEvent.Start(requestId, invocation.functionArn(), Function.LATEST, tracing));
    Fault fault = environment.initFault();
    if (fault != null) {
      outcome = InvokePhase.outcome(Kind.INIT_ERROR, fault, requestId);
      onOutcome.accept(outcome);
      return;
    }
    claim = null;
    Fault overrun = Fault.overran(environment.function().configuration().timeout().duration());
    phase = new InvokePhase(environment.requireGeneration(), invocation, sink, overrun, onOutcome);
  }

  /** The runtime lives on after a timeout: it hears of that when it answers. */
  @Override
  public InvocationOutcome awaitOutcome() {
    InvokePhase current = phase;
    if (current != null) {
      outcome = current.await(measurement.remainingNanos());
      if (outcome.kind() == Kind.TIMEOUT) {
        environment.session().expire(current.pending());
      }
    }
    return outcome;
  }

  /** The worker's way back to next is nobody's concern: it takes another invocation there. */
  @Override
  public InvocationReport settle() {
    InvokePhase current = phase;
    environment.sandbox().drainOutput();
    InvocationReport report =
        measurement.report(outcome, environment.sandbox().usage(), coldInit, null);
    EnvironmentLog events = environment.log();
    boolean lost = outcome.kind() != Kind.TIMEOUT && outcome.kind() != Kind.ENVIRONMENT_SHUT_DOWN;
    if (current != null && current.fault() != null && lost) {
      events.emit(new ManagedEvent.Fault(report.requestId(), String.valueOf(report.errorType())));
    }
    events.emit(new InvokeEvent.End(report.requestId()));
    List<Span> spans = current == null ? List.of() : current.spans(events.now());
    events.emit(new ManagedEvent.Report(report, spans, tracing));
    events.forget();
    List<String> own = new ArrayList<>(coldInit == null ? List.of() : environment.lines().ofInit());
    own.addAll(environment.lines().close(report.requestId()));
    log = own;
    return report;
  }

  /** Gives its worker back if it was not used. */
  public void leave() {
    CompletableFuture<Void> unused = claim;
    if (unused != null) {
      claim = null;
      environment.session().withdraw(unused);
    }
  }
}
