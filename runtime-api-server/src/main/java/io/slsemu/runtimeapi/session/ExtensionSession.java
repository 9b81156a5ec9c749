package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.model.ExtensionFault;
import io.slsemu.runtimeapi.model.ExtensionLaunchError;
import io.slsemu.runtimeapi.model.FunctionIdentity;
import io.slsemu.runtimeapi.model.Invocation;
import io.slsemu.runtimeapi.model.LifecycleEvent;
import io.slsemu.runtimeapi.model.ShutdownReason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The meeting point of the platform and one generation of an environment's extensions. The platform
 * tells what becomes of their processes; they register and poll for events.
 *
 * <p>Threads: every method may be called from any thread. All state is behind one lock, under which
 * only decisions are made; sockets are written, futures completed and the listener called after it
 * is released. What is hung on the futures, and the listener, run on an I/O thread: they must be
 * quick.
 */
public final class ExtensionSession {

  /** What an invocation waits for where nobody subscribed: nothing, and nothing is made for it. */
  static final CompletableFuture<Void> NOBODY = CompletableFuture.completedFuture(null);

  private final boolean enabled;
  private final ExtensionBoard board;
  private final ExtensionCalls calls;

  /**
   * @param function what registering extensions are told of it
   * @param externalNames base names of the executables that the platform starts as extensions, in
   *     its order; whoever registers under another name is an internal extension
   * @param listener told when an extension has registered, has come to {@code event/next} for the
   *     first time, or has failed
   */
  public ExtensionSession(
      FunctionIdentity function,
      Collection<String> externalNames,
      Consumer<ExtensionStatus> listener) {
    this(function, externalNames, listener, true, false);
  }

  /**
   * The extensions of an environment of Managed Instances: external ones may subscribe to SHUTDOWN,
   * internal ones to nothing. The parameters are those of the constructor.
   */
  public static ExtensionSession shutdownOnly(
      FunctionIdentity function,
      Collection<String> externalNames,
      Consumer<ExtensionStatus> listener) {
    return new ExtensionSession(function, externalNames, listener, true, true);
  }

  private ExtensionSession(
      FunctionIdentity function,
      Collection<String> externalNames,
      Consumer<ExtensionStatus> listener,
      boolean enabled,
      boolean shutdownOnly) {
    this.enabled = enabled;
    this.board = new ExtensionBoard(externalNames, listener, shutdownOnly);
    this.calls = new ExtensionCalls(board, function);
  }

  /** An environment in which no extension can be: its paths are 404. */
  public static ExtensionSession disabled() {
    FunctionIdentity nobody = new FunctionIdentity("", "", "", null);
    return new ExtensionSession(nobody, List.of(), status -> {}, false, false);
  }

  /** What the extensions themselves do. */
  public ExtensionCalls calls() {
    return calls;
  }

  /** Whether there is an Extensions API at all. */
  public boolean isEnabled() {
    return enabled;
  }

  /** Completes when every external extension has registered: the runtime may be started. */
  public CompletableFuture<Void> externalRegistered() {
    return board.externalRegistered();
  }

  /**
   * Completes when the runtime has asked for its first invocation, which closes registration, and
   * every extension that registered has been at {@code event/next}, subscribed or not. With no
   * extension that is before {@link RuntimeSession#initialized()} completes.
   */
  public CompletableFuture<Void> ready() {
    return board.ready();
  }

  /**
   * Completes when a failure of an extension has ended the environment: its process could not be
   * started, or has exited before the shutdown. It tells of the fault that was known first: an
   * extension's own word goes before the crash that follows.
   */
  public CompletableFuture<ExtensionFault> fatal() {
    return board.fatal();
  }

  /**
   * The first fault there was, which is the cause of whatever ends the environment later: an
   * extension that gives up says so first, and exits then. (An internal one exits with the
   * runtime.)
   */
  public Optional<ExtensionFault> firstFault() {
    synchronized (board) {
      return board.firstFault();
    }
  }

  /** Whether there is any extension: only then is the runtime sent a SIGTERM at the end. */
  public boolean hasAny() {
    synchronized (board) {
      return !board.roster().all().isEmpty();
    }
  }

  /** Whether the platform started any. */
  public boolean hasExternal() {
    synchronized (board) {
      return !board.roster().external().isEmpty();
    }
  }

