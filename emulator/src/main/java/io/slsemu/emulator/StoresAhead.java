package io.slsemu.emulator;

import io.slsemu.emulator.concurrency.Pending;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The stores of a service that there may be: opened ahead of need where one is expected. */
final class StoresAhead implements AutoCloseable {
  private final ServiceSettings settings;
  private final @Nullable CompletableFuture<ServiceStores> opening;
  private boolean taken;

  /** Begins to open them if the settings want that. */
  StoresAhead(ServiceSettings settings, Executor executor) {
    this.settings = settings;
    this.opening = settings.ahead() ? CompletableFuture.supplyAsync(this::open, executor) : null;
  }

  ServiceSettings settings() {
    return settings;
  }

  private ServiceStores open() {
    return ServiceStores.open(settings.stateDirectory());
  }

  /**
   * They are the caller's to close then.
   *
   * @throws io.slsemu.emulator.store.StateStoreException if they cannot be had
   */
  synchronized ServiceStores take() {
    if (opening == null) {
      return open();
    }
    ServiceStores opened = Pending.await(opening);
    taken = true;
    return opened;
  }

  /** Closes what nobody took. */
  @Override
  public synchronized void close() {
    if (opening != null && !taken) {
      // What could not be opened has been told to nobody, and nobody needed it.
      opening.handle((opened, failure) -> opened).thenAccept(StoresAhead::close).join();
    }
  }

  private static void close(@Nullable ServiceStores opened) {
    if (opened != null) {
      opened.close();
    }
  }
}
