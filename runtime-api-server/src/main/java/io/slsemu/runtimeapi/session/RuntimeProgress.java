package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.state.RuntimeEvent;
import io.slsemu.runtimeapi.state.RuntimeState;
import io.slsemu.runtimeapi.state.RuntimeTransitions;
import java.util.Optional;

/** Where the runtime stands. Guarded by the session's lock, which is held for every call. */
final class RuntimeProgress {
  private RuntimeState state = RuntimeState.STARTED;
  private boolean closed;

  RuntimeState state() {
    return state;
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
  }

  /** Does what the runtime asks for, or tells why it may not ask; then nothing has changed. */
  Optional<Refusal> accept(RuntimeEvent event) {
    if (closed) {
      return Optional.of(new Refusal.SessionClosed());
    }
    Optional<RuntimeState> to = RuntimeTransitions.after(state, event);
    if (to.isEmpty()) {
      return Optional.of(new Refusal.InvalidTransition(state, event));
    }
    state = to.get();
    return Optional.empty();
  }

  /**
   * Does what the platform decided.
   *
   * @throws IllegalStateException if it may not
   */
  void move(RuntimeEvent event) {
    state =
        RuntimeTransitions.after(state, event)
            .orElseThrow(() -> new IllegalStateException(event + " in state " + state));
  }
}