  /** All extensions as they are now, external ones first, each in the order of their coming. */
  public List<ExtensionStatus> statuses() {
    synchronized (board) {
      return board.roster().all().stream().map(Extension::status).toList();
    }
  }

  /** Who has this identifier: for the APIs that take it too. */
  public Optional<ExtensionStatus> find(UUID identifier) {
    synchronized (board) {
      return board.roster().find(identifier).map(Extension::status);
    }
  }

  /**
   * An external extension could not be started.
   *
   * @param text what was tried and why it failed
   * @throws IllegalArgumentException if there is none of this name
   */
  public void launchFailed(String name, ExtensionLaunchError reason, String text) {
    List<Runnable> actions = new ArrayList<>();
    synchronized (board) {
      Extension extension = board.roster().external(name);
      extension.launchFailed(reason);
      board.note(extension, ExtensionFault.Type.LAUNCH_ERROR, text);
      board.lost(actions);
      board.tell(extension, actions);
    }
    actions.forEach(Runnable::run);
  }

  /**
   * The process of an external extension has ended.
   *
   * @param exitText how, as the service puts it: {@code exit status 1}, {@code signal: killed}
   * @throws IllegalArgumentException if there is none of this name
   */
  public void exited(String name, String exitText) {
    List<Runnable> actions = new ArrayList<>();
    synchronized (board) {
      Extension extension = board.roster().external(name);
      if (board.isClosed() || extension.hasExited()) {
        return;
      }
      if (board.isShuttingDown()) {
        extension.exitedInShutdown();
      } else {
        extension.crashed();
        board.note(extension, ExtensionFault.Type.CRASH, exitText);
        board.lost(actions);
        board.tell(extension, actions);
      }
    }
    actions.forEach(Runnable::run);
  }

  /**
   * The platform kills an external extension, since the shutdown's time is over.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public void killedAtDeadline(String name) {
    synchronized (board) {
      board.roster().external(name).killedAtDeadline();
    }
  }

  /**
   * Begins the Shutdown phase: from now on an exit is no fault, and external extensions that
   * subscribed get the event, at once or when they next ask. Only the first call counts.
   *
   * @param deadlineEpochMillis when what still runs will be killed, in milliseconds since 1970
   * @return the names of those that were sent the event: the others can be killed right away
   */
  public List<String> shutdown(ShutdownReason reason, long deadlineEpochMillis) {
    List<Runnable> actions = new ArrayList<>();
    List<String> told = new ArrayList<>();
    synchronized (board) {
      if (board.isClosed() || board.isShuttingDown()) {
        return told;
      }
      board.beginShutdown();
      LifecycleEvent event = new LifecycleEvent.Shutdown(reason, deadlineEpochMillis);
      for (Extension extension : board.roster().subscribersOf(LifecycleEvent.Type.SHUTDOWN)) {
        if (extension.isAlive()) {
          extension.sendLast(new ExtensionDelivery(event, null), actions);
          told.add(extension.name());
        }
      }
    }
    actions.forEach(Runnable::run);
    return told;
  }

  /** The runtime has asked for its first invocation. */
  void closeRegistration() {
    List<Runnable> actions = new ArrayList<>();
    synchronized (board) {
      if (!board.isClosed()) {
        board.closeRegistration(actions);
      }
    }
    actions.forEach(Runnable::run);
  }

  /**
   * Sends INVOKE to its subscribers.
   *
   * @return completes when all of them are back at {@code event/next}; {@link #NOBODY} if it is
   *     known that there are none
   */
  CompletableFuture<Void> release(Invocation invocation) {
    if (board.isDeaf()) {
      return NOBODY;
    }
    List<Runnable> actions = new ArrayList<>();
    InvokeRelease release = new InvokeRelease(new LifecycleEvent.Invoke(invocation));
    synchronized (board) {
      if (board.isClosed() || board.isShuttingDown()) {
        release.allBack().cancel(false);
      } else {
        board.release(release, actions);
      }
    }
    actions.forEach(Runnable::run);
    return release.allBack();
  }

  /** Closes parked polls and cancels open futures. Idempotent. */
  void close() {
    List<Runnable> actions = new ArrayList<>();
    synchronized (board) {
      board.close(actions);
    }
    actions.forEach(Runnable::run);
  }
}
