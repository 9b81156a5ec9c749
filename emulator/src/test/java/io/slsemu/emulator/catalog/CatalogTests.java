package io.slsemu.emulator.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.code.CodeStore;
import io.slsemu.emulator.code.TestArchive;
import io.slsemu.emulator.function.Deployment;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.store.StateStore;
import io.slsemu.emulator.store.Table;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTests {
  private static final Scope HOME = new Scope("us-east-1", Scope.DEFAULT_ACCOUNT);
  private static final FunctionArn HELLO = HOME.function("hello");

  @TempDir Path directory;
  private final FakeDeployments deployments = new FakeDeployments();
  @AutoClose private StateStore store;
  private CodeStore code;
  private Catalog catalog;

  @BeforeEach
  void open() {
    store = StateStore.open(directory.resolve("state"));
    code = new CodeStore(directory.resolve("code"));
    catalog = new Catalog(store, code, deployments, notice -> {});
  }

  @Test
  void changeWhenItPutsAFunctionThenThatIsDeployedWithItsCode() {
    put(function(HELLO, "one"));

    Deployment deployed = deployed(HELLO);
    FunctionCode.Directory tree = (FunctionCode.Directory) deployed.latest().code();
    assertThat(tree.taskRoot().resolve("bootstrap")).hasContent("one");
    assertThat(deployed.latest().configuration().memory().megabytes()).isEqualTo(256);
  }

  @Test
  void changeWhenItThrowsThenNothingIsKeptAndNothingDeployed() {
    put(function(HELLO, "one"));
    List<String> before = deployments.notices();

    assertThatThrownBy(
            () ->
                catalog.change(
                    () -> {
                      catalog.put(function(HOME.function("other"), "two"));
                      catalog.putAlias(HELLO, alias("live", "$LATEST", Map.of()));
                      catalog.remove(HELLO);
                      throw new IllegalStateException("in the middle");
                    }))
        .hasMessage("in the middle");

    assertThat(catalog.all(HOME)).extracting(FunctionDocument::name).containsExactly("hello");
    assertThat(catalog.aliases(HELLO)).isEmpty();
    assertThat(deployments.notices()).isEqualTo(before);
  }

  @Test
  void changeWhenOneBeforeItThrewThenIsCarriedOutAlone() {
    assertThatThrownBy(
            () ->
                catalog.change(
                    () -> {
                      catalog.put(function(HELLO, "one"));
                      throw new IllegalStateException();
                    }))
        .isInstanceOf(IllegalStateException.class);

    put(function(HOME.function("other"), "two"));

    assertThat(deployments.notices()).containsExactly("deploy other");
    assertThat(catalog.find(HELLO)).isNull();
  }

  @Test
  void changeWhenItReturnsThenAnotherProcessWouldFindIt() {
    put(function(HELLO, "one"));
    catalog.change(
        () -> {
          catalog.putAlias(HELLO, alias("live", "$LATEST", Map.of()));
          return null;
        });
    FunctionDocument kept = catalog.find(HELLO);

    store.close();
    store = StateStore.open(directory.resolve("state"));
    FakeDeployments next = new FakeDeployments();
    catalog = new Catalog(store, code, next, notice -> {});

    assertThat(catalog.find(HELLO)).isEqualTo(kept);
    assertThat(next.notices()).containsExactly("deploy hello");
    assertThat(Objects.requireNonNull(next.of(HELLO)).aliases()).containsOnlyKeys("live");
  }

  @Test
  void putAliasWhenItHasWeightsThenTheDeploymentRoutes() {
    FunctionDocument function = function(HELLO, "one");
    put(function.published(function.latest().as("1")).published(function.latest().as("2")));

    catalog.change(
        () -> {
          catalog.putAlias(HELLO, alias("live", "1", Map.of("2", 0.25)));
          return null;
        });

    Deployment deployed = deployed(HELLO);
    assertThat(deployed.versions()).containsOnlyKeys("1", "2");
    assertThat(deployed.aliases().get("live"))
        .satisfies(
            routing -> {
              assertThat(routing.version()).isEqualTo("1");
              assertThat(routing.otherVersion()).isEqualTo("2");
              assertThat(routing.otherWeight()).isEqualTo(0.25);
            });
  }

  @Test
  void removeWhenAFunctionHasAliasesThenTheyGoAndListenersHear() {
    put(function(HELLO, "one"));
    put(function(HOME.function("hello-2"), "two"));
    List<FunctionArn> removed = new ArrayList<>();
    catalog.whenRemoved(removed::add);
    catalog.change(
        () -> {
          catalog.putAlias(HELLO, alias("live", "$LATEST", Map.of()));
          catalog.putAlias(HOME.function("hello-2"), alias("live", "$LATEST", Map.of()));
          return null;
        });

    catalog.change(
        () -> {
          catalog.remove(HELLO);
          return null;
        });

    assertThat(removed).containsExactly(HELLO);
    assertThat(catalog.aliases(HELLO)).isEmpty();
    assertThat(catalog.aliases(HOME.function("hello-2"))).hasSize(1);
    assertThat(deployments.of(HELLO)).isNull();
  }

  @Test
  void allWhenAccountsAndRegionsDifferThenEachHasItsOwn() {
    Scope far = new Scope("eu-west-1", "111111111111");
    put(function(HELLO, "one"));
    put(function(far.function("hello"), "two"));

    assertThat(catalog.all(HOME)).extracting(FunctionDocument::arn).containsExactly(HELLO);
  }

  @Test
  void tableWhenAChangeFailsThenItsDocumentsComeBackWithTheOthers() {
    Table<String> further = catalog.table("further", String.class);
    catalog.change(
        () -> {
          further.put("a", "kept");
          return null;
        });

    assertThatThrownBy(
            () ->
                catalog.change(
                    () -> {
                      further.put("a", "lost");
                      throw new IllegalStateException();
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(further.under("")).containsOnly(entry("a", "kept"));
  }

  @Test
  void adoptWhenAFunctionWasDeployedDirectlyThenIsShownAndComesBackAsItWas() {
    Function direct =
        new Function(
            FunctionConfiguration.of("hello"),
            HELLO,
            FunctionCode.directory(directory),
            Function.LATEST);

    catalog.adopt(direct, Instant.EPOCH);

    ObjectNode shown = Objects.requireNonNull(catalog.find(HELLO)).latest().configuration();
    assertThat(shown.path("PackageType").asText()).isEqualTo("Zip");
    assertThat(shown.path("LastModified").asText()).isEqualTo("1970-01-01T00:00:00.000+0000");
    assertThat(deployments.notices()).as("it can be invoked already").isEmpty();
    FakeDeployments next = new FakeDeployments();
    catalog = new Catalog(store, code, next, notice -> {});
    assertThat(Objects.requireNonNull(next.of(HELLO)).latest()).isEqualTo(direct);
  }

  private FunctionDocument function(FunctionArn arn, String content) {
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    settings.put("Runtime", "provided.al2023").put("Handler", "bootstrap");
    settings.put("MemorySize", 256).put("Timeout", 3);
    settings.putObject("EphemeralStorage").put("Size", 512);
    String digest = code.keep(TestArchive.of(Map.of("bootstrap", content)));
    VersionDocument latest =
        new VersionDocument(
            Function.LATEST,
            settings,
            new VersionDocument.Code(digest, null, List.of()),
            new VersionDocument.Times(0, 0));
    return new FunctionDocument(
        arn.region(), arn.account(), arn.name().value(), 0, latest, List.of());
  }

  private static AliasDocument alias(String name, String version, Map<String, Double> weights) {
    return new AliasDocument(name, version, "", weights, "revision");
  }

  private void put(FunctionDocument function) {
    catalog.change(
        () -> {
          catalog.put(function);
          return null;
        });
  }

  private Deployment deployed(FunctionArn function) {
    return Objects.requireNonNull(deployments.of(function));
  }
}
