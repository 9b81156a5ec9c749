package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.ROOT;
import static io.slsemu.fixtures.Requirement.TERRAFORM;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.fixtures.Requires;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Terraform and AWS's provider, with a project that has all that the provider knows of a function.
 * Whatever the provider reads otherwise than it wrote it wants to change: a plan that is not empty
 * names a field that is wrong here.
 */
@Requires({ROOT, TERRAFORM})
class TerraformTests {
  private static final String ALIAS = ServiceFixture.FUNCTIONS + "/orders/aliases/live";

  @TempDir Path directory;
  private ServiceFixture service;
  private TerraformProject project;

  @BeforeEach
  void serve() throws Exception {
    service = ServiceFixture.settling(ServiceSettings.DEFAULT_SETTLING);
    project = new TerraformProject(directory, service);
  }

  @AfterEach
  void close() {
    service.close();
  }

  /** One life, for each start of the provider takes seconds; its own waits are 25 s of it. */
  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void terraformWhenAProjectIsMadeChangedImportedAndDestroyedThenEveryPlanIsEmpty()
      throws Exception {
    project.begin();

    assertThat(project.apply("first")).contains("7 added, 0 changed, 0 destroyed");
    project.assertPlanIsEmpty("first");
    assertThat(answer()).isEqualTo("{\"message\":\"first, Ada\"}");

    // A layer and a permission cannot be changed: they are made anew.
    assertThat(project.apply("second")).contains("2 added, 5 changed, 2 destroyed");
    project.assertPlanIsEmpty("second");
    assertThat(answer()).isEqualTo("{\"message\":\"second, Ada\"}");
    assertThat(service.get(ALIAS).body())
        .contains("\"FunctionVersion\":\"2\"", "{\"AdditionalVersionWeights\":{\"1\":0.25}}");

    project.forget();
    assertThat(project.apply("second")).contains("7 imported, 0 added, 0 changed, 0 destroyed");
    project.assertPlanIsEmpty("second");

    assertThat(project.run("destroy", "second")).contains("7 destroyed");
    assertNothingIsLeft();
  }

  private String answer() {
    return service.invoke("orders", "").body();
  }

  private void assertNothingIsLeft() {
    assertThat(service.get(ServiceFixture.FUNCTIONS).body()).isEqualTo("{\"Functions\":[]}");
    assertThat(service.get("/2018-10-31/layers").body()).isEqualTo("{\"Layers\":[]}");
    assertThat(service.get("/2016-08-19/account-settings").body())
        .contains("\"UnreservedConcurrentExecutions\":1000")
        .contains("{\"TotalCodeSize\":0,\"FunctionCount\":0}");
  }
}
