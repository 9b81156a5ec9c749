package io.slsemu.emulator.environment;

import io.slsemu.emulator.report.Span;
import io.slsemu.runtimeapi.session.PendingInvocation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The stretches of a response, from the instants its session noted. */
final class ResponseSpans {

  private ResponseSpans() {}

  /**
   * Those whose both ends have come, oldest first.
   *
   * @param nowNanos a reading of the session's clock
   * @param now the same moment in the time of day
   */
  static List<Span> of(PendingInvocation pending, long nowNanos, Instant now) {
    List<Span> spans = new ArrayList<>(3);
    OptionalLong delivered = pending.deliveredNanos();
    OptionalLong first = pending.answerFirstByteNanos();
    OptionalLong last = pending.answerLastByteNanos();
    OptionalLong settled = pending.settledNanos();
    add(spans, Span.RESPONSE_LATENCY, delivered, first, nowNanos, now);
    add(spans, Span.RESPONSE_DURATION, first, last, nowNanos, now);
    add(spans, Span.RUNTIME_OVERHEAD, last, settled, nowNanos, now);
    return spans;
  }

  private static void add(
      List<Span> spans,
      String name,
      OptionalLong from,
      OptionalLong to,
      long nowNanos,
      Instant now) {
    if (from.isPresent() && to.isPresent()) {
      Instant start = now.minusNanos(nowNanos - from.getAsLong());
      // An answer may have begun before the last of its event was written.
      long nanos = Math.max(0, to.getAsLong() - from.getAsLong());
      spans.add(new Span(name, start, Duration.ofNanos(nanos)));
    }
  }
}
