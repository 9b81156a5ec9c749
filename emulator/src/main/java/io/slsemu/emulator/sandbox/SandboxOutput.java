package io.slsemu.emulator.sandbox;

/** Takes what a sandbox's processes write. */
@FunctionalInterface
public interface SandboxOutput {

  /** Where a line was written. */
  enum Stream {
    STDOUT,
    STDERR
  }

  /**
   * One line without its line end. A last line without an end comes when the stream closes; a line
   * longer than 256 KiB (the size of a log event) comes in pieces of that size.
   */
  void line(Stream stream, byte[] line);
}
