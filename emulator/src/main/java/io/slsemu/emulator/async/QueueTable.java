package io.slsemu.emulator.async;

import io.slsemu.emulator.store.StateStore;
import io.slsemu.emulator.store.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The queue on the disk. It is one table on purpose: a commit may fall between two changes, and
 * what is added before something else is removed must not be missing then.
 */
final class QueueTable {
  private static final String TO_DO = "q/";
  private static final String DROPPED = "d/";

  /** Of dropped records the newest are kept. */
  private static final int MAX_DROPPED = 1_000;

  private final Table<QueuedItem> table;
  private final GroupCommit commits;
  private final AtomicLong sequence = new AtomicLong();
  private final Deque<String> dropped = new ArrayDeque<>();
  private volatile boolean closed;

  QueueTable(StateStore store, Alarm alarm, Executor workers) {
    this.table = store.table("async", QueuedItem.class);
    this.commits = new GroupCommit(store, alarm, workers);
  }

  /** Looks at all there is to do, in the order in which it came; to be called first of all. */
  void load(BiConsumer<String, QueuedItem> row) {
    table.forEach(
        DROPPED,
        (key, item) -> {
          seen(key);
          dropped.add(key);
        });
    table.forEach(
        TO_DO,
        (key, item) -> {
          seen(key);
          row.accept(key, item);
        });
  }

  /**
   * Adds a row, whose key it returns; not durable yet.
   *
   * @throws IllegalStateException if it is closed
   */
  String add(QueuedItem item) {
    if (closed) {
      throw new IllegalStateException("the emulator is stopping and takes no events any more");
    }
    String key = key(TO_DO);
    table.put(key, item);
    return key;
  }

  void put(String key, QueuedItem item) {
    if (!closed) {
      table.put(key, item);
    }
  }

  /** Takes a row away. */
  void remove(String key) {
    if (!closed) {
      table.remove(key);
    }
  }

  @Nullable QueuedItem get(String key) {
    return closed ? null : table.get(key);
  }

  /** Keeps what never came to its end. */
  synchronized void drop(DroppedRecord record) {
    if (closed) {
      return;
    }
    String key = key(DROPPED);
    put(key, QueuedItem.of(record));
    dropped.add(key);
    if (dropped.size() > MAX_DROPPED) {
      table.remove(dropped.remove());
    }
  }

  List<DroppedRecord> dropped() {
    List<DroppedRecord> found = new ArrayList<>();
    table.forEach(
        DROPPED,
        (key, item) -> {
          if (item.dropped() != null) {
            found.add(item.dropped());
          }
        });
    return found;
  }

  /** Returns when all changes are durable. */
  void commit() {
    commits.now();
  }

  /** Has them made durable; until then a crash has them done again. */
  void commitSoon() {
    if (!closed) {
      commits.soon();
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** Commits, and changes nothing any more. */
  void close() {
    if (!closed) {
      closed = true;
      commits.close();
    }
  }

  private String key(String prefix) {
    // In the order in which they come: neighbours are then in the same pages of the file.
    return prefix + HexFormat.of().toHexDigits(sequence.incrementAndGet());
  }

  private void seen(String key) {
    long number = HexFormat.fromHexDigitsToLong(key, TO_DO.length(), key.length());
    sequence.accumulateAndGet(number, Math::max);
  }
}
