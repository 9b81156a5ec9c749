package io.slsemu.emulator.serviceapi.operation;

import java.util.Map;

/** Operations that belong together. */
@FunctionalInterface
public interface OperationGroup {
  /** Each with what carries it out. */
  Map<Operation, OperationHandler> handlers();

  /**
   * Whether what they keep is shown again, and changes nothing here of what it would change in the
   * service.
   */
  default boolean isConfigOnly() {
    return false;
  }
}
