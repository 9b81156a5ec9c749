package io.slsemu.emulator;

import io.slsemu.emulator.async.Alarm;
import io.slsemu.emulator.async.AsyncInvocations;
import io.slsemu.emulator.async.AsyncSettings;
import io.slsemu.emulator.async.InvokerTarget;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.code.CodeStore;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionRegistry;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.serviceapi.ServiceApi;
import io.slsemu.emulator.trigger.ConfiguredUrls;
import io.slsemu.emulator.trigger.DoorServices;
import io.slsemu.emulator.trigger.FunctionUrl;
import io.slsemu.emulator.trigger.FunctionUrls;
import io.slsemu.emulator.trigger.LocalDoor;
import io.slsemu.emulator.trigger.LocalDoors;
import io.slsemu.emulator.trigger.UrlPermissions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Everything of an emulator that listens for callers, with all that it keeps. */
final class Service implements AutoCloseable {
  /** For events under way when the emulator ends; what needs longer is begun anew next time. */
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final ServiceStores stores;
  private final Catalog catalog;
  private final AsyncInvocations queue;
  private final ServiceApi api;
  private final LocalDoors doors;
  private final ConfiguredUrls urls = new ConfiguredUrls();
  private volatile String base = "";

  /**
   * @throws io.slsemu.emulator.store.StateStoreException if what was kept cannot be had
   */
  static Service open(StoresAhead ahead, EmulatorParts parts) {
    ServiceStores stores = ahead.take();
    try {
      return new Service(ahead.settings(), stores, parts);
    } catch (RuntimeException e) {
      stores.close();
      throw e;
    }
  }

  private Service(ServiceSettings settings, ServiceStores stores, EmulatorParts parts) {
    List<Function> direct = List.copyOf(parts.functions().all()); // before what is kept comes
    this.stores = stores;
    this.catalog =
        new Catalog(
            stores.state(),
            new CodeStore(stores.files().code()),
            parts.deployments(),
            parts.listener()::notice);
    ServiceOperations operations = new ServiceOperations(catalog, settings, parts, () -> base);
    this.queue = queue(settings, parts, operations);
    DoorServices services =
        new DoorServices(
            parts.invoker(),
            parts.threads().invocations(),
            parts.threads().timer(),
            parts.time(),
            parts.listener()::notice);
    Scope home = parts.functions().home();
    this.doors = new LocalDoors(parts.threads().worker(), home, services);
    this.api =
        new ServiceApi(
            parts.functions(),
            parts.deployments().readiness(),
            operations::mayRecur,
            parts.invoker(),
            queue::accept,
            operations.groups(),
            catalog.code(),
            parts.control(),
            new FunctionUrls(
                new KeptUrls(operations.urls(), urls, home),
                parts.functions(),
                services,
                settings.enforcePermissions()
                    ? operations.urlPermissions(home)
                    : UrlPermissions.ALL),
            parts.threads().worker(),
            parts.threads().invocations());
    adopt(direct, parts);
    queue.wake();
  }

  private AsyncInvocations queue(
      ServiceSettings settings, EmulatorParts parts, ServiceOperations operations) {
    return new AsyncInvocations(
        new AsyncSettings(
            stores.queue(),
            new InvokerTarget(parts.invoker(), parts.limiter()),
            operations.eventSettings(),
            parts.age(),
            Clock.systemUTC(),
            parts.threads().invocations(),
            Alarm.of(parts.threads().timer()),
            parts.limiter()::allowance,
            settings.endpoint(),
            settings.duplication(),
            parts.listener()::notice));
  }

  private void adopt(List<Function> direct, EmulatorParts parts) {
    FunctionRegistry functions = parts.functions();
    for (Function each : direct) {
      if (functions.find(each.name().value()) != each) {
        parts.deployments().deploy(each); // what is named now goes before what was kept
      }
      adopt(each);
    }
  }

  /** What was deployed directly is shown with the rest. */
  void adopt(Function function) {
    catalog.adopt(function, Clock.systemUTC().instant());
  }

  /** Sets a function's URL up, in place of the one it had. */
  void configure(FunctionUrl url) {
    urls.put(url);
  }

  /** Has events seen to that the clock's moving on made due. */
  void wake() {
    queue.wake();
  }

  InetSocketAddress listen(InetSocketAddress address) throws IOException {
    InetSocketAddress bound = api.listen(address);
    base = "http://localhost:" + bound.getPort();
    return bound;
  }

  InetSocketAddress open(LocalDoor door, String functionName, InetSocketAddress address)
      throws IOException {
    return doors.open(door, functionName, address);
  }

  /** From here on new calls are answered 503; those under way come to their end. */
  void refuse() {
    api.refuse();
    doors.refuse();
    queue.close(DRAIN);
    stores.queue().close(); // what is cut from now on did not end by itself, and is begun anew
  }

  @Override
  public void close() {
    api.close();
    doors.close();
    stores.close();
  }
}
