package io.slsemu.cli;

import io.slsemu.cli.command.Emulators;
import io.slsemu.cli.command.RunningEmulator;
import io.slsemu.emulator.Emulator;
import io.slsemu.emulator.EmulatorConfig;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.sandbox.Entrypoint;
import io.slsemu.emulator.sandbox.Fidelity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

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
  public InvokeResult invoke(InvokeRequest request) {
    return emulator.invoke(request);
  }

  @Override
  public InetSocketAddress serve(InetSocketAddress address) throws IOException {
    return emulator.serve(address);
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
