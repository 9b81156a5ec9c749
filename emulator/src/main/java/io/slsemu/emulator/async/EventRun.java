package io.slsemu.emulator.async;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** One try of one event, and what follows from it. */
final class EventRun {
  private static final String LOOP =
      "it is one of more than 16 events in a row that led to each other; RecursiveLoop Allow (aws"
          + " lambda put-function-recursion-config) would let them go on";

  private final Target target;
  private final EventInvokeSettingsSource source;
  private final Rows rows;
  private final QueueClock clock;
  private final Consumer<String> notices;

  EventRun(AsyncSettings settings, Rows rows, QueueClock clock) {
    this.target = settings.target();
    this.source = settings.settings();
    this.rows = rows;
    this.clock = clock;
    this.notices = settings.notices();
  }

  /**
   * @param begun runs when the function has begun with it, if it does
   * @return whether the function is throttled
   */
  boolean run(Ticket ticket, QueuedEvent event, Runnable begun) {
    EventInvokeSettings before = settings(event);
    if (event.isLoop() && !before.recursion()) {
      stop(ticket, event, before);
      return false;
    }
    if (RetryRules.isTooOld(before, clock.since(ticket.accepted()))) {
      settle(ticket, RetryRules.tooOld(event));
      return false;
    }
    Outcome outcome = target.invoke(event.event(), begun);
    if (rows.areClosed()) {
      return false; // too late to count: it is begun anew next time
    }
    tellTrouble(outcome, event);
    settle(
        ticket, RetryRules.after(outcome, event, settings(event), clock.since(ticket.accepted())));
    return outcome instanceof Outcome.Refused refused && refused.isThrottle();
  }

  /** Who is to know of failures is told, unless that went on with the loop. */
  private void stop(Ticket ticket, QueuedEvent event, EventInvokeSettings settings) {
    List<QueuedItem> following =
        new Consequences(RetryRules.loop(event), settings, clock)
            .items().stream()
                .filter(item -> item.event() == null || !item.event().isLoop())
                .toList();
    if (following.isEmpty()) {
      drop(ticket, new Verdict.Lost(event, LOOP));
    } else {
      notices.accept(
          "event "
              + event.requestId()
              + " of "
              + event.event().qualifiedArn()
              + " is stopped: "
              + LOOP);
      rows.finish(ticket, following);
    }
  }

  /** A throttle is the service's way; that the host fails, a user wants to know, once. */
  private void tellTrouble(Outcome outcome, QueuedEvent event) {
    if (outcome instanceof Outcome.Refused refused
        && !refused.isThrottle()
        && event.refusals() == 0) {
      notices.accept(
          "event "
              + (event.requestId() + " of " + event.event().qualifiedArn())
              + (" could not be invoked, and is tried again: " + refused.message()));
    }
  }

  private void settle(Ticket ticket, Verdict verdict) {
    if (verdict instanceof Verdict.Again again) {
      // Its age goes on from here by the time of day, if that is all that is left.
      QueuedEvent event = again.event().accepted(clock.millisOf(ticket.accepted()));
      rows.again(ticket, due -> QueuedItem.of(event, due), again.delay());
    } else if (verdict instanceof Verdict.Over over) {
      List<QueuedItem> following = new Consequences(over, settings(over.event()), clock).items();
      rows.finish(ticket, following);
      tellIfLost(over, following);
    } else if (verdict instanceof Verdict.Lost lost) {
      drop(ticket, lost);
    }
  }

  private void tellIfLost(Verdict.Over over, List<QueuedItem> following) {
    if (over.condition() != Condition.SUCCESS && following.isEmpty()) {
      QueuedEvent event = over.event();
      notices.accept(
          "event "
              + (event.requestId() + " of " + event.event().qualifiedArn() + " is given up: ")
              + (over.condition().wireName() + " after " + event.invocations() + " invocations; ")
              + "an on-failure destination or a dead-letter queue would have it");
    }
  }

  private void drop(Ticket ticket, Verdict.Lost lost) {
    QueuedEvent event = lost.event();
    String arn = event.event().qualifiedArn();
    notices.accept("event " + event.requestId() + " of " + arn + " is dropped: " + lost.reason());
    String body = new String(event.payload(), StandardCharsets.UTF_8);
    rows.drop(ticket, new DroppedRecord(event.requestId(), arn, lost.reason(), body));
  }

  private EventInvokeSettings settings(QueuedEvent event) {
    return source.settings(event.function(), event.qualifier());
  }
}
