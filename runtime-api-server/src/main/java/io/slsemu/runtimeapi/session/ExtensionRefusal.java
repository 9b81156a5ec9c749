package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.state.ExtensionEvent;
import io.slsemu.runtimeapi.state.ExtensionState;
import java.util.UUID;

/** Why a call of an extension is not taken. */
public sealed interface ExtensionRefusal {

  /** There is no event of this name. */
  record UnknownEvent(String event) implements ExtensionRefusal {}

  /** An internal extension asked for SHUTDOWN. */
  record ShutdownOfInternal() implements ExtensionRefusal {}

  /** An internal extension asked for an event, where there are none for its kind. */
  record EventOfInternal() implements ExtensionRefusal {}

  /** The runtime has asked for its first invocation. */
  record RegistrationClosed() implements ExtensionRefusal {}

  /** An internal extension of this name is there. */
  record NameTaken() implements ExtensionRefusal {}

  /** As many as can be are there. */
  record TooMany(int limit) implements ExtensionRefusal {}

  /** No extension was given this identifier. */
  record UnknownIdentifier(UUID identifier) implements ExtensionRefusal {}

  /**
   * The protocol does not allow the call now.
   *
   * @param extension as the message shows it: its name if it registers, else its identifier
   */
  record InvalidTransition(String extension, ExtensionState from, ExtensionEvent event)
      implements ExtensionRefusal {}

  /** The session is over: there is nobody to answer for it. */
  record SessionClosed() implements ExtensionRefusal {}
}
