package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.model.ExtensionFault;
import io.slsemu.runtimeapi.model.LifecycleEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the platform's side and the extensions' side of a session share: who is there, how far they
 * are, and the futures that wait for it. Whoever uses it but for its futures holds its lock, and
 * runs the actions that were collected once the lock is released.
 */
final class ExtensionBoard {

  private final ExtensionRoster roster;
  private final Consumer<ExtensionStatus> listener;
  private final CompletableFuture<Void> externalRegistered = new CompletableFuture<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<ExtensionFault> fatal = new CompletableFuture<>();

  /** Invocations whose subscribers are not all back, or not known yet. */
  private final List<InvokeRelease> unfinished = new ArrayList<>();

  private @Nullable ExtensionFault firstFault;
  private boolean shuttingDown;
  private boolean closed;

  /** Read without the lock, so that a warm invocation that nobody hears of does not take it. */
  private volatile boolean deaf;

  ExtensionBoard(
      Collection<String> externalNames, Consumer<ExtensionStatus> listener, boolean shutdownOnly) {
    this.roster = new ExtensionRoster(externalNames, shutdownOnly);
    this.listener = listener;
    if (roster.allExternalRegistered()) {
      externalRegistered.complete(null);
    }
  }

  ExtensionRoster roster() {
    return roster;
  }

  CompletableFuture<Void> externalRegistered() {
    return externalRegistered;
  }

  CompletableFuture<Void> ready() {
    return ready;
  }

  CompletableFuture<ExtensionFault> fatal() {
    return fatal;
  }

  Optional<ExtensionFault> firstFault() {
    return Optional.ofNullable(firstFault);
  }

  /** Whether nobody subscribed to INVOKE, and nobody can any more. Needs no lock. */
  boolean isDeaf() {
    return deaf;
  }

  boolean isClosed() {
    return closed;
  }

  boolean isShuttingDown() {
    return shuttingDown;
  }

  void beginShutdown() {
    shuttingDown = true;
  }

  /** Notes a fault, unless it is only what follows from another, or from the shutdown. */
  void note(Extension extension, ExtensionFault.Type type, String text) {
    if (firstFault == null && !shuttingDown) {
      firstFault = new ExtensionFault(extension.name(), type, text);
    }
  }

  /** The environment is lost, for the cause that was noted first. */
  void lost(List<Runnable> actions) {
    ExtensionFault cause = firstFault;
    if (cause != null) {
      actions.add(() -> fatal.complete(cause));
    }
  }

  void tell(Extension extension, List<Runnable> actions) {
    ExtensionStatus status = extension.status();
    actions.add(() -> listener.accept(status));
  }

  /** Looks whether what the gates wait for has come to be. */
  void openGates(List<Runnable> actions) {
    if (!externalRegistered.isDone() && roster.allExternalRegistered()) {
      actions.add(() -> externalRegistered.complete(null));
    }
    if (roster.isClosed() && !ready.isDone() && roster.allCameToNext()) {
      actions.add(() -> ready.complete(null));
    }
  }

  void closeRegistration(List<Runnable> actions) {
    roster.close();
    deaf = roster.subscribersOf(LifecycleEvent.Type.INVOKE).isEmpty();
    List.copyOf(unfinished).forEach(release -> send(release, actions));
    openGates(actions);
  }

  /** Sends an INVOKE event to its subscribers, or keeps it until it is known who they are. */
  void release(InvokeRelease release, List<Runnable> actions) {
    unfinished.removeIf(old -> old.allBack().isDone());
    unfinished.add(release);
    if (roster.isClosed()) {
      send(release, actions);
    }
  }

  void close(List<Runnable> actions) {
    closed = true;
    deaf = false;
    roster.all().forEach(extension -> extension.close(actions));
    actions.add(() -> externalRegistered.cancel(false));
    actions.add(() -> ready.cancel(false));
    actions.add(() -> fatal.cancel(false));
    unfinished.forEach(release -> actions.add(() -> release.allBack().cancel(false)));
    unfinished.clear();
  }

  private void send(InvokeRelease release, List<Runnable> actions) {
    List<Extension> subscribers = roster.subscribersOf(LifecycleEvent.Type.INVOKE);
    if (subscribers.isEmpty()) {
      actions.add(() -> release.allBack().complete(null));
    }
    release.sentTo(subscribers.size());
    subscribers.forEach(
        extension -> extension.send(new ExtensionDelivery(release.event(), release), actions));
  }
}
