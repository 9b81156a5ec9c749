package io.slsemu.emulator.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.code.CodeStore;
import io.slsemu.emulator.code.TestArchive;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.store.StateStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that are deployed directly, under a name that may be known already. */
class AdoptionTests {
  private static final FunctionArn HELLO =
      new Scope("us-east-1", Scope.DEFAULT_ACCOUNT).function("hello");

  @TempDir Path directory;
  @AutoClose private final StateStore store = StateStore.inMemory();
  private final FakeDeployments deployments = new FakeDeployments();
  private CodeStore code;
  private Catalog catalog;

  @BeforeEach
  void open() {
    code = new CodeStore(directory.resolve("code"));
    catalog = new Catalog(store, code, deployments, notice -> {});
  }

  @Test
  void adoptWhenItWasPublishedBeforeThenItsVersionsAndTheirNumbersStay() {
    adopt("old");
    FunctionDocument first = kept();
    FunctionDocument second = first.published(first.latest().as("1"));
    put(second.published(first.latest().as("2")).without("2"));

    adopt("new");

    assertThat(kept().lastVersion()).isEqualTo(2);
    assertThat(kept().versions()).isEqualTo(second.versions());
    assertThat(Objects.requireNonNull(kept().latest().code().directory()).taskRoot())
        .isEqualTo(directory.resolve("new").toString());
  }

  @Test
  void changeWhenADirectoryIsGivenLayersThenTheyAreInPlaceOfItsOwn() {
    Path own = directory.resolve("own");
    Path taskRoot = directory.resolve("code");
    adopt(new FunctionCode.Directory(taskRoot, "image", own));
    VersionDocument latest = kept().latest();
    String layer = code.keep(TestArchive.of(Map.of("lib/a", "from a layer")));

    put(kept().withLatest(latest.with(latest.code().withLayers(List.of(layer)))));

    assertThat(deployed().image()).isEqualTo("image");
    assertThat(deployed().taskRoot()).isEqualTo(taskRoot);
    assertThat(deployed().layers()).isNotNull();
    assertThat(deployed().layers().resolve("lib/a")).hasContent("from a layer");

    put(kept().withLatest(latest));

    assertThat(deployed().layers()).isEqualTo(own);
  }

  private FunctionCode.Directory deployed() {
    return (FunctionCode.Directory) Objects.requireNonNull(deployments.of(HELLO)).latest().code();
  }

  private void adopt(String codeDirectory) {
    adopt(FunctionCode.directory(directory.resolve(codeDirectory)));
  }

  private void adopt(FunctionCode found) {
    catalog.adopt(new Function(FunctionConfiguration.of("hello"), HELLO, found), Instant.EPOCH);
  }

  private void put(FunctionDocument function) {
    catalog.change(
        () -> {
          catalog.put(function);
          return null;
        });
  }

  private FunctionDocument kept() {
    return Objects.requireNonNull(catalog.find(HELLO));
  }
}
