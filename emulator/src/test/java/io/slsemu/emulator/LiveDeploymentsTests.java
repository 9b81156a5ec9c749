package io.slsemu.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.function.AliasRouting;
import io.slsemu.emulator.function.Deployment;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.FunctionReference;
import io.slsemu.emulator.function.FunctionRegistry;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.placement.ProvisionedConcurrency;
import io.slsemu.emulator.sandbox.FakeSandboxes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveDeploymentsTests {
  private static final Scope HOME = new Scope("us-east-1", Scope.DEFAULT_ACCOUNT);
  private static final FunctionArn HELLO = HOME.function("hello");

  private final FunctionRegistry functions = new FunctionRegistry(HOME);
  private final Function published = function("/published", "1");
  private FakeEnvironments environments;
  private LiveDeployments deployments;

  @BeforeEach
  void publish() throws IOException {
    environments = FakeEnvironments.of((api, start) -> FakeSandboxes.echoForEver(api));
    deployments = new LiveDeployments(functions, environments.limiter(), environments.placement());
    Map<String, AliasRouting> aliases = Map.of("live", new AliasRouting("1", null, 0));
    Function latest = function("/kept", Function.LATEST);
    deployments.deploy(new Deployment(latest, Map.of("1", published), aliases), 0);
  }

  @AfterEach
  void close() {
    environments.close();
  }

  @Test
  void deployWhenAFunctionIsNamedThenWhatWasPublishedStays() {
    Function named = function("/named", Function.LATEST);

    deployments.deploy(named);

    assertThat(functions.require("hello")).isSameAs(named);
    assertThat(functions.require(new FunctionReference(HOME, "hello", "1"))).isSameAs(published);
    assertThat(functions.require(new FunctionReference(HOME, "hello", "live"))).isSameAs(published);
  }

  @Test
  void deployWhenAVersionHasProvisionedThenThatIsNotTheFunctionsOwn() {
    provision(published, 1, 1);
    Function named = function("/named", Function.LATEST);

    deployments.deploy(named);

    assertThat(environments.placement().provisioned(named)).isNull();
  }

  @Test
  void deployWhenTheFunctionHasProvisionedTooThenThatFollows() {
    provision(published, 1, 1);
    provision(functions.require("hello"), 2, 3);
    Function named = function("/named", Function.LATEST);

    deployments.deploy(named);

    ProvisionedConcurrency provisioned = environments.placement().provisioned(named);
    assertThat(provisioned).isNotNull();
    assertThat(provisioned.requested()).isEqualTo(2);
  }

  private void provision(Function function, int count, int total) {
    environments.limiter().provision(HELLO, total);
    environments.placement().provision(function, count).join();
  }

  private static Function function(String code, String version) {
    return new Function(
        FunctionConfiguration.of("hello"), HELLO, FunctionCode.directory(Path.of(code)), version);
  }
}
