package io.slsemu.emulator.serviceapi.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slsemu.emulator.catalog.LayerDocument;
import io.slsemu.emulator.code.TestArchive;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.operation.Reply;
import io.slsemu.emulator.serviceapi.resources.CatalogFixture;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FunctionChangesTests {
  private static final String WHERE = "FunctionName=f";
  private static final String ROLE = "arn:aws:iam::123456789012:role/r";
  private static final String DIGEST = "@sha256:" + "0".repeat(64);

  private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/k";
  private static final String LAYER = CatalogFixture.PREFIX + "layer:l:1";
  private static final byte[] ARCHIVE = TestArchive.of(Map.of("bootstrap", "hi"));

  private CatalogFixture fixture;
  private FunctionChanges changes;

  @BeforeEach
  void open(@TempDir Path directory) {
    fixture = new CatalogFixture(directory);
    changes =
        new FunctionChanges(
            fixture.catalog, new Settling(Clock.systemUTC(), Duration.ZERO), null, new NoExtras());
  }

  private Reply ask(Operation operation, String body) {
    return CatalogFixture.ask(changes, operation, WHERE, body.replace('\'', '"'));
  }

  private Function ofImage(Operation operation, String members) {
    ask(operation, members);
    return fixture.registry.require("f");
  }

  private Function created(String image) {
    return ofImage(
        Operation.CREATE_FUNCTION,
        "{'FunctionName':'f','PackageType':'Image','Role':'%s','Code':{'ImageUri':'%s'}}"
            .formatted(ROLE, image));
  }

  @Test
  void updateCodeWhenImageHasTheSameNameThenTheFunctionIsAnother() {
    Function before = created("app:latest");

    Function now = ofImage(Operation.UPDATE_FUNCTION_CODE, "{'ImageUri':'app:latest'}");

    assertThat(now).as("or its environments would stay").isNotEqualTo(before);
    assertThat(now.code()).as("what its image is looked up for").isNotEqualTo(before.code());
  }

  @Test
  void updateCodeWhenImageIsNamedByDigestThenTheFunctionIsTheSame() {
    Function before = created("app" + DIGEST);

    Function now =
        ofImage(Operation.UPDATE_FUNCTION_CODE, "{'ImageUri':'app%s'}".formatted(DIGEST));

    assertThat(now).isSameAs(before);
  }

  @Test
  void updateConfigurationWhenItHasAnImageThenThatIsTheSame() {
    Function before = created("app:latest");

    Function now = ofImage(Operation.UPDATE_FUNCTION_CONFIGURATION, "{'MemorySize':256}");

    assertThat(now.code()).isEqualTo(before.code());
  }

  private static String zip(byte[] archive, String more) {
    return "{'FunctionName':'f','Role':'%s','Runtime':'provided.al2023','Handler':'h','Code':{'ZipFile':'%s'%s}}"
        .formatted(ROLE, Base64.getEncoder().encodeToString(archive), more);
  }

  @Test
  void createWhenTheSourceHasAKeyThenItIsShownUntilCodeComesWithoutIt() {
    ask(Operation.CREATE_FUNCTION, zip(ARCHIVE, ",'SourceKMSKeyArn':'%s'".formatted(KEY)));
    FunctionOperations shown =
        new FunctionOperations(
            fixture.catalog, new Settling(Clock.systemUTC(), Duration.ZERO), new NoExtras());

    assertThat(shownKey(shown)).isEqualTo(KEY);
    ask(
        Operation.UPDATE_FUNCTION_CODE,
        "{'ZipFile':'%s'}".formatted(Base64.getEncoder().encodeToString(ARCHIVE)));
    assertThat(shownKey(shown)).isEmpty();
  }

  private static String shownKey(FunctionOperations shown) {
    return Objects.requireNonNull(
            CatalogFixture.ask(shown, Operation.GET_FUNCTION, WHERE, "").document())
        .at("/Code/SourceKMSKeyArn")
        .asText();
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATE_FUNCTION", "UPDATE_FUNCTION_CODE", "PUBLISH_VERSION"})
  void changeWhenPublishToIsWantedThenIsRefused(Operation operation) {
    CatalogFixture.assertBadParameter(
        changes,
        operation,
        WHERE,
        "{\"FunctionName\":\"f\",\"Role\":\"r\",\"Code\":{},\"PublishTo\":\"LATEST_PUBLISHED\"}",
        "PublishTo is not to be had: sls-emu does not carry it out; leave it out");
  }

  @Test
  void updateConfigurationWhenCodeAndLayersAreTooLargeTogetherThenIsRefused() throws IOException {
    ask(Operation.CREATE_FUNCTION, zip(ARCHIVE, ""));
    String layer = fixture.catalog.code().keep(TestArchive.of(Map.of("lib", "x")));
    fixture.catalog.change(() -> layers(layer));
    fill(layer, 262_144_000);

    CatalogFixture.assertBadParameter(
        changes,
        Operation.UPDATE_FUNCTION_CONFIGURATION,
        WHERE,
        "{\"Layers\":[\"%s\"]}".formatted(LAYER),
        "Function code combined with layers exceeds the maximum allowed size of 262144000 bytes."
            + " The actual size is 262144002 bytes.");

    fill(layer, 262_143_998);
    ask(Operation.UPDATE_FUNCTION_CONFIGURATION, "{'Layers':['%s']}".formatted(LAYER));
  }

  private boolean layers(String archive) {
    fixture
        .catalog
        .layers()
        .put(LAYER, new LayerDocument(LAYER, 1, archive, 1, JsonNodeFactory.instance.objectNode()));
    return true;
  }

  /** Without a byte on the disk. */
  private void fill(String archive, long bytes) throws IOException {
    Path file = fixture.catalog.code().unpacked(archive).resolve("lib");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(bytes);
    }
  }

  @Test
  void createWhenArchiveIsTooLargeUnpackedThenIsRefusedInTheServicesWords() {
    CatalogFixture.assertBadParameter(
        changes,
        Operation.CREATE_FUNCTION,
        WHERE,
        zip(TestArchive.ofZeros(262_144_001), "").replace('\'', '"'),
        "Unzipped size must be smaller than 262144000 bytes");
  }
}
