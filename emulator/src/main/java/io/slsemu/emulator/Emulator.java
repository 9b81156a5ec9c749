package io.slsemu.emulator;

import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.sandbox.Fidelity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** A running emulator: deploy functions, invoke them, close it and nothing is left. Skeleton. */
public final class Emulator implements AutoCloseable {

  private Emulator() {}

  /**
   * Starts an emulator. Cheap: environments come with the first invocations.
   *
   * @throws io.slsemu.emulator.sandbox.SandboxException if the sandbox asked for cannot be had
   */
  public static Emulator start(EmulatorConfig config) {
    throw new UnsupportedOperationException();
  }

  /** Makes a function known. Replaces one of the same name. */
  public void deploy(FunctionConfiguration configuration, Path taskRoot) {
    throw new UnsupportedOperationException();
  }

  /** Says how many environments may be wanted soon, so that they can be made ready. Only a hint. */
  public void anticipate(int environments) {
    throw new UnsupportedOperationException();
  }

  /**
   * Invokes a function and waits until its environment is frozen again. Safe to call from many
   * threads: each call in flight has an environment of its own.
   *
   * @throws io.slsemu.emulator.sandbox.SandboxException if the host fails
   * @throws io.slsemu.emulator.invoke.NoWarmEnvironmentException if only a warm one would do
   */
  public InvokeResult invoke(InvokeRequest request) {
    throw new UnsupportedOperationException();
  }

  /**
   * Serves {@code POST /2015-03-31/functions/function/invocations} over HTTP.
   *
   * @param address where to listen; port 0 takes a free one
   * @return where it listens
   * @throws IOException if the address cannot be bound
   */
  public InetSocketAddress serve(InetSocketAddress address) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** What its sandboxes enforce on this machine. */
  public Fidelity fidelity() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
