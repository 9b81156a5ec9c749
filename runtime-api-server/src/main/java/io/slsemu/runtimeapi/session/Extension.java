package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.model.ExtensionFault;
import io.slsemu.runtimeapi.model.ExtensionLaunchError;
import io.slsemu.runtimeapi.model.LifecycleEvent;
import io.slsemu.runtimeapi.state.ExtensionEvent;
import io.slsemu.runtimeapi.state.ExtensionKind;
import io.slsemu.runtimeapi.state.ExtensionState;
import io.slsemu.runtimeapi.state.ExtensionTransitions;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One extension and the events on their way to it. Guarded by the lock of its session: what is to
 * be done once that is released is added to the lists of actions.
 */
final class Extension {

  /** Reports cut longer names (AWS's Runtime Interface Emulator, {@code interop/messages.go}). */
  private static final int MAX_REPORTED_NAME = 127;

  private final String name;
  private final ExtensionKind kind;
  private final UUID identifier = UUID.randomUUID();
  private final Set<LifecycleEvent.Type> subscriptions = EnumSet.noneOf(LifecycleEvent.Type.class);
  private final Deque<ExtensionDelivery> queue = new ArrayDeque<>();

  private ExtensionState state = ExtensionState.STARTED;
  private boolean cameToNext;
  private boolean exited;
  private @Nullable String errorType;
  private @Nullable EventPoll<ExtensionDelivery> parked;

  /** Handed over, and it is not back yet. */
  private @Nullable ExtensionDelivery current;

  /** What is current did not reach it. */
  private boolean lost;

  Extension(String name, ExtensionKind kind) {
    this.name = name;
    this.kind = kind;
  }

  String name() {
    return name;
  }

  UUID identifier() {
    return identifier;
  }

  boolean isExternal() {
    return kind == ExtensionKind.EXTERNAL;
  }

  boolean isRegistered() {
    return state != ExtensionState.STARTED && state != ExtensionState.LAUNCH_ERROR;
  }

  /** Whether it has been at {@code event/next}, ever. */
  boolean cameToNext() {
    return cameToNext;
  }

  boolean subscribesTo(LifecycleEvent.Type type) {
    return subscriptions.contains(type);
  }

  boolean hasExited() {
    return exited;
  }

  /** Whether it can be expected to ask for an event. */
  boolean isAlive() {
    return !exited
        && (state == ExtensionState.REGISTERED
            || state == ExtensionState.READY
            || state == ExtensionState.RUNNING);
  }

  ExtensionStatus status() {
    String reported =
        name.length() > MAX_REPORTED_NAME ? name.substring(0, MAX_REPORTED_NAME) : name;
    return new ExtensionStatus(reported, kind, state, List.copyOf(subscriptions), errorType);
  }

  Optional<ExtensionRefusal> register(Collection<LifecycleEvent.Type> events) {
    Optional<ExtensionRefusal> refusal = move(ExtensionEvent.REGISTER, name);
    if (refusal.isEmpty()) {
      subscriptions.addAll(events);
    }
    return refusal;
  }

  /** It comes to {@code event/next}: back from the last event, ready for one. */
  Optional<ExtensionRefusal> next(EventPoll<ExtensionDelivery> poll, List<Runnable> actions) {
    if (state == ExtensionState.READY && parked == null) {
      // Its poll's client went away while it waited: as if that poll had not been.
      parked = poll;
      handOver(actions);
      return Optional.empty();
    }
    if (state == ExtensionState.RUNNING && lost) {
      lost = false;
      sendCurrent(poll, actions);
      return Optional.empty();
    }
    Optional<ExtensionRefusal> refusal = move(ExtensionEvent.NEXT, identifier.toString());
    if (refusal.isEmpty()) {
      cameToNext = true;
      isBack(actions);
      parked = poll;
      handOver(actions);
    }
    return refusal;
  }

  /** Sends an event now, or when it comes for it. */
  void send(ExtensionDelivery delivery, List<Runnable> actions) {
    queue.addLast(delivery);
    handOver(actions);
  }

  /** The last event there will be: those that did not reach it yet never will. */
  void sendLast(ExtensionDelivery delivery, List<Runnable> actions) {
    queue.clear();
    if (lost) {
      lost = false;
      current = null;
    }
    send(delivery, actions);
  }

  void vanished(EventPoll<ExtensionDelivery> poll) {
    if (parked == poll) {
      parked = null;
    }
  }

  void undelivered(ExtensionDelivery delivery) {
    if (current == delivery) {
      lost = true;
    }
  }

  /**
   * It says that it gives up.
   *
   * @param event {@link ExtensionEvent#INIT_ERROR} or {@link ExtensionEvent#EXIT_ERROR}
   */
  Optional<ExtensionRefusal> givesUp(ExtensionEvent event, ExtensionFault.Type type) {
    Optional<ExtensionRefusal> refusal = move(event, identifier.toString());
    if (refusal.isEmpty()) {
      errorType = type.wireName();
    }
    return refusal;
  }

  void launchFailed(ExtensionLaunchError reason) {
    if (move(ExtensionEvent.LAUNCH_FAILED, name).isPresent()) {
      throw new IllegalStateException("extension " + name + " has been started: it is " + state);
    }
    errorType = reason.wireName();
  }

  void crashed() {
    exited = true;
    if (errorType == null) {
      errorType = ExtensionFault.Type.CRASH.wireName();
    }
  }

  void exitedInShutdown() {
    exited = true;
    move(ExtensionEvent.PROCESS_EXITED, name);
  }

  void killedAtDeadline() {
    move(ExtensionEvent.KILLED_AT_DEADLINE, name);
  }

  void close(List<Runnable> actions) {
    EventPoll<ExtensionDelivery> poll = parked;
    if (poll != null) {
      actions.add(poll::abandon);
    }
    parked = null;
    current = null;
    queue.clear();
  }

  private void isBack(List<Runnable> actions) {
    InvokeRelease release = current == null ? null : current.release();
    current = null;
    if (release != null && release.oneIsBack()) {
      actions.add(() -> release.allBack().complete(null));
    }
  }

  private void handOver(List<Runnable> actions) {
    EventPoll<ExtensionDelivery> poll = parked;
    if (poll == null || state != ExtensionState.READY || queue.isEmpty()) {
      return;
    }
    parked = null;
    move(ExtensionEvent.EVENT_HANDED_OVER, name);
    current = queue.removeFirst();
    sendCurrent(poll, actions);
  }

  private void sendCurrent(EventPoll<ExtensionDelivery> poll, List<Runnable> actions) {
    ExtensionDelivery delivery = current;
    if (delivery != null) {
      actions.add(() -> poll.deliver(delivery));
    }
  }

  private Optional<ExtensionRefusal> move(ExtensionEvent event, String shownAs) {
    Optional<ExtensionState> to = ExtensionTransitions.after(kind, state, event);
    if (to.isEmpty()) {
      return Optional.of(new ExtensionRefusal.InvalidTransition(shownAs, state, event));
    }
    state = to.get();
    return Optional.empty();
  }
}
