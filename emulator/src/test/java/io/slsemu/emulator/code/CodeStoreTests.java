package io.slsemu.emulator.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.sandbox.TestThreads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodeStoreTests {
  @TempDir Path root;
  private CodeStore store;

  @BeforeEach
  void open() {
    store = new CodeStore(root);
  }

  @Test
  void keepWhenCodeIsTheSameThenIsKeptOnce() throws IOException {
    byte[] archive = TestArchive.of(Map.of("bootstrap", "x"));

    String first = store.keep(archive);
    String second = store.keep(archive.clone());

    assertThat(first).isEqualTo(second).matches("[0-9a-f]{64}");
    assertThat(Files.readAllBytes(store.archive(first))).isEqualTo(archive);
    assertThat(names(root.resolve("archives"))).containsExactly(first + ".zip");
  }

  @Test
  void unpackedWhenTheArchiveIsGoodThenHasItsFilesWithTheirModes() throws IOException {
    byte[] program = "#!/bin/sh".getBytes(StandardCharsets.UTF_8);
    String digest = store.keep(TestArchive.executable("bootstrap", program));

    Path tree = store.unpacked(digest);

    assertThat(Files.readAllBytes(tree.resolve("bootstrap"))).isEqualTo(program);
    assertThat(Files.isExecutable(tree.resolve("bootstrap"))).isTrue();
    assertThat(store.unpacked(digest)).isEqualTo(tree);
  }

  @Test
  void unpackedWhenAnotherStoreHadItThenIsThereAtOnce() {
    Path tree = store.unpacked(store.keep(TestArchive.of(Map.of("a", "1"))));

    CodeStore next = new CodeStore(root);

    assertThat(next.unpacked(tree.getFileName().toString())).isEqualTo(tree);
  }

  @Test
  void unpackedWhenSeveralThreadsWantItThenAllGetTheWhole() throws Exception {
    String digest = store.keep(TestArchive.of(Map.of("a", "x".repeat(100_000), "b/c", "y")));
    List<CompletableFuture<Path>> trees = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      CompletableFuture<Path> tree = new CompletableFuture<>();
      trees.add(tree);
      TestThreads.start("unpack-" + i, () -> tree.completeAsync(() -> store.unpacked(digest)));
    }

    for (CompletableFuture<Path> tree : trees) {
      assertThat(tree.get().resolve("b/c")).hasContent("y");
    }
    assertThat(names(root.resolve("trees"))).containsExactly(digest);
  }

  @Test
  void mergedWhenLayersHaveTheSameFileThenTheLaterOneWins() {
    String first = store.keep(TestArchive.of(Map.of("both", "first", "one", "1")));
    String second = store.keep(TestArchive.of(Map.of("both", "second", "dir/two", "2")));

    Path merged = store.merged(List.of(first, second));

    assertThat(merged.resolve("both")).hasContent("second");
    assertThat(merged.resolve("one")).hasContent("1");
    assertThat(merged.resolve("dir/two")).hasContent("2");
    assertThat(store.merged(List.of(second, first)).resolve("both")).hasContent("first");
    assertThat(store.merged(List.of(first))).isEqualTo(store.unpacked(first));
  }

  @Test
  void forgetWhenItWasUnpackedThenNothingIsLeft() throws IOException {
    String digest = store.keep(TestArchive.of(Map.of("a", "1")));
    store.unpacked(digest);

    store.forget(digest);

    assertThat(names(root.resolve("archives"))).isEmpty();
    assertThat(names(root.resolve("trees"))).isEmpty();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("badArchives")
  void unpackedWhenTheArchiveIsBadThenNothingIsLeftOfIt(byte[] archive) throws IOException {
    String digest = store.keep(archive);

    assertThatThrownBy(() -> store.unpacked(digest)).isInstanceOf(InvalidCodeException.class);
    assertThat(names(root.resolve("trees"))).isEmpty();
  }

  static Stream<byte[]> badArchives() {
    byte[] good = TestArchive.of(Map.of("bootstrap", "x".repeat(1_000)));
    return Stream.of(
        new byte[0],
        "no zip".getBytes(StandardCharsets.UTF_8),
        Arrays.copyOf(good, good.length / 2),
        TestArchive.of(Map.of("../out", "x")),
        TestArchive.of(Map.of("/etc/passwd", "x")),
        TestArchive.of(Map.of("n".repeat(300), "x")),
        TestArchive.of(Map.of("d/".repeat(3_000) + "f", "x")),
        TestArchive.of(Map.of("a", "x", "a/b", "x")));
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(each -> each.getFileName().toString()).toList();
    }
  }

  @Test
  void keepOnlyWhenCodeIsNotNeededThenGoesAndTheRestStays() throws IOException {
    String layer = store.keep(TestArchive.of(Map.of("a", "1")));
    String other = store.keep(TestArchive.of(Map.of("b", "2")));
    String gone = store.keep(TestArchive.of(Map.of("c", "3")));
    Path merged = store.merged(List.of(layer, other));
    Path left = store.unpacked(gone);
    Path unfinished = Files.writeString(store.archive(gone).resolveSibling("x.part"), "half");

    store.keepOnly(List.of(List.of(layer, other), List.of()));

    assertThat(merged.resolve("b")).hasContent("2");
    assertThat(store.archive(layer)).exists();
    assertThat(store.archive(gone)).doesNotExist();
    assertThat(left).doesNotExist();
    assertThat(unfinished).doesNotExist();
  }
}
