package io.slsemu.runtimeapi.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/** The JSON a runtime describes an error with; read as a stream, and only where it must be. */
final class ErrorDocument {

  private static final JsonFactory JSON = new JsonFactory();

  private ErrorDocument() {}

  /** The document's {@code errorType}, if it is JSON and has one. */
  static Optional<String> errorType(byte[] document) {
    return text(document, "errorType");
  }

  /** The document's {@code errorMessage}, if it is JSON and has one. */
  static Optional<String> errorMessage(byte[] document) {
    return text(document, "errorMessage");
  }

  private static Optional<String> text(byte[] document, String field) {
    try (JsonParser parser = JSON.createParser(document)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals(field);
        JsonToken value = parser.nextToken();
        if (wanted && value == JsonToken.VALUE_STRING) {
          return Optional.of(parser.getText());
        }
        parser.skipChildren();
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The document without its {@code errorCause}, which is for X-Ray; empty if it is no JSON. */
  static Optional<byte[]> withoutCause(byte[] document) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream(document.length);
    try (JsonParser parser = JSON.createParser(document);
        JsonGenerator generator = JSON.createGenerator(rest)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      generator.writeStartObject();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean cause = parser.currentName().equals("errorCause");
        if (!cause) {
          generator.copyCurrentEvent(parser);
        }
        parser.nextToken();
        if (cause) {
          parser.skipChildren();
        } else {
          generator.copyCurrentStructure(parser);
        }
      }
      generator.writeEndObject();
      if (parser.nextToken() != null) {
        return Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.of(rest.toByteArray());
  }
}
