package io.slsemu.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateStoreTests {
  @TempDir Path directory;

  record Note(String text, int number) {}

  @Test
  void openWhenItWasCommittedThenIsThere() {
    try (StateStore store = StateStore.open(file())) {
      store.table("notes", Note.class).put("a", new Note("first", 1));
      store.commit();
    }

    try (StateStore store = StateStore.open(file())) {
      assertThat(store.table("notes", Note.class).get("a")).isEqualTo(new Note("first", 1));
    }
  }

  @Test
  void commitWhenItReturnsThenACopyOfTheFileHasIt() throws IOException {
    Path copy = directory.resolve("copy");
    try (StateStore store = StateStore.open(file())) {
      store.table("notes", Note.class).put("a", new Note("committed", 1));
      store.commit();
      store.table("notes", Note.class).put("b", new Note("not committed", 2));
      Files.copy(file(), copy);
    }

    try (StateStore store = StateStore.open(copy)) {
      assertThat(store.table("notes", Note.class).under("")).containsOnlyKeys("a");
    }
  }

  @Test
  void rollbackWhenThereWereChangesThenNoneIsLeft() {
    try (StateStore store = StateStore.open(file())) {
      Table<Note> notes = store.table("notes", Note.class);
      notes.put("a", new Note("old", 1));
      notes.put("b", new Note("stays", 2));
      store.commit();
      notes.put("a", new Note("new", 3));
      notes.remove("b");
      notes.put("c", new Note("added", 4));

      store.rollback();

      assertThat(notes.under(""))
          .containsOnly(entry("a", new Note("old", 1)), entry("b", new Note("stays", 2)));
    }
  }

  @Test
  void rollbackWhenNothingWasEverCommittedThenTheTablesAreStillThere() {
    try (StateStore store = StateStore.inMemory()) {
      Table<Note> notes = store.table("notes", Note.class);
      notes.put("a", new Note("gone", 1));

      store.rollback();

      assertThat(notes.under("")).isEmpty();
      notes.put("a", new Note("again", 2));
      assertThat(notes.size()).isEqualTo(1);
    }
  }

  @Test
  void rollbackWhenInMemoryThenTakesBackWhatWasNotCommitted() {
    try (StateStore store = StateStore.inMemory()) {
      Table<Note> notes = store.table("notes", Note.class);
      Table<Note> others = store.table("others", Note.class);
      for (int round = 0; round < 20; round++) {
        notes.put("a", new Note("committed", round));
        store.commit();
        notes.put("a", new Note("not committed", round));
        others.put("b", new Note("not committed", round));

        store.rollback();

        assertThat(notes.get("a")).isEqualTo(new Note("committed", round));
        assertThat(others.size()).isZero();
      }
    }
  }

  @Test
  void rollbackWhenATableIsNewInAFileThenItIsStillThere() {
    try (StateStore store = StateStore.open(file())) {
      Table<Note> notes = store.table("notes", Note.class);

      store.rollback();

      notes.put("a", new Note("kept", 1));
      store.commit();
    }

    try (StateStore store = StateStore.open(file())) {
      assertThat(store.table("notes", Note.class).size()).isEqualTo(1);
    }
  }

  @Test
  void openWhenAnotherHasItThenSaysSoAndWhatToDo() {
    try (StateStore store = StateStore.open(file())) {
      store.commit();

      assertThatThrownBy(() -> StateStore.open(file()))
          .isInstanceOfSatisfying(
              StateStoreException.class,
              e -> {
                assertThat(e).hasMessageContaining(file().toString());
                assertThat(e.remedy()).contains("--state-dir");
              });
    }
  }

  @Test
  void openWhenTheFormatIsNewerThenLeavesItAlone() {
    try (MVStore newer = MVStore.open(file().toString())) {
      newer.<String, String>openMap("about").put("format", "2");
    }

    assertThatThrownBy(() -> StateStore.open(file()))
        .isInstanceOfSatisfying(
            StateStoreException.class,
            e -> {
              assertThat(e).hasMessageContaining("has format 2").hasMessageEndingWith("knows 1");
              assertThat(e.remedy()).contains("use the sls-emu that wrote it");
            });
    try (MVStore newer = MVStore.open(file().toString())) {
      assertThat(newer.<String, String>openMap("about").get("format")).isEqualTo("2");
    }
  }

  @Test
  void openWhenItIsNoStateThenSaysSo() throws IOException {
    Files.writeString(file(), "this is a letter to my aunt\n".repeat(1_000));

    assertThatThrownBy(() -> StateStore.open(file()))
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining("cannot be opened");
  }

  private Path file() {
    return directory.resolve("state.mv.db");
  }
}
