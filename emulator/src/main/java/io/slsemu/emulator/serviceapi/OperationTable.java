package io.slsemu.emulator.serviceapi;

import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.operation.OperationGroup;
import io.slsemu.emulator.serviceapi.operation.OperationHandler;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who carries out which operation. */
final class OperationTable {
  private final Map<Operation, OperationHandler> handlers = new EnumMap<>(Operation.class);
  private final Set<Operation> configOnly = EnumSet.noneOf(Operation.class);

  OperationTable(List<OperationGroup> groups) {
    for (OperationGroup each : groups) {
      Map<Operation, OperationHandler> its = each.handlers();
      handlers.putAll(its);
      if (each.isConfigOnly()) {
        configOnly.addAll(its.keySet());
      }
    }
  }

  /** Null for an operation that is not there. */
  @Nullable OperationHandler handler(Operation operation) {
    return handlers.get(operation);
  }

  /** Whether what it is given is kept and returned, and changes nothing else. */
  boolean isConfigOnly(Operation operation) {
    return configOnly.contains(operation);
  }
}
