package io.slsemu.cli;

import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.Requires;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@Requires(ROOT)
class ProcessContextTests extends ContextContract {
  ProcessContextTests() {
    super("process");
  }

  @Test
  @DisplayName("8.4/77: SIGTERM during an invocation answers it and leaves no process")
  void startWhenSigtermComesMidCallThenCallerIsAnsweredAndNothingIsLeft() throws Exception {
    Process emulator =
        start("start", Functions.directory("sleeper").toString(), "--sandbox", "process");
    try (BufferedReader err =
        new BufferedReader(
            new InputStreamReader(emulator.getErrorStream(), StandardCharsets.UTF_8))) {
      String url = lineWith(err, " is ready at ").replaceFirst(".* is ready at ", "");
      CompletableFuture<HttpResponse<String>> answer = post(url);
      lineWith(err, "START RequestId");
      List<ProcessHandle> below = emulator.descendants().toList();

      emulator.destroy();

      assertThat(emulator.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(emulator.exitValue()).isEqualTo(143);
      assertThat(answer.get(20, TimeUnit.SECONDS).body()).contains("Runtime.ExitError");
      assertThat(below).isNotEmpty().noneMatch(ProcessContextTests::runs);
    } finally {
      emulator.destroyForcibly();
    }
  }

  private static String lineWith(BufferedReader err, String words) throws IOException {
    String line = err.readLine();
    while (line != null && !line.contains(words)) {
      line = err.readLine();
    }
    assertThat(line).as("a line with " + words).isNotNull();
    return line;
  }

  private static CompletableFuture<HttpResponse<String>> post(String url) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString("{}")).build();
    return HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofString());
  }

  /** The dead whom this machine's process 1 has not buried yet do not count. */
  private static boolean runs(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException gone) {
      return false;
    }
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--port", "0", "--timeout", "60"));
    return new ProcessBuilder(command).directory(directory.toFile()).start();
  }
}
