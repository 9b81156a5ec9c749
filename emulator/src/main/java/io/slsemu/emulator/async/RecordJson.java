package io.slsemu.emulator.async;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.slsemu.emulator.async.QueuedEvent.Response;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The record of an invocation as destinations get it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">
 *     invocation-async-retain-records</a>
 */
final class RecordJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final QueuedEvent event;
  private final Condition condition;
  private final boolean withPayloads;

  /**
   * @param withPayloads false where they are too large for the destination
   */
  RecordJson(QueuedEvent event, Condition condition, boolean withPayloads) {
    this.event = event;
    this.condition = condition;
    this.withPayloads = withPayloads;
  }

  /**
   * @param now its timestamp
   */
  String write(Instant now) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("version", "1.0");
      json.writeStringField("timestamp", TIMESTAMP.format(now));
      writeRequest(json);
      if (event.response() != null) {
        writeResponse(json, event.response());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never, in memory
    }
    return text.toString();
  }

  private void writeRequest(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("requestContext");
    json.writeStringField("requestId", event.requestId());
    json.writeStringField("functionArn", event.event().qualifiedArn());
    json.writeStringField("condition", condition.wireName());
    json.writeNumberField("approximateInvokeCount", event.invocations());
    json.writeEndObject();
    writePayload(json, "requestPayload", event.payload());
  }

  private void writeResponse(JsonGenerator json, Response response) throws IOException {
    json.writeObjectFieldStart("responseContext");
    json.writeNumberField("statusCode", 200);
    json.writeStringField("executedVersion", response.executedVersion());
    if (response.failed()) {
      json.writeStringField("functionError", "Unhandled");
    }
    json.writeEndObject();
    writePayload(json, "responsePayload", response.payload());
  }

  /** As it is, so that its numbers stay what they are; as a string if it is no JSON. */
  private void writePayload(JsonGenerator json, String name, byte[] payload) throws IOException {
    if (!withPayloads) {
      return;
    }
    String text = new String(payload, StandardCharsets.UTF_8);
    json.writeFieldName(name);
    if (text.isBlank()) {
      json.writeNull();
    } else if (isJson(text)) {
      json.writeRawValue(text.strip());
    } else {
      json.writeString(text);
    }
  }

  /** Whether it is one JSON value and nothing else. */
  private static boolean isJson(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      return parser.nextToken() != null
          && parser.skipChildren() != null
          && parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}
