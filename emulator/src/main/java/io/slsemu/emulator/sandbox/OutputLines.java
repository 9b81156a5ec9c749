package io.slsemu.emulator.sandbox;

import java.io.ByteArrayOutputStream;

/** Cuts what a program writes to one stream into lines. Used by one thread. */
public final class OutputLines {
  /** A log event's size in the service: longer lines come in pieces. */
  public static final int MAX_LINE = 262_144;

  private final SandboxOutput.Stream stream;
  private final SandboxOutput output;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean isContinued;

  public OutputLines(SandboxOutput.Stream stream, SandboxOutput output) {
    this.stream = stream;
    this.output = output;
  }

  /** Takes the next bytes, and hands on the lines that end in them. */
  public void take(byte[] buffer, int offset, int count) {
    int start = offset;
    int end = offset + count;
    for (int at = offset; at < end; at++) {
      if (buffer[at] == '\n') {
        line.write(buffer, start, at - start);
        if (line.size() > 0 || !isContinued) { // else the last piece was the line's end
          handOn();
        }
        isContinued = false;
        start = at + 1;
      } else if (line.size() + at + 1 - start == MAX_LINE) {
        line.write(buffer, start, at + 1 - start);
        handOn();
        isContinued = true;
        start = at + 1;
      }
    }
    line.write(buffer, start, end - start);
  }

  /** Hands on a last line that has no end. */
  public void end() {
    if (line.size() > 0) {
      handOn();
    }
  }

  private void handOn() {
    byte[] whole = line.toByteArray();
    line.reset();
    output.line(stream, whole);
  }
}
