package io.slsemu.emulator.async;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.invoke.CallerIds;
import io.slsemu.emulator.report.TraceHeader;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is kept.
 *
 * @param requestId the same in all tries, and in all records
 * @param function which, by its parts
 * @param qualifier as its caller named it, null for none
 * @param payload JSON
 * @param trace the trace header of all tries; its lineage has this function
 * @param acceptedMillis when it came, of the epoch
 * @param invocations how often the function ran for it
 * @param refusals how often it was refused since it ran last
 * @param response how the function failed last, null if it has not run
 */
@JsonIgnoreProperties("hops") // of rows that were kept before lineages were
record QueuedEvent(
    String requestId,
    FunctionArn function,
    @Nullable String qualifier,
    byte[] payload,
    String trace,
    long acceptedMillis,
    int invocations,
    int refusals,
    @Nullable Response response) {

  /**
   * A function's answer.
   *
   * @param executedVersion which version it was
   * @param payload what it answered
   * @param failed whether that is an error
   */
  record Response(String executedVersion, byte[] payload, boolean failed) {}

  /** One that just came, with its ids. */
  static QueuedEvent of(AsyncEvent event, String requestId, String trace, long nowMillis) {
    return new QueuedEvent(
        requestId,
        event.function(),
        event.qualifier(),
        event.payload(),
        trace,
        nowMillis,
        0,
        0,
        null);
  }

  /** The same after the function ran. */
  QueuedEvent answered(Response answer) {
    return new QueuedEvent(
        requestId, function, qualifier, payload, trace, acceptedMillis, invocations + 1, 0, answer);
  }

  /** The same after a refusal. */
  QueuedEvent refused() {
    return new QueuedEvent(
        requestId,
        function,
        qualifier,
        payload,
        trace,
        acceptedMillis,
        invocations,
        refusals + 1,
        response);
  }

  /** The same, said to have come at another time: clocks can be moved on. */
  QueuedEvent accepted(long millis) {
    return new QueuedEvent(
        requestId, function, qualifier, payload, trace, millis, invocations, refusals, response);
  }

  /** Whether it is one of a loop of functions that lead to each other. */
  boolean isLoop() {
    return TraceHeader.parse(trace).filter(each -> each.isLoop(function.toString())).isPresent();
  }

  AsyncEvent event() {
    CallerIds ids = new CallerIds(requestId, TraceHeader.parse(trace).orElse(null));
    return new AsyncEvent(function, qualifier, payload, ids);
  }
}
