package io.slsemu.emulator.trigger;

import io.slsemu.emulator.invoke.Responder;
import io.slsemu.emulator.trigger.mapping.Failure;

/** Gives a client its answer, if the function gets to make one. */
interface Reply extends Responder {

  /** No function answers; does nothing where an answer has begun. */
  void fail(Failure failure);
}
