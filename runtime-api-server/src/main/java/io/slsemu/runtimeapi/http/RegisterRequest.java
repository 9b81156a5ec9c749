package io.slsemu.runtimeapi.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of a register call, read as the service's parser does: unknown fields are passed over,
 * and a null is as good as nothing.
 *
 * @param events what the extension subscribes to, as it wrote them
 * @param error why the body is none, or null if it is one
 */
record RegisterRequest(List<String> events, @Nullable String error) {

  private static final JsonFactory JSON = new JsonFactory();

  /** The words of the service's parser, Go's. */
  private static final String CUT_SHORT = "unexpected end of JSON input";

  /** What the parser adds of its own workings. */
  private static final Pattern WHERE = Pattern.compile("(?s)\\s*\\([^()]*\\[Source:.*");

  static RegisterRequest parse(byte[] body) {
    try (JsonParser parser = JSON.createParser(body)) {
      return read(parser);
    } catch (JsonEOFException e) {
      return invalid(CUT_SHORT);
    } catch (JsonProcessingException e) {
      return invalid(WHERE.matcher(e.getOriginalMessage()).replaceFirst(""));
    } catch (IOException e) {
      // Such as bytes that are no UTF-8.
      return invalid("invalid JSON");
    }
  }

  private static RegisterRequest read(JsonParser parser) throws IOException {
    JsonToken start = parser.nextToken();
    if (start == null) {
      return invalid(CUT_SHORT);
    }
    if (start != JsonToken.START_OBJECT && start != JsonToken.VALUE_NULL) {
      return invalid("expected an object such as {\"events\":[\"INVOKE\"]}");
    }
    List<String> events = new ArrayList<>();
    List<String> configurationKeys = new ArrayList<>();
    while (start == JsonToken.START_OBJECT && parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      boolean fine =
          switch (field) {
            case "events" -> strings(parser, events);
            case "configurationKeys" -> strings(parser, configurationKeys);
            default -> skipped(parser);
          };
      if (!fine) {
        return invalid("expected " + field + " to be a list of strings");
      }
    }
    if (parser.nextToken() != null) {
      return invalid("invalid character after top-level value");
    }
    return configurationKeys.isEmpty()
        ? new RegisterRequest(List.copyOf(events), null)
        : invalid("configurationKeys are deprecated; use environment variables instead");
  }

  /** Reads a list of strings, or null; returns whether it was one. */
  private static boolean strings(JsonParser parser, List<String> into) throws IOException {
    into.clear();
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return true;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return false;
    }
    while (parser.nextToken() == JsonToken.VALUE_STRING) {
      into.add(parser.getText());
    }
    return parser.currentToken() == JsonToken.END_ARRAY;
  }

  private static boolean skipped(JsonParser parser) throws IOException {
    parser.skipChildren();
    return true;
  }

  private static RegisterRequest invalid(String error) {
    return new RegisterRequest(List.of(), error);
  }
}
