package io.slsemu.emulator.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A command to a supervisor: a letter, a length, and fields {@code key=value} ended by NUL. */
public final class Frame {
  public static final char PREPARE = 'P';
  public static final char START = 'S';
  public static final char EXTENSION = 'E';
  public static final char SIGNAL = 'G';
  public static final char KILL = 'K';

  private final char letter;
  private final ByteArrayOutputStream payload = new ByteArrayOutputStream();

  public Frame(char letter) {
    this.letter = letter;
  }

  public Frame with(String key, String value) {
    byte[] field = (key + "=" + value).getBytes(StandardCharsets.UTF_8);
    for (byte octet : field) {
      if (octet == 0) {
        throw new IllegalArgumentException(key + " must not hold a NUL character");
      }
    }
    payload.writeBytes(field);
    payload.write(0);
    return this;
  }

  /** What a program is executed from. */
  public Frame with(Launch launch) {
    with("cwd", launch.workingDirectory());
    launch.command().forEach(argument -> with("arg", argument));
    launch.environment().forEach((name, value) -> with("env", name + "=" + value));
    return this;
  }

  public void writeTo(OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeByte(letter);
    data.writeInt(payload.size());
    payload.writeTo(data);
    data.flush();
  }
}
