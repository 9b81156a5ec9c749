package io.slsemu.cli;

import io.slsemu.cli.command.Emulators;
import io.slsemu.cli.command.RunningEmulator;
import io.slsemu.emulator.Emulator;
import io.slsemu.emulator.EmulatorConfig;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.invoke.ResponseTaker;
import io.slsemu.emulator.placement.ProvisionedConcurrency;
import io.slsemu.emulator.sandbox.Entrypoint;
import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.trigger.LocalDoor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The emulator inside this process. */
record InProcessEmulator(Emulator emulator) implements RunningEmulator {
  /** Emulators of this kind. */
  static final class Source implements Emulators {
    @Override
    public RunningEmulator start(EmulatorConfig config) {
      return new InProcessEmulator(Emulator.start(config));
    }

    @Override
    public List<String> prune(EmulatorConfig config) {
      return Emulator.prune(config);
    }
  }

  @Override
  public void deploy(FunctionConfiguration configuration, FunctionCode code) {
    emulator.deploy(configuration, code);
  }

  @Override
  public Entrypoint entrypoint(String functionName) {
    return emulator.entrypoint(functionName);
  }

  @Override
  public void anticipate(String functionName, int environments) {
    emulator.anticipate(functionName, environments);
  }

  @Override
  public void reserve(String functionName, int concurrency) {
    emulator.reserve(functionName, concurrency);
  }

  @Override
  public CompletableFuture<ProvisionedConcurrency> provision(
      String functionName, int environments) {
    return emulator.provision(functionName, environments);
  }

  @Override
  public void warmUp(String functionName) {
    emulator.warmUp(functionName);
  }

  @Override
  public void skipIdle(Duration idle) {
    emulator.skipIdle(idle);
  }

  @Override
  public InvokeResult invoke(InvokeRequest request) {
    return emulator.invoke(request);
  }

  @Override
  public InvokeResult invoke(InvokeRequest request, ResponseTaker taker) {
    return emulator.invoke(request, taker);
  }

  @Override
  public InetSocketAddress serve(InetSocketAddress address, Runnable stop) throws IOException {
    return emulator.serve(address, stop);
  }

  @Override
  public InetSocketAddress open(LocalDoor door, String functionName, InetSocketAddress address)
      throws IOException {
    return emulator.open(door, functionName, address);
  }

  @Override
  public String sandboxDescription() {
    return emulator.sandboxDescription();
  }

  @Override
  public Fidelity fidelity() {
    return emulator.fidelity();
  }

  @Override
  public void close() {
    emulator.close();
  }
}
