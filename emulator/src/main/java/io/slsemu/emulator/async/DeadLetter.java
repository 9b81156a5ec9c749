package io.slsemu.emulator.async;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.slsemu.emulator.async.QueuedEvent.Response;
import io.slsemu.emulator.async.aws.Parcel.Attribute;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a dead-letter queue or topic is told beside the event, which it gets as it came.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">
 *     invocation-async-retain-records</a>
 */
final class DeadLetter {
  /** "The first 1 KB of the error message." */
  private static final int MAX_MESSAGE_BYTES = 1_024;

  private static final JsonMapper JSON = new JsonMapper();

  private DeadLetter() {}

  static List<Attribute> attributes(Verdict.Over over) {
    List<Attribute> attributes = new ArrayList<>(3);
    attributes.add(new Attribute("RequestID", "String", over.event().requestId()));
    attributes.add(new Attribute("ErrorCode", "Number", Integer.toString(over.status())));
    Response response = over.event().response();
    String message =
        over.message().isEmpty() && response != null
            ? errorMessage(response.payload())
            : over.message();
    if (!message.isEmpty()) { // a queue refuses an attribute without a value
      attributes.add(new Attribute("ErrorMessage", "String", firstKilobyte(message)));
    }
    return attributes;
  }

  private static String errorMessage(byte[] payload) {
    try {
      JsonNode message = JSON.readTree(payload).path("errorMessage");
      return message.isTextual() ? message.textValue() : message.toString();
    } catch (JsonProcessingException e) {
      return new String(payload, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** Cut between two characters. */
  private static String firstKilobyte(String message) {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= MAX_MESSAGE_BYTES) {
      return message;
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.IGNORE);
    CharBuffer text = CharBuffer.allocate(MAX_MESSAGE_BYTES);
    decoder.decode(ByteBuffer.wrap(bytes, 0, MAX_MESSAGE_BYTES), text, true);
    return text.flip().toString();
  }
}
