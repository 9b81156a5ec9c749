package io.slsemu.emulator;

import static io.slsemu.emulator.EmulatorFixture.inShellImage;
import static io.slsemu.emulator.EmulatorFixture.payload;
import static io.slsemu.emulator.EmulatorFixture.timeout;
import static io.slsemu.fixtures.Requirement.DOCKER;
import static io.slsemu.fixtures.Requirement.GCC;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.docker.UserEngine;
import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.Requires;
import io.slsemu.fixtures.TestImages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Whom functions in containers reach, and whom they do not. */
@Requires({ROOT, DOCKER})
class DockerNetworkTests {
  private static final String OURS = "sls-emu";
  private static final int PORT_OF_THE_SERVICE = 9001;
  private static final String REFUSED = "{\"exit\":7,"; // curl's status

  /** Answers every request with the same word. */
  private static final String SERVER =
      "$s = IO::Socket::INET->new(Listen => 5, LocalPort => 8000) or die;"
          + "while ($c = $s->accept) { while (<$c>) { last if /^\\r?$/ }"
          + " print $c \"HTTP/1.0 200 OK\\r\\n\\r\\nrows\"; close $c }";

  private static EmulatorFixture docker(FunctionCode code) {
    return docker(code, DockerSettings.DEFAULTS);
  }

  private static EmulatorFixture docker(FunctionCode code, DockerSettings settings) {
    return EmulatorFixture.in(SandboxKind.DOCKER, settings, code, timeout(20));
  }

  private static FunctionCode built(String function) {
    return FunctionCode.directory(Functions.directory(function));
  }

  private static String fetch(EmulatorFixture fixture, String url) {
    return payload(fixture.invoke("{\"url\":\"" + url + "\"}"));
  }

  /** Where a function finds its Runtime API. */
  private static InetSocketAddress runtimeApi(EmulatorFixture environment) {
    String value =
        payload(environment.invoke("{}"))
            .replaceAll("(?s).*\"AWS_LAMBDA_RUNTIME_API\":\"([^\"]*)\".*", "$1");
    int colon = value.indexOf(':');
    return new InetSocketAddress(
        value.substring(0, colon), Integer.parseInt(value.substring(colon + 1)));
  }

  /** Another emulator on this machine may have the port. */
  @Test
  @Requires(GCC)
  void invokeWhenPortIsFreeThenRuntimeApiIsWhereTheServiceHasIt() {
    try (UserEngine engine = new UserEngine();
        EmulatorFixture fixture = docker(built("environment"))) {
      String gateway = engine.gateway(OURS);
      boolean before = isTaken(gateway);
      InetSocketAddress api = runtimeApi(fixture);

      assertThat(api.getHostString()).isEqualTo(gateway);
      assertThat(before && api.getPort() == PORT_OF_THE_SERVICE).isFalse();
      if (api.getPort() != PORT_OF_THE_SERVICE) {
        assertThat(before || isTaken(gateway)).as("taken by somebody else").isTrue();
      }
    }
  }

  private static boolean isTaken(String address) {
    try (Socket somebody = new Socket(address, PORT_OF_THE_SERVICE)) {
      return somebody.isConnected();
    } catch (IOException nobody) {
      return false;
    }
  }

  @Test
  @Requires(GCC)
  void invokeWhenAnotherFunctionAsksForItsEventsThenGetsNone() {
    try (EmulatorFixture victim = docker(built("environment"));
        EmulatorFixture thief = docker(built("peer-thief"))) {
      int port = runtimeApi(victim).getPort();

      String loot = payload(thief.invoke("{\"from\":" + port + ",\"to\":" + port + "}"));

      assertThat(loot).isIn("{\"open\":[]}", "{\"open\":[{\"port\":" + port + ",\"status\":-1}]}");
      assertThat(runtimeApi(victim).getPort()).isEqualTo(port);
    }
  }

  /** All of them find their Runtime API at one address. */
  @Test
  @Requires(GCC)
  void invokeWhenFunctionsRunAtOnceThenEachGetsItsOwnEvents() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try (EmulatorFixture fixture = docker(built("hello-c"))) {
      List<Future<String>> answers = new ArrayList<>();
      List<String> events = new ArrayList<>();
      for (int call = 0; call < 100; call++) {
        String event = "{\"call\":" + call + "}";
        events.add(event);
        answers.add(callers.submit(() -> payload(fixture.invoke(event))));
      }

      for (int call = 0; call < events.size(); call++) {
        assertThat(answers.get(call).get()).isEqualTo(events.get(call));
      }
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void invokeWhenSomethingListensOnTheHostsLoopbackThenIsNotReached() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        UserEngine engine = new UserEngine();
        EmulatorFixture fixture = docker(inShellImage("fetcher"))) {
      String port = ":" + server.getLocalPort() + "/";

      assertThat(fetch(fixture, "http://127.0.0.1" + port)).startsWith(REFUSED);
      assertThat(fetch(fixture, "http://" + engine.gateway(OURS) + port)).startsWith(REFUSED);
    }
  }

  @Test
  void invokeWhenNetworkIsTheUsersThenFunctionReachesWhatIsThereByName() {
    try (UserEngine engine = new UserEngine()) {
      String network = engine.network();
      String database =
          engine.container(
              TestImages.shell(), network, List.of("/usr/bin/perl", "-MIO::Socket", "-e", SERVER));
      try (EmulatorFixture fixture =
          docker(inShellImage("fetcher"), new DockerSettings(null, network, List.of(), 1))) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () ->
                    assertThat(fetch(fixture, "http://" + database + ":8000/"))
                        .isEqualTo("{\"exit\":0,\"text\":\"rows\"}"));
      }
    }
  }

  @Test
  void startWhenNetworkIsNotThereThenSaysSo() {
    DockerSettings settings = new DockerSettings(null, "sls-emu-tests-none", List.of(), 1);

    assertThatThrownBy(() -> docker(inShellImage("fetcher"), settings))
        .isInstanceOf(SandboxException.class)
        .hasMessage("there is no network sls-emu-tests-none");
  }

  @Test
  void invokeWhenHostsAreAddedThenFunctionKnowsThem() {
    DockerSettings settings =
        new DockerSettings(
            null, null, List.of("orders.internal:192.0.2.7", "here:host-gateway"), 1);
    try (EmulatorFixture fixture = docker(inShellImage("fetcher"), settings)) {
      assertThat(fetch(fixture, "file:///etc/hosts"))
          .contains("192.0.2.7 orders.internal")
          .containsPattern("\\d+\\.\\d+\\.\\d+\\.\\d+ here");
    }
  }
}
