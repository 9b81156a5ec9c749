package io.slsemu.runtimeapi.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON as the service does, whose encoder is Go's: what could be taken for HTML is escaped
 * ({@code <} becomes {@code \\u003c}).
 */
final class ApiJson {

  private static final JsonFactory FACTORY = new JsonFactory().setCharacterEscapes(new GoEscapes());

  private ApiJson() {}

  /** Writes one object. */
  static byte[] object(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
      generator.writeStartObject();
      fields.write(generator);
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  /** The same and a line feed, as after every answer of the service but events. */
  static byte[] line(Fields fields) {
    byte[] object = object(fields);
    byte[] line = Arrays.copyOf(object, object.length + 1);
    line[object.length] = '\n';
    return line;
  }

  /** What is between the braces. */
  @FunctionalInterface
  interface Fields {
    void write(JsonGenerator generator) throws IOException;
  }

  /** Go's {@code encoding/json}: HTML's characters, and the two line ends of JavaScript. */
  private static final class GoEscapes extends CharacterEscapes {

    private static final long serialVersionUID = 1;

    private static final char LINE_SEPARATOR = 0x2028;
    private static final char PARAGRAPH_SEPARATOR = 0x2029;

    private final int[] ascii = standardAsciiEscapesForJSON();

    GoEscapes() {
      for (char c : new char[] {'<', '>', '&'}) {
        ascii[c] = ESCAPE_CUSTOM;
      }
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return ascii.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int ch) {
      boolean custom = ch < ascii.length && ascii[ch] == ESCAPE_CUSTOM;
      return custom || ch == LINE_SEPARATOR || ch == PARAGRAPH_SEPARATOR
          ? new SerializedString(String.format("\\u%04x", ch))
          : null;
    }
  }
}
