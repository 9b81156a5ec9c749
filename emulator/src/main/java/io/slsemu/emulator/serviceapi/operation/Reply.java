package io.slsemu.emulator.serviceapi.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What an operation answers when it is carried out.
 *
 * @param status the operation's, or another that the service has for the case
 * @param document the body, null for none
 */
public record Reply(int status, @Nullable JsonNode document) {

  /** The usual answer of an operation. */
  public static Reply of(Call call, JsonNode document) {
    return new Reply(call.operation().status(), document);
  }

  /** Done, and nothing to say. */
  public static Reply empty(Call call) {
    return new Reply(call.operation().status(), null);
  }
}
