package io.slsemu.cli;

import static io.slsemu.fixtures.Requirement.GO;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.Requires;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Concurrency and life time as a person meets them: real command, emulator and functions. */
@Requires(ROOT)
class RealScalingTests extends RealCommandFixture {
  @Test
  void invokeWhenMoreAtOnceThanReservedThenTheOthersAreThrottled() {
    invoke(
        "sleeper",
        "--parallel",
        "3",
        "--reserved",
        "sleeper=1",
        "--payload",
        "{\"seconds\":1}",
        "--timeout",
        "10",
        "-o",
        "json");

    assertThat(run.code).isEqualTo(6);
    assertThat(run.out().lines().filter(line -> line.contains("\"outcome\":\"ok\""))).hasSize(1);
    assertThat(run.out().lines().filter(line -> line.contains("\"outcome\":\"throttled\"")))
        .hasSize(2)
        .allMatch(
            line ->
                line.contains(
                    "\"statusCode\":429,\"functionError\":null,\"payload\":{\"Reason\":"
                        + "\"ReservedFunctionConcurrentInvocationLimitExceeded\","
                        + "\"Type\":\"User\",\"message\":\"Rate Exceeded.\"}"));
    assertThat(run.err())
        .contains("throttled: the reserved concurrency of sleeper is 1")
        .contains("raise --reserved or --concurrency");
  }

  @Test
  void invokeWhenMoreAtOnceThanTheAccountHasThenTheOthersAreThrottled() {
    invoke("sleeper", "--parallel", "2", "--concurrency", "1", "--payload", "{\"seconds\":1}");

    assertThat(run.code).isEqualTo(6);
    assertThat(run.err()).contains("ConcurrentInvocationLimitExceeded");
  }

  @Test
  void invokeWhenReservedIsTooMuchThenTwoAndTheServicesWords() {
    invoke("hello", "--concurrency", "100", "--reserved", "1");

    assertThat(run.code).isEqualTo(2);
    assertThat(run.err())
        .contains("below its minimum value of [100].")
        .contains("the account's concurrency is 100");
  }

  @Test
  void invokeWhenIdleTimeIsSkippedThenEnvironmentsAgeAndNobodyWaits() {
    invoke("hello", "--repeat", "3", "--interval", "3m", "--skip-idle", "-o", "json");
    assertThat(starts()).containsExactly("cold", "warm", "warm");
    assertThat(run.out().lines().skip(1))
        .allMatch(line -> line.matches(".*\"idleBeforeMs\":18\\d{4}.*"));

    invoke("hello", "--repeat", "3", "--interval", "10m", "--skip-idle", "-o", "json");
    assertThat(starts()).containsExactly("cold", "cold", "cold");
  }

  @Test
  void invokeWhenMaximumLifeEndsThenTheNextCallIsCold() {
    invoke(
        "hello",
        "--repeat",
        "4",
        "--interval",
        "40m",
        "--skip-idle",
        "--keep-alive",
        "5h",
        "--max-life",
        "1h",
        "-o",
        "json");

    assertThat(starts()).containsExactly("cold", "warm", "cold", "warm");
  }

  @Test
  void invokeWhenRecycledThenEachCallHasAnEnvironmentOfItsOwn() {
    invoke("hello", "--repeat", "2", "--recycle", "-o", "json");

    assertThat(starts()).containsExactly("cold", "cold");
  }

  @Test
  @Requires(GO)
  void invokeWhenEnvironmentsAreSharedThenOneServesAllCallsAtOnce() {
    invoke(
        "concurrent-go",
        "--max-concurrency",
        "4",
        "--parallel",
        "4",
        "--payload",
        "{\"barrier\":4}",
        "--timeout",
        "10",
        "-o",
        "json");

    assertThat(run.code).isZero();
    assertThat(run.out().lines())
        .hasSize(4)
        .allMatch(line -> line.contains("\"environmentId\":\"e1\""))
        .allMatch(line -> line.contains("\"inside\":4"));
    assertThat(run.err())
        .contains("\"initializationType\":\"lambda-managed-instances\"")
        .doesNotContain("START RequestId");
  }

