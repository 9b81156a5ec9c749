package io.slsemu.emulator.sandbox.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Frames in the order in which they came. */
record SeenFrames(List<SeenFrame> frames) {

  byte[] bytesOf(char letter) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    frames.stream()
        .filter(frame -> frame.letter() == letter)
        .forEach(f -> all.writeBytes(f.payload()));
    return all.toByteArray();
  }

  String stdout() {
    return new String(bytesOf('o'), StandardCharsets.UTF_8);
  }

  String stderr() {
    return new String(bytesOf('e'), StandardCharsets.UTF_8);
  }

  /** The last frame: a letter, a blank, its payload. */
  String end() {
    return frames.get(frames.size() - 1).toString();
  }
}
