package io.slsemu.emulator.invoke;

import io.slsemu.emulator.report.TraceHeader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a caller brings along to find its call again in logs and traces.
 *
 * @param requestId the invocation's id, null to have one made
 * @param trace the trace the call is part of, null to have one made
 */
public record CallerIds(@Nullable String requestId, @Nullable TraceHeader trace) {
  /** The caller leaves both to the platform. */
  public static final CallerIds NONE = new CallerIds(null, null);

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /**
   * Reads the headers of a call. The service takes nobody's request id and never refuses a trace
   * header, so a call is not refused for either: what is malformed counts as not given.
   */
  public static CallerIds of(@Nullable String requestId, @Nullable String traceHeader) {
    boolean hasId = requestId != null && UUID_FORM.matcher(requestId).matches();
    TraceHeader trace = traceHeader == null ? null : TraceHeader.parse(traceHeader).orElse(null);
    return hasId || trace != null ? new CallerIds(hasId ? requestId : null, trace) : NONE;
  }

  /**
   * Ids that are known before the call is made: a request id of the platform's, and the trace of
   * the header or a new one.
   */
  public static CallerIds made(@Nullable String traceHeader, long epochMillis) {
    TraceHeader given = traceHeader == null ? null : TraceHeader.parse(traceHeader).orElse(null);
    TraceHeader trace = given == null ? TraceHeader.fresh(epochMillis) : given;
    return new CallerIds(Identifiers.requestId(), trace);
  }
}
