package io.slsemu.emulator.placement;

/** Which environment a caller insists on: for teaching and for tests. */
public enum StartPreference {
  /** As the service does: warm if there is one. */
  ANY,
  /** A new environment, whatever is warm. */
  COLD,
  /** A warm one only; {@link NoWarmEnvironmentException} if there is none. */
  WARM
}
