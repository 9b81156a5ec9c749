package io.slsemu.emulator.invoke;

import io.slsemu.emulator.environment.InvocationOutcome;
import io.slsemu.emulator.environment.Seat;
import io.slsemu.emulator.placement.Lease;
import io.slsemu.emulator.report.InitializationType;
import io.slsemu.emulator.report.InvocationReport;

/** An invocation whose event is in the runtime's hands. */
public final class InvocationInFlight {
  private final Lease lease;
  private final Timeline timeline;

  InvocationInFlight(Lease lease, Timeline timeline) {
    this.lease = lease;
    this.timeline = timeline;
  }

  /**
   * Waits for the outcome, sees the runtime back at next, reports, and gives the environment back.
   * To be called once, by a thread that may wait.
   */
  public InvokeResult finish() {
    try (lease) {
      Seat environment = lease.environment();
      InvocationOutcome outcome = environment.awaitOutcome();
      InvocationReport report = environment.settle();
      lease.settled();
      timeline.invokeEnded();
      return new InvokeResult(
          outcome,
          report,
          start(environment),
          timeline.phases(),
          environment.takeLog(),
          environment.fidelity());
    }
  }

  private InvokeResult.Start start(Seat environment) {
    return new InvokeResult.Start(
        startType(environment),
        environment.id(),
        environment.invocations(),
        lease.isCold() ? null : environment.idleTime());
  }

  private String startType(Seat environment) {
    if (environment.type() == InitializationType.PROVISIONED_CONCURRENCY) {
      return "provisioned";
    }
    return lease.isCold() ? "cold" : "warm";
  }
}
