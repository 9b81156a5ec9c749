package io.slsemu.emulator.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.code.CodeStore;
import io.slsemu.emulator.code.InvalidCodeException;
import io.slsemu.emulator.code.TestArchive;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.store.StateStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the others when one function cannot be deployed. */
class CatalogFailureTests {
  private static final Scope HOME = new Scope("us-east-1", Scope.DEFAULT_ACCOUNT);

  @TempDir Path directory;
  private final FakeDeployments deployments = new FakeDeployments();
  private final List<String> notices = new ArrayList<>();
  @AutoClose private final StateStore store = StateStore.inMemory();
  private CodeStore code;
  private Catalog catalog;

  @BeforeEach
  void open() {
    code = new CodeStore(directory);
    catalog = new Catalog(store, code, deployments, notices::add);
  }

  @Test
  void changeWhenALayerCannotBeUnpackedThenNothingIsKept() {
    FunctionDocument before = function("a");
    put(before);
    String damaged = code.keep("no zip".getBytes(StandardCharsets.UTF_8));
    VersionDocument latest = before.latest();
    FunctionDocument after =
        before.withLatest(latest.with(latest.code().withLayers(List.of(damaged))));

    assertThatThrownBy(() -> put(after)).isInstanceOf(InvalidCodeException.class);

    assertThat(catalog.find(before.arn())).isEqualTo(before);
    put(function("b"));
    assertThat(deployments.notices()).containsExactly("deploy a", "deploy b");
  }

  @Test
  void changeWhenOneFunctionIsRefusedThenTheOthersAndTheNextChangeAreFollowed() {
    deployments.refuse("a");
    List<FunctionArn> deployed = new ArrayList<>();
    catalog.whenDeployed(deployed::add);

    assertThatThrownBy(() -> put(function("a"), function("b"))).hasMessage("refused a");
    put(function("c"));

    assertThat(deployments.notices()).containsExactly("deploy b", "deploy c");
    assertThat(deployed).containsExactly(HOME.function("b"), HOME.function("c"));
  }

  @Test
  void catalogWhenOneFunctionIsRefusedThenSaysSoAndTheOthersAreDeployed() {
    put(function("a"), function("b"), function("c"));
    FakeDeployments next = new FakeDeployments();
    next.refuse("b");

    catalog = new Catalog(store, code, next, notices::add);

    assertThat(next.notices()).containsExactly("deploy a", "deploy c");
    assertThat(notices)
        .containsExactly(HOME.function("b") + " cannot be invoked until it is updated: refused b");
    assertThat(catalog.find(HOME.function("b"))).isNotNull();
  }

  private void put(FunctionDocument... functions) {
    catalog.change(
        () -> {
          List.of(functions).forEach(catalog::put);
          return null;
        });
  }

  private FunctionDocument function(String name) {
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    settings.put("MemorySize", 256).put("Timeout", 3);
    settings.putObject("EphemeralStorage").put("Size", 512);
    String digest = code.keep(TestArchive.of(Map.of("bootstrap", name)));
    return FunctionDocument.unpublished(
        HOME.function(name),
        new VersionDocument(
            Function.LATEST,
            settings,
            new VersionDocument.Code(digest, null, List.of()),
            new VersionDocument.Times(0, 0)));
  }
}
