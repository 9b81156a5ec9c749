package io.slsemu.emulator.serviceapi.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RouteTests {

  /**
   * One operation as the model has it.
   *
   * @param path with its date, and its query if that tells it apart
   */
  record Modelled(String method, String path, int status, String name) {
    String rawPath() {
      return path.replaceAll("\\?.*", "").replaceAll("\\{[^}]*}", "x");
    }

    Map<String, String> query() {
      Map<String, String> query = new HashMap<>();
      if (path.contains("?")) {
        String[] pair = path.replaceAll(".*\\?", "").split("=");
        query.put(pair[0], pair[1]);
      }
      return query;
    }
  }

  static List<Modelled> model() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(RouteTests.class.getResourceAsStream("/operations.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .map(part -> new Modelled(part[0], part[1], Integer.parseInt(part[2]), part[3]))
          .toList();
    }
  }

  @Test
  void datesWhenCountedThenAreTheModels() throws IOException {
    assertThat(Operation.dates())
        .hasSize(16)
        .isEqualTo(
            model().stream().map(each -> each.path().split("/")[1]).distinct().sorted().toList());
    assertThat(Operation.values()).hasSameSizeAs(model());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("model")
  void findWhenAnyDateStandsBeforeThenGoesToTheOperation(Modelled modelled) {
    for (String date : Operation.dates()) {
      String path = modelled.rawPath().replaceFirst("/[^/]+", "/" + date);

      Route route = Route.find(modelled.method(), path, modelled.query());

      assertThat(route).as(path).isNotNull();
      assertThat(route.operation().wireName()).isEqualTo(modelled.name());
      assertThat(Route.methods(path)).contains(modelled.method());
    }
  }

  /** DeleteFunction's and a few others' are what the service sends rather than the model's. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("model")
  void statusWhenAskedThenIsTheModels(Modelled modelled) {
    Operation operation =
        Objects.requireNonNull(Route.find(modelled.method(), modelled.rawPath(), modelled.query()))
            .operation();
    int expected =
        switch (operation) {
          case INVOKE_ASYNC -> 202;
          case DELETE_FUNCTION -> 204;
          default -> modelled.status();
        };

    assertThat(operation.status()).isEqualTo(expected);
    assertThat(modelled.path()).startsWith("/" + operation.date() + "/");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /2015-03-31/functions, LIST_FUNCTIONS",
    "GET, /2015-03-31/functions/, LIST_FUNCTIONS",
    "POST, /2014-11-13/functions/f/invoke-async, INVOKE_ASYNC",
    "POST, /2014-11-13/functions/f/invoke-async/, INVOKE_ASYNC",
    "GET, /2019-09-25/functions/f/event-invoke-config/list, LIST_FUNCTION_EVENT_INVOKE_CONFIGS",
    "GET, /2015-03-31/functions/functions, GET_FUNCTION",
  })
  void findWhenASlashIsAtTheEndThenIsForgiven(String method, String path, Operation expected) {
    Route route = Route.find(method, path, Map.of());

    assertThat(route).isNotNull();
    assertThat(route.operation()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /2015-03-32/functions",
    "GET, /functions",
    "GET, /2015-03-31",
    "GET, /2015-03-31//functions",
    "GET, /2015-03-31/functions/f/code",
    "PATCH, /2015-03-31/functions/f",
    "get, /2015-03-31/functions",
    "GET, ''",
    "OPTIONS, *",
  })
  void findWhenItIsNoPathOfTheServiceThenNone(String method, String path) {
    assertThat(Route.find(method, path, Map.of())).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "a%2Fb, a/b",
    "arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Af,"
        + " arn:aws:lambda:us-east-1:000000000000:function:f",
    "f%3A%24LATEST, f:$LATEST",
    "a+b, a+b",
    "100%, 100%",
    "%zz, %zz",
    "%C3%A4, ä",
  })
  void findWhenANameIsEncodedThenIsDecoded(String raw, String decoded) {
    Route route = Route.find("GET", "/2015-03-31/functions/" + raw, Map.of());

    assertThat(route).isNotNull();
    assertThat(route.path()).containsEntry("FunctionName", decoded);
  }

  @Test
  void methodsWhenAPathHasSeveralThenAllAreNamed() {
    assertThat(Route.methods("/2015-03-31/functions/f/aliases/a"))
        .containsExactly("DELETE", "GET", "PUT");
    assertThat(Route.methods("/elsewhere")).isEmpty();
  }
}
