package io.slsemu.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTests {
  @AutoClose private final StateStore store = StateStore.inMemory();
  private final Table<String> table = store.table("words", String.class);

  @Test
  void underWhenKeysHaveAPrefixThenGivesThemInTheirOrder() {
    table.put("b:2", "two");
    table.put("a:9", "before");
    table.put("b:1", "one");
    table.put("c", "after");

    assertThat(table.under("b:").keySet()).containsExactly("b:1", "b:2");
    assertThat(table.under("").keySet()).containsExactly("a:9", "b:1", "b:2", "c");
    assertThat(table.under("d")).isEmpty();
  }

  @Test
  void removeUnderWhenKeysHaveAPrefixThenLeavesTheOthers() {
    table.put("f:1", "x");
    table.put("f:2", "x");
    table.put("f", "the prefix is more than this");
    table.put("f;", "next to it");

    table.removeUnder("f:");

    assertThat(table.under("").keySet()).containsExactly("f", "f;");
  }

  @Test
  void removeWhenItIsNotThereThenSaysSo() {
    table.put("a", "x");

    assertThat(table.remove("a")).isTrue();
    assertThat(table.remove("a")).isFalse();
    assertThat(table.get("a")).isNull();
    assertThat(table.size()).isZero();
  }

  @Test
  void getWhenTheDocumentIsAnotherThenFails() {
    table.put("a", "no number");

    assertThatThrownBy(() -> store.table("words", Integer.class).get("a"))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void putWhenTheDocumentIsMadeLaterThenIsMadeOnceAndByTheFirstThatReadsIt() {
    AtomicInteger made = new AtomicInteger();

    table.put("a", () -> "made " + made.incrementAndGet());

    assertThat(table.size()).isOne();
    assertThat(made).hasValue(0);
    assertThat(table.get("a")).isEqualTo("made 1");
    assertThat(table.under("")).containsExactly(entry("a", "made 1"));
    assertThat(made).hasValue(1);
  }

  @Test
  void putWhenTheDocumentIsToLastThenIsMadeAtOnce(@TempDir Path directory) {
    AtomicInteger made = new AtomicInteger();
    Path file = directory.resolve("state.mv.db");
    try (StateStore lasting = StateStore.open(file)) {
      lasting.table("words", String.class).put("a", () -> "made " + made.incrementAndGet());
      assertThat(made).hasValue(1);
      lasting.commit();
    }
    try (StateStore lasting = StateStore.open(file)) {
      assertThat(lasting.table("words", String.class).get("a")).isEqualTo("made 1");
    }
  }
}
