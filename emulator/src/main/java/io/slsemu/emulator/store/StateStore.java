package io.slsemu.emulator.store;

import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Tables of JSON documents in one file, or in memory only. What was changed since the last {@link
 * #commit} is lost with the process; what was committed is on the disk, all of it or none.
 *
 * <p>H2's MVStore keeps the file: one small library with no server, no schema and no native code,
 * that never writes over what it has committed.
 */
public final class StateStore implements AutoCloseable {
  /** Of the documents in the file; one that is newer than this is not touched. */
  private static final int FORMAT = 1;

  private static final String FORMAT_KEY = "format";

  private final MVStore store;
  private final boolean durable;

  private StateStore(MVStore store, boolean durable) {
    this.store = store;
    this.durable = durable;
  }

  /** One that is gone with the process. */
  public static StateStore inMemory() {
    return new StateStore(new MVStore.Builder().autoCommitDisabled().open(), false);
  }

  /**
   * Opens a file, or begins one.
   *
   * @throws StateStoreException if it cannot be had: another process has it, it is damaged, or it
   *     was written by a newer sls-emu
   */
  public static StateStore open(Path file) {
    MVStore store;
    try {
      store = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().open();
    } catch (MVStoreException e) {
      throw new StateStoreException(
          "the state in " + file + " cannot be opened: " + firstLine(e.getMessage()),
          "end the sls-emu that uses it, or name another directory with --state-dir",
          e);
    }
    StateStore opened = new StateStore(store, true);
    opened.checkFormat(file);
    return opened;
  }

  /**
   * A table; made if it is not there. To be asked for between two changes.
   *
   * @param type what its documents are: a record of Jackson's liking
   */
  public synchronized <T> Table<T> table(String name, Class<T> type) {
    boolean isNew = !store.hasMap(name);
    MVMap<String, Object> map = store.openMap(name);
    if (isNew) {
      commit(); // else a rollback would take the table with it
    }
    return new Table<>(map, type, durable);
  }

  /** Makes all changes durable; after that they survive a crash of the machine. */
  public synchronized void commit() {
    store.commit();
    if (durable) {
      store.sync();
    }
  }

  /** Takes back what was changed since the last commit. */
  public synchronized void rollback() {
    store.rollback();
  }

  @Override
  public void close() {
    if (durable) {
      store.close();
    } else {
      store.closeImmediately();
    }
  }

  private void checkFormat(Path file) {
    MVMap<String, String> about = store.openMap("about");
    @Nullable String format = about.putIfAbsent(FORMAT_KEY, Integer.toString(FORMAT));
    if (format != null && !format.equals(Integer.toString(FORMAT))) {
      store.closeImmediately();
      throw new StateStoreException(
          "the state in " + file + " has format " + format + ", and this sls-emu knows " + FORMAT,
          "use the sls-emu that wrote it, or name another directory with --state-dir",
          null);
    }
    commit();
  }

  private static String firstLine(@Nullable String text) {
    return text == null ? "no reason is known" : text.lines().findFirst().orElse(text);
  }
}
