package io.slsemu.cli.input;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.slsemu.cli.exit.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** JSON documents one after another, each handed out as soon as it is complete. */
public final class Documents implements AutoCloseable {
  private final JsonParser parser;
  private int count;

  public Documents(InputStream in) {
    try {
      parser = Json.FACTORY.createParser(in);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * The next document in compact form, or null at the end.
   *
   * @throws CommandFailure if what comes next is no JSON or too large
   */
  public byte @Nullable [] next() {
    try {
      if (parser.nextToken() == null) {
        return null;
      }
      byte[] document = JsonWriter.compact(parser);
      count++;
      return Payload.requireJson(document, "document " + count + " on stdin", null);
    } catch (JsonProcessingException e) {
      throw CommandFailure.usage(
          "document " + (count + 1) + " on stdin is not JSON: " + e.getOriginalMessage(),
          "write one JSON document after another");
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static CommandFailure unreadable(IOException e) {
    return CommandFailure.usage("cannot read stdin: " + e.getMessage(), null);
  }
}
