package io.slsemu.cli.command;

import io.slsemu.cli.daemon.RemoteCall;
import io.slsemu.cli.output.LogLines;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.invoke.ResponseTaker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The functions of a daemon. The lines of a call come with its result, and are shown then. The
 * options that would need the other methods are refused before.
 */
record DaemonCallee(RemoteCall calls, LogLines log) implements Callee {
  @Override
  public void anticipate(String functionName, int environments) {
    // What is ready there is the daemon's own business.
  }

  @Override
  public InvokeResult invoke(InvokeRequest request) {
    InvokeResult result = calls.invoke(request);
    for (String line : result.logs()) {
      log.functionLine(result.start().environmentId(), line.getBytes(StandardCharsets.UTF_8));
    }
    return result;
  }

  @Override
  public InvokeResult invoke(InvokeRequest request, ResponseTaker taker) {
    throw new UnsupportedOperationException("--stream-response");
  }

  @Override
  public void skipIdle(Duration idle) {
    throw new UnsupportedOperationException("--skip-idle");
  }
}
