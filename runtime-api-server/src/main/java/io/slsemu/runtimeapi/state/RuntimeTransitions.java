package io.slsemu.runtimeapi.state;

import static io.slsemu.runtimeapi.state.RuntimeState.INIT_ERROR;
import static io.slsemu.runtimeapi.state.RuntimeState.INVOCATION_ERROR_RESPONSE;
import static io.slsemu.runtimeapi.state.RuntimeState.INVOCATION_RESPONSE;
import static io.slsemu.runtimeapi.state.RuntimeState.READY;
import static io.slsemu.runtimeapi.state.RuntimeState.RESPONSE_SENT;
import static io.slsemu.runtimeapi.state.RuntimeState.RESTORE_ERROR;
import static io.slsemu.runtimeapi.state.RuntimeState.RESTORE_READY;
import static io.slsemu.runtimeapi.state.RuntimeState.RESTORING;
import static io.slsemu.runtimeapi.state.RuntimeState.RUNNING;
import static io.slsemu.runtimeapi.state.RuntimeState.STARTED;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The runtime's transition table: what is not in it is refused. Source: the state machine of AWS's
 * Runtime Interface Emulator, with its one trap removed: every end of an answer leads out of the
 * two states in which a body is taken.
 */
public final class RuntimeTransitions {

  private static final Map<RuntimeState, Map<RuntimeEvent, RuntimeState>> TABLE =
      new EnumMap<>(RuntimeState.class);

  static {
    allow(STARTED, RuntimeEvent.NEXT, READY);
    allow(STARTED, RuntimeEvent.INIT_ERROR, INIT_ERROR);
    allow(STARTED, RuntimeEvent.RESTORE_NEXT, RESTORE_READY);
    allow(RESTORE_READY, RuntimeEvent.RESTORED, RESTORING);
    allow(RESTORING, RuntimeEvent.NEXT, READY);
    allow(RESTORING, RuntimeEvent.RESTORE_ERROR, RESTORE_ERROR);
    allow(RESTORING, RuntimeEvent.INIT_ERROR, RESTORE_ERROR);
    allow(READY, RuntimeEvent.NEXT, READY);
    allow(READY, RuntimeEvent.EVENT_HANDED_OVER, RUNNING);
    allow(RUNNING, RuntimeEvent.NEXT, RUNNING);
    allow(RUNNING, RuntimeEvent.RESPONSE, INVOCATION_RESPONSE);
    allow(RUNNING, RuntimeEvent.ERROR, INVOCATION_ERROR_RESPONSE);
    allow(INVOCATION_RESPONSE, RuntimeEvent.ANSWER_TAKEN, RESPONSE_SENT);
    allow(INVOCATION_RESPONSE, RuntimeEvent.ANSWER_CUT_SHORT, RUNNING);
    allow(INVOCATION_ERROR_RESPONSE, RuntimeEvent.ANSWER_TAKEN, RESPONSE_SENT);
    allow(INVOCATION_ERROR_RESPONSE, RuntimeEvent.ANSWER_CUT_SHORT, RUNNING);
    allow(RESPONSE_SENT, RuntimeEvent.NEXT, READY);
  }

  private RuntimeTransitions() {}

  private static void allow(RuntimeState from, RuntimeEvent event, RuntimeState to) {
    TABLE.computeIfAbsent(from, unused -> new EnumMap<>(RuntimeEvent.class)).put(event, to);
  }

  /** The state after an event, or empty if the event is not allowed. */
  public static Optional<RuntimeState> after(RuntimeState from, RuntimeEvent event) {
    return Optional.ofNullable(TABLE.getOrDefault(from, Map.of()).get(event));
  }
}
