package io.slsemu.cli;

import io.slsemu.cli.command.Emulators;
import io.slsemu.cli.command.RunningEmulator;
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
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** The command in a process of its own; its function answers only when the emulator is closed. */
final class BlockingProbe implements RunningEmulator, Emulators {
  private final CountDownLatch closed = new CountDownLatch(1);

  public static void main(String[] arguments) {
    Main.runProcess(new BlockingProbe(), arguments);
  }

  @Override
  public RunningEmulator start(EmulatorConfig config) {
    return this;
  }

  @Override
  public List<String> prune(EmulatorConfig config) {
    return List.of();
  }

  @Override
  public void deploy(FunctionConfiguration configuration, FunctionCode code) {}

  @Override
  public Entrypoint entrypoint(String functionName) {
    return FakeEmulator.RUNNABLE;
  }

  @Override
  public void anticipate(String functionName, int environments) {}

  @Override
  public void reserve(String functionName, int concurrency) {}

  @Override
  public CompletableFuture<ProvisionedConcurrency> provision(
      String functionName, int environments) {
    return CompletableFuture.completedFuture(
        new ProvisionedConcurrency(
            ProvisionedConcurrency.Status.READY, environments, environments, null));
  }

  @Override
  public void warmUp(String functionName) {}

  @Override
  public void skipIdle(Duration idle) {}

  @Override
  public InvokeResult invoke(InvokeRequest request, ResponseTaker taker) {
    return invoke(request);
  }

  @Override
  public InvokeResult invoke(InvokeRequest request) {
    System.err.println("invoking");
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("closed under the call");
  }

  @Override
  public InetSocketAddress serve(InetSocketAddress address, Runnable stop) {
    return address;
  }

  @Override
  public InetSocketAddress open(LocalDoor door, String functionName, InetSocketAddress address) {
    return address;
  }

  @Override
  public String sandboxDescription() {
    return "a probe";
  }

  @Override
  public Fidelity fidelity() {
    return FakeEmulator.FULL;
  }

  @Override
  public void close() {
    System.err.println("closed");
    closed.countDown();
  }
}
