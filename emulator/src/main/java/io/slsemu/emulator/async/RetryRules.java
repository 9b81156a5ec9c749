package io.slsemu.emulator.async;

import io.slsemu.emulator.async.QueuedEvent.Response;
import io.slsemu.emulator.concurrency.TooManyRequestsException;
import io.slsemu.emulator.report.Lineage;
import java.time.Duration;

/**
 * When an event is tried again.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">
 *     invocation-async-error-handling</a>
 */
final class RetryRules {
  /** One minute before the second try, two before the third. */
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

  /** Doubled with each refusal. */
  private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);

  private static final Duration LAST_BACK_OFF = Duration.ofMinutes(5);

  /** Beyond so many doublings it is the last back-off anyway. */
  private static final int DOUBLINGS = 16;

  private static final int OK = 200;

  private RetryRules() {}

  /** Whether it may not even be tried any more. */
  static boolean isTooOld(EventInvokeSettings settings, Duration age) {
    return age.compareTo(settings.maximumEventAge()) >= 0;
  }

  /** For one that waited too long. */
  static Verdict tooOld(QueuedEvent event) {
    boolean ran = event.response() != null;
    return new Verdict.Over(
        event,
        Condition.EVENT_AGE_EXCEEDED,
        ran ? OK : 429,
        ran ? "" : TooManyRequestsException.MESSAGE);
  }

  /**
   * For one of a loop, which is not tried. Its record has the condition that says least wrong: the
   * service has no further one.
   */
  static Verdict.Over loop(QueuedEvent event) {
    return new Verdict.Over(event, Condition.RETRIES_EXHAUSTED, 400, Lineage.STOPPED);
  }

  /**
   * @param age how old the event is now, after the try
   */
  static Verdict after(
      Outcome outcome, QueuedEvent event, EventInvokeSettings settings, Duration age) {
    if (outcome instanceof Outcome.Succeeded ok) {
      Response response = new Response(ok.executedVersion(), ok.payload(), false);
      return new Verdict.Over(event.answered(response), Condition.SUCCESS, OK, "");
    }
    if (outcome instanceof Outcome.Failed failed) {
      Response response = new Response(failed.executedVersion(), failed.payload(), true);
      return afterFailure(event.answered(response), settings, age);
    }
    if (outcome instanceof Outcome.Refused refused) {
      return afterRefusal(refused, event.refused(), settings, age);
    }
    if (outcome instanceof Outcome.Gone gone) {
      return new Verdict.Lost(event, gone.message());
    }
    return new Verdict.Over(
        event, Condition.ZERO_RESERVED_CONCURRENCY, 429, TooManyRequestsException.MESSAGE);
  }

  private static Verdict afterFailure(
      QueuedEvent event, EventInvokeSettings settings, Duration age) {
    if (event.invocations() > settings.maximumRetryAttempts()) {
      return new Verdict.Over(event, Condition.RETRIES_EXHAUSTED, OK, "");
    }
    Duration delay = AFTER_FAILURE.multipliedBy(event.invocations());
    // Recorded: an event of 60 s at most is over when its first try failed, a minute before.
    return isTooOld(settings, age.plus(delay))
        ? new Verdict.Over(event, Condition.EVENT_AGE_EXCEEDED, OK, "")
        : new Verdict.Again(event, delay);
  }

  /** Refusals use up no retry; when its age is up while it waits, it waits no longer than that. */
  private static Verdict afterRefusal(
      Outcome.Refused refused, QueuedEvent event, EventInvokeSettings settings, Duration age) {
    if (isTooOld(settings, age)) {
      return new Verdict.Over(
          event, Condition.EVENT_AGE_EXCEEDED, refused.status(), refused.message());
    }
    int doublings = Math.min(DOUBLINGS, event.refusals() - 1);
    Duration delay = FIRST_BACK_OFF.multipliedBy(1L << doublings);
    Duration capped = delay.compareTo(LAST_BACK_OFF) > 0 ? LAST_BACK_OFF : delay;
    Duration left = settings.maximumEventAge().minus(age);
    return new Verdict.Again(event, capped.compareTo(left) > 0 ? left : capped);
  }
}
