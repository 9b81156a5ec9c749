package io.slsemu.emulator.environment;

/** What can happen to an execution environment. */
enum EnvironmentEvent {
  INIT,
  INIT_SUCCEEDED,
  INIT_FAILED,
  FREEZE,
  THAW,
  INVOKE,
  ANSWERED,
  SETTLED,
  /** The timeout ran out, or the runtime ended. */
  RUNTIME_LOST,
  TERMINATE
}
