package io.slsemu.emulator.concurrency;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.Scope;

/** Functions that call, and what they are told. */
final class Calls {
  static final Scope HOME = new Scope("us-east-1", Scope.DEFAULT_ACCOUNT);

  private Calls() {}

  static FunctionArn named(String function) {
    return HOME.function(function);
  }

  static TooManyRequestsException refusal(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(TooManyRequestsException.class, call);
  }
}
