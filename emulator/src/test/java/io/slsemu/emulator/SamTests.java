package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.GO;
import static io.slsemu.fixtures.Requirement.ROOT;
import static io.slsemu.fixtures.Requirement.SAM;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** {@code sam remote invoke} of a function's ARN. */
@Requires({ROOT, SAM, GO})
class SamTests {
  private static final String NAME = "answers";
  private static final String ARN = ServiceFixture.ARN + NAME;

  @TempDir Path directory;
  private ServiceFixture service;

  @BeforeEach
  void serve() throws Exception {
    service = ServiceFixture.atOnce();
    ObjectNode creation = ServiceFixture.creation(NAME);
    byte[] archive = Files.readAllBytes(Functions.archive("answers-go"));
    creation.putObject("Code").put("ZipFile", archive);
    assertThat(service.post(ServiceFixture.FUNCTIONS, creation).statusCode()).isEqualTo(201);
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void samWhenItInvokesThenPrintsTheAnswerAndTheLog() throws Exception {
    ClientProgram.Ended ended = invoke(ARN, "-e", "{}");

    assertThat(ended.output()).isEqualTo("{\"greeting\":\"hello\"}");
    assertThat(ended.errors())
        .startsWith("Invoking Lambda Function " + ARN + "\n")
        .contains("START RequestId: ", "asked to \"\"", "\tMemory Size: 1769 MB\t");
    assertThat(ended.status()).isZero();
  }

  @Test
  void samWhenTheFunctionFailsThenPrintsItsErrorAndTheLog() throws Exception {
    ClientProgram.Ended ended = invoke(ARN, "-e", "{\"do\":\"fail\"}");

    assertThat(ended.output())
        .isEqualTo("{\"errorMessage\":\"as asked\",\"errorType\":\"errorString\"}");
    assertThat(ended.errors()).contains("asked to \"fail\"", "REPORT RequestId: ");
    // It makes no difference of that.
    assertThat(ended.status()).isZero();
  }

  @Test
  void samWhenTheFunctionStreamsThenPrintsThePieces() throws Exception {
    ObjectNode url = ServiceFixture.object();
    url.put("AuthType", "NONE").put("InvokeMode", "RESPONSE_STREAM");
    assertThat(service.post("/2021-10-31/functions/" + NAME + "/url", url).statusCode())
        .isEqualTo(201);

    ClientProgram.Ended ended = invoke(ARN, "-e", "{\"do\":\"stream\"}");

    assertThat(ended.output()).isEqualTo("one, two, three");
    assertThat(ended.errors()).contains("asked to \"stream\"");
    assertThat(ended.status()).isZero();
  }

  @Test
  void samWhenThereIsNoSuchFunctionThenSaysSo() throws Exception {
    ClientProgram.Ended ended = invoke(ServiceFixture.ARN + "nobody", "-e", "{}");

    assertThat(ended.errors())
        .contains(
            "Error: An error occurred (ResourceNotFoundException) when calling the Invoke"
                + " operation: Function not found: "
                + ServiceFixture.ARN
                + "nobody:$LATEST\n");
    assertThat(ended.status()).isEqualTo(1);
  }

  private ClientProgram.Ended invoke(String... arguments) throws Exception {
    // It keeps its state at home, and would tell its makers of each call.
    List<String> all = new ArrayList<>(List.of("env", "HOME=" + directory));
    all.addAll(List.of("SAM_CLI_TELEMETRY=0", "sam", "remote", "invoke"));
    all.addAll(List.of(arguments));
    return ClientProgram.run(all, service, directory);
  }
}
