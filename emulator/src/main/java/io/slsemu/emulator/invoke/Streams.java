package io.slsemu.emulator.invoke;

import io.slsemu.emulator.report.TimeSource;
import io.slsemu.runtimeapi.session.ResponseSink;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * How responses get to callers that want them as they are made.
 *
 * @param bandwidth how fast they may be, null: as fast as they come
 * @param timer wakes those that wait for bandwidth
 */
public record Streams(@Nullable Bandwidth bandwidth, ScheduledExecutorService timer) {

  /** What takes the response of one invocation, null if its caller wants it whole. */
  @Nullable ResponseSink sink(String requestId, Responder responder, TimeSource time) {
    if (!(responder instanceof StreamingResponder streaming)) {
      return null;
    }
    ResponseSink forwarder = new ResponseForwarder(requestId, streaming);
    return bandwidth == null
        ? forwarder
        : new ShapedSink(forwarder, new TokenBucket(bandwidth, time.nanos()), timer);
  }
}
