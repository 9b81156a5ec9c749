package io.slsemu.emulator;

import io.slsemu.emulator.concurrency.Pending;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.FunctionRegistry;
import io.slsemu.emulator.function.SnapStart;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.invoke.Responder;
import io.slsemu.emulator.invoke.ResponseTaker;
import io.slsemu.emulator.invoke.StreamingResponder;
import io.slsemu.emulator.placement.Placement;
import io.slsemu.emulator.placement.ProvisionedConcurrency;
import io.slsemu.emulator.sandbox.Entrypoint;
import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.emulator.sandbox.SandboxSpec;
import io.slsemu.emulator.sandbox.docker.Leftovers;
import io.slsemu.emulator.trigger.FunctionUrl;
import io.slsemu.emulator.trigger.LocalDoor;
import io.slsemu.runtimeapi.RuntimeApiServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
  private final EmulatorParts parts;
  private final FunctionRegistry functions;
  private final Placement placement;
  private final StoresAhead stores;
  private @Nullable Service service;
  private boolean closed;

  private Emulator(
      EmulatorConfig config,
      EmulatorThreads threads,
      SandboxProvider sandboxes,
      StoresAhead stores) {
    this.threads = threads;
    this.sandboxes = sandboxes;
    this.runtimeApi = new RuntimeApiServer(threads.worker());
    this.parts = EmulatorParts.of(config, threads, sandboxes, runtimeApi);
    this.functions = parts.functions();
    this.placement = parts.placement();
    this.stores = stores;
  }

  /**
   * Starts an emulator. Cheap: environments come with the first invocations.
   *
   * @throws SandboxException if the sandbox asked for cannot be had
   */
  public static Emulator start(EmulatorConfig config) {
    EmulatorThreads threads = new EmulatorThreads();
    // All take time before a first call, and none needs another.
    CompletableFuture<SandboxProvider> sandboxes =
        CompletableFuture.supplyAsync(
            () -> new SandboxSelection(config, threads).select(), threads.invocations());
    StoresAhead stores = new StoresAhead(config.service(), threads.invocations());
    try {
      threads.startWorker();
      return new Emulator(config, threads, Pending.await(sandboxes), stores);
    } catch (RuntimeException e) {
      sandboxes.thenAccept(SandboxProvider::close).exceptionally(failed -> null).join();
      stores.close();
      threads.close();
      throw e;
    }
  }

  /**
   * Makes a function known. Replaces one of the same name; its environments are removed. With
   * SnapStart its first checkpoint is made in the background.
   *
   * @throws io.slsemu.emulator.function.InvalidConfigurationException if it is to have SnapStart
   *     and cannot, or has provisioned environments and no longer can
   */
  public void deploy(FunctionConfiguration configuration, FunctionCode code) {
    SnapStart.check(configuration, code);
    FunctionCode now = code.deployed();
    Function function =
        new Function(configuration, functions.home().function(configuration.name().value()), now);
    parts.deployments().deploy(function);
    serving(serving -> serving.adopt(function));
  }

  /** Says how many environments of a function may be wanted soon: a hint, to make them ready. */
  public void anticipate(String functionName, int environments) {
    sandboxes.anticipate(environments, SandboxSpec.of(functions.require(functionName)));
  }

  /**
   * Reserves concurrency for a function: others cannot use it, and the function gets no more. Zero
   * switches the function off.
   *
   * @throws io.slsemu.emulator.function.FunctionNotFoundException if there is no such function
   * @throws io.slsemu.emulator.function.InvalidConfigurationException if it leaves too little to
   *     the others
   */
  public void reserve(String functionName, int concurrency) {
    parts.limiter().reserve(functions.require(functionName).arn(), concurrency);
  }

  /**
   * Has environments of a function stand ready, in place of those it had: initialised in the
   * background, used before all others, and only when all are ready. Zero takes them away. The
   * service provisions versions and aliases only; here the function itself.
   *
   * @return completes when all are ready, or none will be
   * @throws io.slsemu.emulator.function.FunctionNotFoundException if there is no such function
   * @throws io.slsemu.emulator.function.InvalidConfigurationException if it leaves too little to
   *     others, or is more than the function has reserved
   */
  public CompletableFuture<ProvisionedConcurrency> provision(
      String functionName, int environments) {
    Function function = functions.require(functionName);
    ProvisionedConcurrency.check(function.configuration(), environments);
    parts.limiter().provision(function.arn(), environments);
    return placement.provision(function, environments);
  }

  /**
   * How far a function's provisioned concurrency is, null if it has none.
   *
   * @throws io.slsemu.emulator.function.FunctionNotFoundException if there is no such function
   */
  public @Nullable ProvisionedConcurrency provisioned(String functionName) {
    return placement.provisioned(functions.require(functionName));
  }

  /**
   * Initialises one environment of a function before anybody calls, and returns when that is done.
   *
   * @throws io.slsemu.emulator.function.FunctionNotFoundException if there is no such function
   * @throws SandboxException if the host fails
   */
  public void warmUp(String functionName) {
    placement.warmUp(functions.require(functionName));
  }

  /**
   * Lets environments age by so much at once, as if they had stood idle: what is then past its
   * keep-alive or its life is ended, and limits of rate are refilled. Functions do not see it.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  public void skipIdle(Duration idle) {
    parts.age().skip(idle);
    placement.reap();
    serving(Service::wake);
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
   * @throws io.slsemu.emulator.concurrency.TooManyRequestsException if the call is throttled
   * @throws io.slsemu.emulator.placement.NoWarmEnvironmentException if only a warm one would do
   */
  public InvokeResult invoke(InvokeRequest request) {
    return parts.invoker().invoke(request, Responder.NONE);
  }

  /**
   * The same, with the response taken while it is made.
   *
   * @param taker gets its bytes; the result holds what ended it early, if anything did
   */
  public InvokeResult invoke(InvokeRequest request, ResponseTaker taker) {
    return parts.invoker().invoke(request, StreamingResponder.of(taker));
  }

  /**
   * Serves the Lambda service API over HTTP, and the path of AWS's Runtime Interface Emulator.
   *
   * @param address where to listen; port 0 takes a free one
   * @return where it listens
   * @throws IOException if the address cannot be bound
   * @throws io.slsemu.emulator.store.StateStoreException if what was kept cannot be had
   */
  public InetSocketAddress serve(InetSocketAddress address) throws IOException {
    return serve(address, null);
  }

  /**
   * The same for a program that callers may end.
   *
   * @param stop runs when one wishes so; null: none may
   */
  public InetSocketAddress serve(InetSocketAddress address, @Nullable Runnable stop)
      throws IOException {
    parts.control().open(stop);
    placement.keepOnePrepared();
    return serving().listen(address);
  }

  private synchronized Service serving() {
    if (service == null) {
      service = Service.open(stores, parts);
    }
    return service;
  }

  private synchronized void serving(Consumer<Service> action) {
    if (service != null) {
      action.accept(service);
    }
  }

  /**
   * Opens a front door all of whose requests go to one function; else as {@link #serve}.
   *
   * @throws io.slsemu.emulator.function.FunctionNotFoundException if there is no such function
   */
  public InetSocketAddress open(LocalDoor door, String functionName, InetSocketAddress address)
      throws IOException {
    functions.require(functionName);
    placement.keepOnePrepared();
    return serving().open(door, functionName, address);
  }

  /** Sets a function's URL up, in place of the one it had. Without one it is open to all. */
  public void configure(FunctionUrl url) {
    serving().configure(url);
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
    serving(Service::refuse);
    parts.control().close();
    placement.close(); // ends what is under way, which answers its callers
    serving(Service::close);
    stores.close();
    runtimeApi.close();
    sandboxes.close();
    threads.close();
  }
}
