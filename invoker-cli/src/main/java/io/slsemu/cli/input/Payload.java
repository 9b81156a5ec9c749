package io.slsemu.cli.input;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.emulator.invoke.InvokeRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the event of a call from wherever the user has it, and refuses what is no JSON. */
public final class Payload {
  private static final byte[] EMPTY_OBJECT = {'{', '}'};

  private final WorkingDirectory directory;
  private final InputStream stdin;

  public Payload(WorkingDirectory directory, InputStream stdin) {
    this.directory = directory;
    this.stdin = stdin;
  }

  /** What a function receives when its caller sends nothing: {@code {}}, as in the service. */
  public static byte[] none() {
    return EMPTY_OBJECT.clone();
  }

  /**
   * The value of {@code --payload}: JSON, {@code @file}, {@code file://file} or {@code -}.
   *
   * @throws CommandFailure if it cannot be read, is no JSON or too large
   */
  public byte[] fromArgument(String option, String value) {
    if (value.equals("-")) {
      return fromStdin();
    }
    String file = fileName(value);
    if (file != null) {
      return fromFile(file);
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return requireJson(bytes, option, inlineRemedy(value));
  }

  /**
   * The value of {@code --event}: a file, or {@code -} for stdin.
   *
   * @throws CommandFailure if it cannot be read, is no JSON or too large
   */
  public byte[] fromFileOrStdin(String value) {
    return value.equals("-") ? fromStdin() : fromFile(value);
  }

  /**
   * An inline value or a file's content, not yet checked.
   *
   * @throws CommandFailure if the file cannot be read
   */
  public byte[] read(String value) {
    String file = fileName(value);
    return file == null ? value.getBytes(StandardCharsets.UTF_8) : readFile(file);
  }

  private static @Nullable String fileName(String value) {
    if (value.startsWith("@")) {
      return value.substring(1);
    }
    if (value.startsWith("file://")) {
      return value.substring("file://".length());
    }
    return value.startsWith("fileb://") ? value.substring("fileb://".length()) : null;
  }

  private byte[] fromStdin() {
    try {
      byte[] bytes = stdin.readNBytes(InvokeRequest.MAX_PAYLOAD_BYTES + 1);
      return requireJson(bytes, "the payload on stdin", "write one JSON document to stdin");
    } catch (IOException e) {
      throw CommandFailure.usage("cannot read the payload from stdin: " + e.getMessage(), null);
    }
  }

  private byte[] fromFile(String name) {
    return requireJson(readFile(name), "payload file " + name, null);
  }

  private byte[] readFile(String name) {
    Path file = directory.resolve(name);
    if (!Files.exists(file)) {
      throw CommandFailure.usage(
          "payload file " + name + " does not exist", NearestName.ofSibling(file));
    }
    if (Files.isDirectory(file)) {
      throw CommandFailure.usage("payload file " + name + " is a directory", null);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(InvokeRequest.MAX_PAYLOAD_BYTES + 1);
    } catch (IOException e) {
      throw CommandFailure.usage(
          "cannot read payload file " + name, "check its permissions: ls -l " + name);
    }
  }

  /**
   * Refuses what the service would refuse.
   *
   * @param what how the user knows it
   * @param remedy what to say if it is no JSON and not base64 of JSON
   */
  public static byte[] requireJson(byte[] bytes, String what, @Nullable String remedy) {
    if (bytes.length > InvokeRequest.MAX_PAYLOAD_BYTES) {
      throw CommandFailure.usage(
          what + " is larger than " + InvokeRequest.MAX_PAYLOAD_BYTES + " bytes",
          "the service takes no larger event; hand over a reference, such as an S3 key");
    }
    String fault = Json.fault(bytes);
    if (fault == null) {
      return bytes;
    }
    if (new String(bytes, StandardCharsets.UTF_8).isBlank()) {
      throw CommandFailure.usage(what + " is empty", "leave it out to send {}");
    }
    throw CommandFailure.usage(what + " is not JSON: " + fault, adviceFor(bytes, remedy));
  }

  private static @Nullable String adviceFor(byte[] bytes, @Nullable String remedy) {
    byte[] decoded = Base64Json.decode(new String(bytes, StandardCharsets.UTF_8));
    if (decoded == null) {
      return remedy;
    }
    return "it is base64 of JSON: sls-emu takes the JSON itself, as AWS CLI v2 does with"
        + " --cli-binary-format raw-in-base64-out";
  }

  private String inlineRemedy(String value) {
    if (value.length() < 1_024
        && value.indexOf('\0') < 0
        && Files.isRegularFile(directory.resolve(value))) {
      return "did you mean --payload @" + value + "?";
    }
    return "for example --payload '{\"name\":\"Ada\"}', or --payload @event.json";
  }
}
