package io.slsemu.emulator.serviceapi;

import io.slsemu.emulator.environment.InvocationOutcome;
import io.slsemu.emulator.invoke.LogTail;
import io.slsemu.emulator.serviceapi.operation.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The document of {@code InvokeComplete}: members ErrorCode, ErrorDetails and LogResult, each only
 * where there is something to tell (the service's model, {@code
 * InvokeWithResponseStreamCompleteEvent}).
 */
final class StreamEnd {
  private StreamEnd() {}

  /**
   * @param log the invocation's lines where the caller asked for their tail, else null
   */
  static byte[] document(InvocationOutcome outcome, @Nullable List<String> log) {
    StringJoiner members = new StringJoiner(",", "{", "}");
    String type = outcome.errorType();
    if (type != null) {
      members.add("\"ErrorCode\":" + JsonText.quote(type));
    }
    if (outcome.isError() && outcome.payload().length > 0) {
      String details = new String(outcome.payload(), StandardCharsets.UTF_8);
      members.add("\"ErrorDetails\":" + JsonText.quote(details));
    }
    if (log != null) {
      members.add("\"LogResult\":\"" + LogTail.encoded(log) + '"');
    }
    return members.toString().getBytes(StandardCharsets.UTF_8);
  }
}
