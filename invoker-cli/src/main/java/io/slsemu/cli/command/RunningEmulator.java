package io.slsemu.cli.command;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.placement.ProvisionedConcurrency;
import io.slsemu.emulator.sandbox.Entrypoint;
import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.trigger.LocalDoor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/**
 * The emulator as the commands use it: the seam at which tests put a fake in the place of {@link
 * io.slsemu.emulator.Emulator}, whose contracts these are.
 */
public interface RunningEmulator extends Callee, AutoCloseable {
  void deploy(FunctionConfiguration configuration, FunctionCode code);

  Entrypoint entrypoint(String functionName);

  void reserve(String functionName, int concurrency);

  CompletableFuture<ProvisionedConcurrency> provision(String functionName, int environments);

  void warmUp(String functionName);

  InetSocketAddress serve(InetSocketAddress address, Runnable stop) throws IOException;

  InetSocketAddress open(LocalDoor door, String functionName, InetSocketAddress address)
      throws IOException;

  String sandboxDescription();

  Fidelity fidelity();

  @Override
  void close();
}
