package io.slsemu.emulator.sandbox.docker;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A frame as the init sent it. */
record SeenFrame(char letter, byte[] payload) {

  static SeenFrame read(DataInputStream in) throws IOException {
    char letter = (char) in.readUnsignedByte();
    byte[] payload = new byte[in.readInt()];
    in.readFully(payload);
    return new SeenFrame(letter, payload);
  }

  /** Nothing of the program comes after it. */
  boolean isLast() {
    return letter == 'x' || letter == 'R';
  }

  String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return letter + " " + text();
  }
}
