package io.slsemu.emulator.serviceapi.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.operation.Reply;
import io.slsemu.emulator.serviceapi.resources.CatalogFixture;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionChangesTests {
  private static final String WHERE = "FunctionName=f";
  private static final String ROLE = "arn:aws:iam::123456789012:role/r";
  private static final String DIGEST = "@sha256:" + "0".repeat(64);

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

  private static final class NoExtras implements FunctionExtras {
    @Override
    public void tag(FunctionArn function, Map<String, String> tags) {
      // nobody looks
    }

    @Override
    public void sign(FunctionArn function, String configuration) {
      // nobody looks
    }

    @Override
    public void requireUnsigned(FunctionArn function) {
      // all is allowed
    }

    @Override
    public void requireStorage(FunctionArn function, long added) {
      // there is room for all
    }

    @Override
    public void describe(FunctionArn function, ObjectNode document) {
      // there is nothing more
    }

    @Override
    public String codeUrl(String digest) {
      return "code/" + digest;
    }
  }
}
