package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.model.ExtensionFault;
import io.slsemu.runtimeapi.model.FunctionIdentity;
import io.slsemu.runtimeapi.state.ExtensionEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The calls of an environment's extensions, as they come in over HTTP. Threads: as for {@link
 * ExtensionSession}.
 */
public final class ExtensionCalls {

  private final ExtensionBoard board;
  private final FunctionIdentity function;

  ExtensionCalls(ExtensionBoard board, FunctionIdentity function) {
    this.board = board;
    this.function = function;
  }

  /**
   * An extension registers. A name that is not one of the platform's is an internal extension's.
   *
   * @param eventNames what it subscribes to, as it wrote them
   */
  public Registration register(String name, Collection<String> eventNames) {
    List<Runnable> actions = new ArrayList<>();
    UUID identifier;
    synchronized (board) {
      if (board.isClosed()) {
        return new Registration.Refused(new ExtensionRefusal.SessionClosed());
      }
      Optional<ExtensionRefusal> refusal = board.roster().register(name, eventNames);
      if (refusal.isPresent()) {
        return new Registration.Refused(refusal.get());
      }
      Extension extension = board.roster().named(name);
      identifier = extension.identifier();
      board.tell(extension, actions);
      board.openGates(actions);
    }
    actions.forEach(Runnable::run);
    return new Registration.Accepted(identifier, function);
  }

  /**
   * An extension asks for an event: it is answered at once if there is one, else parked. So it says
   * that it is done with the event before. One that asks again for an event that could not be
   * delivered gets the same.
   *
   * @return why it may not ask now, if so; the poll is then forgotten
   */
  public Optional<ExtensionRefusal> next(UUID identifier, EventPoll<ExtensionDelivery> poll) {
    List<Runnable> actions = new ArrayList<>();
    Optional<ExtensionRefusal> refusal;
    synchronized (board) {
      refusal = withExtension(identifier, extension -> comes(extension, poll, actions));
    }
    actions.forEach(Runnable::run);
    return refusal;
  }

  /** The client of a parked poll has gone: the extension may come again. */
  public void vanished(UUID identifier, EventPoll<ExtensionDelivery> poll) {
    synchronized (board) {
      board.roster().find(identifier).ifPresent(extension -> extension.vanished(poll));
    }
  }

  /** The event could not be written: the extension's next poll gets it. */
  public void undelivered(UUID identifier, ExtensionDelivery delivery) {
    synchronized (board) {
      board.roster().find(identifier).ifPresent(extension -> extension.undelivered(delivery));
    }
  }

  /**
   * An extension gives up before its first {@code event/next}. That is noted as the cause; the
   * environment ends with the extension's process.
   *
   * @param text what it said of the reason
   */
  public Optional<ExtensionRefusal> initError(UUID identifier, String text) {
    return givesUp(identifier, ExtensionEvent.INIT_ERROR, ExtensionFault.Type.INIT_ERROR, text);
  }

  /** An extension gives up; as {@link #initError}, at any time. */
  public Optional<ExtensionRefusal> exitError(UUID identifier, String text) {
    return givesUp(identifier, ExtensionEvent.EXIT_ERROR, ExtensionFault.Type.EXIT_ERROR, text);
  }

  private Optional<ExtensionRefusal> comes(
      Extension extension, EventPoll<ExtensionDelivery> poll, List<Runnable> actions) {
    boolean first = !extension.cameToNext();
    Optional<ExtensionRefusal> refusal = extension.next(poll, actions);
    if (first && refusal.isEmpty()) {
      board.tell(extension, actions);
      board.openGates(actions);
    }
    return refusal;
  }

  private Optional<ExtensionRefusal> givesUp(
      UUID identifier, ExtensionEvent event, ExtensionFault.Type type, String text) {
    List<Runnable> actions = new ArrayList<>();
    Optional<ExtensionRefusal> refusal;
    synchronized (board) {
      refusal =
          withExtension(
              identifier,
              extension -> {
                boolean again = extension.status().errorType() != null;
                Optional<ExtensionRefusal> wrong = extension.givesUp(event, type);
                if (wrong.isEmpty() && !again) {
                  board.note(extension, type, text);
                  board.tell(extension, actions);
                }
                return wrong;
              });
    }
    actions.forEach(Runnable::run);
    return refusal;
  }

  /** Call with the lock held. */
  private Optional<ExtensionRefusal> withExtension(
      UUID identifier, Function<Extension, Optional<ExtensionRefusal>> call) {
    if (board.isClosed()) {
      return Optional.of(new ExtensionRefusal.SessionClosed());
    }
    Optional<Extension> extension = board.roster().find(identifier);
    return extension.isEmpty()
        ? Optional.of(new ExtensionRefusal.UnknownIdentifier(identifier))
        : call.apply(extension.get());
  }
}
