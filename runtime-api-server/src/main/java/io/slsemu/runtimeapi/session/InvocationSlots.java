package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.state.RuntimeEvent;
import io.slsemu.runtimeapi.state.RuntimeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The invocations of a session: one in the runtime's hands and one behind it. Guarded by the
 * session's lock, which is held for every call.
 */
final class InvocationSlots {
  private final RuntimeProgress progress;

  /** Handed to the runtime, which has not come back to {@code next} since its answer. */
  private @Nullable PendingInvocation current;

  /** Offered, with no poll to hand it to. */
  private @Nullable PendingInvocation waiting;

  InvocationSlots(RuntimeProgress progress) {
    this.progress = progress;
  }

  @Nullable PendingInvocation current() {
    return current;
  }

  /**
   * Takes an invocation that was offered.
   *
   * @throws IllegalStateException if one is unanswered
   */
  void add(PendingInvocation offered) {
    if (waiting != null || (current != null && progress.state() != RuntimeState.RESPONSE_SENT)) {
      throw new IllegalStateException(
          "invocation "
              + offered.invocation().requestId()
              + " was offered while another is unanswered; wait for its answer first");
    }
    waiting = offered;
  }

  /** Makes what waits current. Call with a poll at hand. */
  @Nullable PendingInvocation handOver() {
    PendingInvocation pending = waiting;
    if (pending != null) {
      progress.move(RuntimeEvent.EVENT_HANDED_OVER);
      current = pending;
      waiting = null;
    }
    return pending;
  }

  /** Takes out the one that is over. */
  @Nullable PendingInvocation settle() {
    PendingInvocation settled = current;
    current = null;
    return settled;
  }

  /** Takes out all there are. */
  List<PendingInvocation> clear() {
    List<PendingInvocation> all = new ArrayList<>(2);
    Optional.ofNullable(current).ifPresent(all::add);
    Optional.ofNullable(waiting).ifPresent(all::add);
    current = null;
    waiting = null;
    return all;
  }
}