  @Test
  void invokeWhenSharedAndProvisionedThenTwo() {
    invoke("hello", "--max-concurrency", "2", "--provisioned", "1");

    assertThat(run.code).isEqualTo(2);
    assertThat(run.err()).contains("leave out one of them");
  }

  @Test
  void invokeWhenProvisionedThenEnvironmentsStandReady() {
    invoke("hello", "--provisioned", "2", "--init-report", "on-failure", "-o", "json");

    assertThat(run.code).isZero();
    assertThat(starts()).containsExactly("provisioned");
    assertThat(run.out()).contains("\"initDurationMs\":null");
    assertThat(run.err())
        .contains("sls-emu: provisioned concurrency of hello is READY: 2 environments");
    assertThat(run.err().lines().filter(line -> line.startsWith("INIT_REPORT"))).hasSize(2);
  }

  @Test
  void invokeWhenProvisionedInitFailsThenSaysWhyAndCallsOnDemand() {
    invoke("init-error", "--provisioned", "1");

    assertThat(run.code).isEqualTo(5);
    assertThat(run.err())
        .contains(
            "provisioned concurrency of init-error is FAILED: FUNCTION_ERROR_INIT_FAILURE; calls"
                + " go to environments on demand");
  }

  @Test
  void startWhenEagerThenInitCameBeforeTheFirstRequest() throws Exception {
    String answer = served("--warm-up", "eager", "--reserved", "1");

    assertThat(answer).isEqualTo("200 {\"message\":\"hello, world\"}");
    List<String> words = run.err().lines().map(line -> line.split(" ")[0]).toList();
    assertThat(words.indexOf("INIT_REPORT")).isLessThan(words.indexOf("sls-emu:"));
    assertThat(words.subList(words.indexOf("sls-emu:"), words.size()))
        .doesNotContain("INIT_START", "INIT_REPORT");
    assertThat(run.err()).doesNotContain("\tInit Duration");
  }

  @Test
  void startWhenSwitchedOffThenEveryCallIsThrottled() throws Exception {
    assertThat(served("--reserved", "0"))
        .isEqualTo(
            "429 {\"Reason\":\"ReservedFunctionConcurrentInvocationLimitExceeded\","
                + "\"Type\":\"User\",\"message\":\"Rate Exceeded.\"}");
  }

  @Test
  void startWhenProvisionedThenALineSaysWhenTheyAreReady() throws Exception {
    assertThat(served("--provisioned", "hello=1")).startsWith("200 ");
    assertThat(run.err()).contains("provisioned concurrency of hello is READY: 1 environments");
  }

  /** Serves the function, makes one call, and ends it when all of that call is told. */
  private String served(String... options) throws Exception {
    List<String> line = new ArrayList<>(List.of("start", "--sandbox", "process", "--port", "0"));
    line.add(Functions.source("hello").toString());
    line.addAll(List.of(options));
    Thread server = new Thread(() -> run.run(line.toArray(new String[0])), "start-command");
    server.start();
    try {
      boolean provisions = line.contains("--provisioned");
      Awaitility.await()
          .until(() -> run.err().contains("try: ") && (!provisions || run.err().contains("READY")));
      String url = run.err().replaceAll("(?s).* is ready at (\\S+).*", "$1");
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString("{}")).build();
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        Awaitility.await().until(() -> run.err().contains("\nREPORT "));
      }
      return answer.statusCode() + " " + answer.body();
    } finally {
      server.interrupt();
      server.join();
    }
  }

  /** How the calls of the last run found their environments. */
  private List<String> starts() {
    return run.out()
        .lines()
        .map(line -> line.replaceAll(".*\"start\":\\{\"type\":\"(\\w+)\".*", "$1"))
        .toList();
  }

  /** Not auto: these are about the command, and have to be alike where an engine runs. */
  private CommandRun invoke(String function, String... arguments) {
    List<String> line = new ArrayList<>(List.of("invoke", "--sandbox", "process"));
    line.add(Functions.source(function).toString());
    line.addAll(List.of(arguments));
    return run.run(line.toArray(new String[0]));
  }
}
