package io.slsemu.emulator.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.report.Span;
import io.slsemu.runtimeapi.model.Invocation;
import io.slsemu.runtimeapi.model.RuntimeAnswer;
import io.slsemu.runtimeapi.session.Admission;
import io.slsemu.runtimeapi.session.ParkedPoll;
import io.slsemu.runtimeapi.session.PendingInvocation;
import io.slsemu.runtimeapi.session.RuntimeSession;
import io.slsemu.runtimeapi.state.RuntimeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ResponseSpansTests {
  private static final Instant NOW = Instant.parse("2026-10-08T06:53:50Z");

  /** Stands still unless a test moves it: monotonic by nature, unlike the time of day. */
  private final AtomicLong nanos = new AtomicLong();

  private final RuntimeSession session = new RuntimeSession(nanos::get);

  @Test
  @DisplayName("8.8/101: spans are counted on the monotonic clock, to the microsecond")
  void ofWhenResponseCameThenHasLatencyDurationAndOverhead() {
    PendingInvocation pending = answered();
    nanos.set(10_957_000);
    session.next(new FakePoll());
    nanos.set(20_000_000);

    assertThat(ResponseSpans.of(pending, nanos.get(), NOW))
        .containsExactly(
            span(Span.RESPONSE_LATENCY, 0, 2_215),
            span(Span.RESPONSE_DURATION, 2_215, 56),
            span(Span.RUNTIME_OVERHEAD, 2_271, 8_686));
  }

  @Test
  @DisplayName("8.8/101: a runtime that is not back at next has no overhead yet")
  void ofWhenRuntimeIsNotBackThenTheLastSpanIsMissing() {
    PendingInvocation pending = answered();
    nanos.set(20_000_000);

    assertThat(ResponseSpans.of(pending, nanos.get(), NOW))
        .extracting(Span::name)
        .containsExactly(Span.RESPONSE_LATENCY, Span.RESPONSE_DURATION);
  }

  /** Counted in microseconds from an origin 20 ms before now. */
  private static Span span(String name, long startMicros, long micros) {
    Instant start = NOW.minusMillis(20).plusNanos(startMicros * 1_000);
    return new Span(name, start, Duration.ofNanos(micros * 1_000));
  }

  private PendingInvocation answered() {
    PendingInvocation pending =
        session.offer(
            new Invocation("id", new byte[0], "application/json", 0, "arn", null, null, null));
    session.next(new FakePoll());
    session.delivering(pending);
    Admission admission = session.beginAnswer(RuntimeEvent.RESPONSE, "id", null);
    ((Admission.Admitted) admission)
        .ticket()
        .answer(new RuntimeAnswer.Response(new byte[40], "application/json"), 2_215_000, 2_271_000);
    return pending;
  }

  private static final class FakePoll implements ParkedPoll {
    @Override
    public void deliver(PendingInvocation pending) {}

    @Override
    public void abandon() {}
  }
}
