package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.GCC;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.function.EnvironmentVariables;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.FunctionTimeout;
import io.slsemu.emulator.function.MemorySize;
import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** As many clients as environments, each of which calls again as soon as it has its answer. */
@Requires({ROOT, GCC})
class ParallelClientsTests {
  private static final int CLIENTS = 32;
  private static final int WARM_CALLS_EACH = 20;
  private static final int PATIENCE_MILLIS = 60_000;

  @Test
  void invokeWhenClientsAreAsManyAsEnvironmentsThenNoneIsEverMadeOrInitialisedAgain()
      throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try (ServerSocket gate = new ServerSocket(0, CLIENTS, InetAddress.getLoopbackAddress());
        EmulatorFixture fixture =
            EmulatorFixture.in(
                SandboxKind.PROCESS,
                FunctionCode.directory(Functions.directory("hello-c")),
                holdingFirstCallAt(gate))) {
      InetSocketAddress address = fixture.emulator().serve(new InetSocketAddress("127.0.0.1", 0));
      List<Future<List<HttpResponse<String>>>> running = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        String event = "{\"client\":" + client + "}";
        running.add(clients.submit(() -> calls(address, event)));
      }

      letThroughOnceAllAreIn(gate);

      for (int client = 0; client < CLIENTS; client++) {
        assertThat(running.get(client).get())
            .hasSize(1 + WARM_CALLS_EACH)
            .extracting(answer -> answer.statusCode() + " " + answer.body())
            .containsOnly("200 {\"client\":" + client + "}");
      }
      assertThat(fixture.listener().lines())
          .filteredOn(line -> line.startsWith("INIT_START"))
          .hasSize(CLIENTS);
      assertThat(invocations(address))
          .as("calls of each environment")
          .hasSize(CLIENTS)
          .allMatch(calls -> calls > 0);
      assertThat(invocations(address).stream().mapToInt(Integer::intValue).sum())
          .isEqualTo(CLIENTS * (1 + WARM_CALLS_EACH));
    } finally {
      clients.shutdownNow();
    }
  }

  private static Consumer<FunctionConfiguration.Builder> holdingFirstCallAt(ServerSocket gate) {
    Map<String, String> variables =
        Map.of("HOLD_CALLS", "1", "HOLD_AT", "127.0.0.1:" + gate.getLocalPort());
    return configuration ->
        configuration
            .memory(new MemorySize(1_769)) // a CPU each, so that none is slow on its way back
            .timeout(new FunctionTimeout(120))
            .variables(new EnvironmentVariables(variables));
  }

  private static void letThroughOnceAllAreIn(ServerSocket gate) throws IOException {
    gate.setSoTimeout(PATIENCE_MILLIS);
    List<Socket> waiting = new ArrayList<>();
    try {
      while (waiting.size() < CLIENTS) {
        waiting.add(gate.accept());
      }
    } finally {
      for (Socket each : waiting) {
        each.close();
      }
    }
  }

  private static List<HttpResponse<String>> calls(InetSocketAddress address, String event)
      throws Exception {
    WebClient client = new WebClient(address);
    List<HttpResponse<String>> answers = new ArrayList<>();
    for (int call = 0; call <= WARM_CALLS_EACH; call++) {
      answers.add(client.send("POST", "/2015-03-31/functions/function/invocations", event));
    }
    return answers;
  }

  /** How many calls each of the environments has had. */
  private static List<Integer> invocations(InetSocketAddress address) throws Exception {
    String answer = new WebClient(address).send("GET", "/_sls-emu/environments", null).body();
    List<Integer> invocations = new ArrayList<>();
    for (JsonNode each : new ObjectMapper().readTree(answer).path("environments")) {
      invocations.add(each.path("invocations").asInt());
    }
    return invocations;
  }
}
