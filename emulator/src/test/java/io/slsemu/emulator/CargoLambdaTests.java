package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.CARGO_LAMBDA;
import static io.slsemu.fixtures.Requirement.ROOT;
import static io.slsemu.fixtures.Requirement.RUST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cargo lambda deploy} of a program that is built already, and calls of it. */
@Requires({ROOT, CARGO_LAMBDA, RUST})
class CargoLambdaTests {
  private static final String GREET = ServiceFixture.FUNCTIONS + "/greet";

  @TempDir Path directory;
  private ServiceFixture service;

  @BeforeEach
  void serve() throws Exception {
    service = ServiceFixture.atOnce();
    // It reads the package in whose folder it is; the folder itself may not be written to.
    Path source = Functions.source("hello-rust");
    Files.createDirectory(directory.resolve("src"));
    for (String file : List.of("Cargo.toml", "Cargo.lock", "src/main.rs")) {
      Files.copy(source.resolve(file), directory.resolve(file));
    }
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void cargoLambdaWhenItDeploysThenInvokesWhatItDeployed() throws Exception {
    ClientProgram.Ended deployed = deploy();

    assertThat(deployed.output())
        .contains("function deployed successfully", "arn: " + ServiceFixture.ARN + "greet:1");
    assertThat(deployed.status()).isZero();
    assertThat(invoke("greet", "{\"name\":\"Ada\"}"))
        .isEqualTo(new ClientProgram.Ended(0, "{\"message\":\"hello, Ada\"}\n", ""));
  }

  @Test
  void cargoLambdaWhenItDeploysAnewThenTheSettingsAreAsItSays() throws Exception {
    deploy();

    ClientProgram.Ended deployed =
        deploy(
            "--memory", "256", "--timeout", "7", "--env-var", "STAGE=prod", "--tag", "team=shop");

    assertThat(deployed.status()).isZero();
    JsonNode function = ServiceFixture.json(service.get(GREET));
    JsonNode configuration = function.get("Configuration");
    assertThat(configuration.get("MemorySize").asInt()).isEqualTo(256);
    assertThat(configuration.get("Timeout").asInt()).isEqualTo(7);
    assertThat(configuration.at("/Environment/Variables/STAGE").asText()).isEqualTo("prod");
    assertThat(function.at("/Tags/team").asText()).isEqualTo("shop");
    assertThat(deployed.output()).contains("arn: " + ServiceFixture.ARN + "greet:2");
  }

  @Test
  void cargoLambdaWhenItEnablesAUrlThenThatAnswers() throws Exception {
    ClientProgram.Ended deployed = deploy("--alias", "live", "--enable-function-url");

    String path = deployed.output().replaceAll("(?s).*(/lambda-url/[^/]+/).*", "$1");
    assertThat(service.get(path).body()).isEqualTo("{\"message\":\"hello, world\"}");
  }

  @Test
  void cargoLambdaWhenTheFunctionFailsThenTellsTheError() throws Exception {
    deploy();

    ClientProgram.Ended failed = invoke("greet", "{\"name\":7}");

    assertThat(failed.errors())
        .startsWith("Error: lambda_runtime::deserializer::DeserializeError")
        .contains("invalid type: integer `7`, expected a string");
    assertThat(failed.status()).isEqualTo(1);
  }

  @Test
  void cargoLambdaWhenThereIsNoSuchFunctionThenSaysSo() throws Exception {
    ClientProgram.Ended failed = invoke("nobody", "{}");

    assertThat(failed.errors())
        .contains("failed to invoke remote function", "ResourceNotFoundException: Function not");
    assertThat(failed.status()).isEqualTo(1);
  }

  private ClientProgram.Ended deploy(String... more) throws Exception {
    Path program = Functions.directory("hello-rust").resolve("bootstrap");
    List<String> all = new ArrayList<>(List.of("cargo", "lambda", "deploy", "greet"));
    all.addAll(List.of("--binary-path", program.toString()));
    all.addAll(List.of("--iam-role", "arn:aws:iam::000000000000:role/any"));
    all.addAll(List.of(more));
    return ClientProgram.run(all, service, directory);
  }

  private ClientProgram.Ended invoke(String name, String event) throws Exception {
    return ClientProgram.run(
        List.of("cargo", "lambda", "invoke", "--remote", name, "--data-ascii", event),
        service,
        directory);
  }
}
