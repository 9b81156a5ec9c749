package io.slsemu.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.fixtures.Requirement;
import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/operations.md} true: it is what the emulator answers, not what we believe. */
@Requires(Requirement.ROOT)
class OperationsTableTests {
  private static final String WRITE = "sls.emu.write";
  private static final String COMMAND =
      "./mvnw -q test -pl emulator -am -Dtest=OperationsTableTests"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dsls.emu.write=true";

  /** An operation of the model. */
  private record Modelled(String method, String path, String name) {}

  @Test
  void tableWhenTheEmulatorIsAskedThenSaysTheSame() throws IOException {
    Path file = Path.of("../docs/operations.md");
    String table = table();
    if (Boolean.getBoolean(WRITE)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, table);
    }

    assertThat(Files.readString(file)).as("to write it anew: %s", COMMAND).isEqualTo(table);
  }

  private static String table() throws IOException {
    StringBuilder table = new StringBuilder("# Operations of the Lambda service API\n\n");
    try (ServiceFixture service = ServiceFixture.atOnce()) {
      List<Modelled> operations = model();
      Map<String, String> here = new LinkedHashMap<>();
      operations.forEach(each -> here.put(each.name(), here(service, each)));
      table.append(
          """
          What `sls-emu start` carries out of the service's model 2015-03-31: %d of %d operations.

          - *done*: it has its effect here.
          - *config only* (%d): what it keeps is shown again and has no effect here; the answer has the header `x-sls-emu-config-only: true`. Nobody polls event sources, nobody updates runtimes, and there is no IAM; with `--enforce-permissions` the policies of functions are held at function URLs.
          - *absent*: it is answered 501 with its name.

          The table is written by a test that asks the emulator, and fails when it is old:

          """
              .formatted(
                  operations.size() - count(here, "absent"),
                  operations.size(),
                  count(here, "config only")));
      table.append("    ").append(COMMAND).append("\n\n| Operation | Here |\n|---|---|\n");
      here.forEach((name, state) -> table.append("| %s | %s |\n".formatted(name, state)));
    }
    return table.toString();
  }

  private static long count(Map<String, String> here, String state) {
    return here.values().stream().filter(state::equals).count();
  }

  private static String here(ServiceFixture service, Modelled operation) {
    String path = operation.path().replaceAll("\\{[^}]*}", "x");
    HttpResponse<String> answer = service.send(operation.method(), path, "{}");
    assertThat(answer.statusCode()).as(operation.name()).isNotIn(405, 500);
    if (answer.statusCode() == 501) {
      return "absent";
    }
    return ServiceFixture.header(answer, "x-sls-emu-config-only").isEmpty()
        ? "done"
        : "config only";
  }

  private static List<Modelled> model() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(OperationsTableTests.class.getResourceAsStream("/operations.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .map(part -> new Modelled(part[0], part[1], part[3]))
          .toList();
    }
  }
}
