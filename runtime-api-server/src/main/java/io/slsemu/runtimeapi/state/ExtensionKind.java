package io.slsemu.runtimeapi.state;

/** Who started an extension. */
public enum ExtensionKind {
  /** The platform did, from {@code /opt/extensions}: a process of its own. */
  EXTERNAL,
  /** It runs in the runtime's processes, and is known only since it registered. */
  INTERNAL
}
