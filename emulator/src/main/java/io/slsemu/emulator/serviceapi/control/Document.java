package io.slsemu.emulator.serviceapi.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that answers a request. Written by the streaming generator: it is there at once.
 */
final class Document {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** Writes the members of an object. */
  @FunctionalInterface
  interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  private Document() {}

  static void send(HttpServerExchange exchange, Members members) {
    send(exchange, 200, members);
  }

  static void send(HttpServerExchange exchange, int status, Members members) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseSender().send(ByteBuffer.wrap(bytes(members)));
  }

  /**
   * Tells of something that cannot be done.
   *
   * @param error a word for programs
   * @param remedy what to do about it, or null
   */
  static void sendError(
      HttpServerExchange exchange,
      int status,
      String error,
      @Nullable String message,
      @Nullable String remedy) {
    send(
        exchange,
        status,
        json -> {
          json.writeStringField("error", error);
          json.writeStringField("message", message);
          json.writeStringField("remedy", remedy);
        });
  }

  static byte[] bytes(Members members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A length of time, exact. */
  static void nanos(JsonGenerator json, String name, @Nullable Duration duration)
      throws IOException {
    if (duration == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, duration.toNanos());
    }
  }
}
