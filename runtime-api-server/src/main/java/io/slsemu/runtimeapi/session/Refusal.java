package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.state.RuntimeEvent;
import io.slsemu.runtimeapi.state.RuntimeState;

/** Why a call of the runtime is not taken. */
public sealed interface Refusal {

  /** The request id is not that of the invocation under way. */
  record InvalidRequestId() implements Refusal {}

  /** The invocation id, which the runtime may leave out, is not the one it was given. */
  record InvalidInvocationId() implements Refusal {}

  /** The protocol does not allow the call now. */
  record InvalidTransition(RuntimeState from, RuntimeEvent event) implements Refusal {}

  /** The invocation's time ran out before this answer to it, on Lambda Managed Instances. */
  record InvokeTimeout() implements Refusal {}

  /** The session is over: there is nobody to answer for it. */
  record SessionClosed() implements Refusal {}
}
