package io.slsemu.emulator;

import io.slsemu.emulator.store.StateStore;
import io.slsemu.emulator.store.StateStoreException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a service keeps: takes a while to open, and needs nothing of the emulator.
 *
 * @param state functions and all that belongs to them
 * @param queue events that wait: apart, since a commit of one must not commit half of the other
 */
record ServiceStores(ServiceFiles files, StateStore state, StateStore queue)
    implements AutoCloseable {
  /**
   * @param directory chosen by the user, null for a temporary one
   * @throws StateStoreException if it cannot be had
   */
  static ServiceStores open(@Nullable Path directory) {
    ServiceFiles files = ServiceFiles.of(directory);
    try {
      StateStore state = files.openStore("state");
      try {
        return new ServiceStores(files, state, files.openStore("queue"));
      } catch (RuntimeException e) {
        state.close();
        throw e;
      }
    } catch (RuntimeException e) {
      files.close();
      throw e;
    }
  }

  @Override
  public void close() {
    queue.close();
    state.close();
    files.close();
  }
}
