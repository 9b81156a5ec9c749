package io.slsemu.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionTimeout;
import io.slsemu.fixtures.Functions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Runtimes, extensions and sandboxes die at random moments under load. */
abstract class RandomKillContract {
  private static final int CALLERS = 6;

  private final SandboxKind kind;
  private final int callsEach;

  /**
   * @param callsEach how often each caller calls: containers take longer to come back
   */
  RandomKillContract(SandboxKind kind, int callsEach) {
    this.kind = kind;
    this.callsEach = callsEach;
  }

  abstract DockerSettings docker();

  /** All that runs in the environments, and what holds them. */
  abstract List<ProcessHandle> processes() throws Exception;

  @Test
  void invokeWhenProcessesAreKilledAtRandomThenEveryCallerGetsExactlyOneAnswer() throws Exception {
    long seed = Long.getLong("sls-emu.seed", System.nanoTime());
    System.out.println(getClass().getSimpleName() + ": -Dsls-emu.seed=" + seed);
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    FunctionCode code =
        new FunctionCode.Directory(
            Functions.directory("hello-c"), null, Functions.directory("extension-probe"));
    try (EmulatorFixture fixture =
        EmulatorFixture.in(
            kind,
            docker(),
            code,
            configuration -> configuration.timeout(new FunctionTimeout(20)))) {
      InetSocketAddress address = fixture.emulator().serve(new InetSocketAddress("127.0.0.1", 0));
      List<Future<List<HttpResponse<String>>>> running = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        Random random = new Random(seed + caller);
        running.add(callers.submit(() -> calls(address.getPort(), random)));
      }
      List<HttpResponse<String>> answers = new ArrayList<>();
      for (Future<List<HttpResponse<String>>> each : running) {
        answers.addAll(each.get());
      }

      assertThat(answers).hasSize(CALLERS * callsEach);
      assertThat(answers)
          .as("the function's answer, its error, or the host's failure")
          .allMatch(answer -> answer.statusCode() == 200 || answer.statusCode() == 500)
          .allMatch(answer -> answer.body().startsWith("{"));
      wakeThoseKilledInTheirSleep(fixture);
      assertThat(fixture.invoke("\"still there\"").outcome().isError()).isFalse();
    } finally {
      callers.shutdownNow();
    }
    assertThat(processes()).isEmpty();
  }

  /**
   * A frozen process dies of its signal only when it is thawed (cgroup v1), so the next call to its
   * environment fails. No more environments than callers can rest so.
   */
  private static void wakeThoseKilledInTheirSleep(EmulatorFixture fixture) {
    for (int environment = 0; environment < CALLERS; environment++) {
      fixture.invoke("\"anybody dead?\"");
    }
  }

  private List<HttpResponse<String>> calls(int port, Random random) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:" + port + "/2015-03-31/functions/function/invocations"))
            .timeout(Duration.ofSeconds(60))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    List<HttpResponse<String>> answers = new ArrayList<>();
    for (int i = 0; i < callsEach; i++) {
      Thread killer = random.nextInt(3) == 0 ? killing(random.nextInt(1 << 20)) : null;
      answers.add(client.send(request, HttpResponse.BodyHandlers.ofString()));
      if (killer != null) {
        killer.join();
      }
    }
    return answers;
  }

  /** Kills one of the environments' processes beside the call that begins now. */
  private Thread killing(int which) {
    Thread killer = new Thread(() -> kill(which), "killer");
    killer.start();
    return killer;
  }

  private void kill(int which) {
    try {
      List<ProcessHandle> all = processes();
      if (!all.isEmpty()) {
        all.get(which % all.size()).destroyForcibly();
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static String commandLine(ProcessHandle process) {
    return read(process, "cmdline");
  }

  /** A file that the kernel has for it; empty if it is gone. */
  static String read(ProcessHandle process, String file) {
    try {
      byte[] content = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), file));
      return new String(content, StandardCharsets.UTF_8);
    } catch (IOException gone) {
      return "";
    }
  }
}
