package io.slsemu.cli.command;

import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.invoke.ResponseTaker;
import java.time.Duration;

/** What can be invoked: functions in an emulator of one's own, or in a daemon. */
public interface Callee {
  /** Says how many environments may be wanted soon. */
  void anticipate(String functionName, int environments);

  /** Lets environments age by so much at once. */
  void skipIdle(Duration idle);

  InvokeResult invoke(InvokeRequest request);

  InvokeResult invoke(InvokeRequest request, ResponseTaker taker);
}
