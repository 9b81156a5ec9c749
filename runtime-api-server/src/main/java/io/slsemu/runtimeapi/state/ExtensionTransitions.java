package io.slsemu.runtimeapi.state;

import static io.slsemu.runtimeapi.state.ExtensionState.EXIT_ERROR;
import static io.slsemu.runtimeapi.state.ExtensionState.INIT_ERROR;
import static io.slsemu.runtimeapi.state.ExtensionState.READY;
import static io.slsemu.runtimeapi.state.ExtensionState.REGISTERED;
import static io.slsemu.runtimeapi.state.ExtensionState.RUNNING;
import static io.slsemu.runtimeapi.state.ExtensionState.STARTED;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The extensions' transition tables: what is not in them is refused. Source: the state machines of
 * AWS's Runtime Interface Emulator. An internal extension has no process of its own: nothing that
 * happens to processes happens to it.
 */
public final class ExtensionTransitions {

  private static final Map<ExtensionState, Map<ExtensionEvent, ExtensionState>> INTERNAL =
      calls(new EnumMap<>(ExtensionState.class));

  private static final Map<ExtensionState, Map<ExtensionEvent, ExtensionState>> EXTERNAL =
      processEnds(calls(new EnumMap<>(ExtensionState.class)));

  private ExtensionTransitions() {}

  /** The state after an event, or empty if the event is not allowed. */
  public static Optional<ExtensionState> after(
      ExtensionKind kind, ExtensionState from, ExtensionEvent event) {
    Map<ExtensionState, Map<ExtensionEvent, ExtensionState>> table =
        kind == ExtensionKind.EXTERNAL ? EXTERNAL : INTERNAL;
    return Optional.ofNullable(table.getOrDefault(from, Map.of()).get(event));
  }

  private static Map<ExtensionState, Map<ExtensionEvent, ExtensionState>> calls(
      Map<ExtensionState, Map<ExtensionEvent, ExtensionState>> table) {
    allow(table, STARTED, ExtensionEvent.REGISTER);
    allow(table, REGISTERED, ExtensionEvent.NEXT);
    allow(table, READY, ExtensionEvent.EVENT_HANDED_OVER);
    allow(table, RUNNING, ExtensionEvent.NEXT);
    allow(table, REGISTERED, ExtensionEvent.INIT_ERROR);
    allow(table, INIT_ERROR, ExtensionEvent.INIT_ERROR);
    allow(table, REGISTERED, ExtensionEvent.EXIT_ERROR);
    allow(table, READY, ExtensionEvent.EXIT_ERROR);
    allow(table, RUNNING, ExtensionEvent.EXIT_ERROR);
    allow(table, EXIT_ERROR, ExtensionEvent.EXIT_ERROR);
    return table;
  }

  private static Map<ExtensionState, Map<ExtensionEvent, ExtensionState>> processEnds(
      Map<ExtensionState, Map<ExtensionEvent, ExtensionState>> table) {
    allow(table, STARTED, ExtensionEvent.LAUNCH_FAILED);
    allow(table, RUNNING, ExtensionEvent.PROCESS_EXITED);
    allow(table, RUNNING, ExtensionEvent.KILLED_AT_DEADLINE);
    return table;
  }

  /** Every event leads to the state it asks for, or nowhere. */
  private static void allow(
      Map<ExtensionState, Map<ExtensionEvent, ExtensionState>> table,
      ExtensionState from,
      ExtensionEvent event) {
    table
        .computeIfAbsent(from, unused -> new EnumMap<>(ExtensionEvent.class))
        .put(event, event.aim());
  }
}
