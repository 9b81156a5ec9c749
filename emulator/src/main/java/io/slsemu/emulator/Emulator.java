package io.slsemu.emulator;

import io.slsemu.emulator.environment.Credentials;
import io.slsemu.emulator.environment.EnvironmentServices;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.FunctionRegistry;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.invoke.Invoker;
import io.slsemu.emulator.invoke.Responder;
import io.slsemu.emulator.placement.Placement;
import io.slsemu.emulator.report.TimeSource;
import io.slsemu.emulator.sandbox.Entrypoint;
import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.emulator.sandbox.SandboxSpec;
import io.slsemu.emulator.sandbox.docker.Leftovers;
import io.slsemu.emulator.serviceapi.ServiceApi;
import io.slsemu.runtimeapi.RuntimeApiServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A running emulator: deploy functions, invoke them, close it and nothing is left.
 *
 * <pre>{@code
 * try (Emulator emulator = Emulator.start(EmulatorConfig.defaults(listener))) {
 *   emulator.deploy(FunctionConfiguration.of("orders"), FunctionCode.directory(build));
 *   InvokeResult result = emulator.invoke(new InvokeRequest("orders", event, null, ANY));
 * }
 * }</pre>
 */
public final class Emulator implements AutoCloseable {
  private final EmulatorThreads threads;
  private final SandboxProvider sandboxes;
  private final RuntimeApiServer runtimeApi;
  private final FunctionRegistry functions = new FunctionRegistry();
  private final Placement placement;
  private final Invoker invoker;
  private final ServiceApi serviceApi;
  private final String region;
  private boolean closed;

  private Emulator(EmulatorConfig config, EmulatorThreads threads, SandboxProvider sandboxes) {
    Map<String, String> variables = System.getenv();
    TimeSource time = TimeSource.system();
    this.threads = threads;
    this.sandboxes = sandboxes;
    this.runtimeApi = new RuntimeApiServer(threads.worker());
    this.region = region(variables);
    EnvironmentServices services =
        new EnvironmentServices(
            sandboxes,
            runtimeApi,
            time,
            Credentials.from(variables),
            EnvironmentServices.ON_DEMAND_INIT_LIMIT,
            config.initReport() == EmulatorConfig.InitReport.ALWAYS,
            config.freeze(),
            config.listener());
    this.placement = new Placement(services, config.keepAlive(), threads.timer());
    this.invoker = new Invoker(functions, placement, time);
    this.serviceApi = new ServiceApi(functions, invoker, threads.worker(), threads.invocations());
  }

  /**
   * Starts an emulator. Cheap: environments come with the first invocations.
   *
   * @throws SandboxException if the sandbox asked for cannot be had
   */
  public static Emulator start(EmulatorConfig config) {
    EmulatorThreads threads = new EmulatorThreads();
    // Both take time before a first call, and neither needs the other.
    CompletableFuture<SandboxProvider> sandboxes =
        CompletableFuture.supplyAsync(
            () -> new SandboxSelection(config, threads).select(), threads.invocations());
    try {
      threads.startWorker();
      return new Emulator(config, threads, sandboxes.join());
    } catch (CompletionException e) {
      threads.close();
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } catch (IOException e) {
      sandboxes.thenAccept(SandboxProvider::close).join();
      threads.close();
      throw new SandboxException(
          "the I/O threads could not be started: " + e.getMessage(),
          "free some file descriptors (ulimit -n)",
          e);
    }
  }

  /** Makes a function known. Replaces one of the same name; its environments are removed. */
  public void deploy(FunctionConfiguration configuration, FunctionCode code) {
    Function old = functions.find(configuration.name().value());
    FunctionArn arn = new FunctionArn(region, FunctionArn.DEFAULT_ACCOUNT, configuration.name());
    functions.put(new Function(configuration, arn, code));
    if (old != null) {
      placement.retire(old);
    }
  }

  /**
   * Says how many environments of a function may be wanted soon, so that they can be made ready.
   * Only a hint.
   */
  public void anticipate(String functionName, int environments) {
    sandboxes.anticipate(environments, SandboxSpec.of(functions.require(functionName)));
  }

  /**
   * What a function's environments would execute, or why they cannot, without starting one.
   *
   * @throws io.slsemu.emulator.function.FunctionNotFoundException if there is no such function
   * @throws SandboxException if the host fails
   */
  public Entrypoint entrypoint(String functionName) {
    return sandboxes.entrypoint(SandboxSpec.of(functions.require(functionName)));
  }

  /**
   * Invokes a function and waits until its environment is at rest again. Safe to call from many
   * threads: each call in flight has an environment of its own.
   *
   * @throws io.slsemu.emulator.function.FunctionNotFoundException if there is no such function
   * @throws SandboxException if the host fails
   * @throws io.slsemu.emulator.placement.NoWarmEnvironmentException if only a warm one would do
   */
  public InvokeResult invoke(InvokeRequest request) {
    return invoker.invoke(request, Responder.NONE);
  }

  /**
   * Serves {@code POST /2015-03-31/functions/function/invocations} over HTTP.
   *
   * @param address where to listen; port 0 takes a free one
   * @return where it listens
   * @throws IOException if the address cannot be bound
   */
  public InetSocketAddress serve(InetSocketAddress address) throws IOException {
    placement.keepOnePrepared();
    return serviceApi.listen(address);
  }

  /**
   * Removes what dead emulators left in a container engine, and what of ours nobody there uses.
   *
   * @return one line for each thing removed; one that begins with {@code "left "} is still there
   * @throws SandboxException if no engine answers
   */
  public static List<String> prune(EmulatorConfig config) {
    return Leftovers.prune(SandboxSelection.engine(config));
  }

  /** What makes its sandboxes, and how. */
  public String sandboxDescription() {
    return sandboxes.description();
  }

  /** What its sandboxes enforce on this machine. */
  public Fidelity fidelity() {
    return sandboxes.fidelity();
  }

  /**
   * Stops serving, ends every environment, and leaves nothing behind. A second call waits for the
   * first: a signal may close an emulator that is just being closed.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    serviceApi.close();
    placement.close();
    runtimeApi.close();
    sandboxes.close();
    threads.close();
  }

  private static String region(Map<String, String> variables) {
    String region = variables.getOrDefault("AWS_REGION", "");
    return region.isEmpty() ? variables.getOrDefault("AWS_DEFAULT_REGION", "us-east-1") : region;
  }
}
