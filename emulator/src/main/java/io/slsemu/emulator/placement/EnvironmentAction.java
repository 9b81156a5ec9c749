package io.slsemu.emulator.placement;

/** What somebody can do to an environment from outside. */
public enum EnvironmentAction {
  /** Stops its processes while it rests. */
  FREEZE,
  /** Lets them go on until the end of its next invocation. */
  THAW,
  /** Kills them, as a crash does; the next invocation in it runs Init again. */
  KILL,
  /** Ends it with a Shutdown phase, once no invocation is in it; the next call is a cold start. */
  RECYCLE
}
