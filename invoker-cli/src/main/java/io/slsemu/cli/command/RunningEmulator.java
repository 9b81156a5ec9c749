package io.slsemu.cli.command;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.sandbox.Entrypoint;
import io.slsemu.emulator.sandbox.Fidelity;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * The emulator as the commands use it: the seam at which tests put a fake in the place of {@link
 * io.slsemu.emulator.Emulator}, whose contracts these are.
 */
public interface RunningEmulator extends AutoCloseable {
  void deploy(FunctionConfiguration configuration, FunctionCode code);

  Entrypoint entrypoint(String functionName);

  void anticipate(String functionName, int environments);

  InvokeResult invoke(InvokeRequest request);

  InetSocketAddress serve(InetSocketAddress address) throws IOException;

  String sandboxDescription();

  Fidelity fidelity();

  @Override
  void close();
}
