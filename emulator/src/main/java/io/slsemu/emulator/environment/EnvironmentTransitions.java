package io.slsemu.emulator.environment;

import static io.slsemu.emulator.environment.EnvironmentState.BROKEN;
import static io.slsemu.emulator.environment.EnvironmentState.CREATED;
import static io.slsemu.emulator.environment.EnvironmentState.FROZEN;
import static io.slsemu.emulator.environment.EnvironmentState.INITIALIZING;
import static io.slsemu.emulator.environment.EnvironmentState.INVOKING;
import static io.slsemu.emulator.environment.EnvironmentState.READY;
import static io.slsemu.emulator.environment.EnvironmentState.SETTLING;
import static io.slsemu.emulator.environment.EnvironmentState.TERMINATED;

import java.util.EnumMap;
import java.util.Map;

/** The table of an environment's moves. Whatever is not in it is not allowed. */
final class EnvironmentTransitions {
  private static final Map<EnvironmentState, Map<EnvironmentEvent, EnvironmentState>> TABLE =
      new EnumMap<>(EnvironmentState.class);

  static {
    allow(CREATED, EnvironmentEvent.INIT, INITIALIZING);
    allow(INITIALIZING, EnvironmentEvent.INIT_SUCCEEDED, READY);
    allow(INITIALIZING, EnvironmentEvent.INIT_FAILED, BROKEN);
    allow(READY, EnvironmentEvent.FREEZE, FROZEN);
    allow(FROZEN, EnvironmentEvent.THAW, READY);
    allow(READY, EnvironmentEvent.INVOKE, INVOKING);
    allow(INVOKING, EnvironmentEvent.ANSWERED, SETTLING);
    allow(SETTLING, EnvironmentEvent.SETTLED, READY);
    allow(READY, EnvironmentEvent.RUNTIME_LOST, BROKEN);
    allow(FROZEN, EnvironmentEvent.RUNTIME_LOST, BROKEN);
    allow(INVOKING, EnvironmentEvent.RUNTIME_LOST, BROKEN);
    allow(SETTLING, EnvironmentEvent.RUNTIME_LOST, BROKEN);
    allow(BROKEN, EnvironmentEvent.INIT, INITIALIZING);
    for (EnvironmentState state : EnvironmentState.values()) {
      allow(state, EnvironmentEvent.TERMINATE, TERMINATED);
    }
    // Ended under an Init or an invocation, which then still come to their ends.
    allow(TERMINATED, EnvironmentEvent.INIT_SUCCEEDED, TERMINATED);
    allow(TERMINATED, EnvironmentEvent.INIT_FAILED, TERMINATED);
    allow(TERMINATED, EnvironmentEvent.INVOKE, TERMINATED);
    allow(TERMINATED, EnvironmentEvent.ANSWERED, TERMINATED);
    allow(TERMINATED, EnvironmentEvent.SETTLED, TERMINATED);
    allow(TERMINATED, EnvironmentEvent.RUNTIME_LOST, TERMINATED);
  }

  private EnvironmentTransitions() {}

  /**
   * @throws IllegalStateException if the event is not allowed in that state
   */
  static EnvironmentState next(EnvironmentState state, EnvironmentEvent event) {
    EnvironmentState next = TABLE.getOrDefault(state, Map.of()).get(event);
    if (next == null) {
      throw new IllegalStateException(event + " is not allowed for an environment in " + state);
    }
    return next;
  }

  private static void allow(EnvironmentState from, EnvironmentEvent event, EnvironmentState to) {
    TABLE.computeIfAbsent(from, key -> new EnumMap<>(EnvironmentEvent.class)).put(event, to);
  }
}
