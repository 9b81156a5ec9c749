package io.slsemu.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.code.TestArchive;
import io.slsemu.fixtures.TerraformProviders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The configuration in the resources' folder {@code terraform}, which is in one of two states:
 * {@code first} and {@code second} name variables, code and layer of each.
 */
final class TerraformProject {
  private final Path directory;
  private final ServiceFixture service;

  /**
   * @param directory empty; becomes the working directory
   */
  TerraformProject(Path directory, ServiceFixture service) throws IOException {
    this.directory = directory;
    this.service = service;
    copy("main.tf");
    for (String state : List.of("first", "second")) {
      copy(state + ".tfvars");
      Files.write(directory.resolve(state + "-code.zip"), ServiceFixture.archive(state));
      Files.write(
          directory.resolve(state + "-layer.zip"), TestArchive.of(Map.of("words.txt", state)));
    }
  }

  /** Has it linked to the provider, which is far too large to be copied or fetched. */
  void begin() throws Exception {
    succeed("init", "-plugin-dir=" + TerraformProviders.withAws().orElseThrow());
  }

  /** Makes all as {@code state} says. */
  String apply(String state) throws Exception {
    return run("apply", state);
  }

  void assertPlanIsEmpty(String state) throws Exception {
    // 2 is its status where there is something to do.
    ClientProgram.Ended plan = terraform("plan", arguments(state, "-detailed-exitcode"));

    assertThat(plan).isEqualTo(new ClientProgram.Ended(0, plan.output(), ""));
    assertThat(plan.output()).contains("No changes. Your infrastructure matches");
  }

  /** Loses the state; the next apply takes in what is there. */
  void forget() throws IOException {
    Files.delete(directory.resolve("terraform.tfstate"));
    copy("imports.tf");
    copy("imports_override.tf");
  }

  /** What {@code apply} or {@code destroy} print. */
  String run(String command, String state) throws Exception {
    return succeed(command, arguments(state, "-auto-approve"));
  }

  private static String[] arguments(String state, String first) {
    return new String[] {
      first,
      "-var-file=" + state + ".tfvars",
      "-var=code=" + state + "-code.zip",
      "-var=layer=" + state + "-layer.zip"
    };
  }

  private String succeed(String command, String... arguments) throws Exception {
    ClientProgram.Ended ended = terraform(command, arguments);
    assertThat(ended).isEqualTo(new ClientProgram.Ended(0, ended.output(), ""));
    return ended.output();
  }

  /** Without what a user of this machine has set for Terraform, or it asks over the network. */
  private ClientProgram.Ended terraform(String command, String... arguments) throws Exception {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("env", "TF_CLI_CONFIG_FILE=/dev/null", "CHECKPOINT_DISABLE=1"));
    // Both programs live for seconds, a third of which they would collect garbage.
    all.addAll(List.of("TF_IN_AUTOMATION=1", "GOGC=off", "GOMEMLIMIT=1GiB"));
    all.addAll(List.of("terraform", command, "-no-color", "-input=false"));
    all.addAll(List.of(arguments));
    return ClientProgram.run(all, service, directory);
  }

  private void copy(String name) throws IOException {
    try (InputStream in = TerraformProject.class.getResourceAsStream("/terraform/" + name)) {
      Files.copy(in, directory.resolve(name));
    }
  }
}
