package io.slsemu.emulator.sandbox;

/** Where a sandbox is in its life. */
public enum SandboxState {
  /** Nothing was started. */
  CREATED,
  RUNNING,
  FROZEN,
  /** Everything in it is gone, and its meters are still to be read. */
  ENDED,
  CLOSED;

  /** Whether a program may be started, if it is not a second runtime. */
  public boolean takesPrograms() {
    return this == CREATED || this == RUNNING;
  }

  /** The state of one whose programs are all gone. */
  public SandboxState ended() {
    return this == CLOSED ? CLOSED : ENDED;
  }
}
