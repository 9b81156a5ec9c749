package io.slsemu.emulator;

import static io.slsemu.emulator.ServiceFixture.FUNCTIONS;
import static io.slsemu.emulator.ServiceFixture.archive;
import static io.slsemu.emulator.ServiceFixture.header;
import static io.slsemu.emulator.ServiceFixture.json;
import static io.slsemu.emulator.ServiceFixture.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.FunctionTimeout;
import io.slsemu.emulator.function.MemorySize;
import io.slsemu.emulator.sandbox.DoomedEmulator;
import io.slsemu.emulator.store.StateStoreException;
import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.Requirement;
import io.slsemu.fixtures.Requires;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What outlasts an emulator that has a state directory, whatever its end. */
@Requires(Requirement.ROOT)
class ServiceStateTests {
  private static final String HELLO = FUNCTIONS + "/hello";
  private static final String URL = "{\"AuthType\":\"NONE\"}";
  @TempDir Path directory;

  @Test
  void startWhenItWasClosedThenAllIsThere() throws Exception {
    JsonNode function;
    JsonNode alias;
    try (ServiceFixture service = ServiceFixture.keeping(state()).create("hello")) {
      service.post(HELLO + "/versions", object());
      service.put(HELLO + "/code", object().put("ZipFile", archive("goodbye")));
      ObjectNode live = object().put("Name", "live").put("FunctionVersion", "1");
      alias = json(service.post(HELLO + "/aliases", live));
      function = json(service.get(HELLO + "/configuration"));
    }

    try (ServiceFixture service = ServiceFixture.keeping(state())) {
      assertThat(json(service.get(HELLO + "/configuration"))).isEqualTo(function);
      assertThat(json(service.get(HELLO + "/aliases/live"))).isEqualTo(alias);
      assertThat(service.invoke("hello", "").body()).isEqualTo("{\"message\":\"goodbye, Ada\"}");
      HttpResponse<String> live = service.invoke("hello:live", "");
      assertThat(live.body()).isEqualTo("{\"message\":\"hello, Ada\"}");
      assertThat(header(live, "X-Amz-Executed-Version")).isEqualTo("1");
      assertThat(json(service.post(HELLO + "/versions", object())).path("Version").asText())
          .isEqualTo("2");
    }
  }

  @Test
  void startWhenTheFunctionIsNamedAgainThenItsVersionsAndAliasesAreThere() throws Exception {
    JsonNode version;
    try (ServiceFixture service = ServiceFixture.keeping(state(), ServiceStateTests::deploy)) {
      version = json(service.post(HELLO + "/versions", object().put("Description", "first")));
      ObjectNode live = object().put("Name", "live").put("FunctionVersion", "1");
      service.post(HELLO + "/aliases", live);
      service.send("POST", "/2021-10-31/functions/hello/url?Qualifier=live", URL);
    }

    try (ServiceFixture service = ServiceFixture.keeping(state(), ServiceStateTests::deploy)) {
      assertThat(json(service.get(HELLO + "/configuration?Qualifier=1"))).isEqualTo(version);
      assertThat(service.invoke("hello", "").body()).isEqualTo("{\"message\":\"hello, Ada\"}");
      HttpResponse<String> live = service.invoke("hello:live", "");
      assertThat(live.body()).isEqualTo("{\"message\":\"hello, Ada\"}");
      assertThat(header(live, "X-Amz-Executed-Version")).isEqualTo("1");
      service.put(HELLO + "/configuration", object().put("Timeout", 50));
      assertThat(json(service.post(HELLO + "/versions", object())).path("Version").asText())
          .isEqualTo("2");
      assertThat(service.get("/2021-10-31/functions/hello/url?Qualifier=live").statusCode())
          .as("what belongs to an alias outlasts the next change")
          .isEqualTo(200);
    }
  }

  @Test
  void startWhenItWasDeletedThenStaysSo() throws Exception {
    try (ServiceFixture service = ServiceFixture.keeping(state()).create("hello")) {
      service.delete(HELLO);
    }

    try (ServiceFixture service = ServiceFixture.keeping(state())) {
      assertThat(service.get(HELLO).statusCode()).isEqualTo(404);
      assertThat(service.invoke("hello", "").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void startWhenAnotherHasTheDirectoryThenSaysSo() throws Exception {
    try (ServiceFixture service = ServiceFixture.keeping(state()).create("hello")) {
      assertThatThrownBy(() -> ServiceFixture.keeping(state()))
          .isInstanceOf(StateStoreException.class)
          .hasMessageContaining(state().toString());
      assertThat(service.get(HELLO).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void startWhenItWasKilledRightAfterAnAnswerThenAllThatWasAnsweredIsThere() throws Exception {
    Path said = directory.resolve("said");
    try (DoomedEmulator doomed =
        DoomedEmulator.start(Doomed.class, said, state().toString(), answered().toString())) {
      doomed.kill();
    }

    try (ServiceFixture service = ServiceFixture.keeping(state())) {
      JsonNode answered = new ObjectMapper().readTree(answered().toFile());
      assertThat(json(service.get(HELLO + "/configuration"))).isEqualTo(answered);
      assertThat(service.invoke("hello", "").body()).isEqualTo("{\"message\":\"goodbye, Ada\"}");
      assertThat(service.invoke("hello:1", "").body()).isEqualTo("{\"message\":\"hello, Ada\"}");
    }
  }

  private static void deploy(Emulator emulator) {
    FunctionConfiguration.Builder hello = FunctionConfiguration.builder("hello");
    emulator.deploy(
        hello.memory(new MemorySize(1769)).timeout(new FunctionTimeout(60)).build(),
        FunctionCode.directory(Functions.directory("hello")));
  }

  private Path state() {
    return directory.resolve("state");
  }

  private Path answered() {
    return directory.resolve("answered.json");
  }

  /** Changes things, writes down what it was answered last, and waits to be killed. */
  static final class Doomed {
    private Doomed() {}

    public static void main(String[] arguments) throws Exception {
      ServiceFixture service = ServiceFixture.keeping(Path.of(arguments[0])).create("hello");
      service.post(HELLO + "/versions", object());
      HttpResponse<String> updated =
          service.put(HELLO + "/code", object().put("ZipFile", archive("goodbye")));
      Files.writeString(Path.of(arguments[1]), updated.body());
      DoomedEmulator.ready();
    }
  }
}
