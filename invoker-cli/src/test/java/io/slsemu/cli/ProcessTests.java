package io.slsemu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as a process of its own: signals and pipes. */
class ProcessTests {
  @TempDir private Path directory;

  @BeforeEach
  void function() {
    CommandRun.withFunction(directory);
  }

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void invokeWhenSignalComesMidCallThenEmulatorIsClosed(String signal, int code)
      throws IOException, InterruptedException {
    Process process = start("invoke", "fn", "--repeat", "3");
    try (BufferedReader err = errorOf(process)) {
      assertThat(err.readLine()).isEqualTo("invoking");

      signal(process, signal);

      assertThat(err.readLine()).isEqualTo("closed");
      assertThat(err.lines().filter(line -> !line.equals("closed"))).isEmpty();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(code);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void startWhenSignalComesThenEmulatorIsClosed() throws IOException, InterruptedException {
    Process process = start("start", "fn", "--port", "3001");
    try (BufferedReader err = errorOf(process)) {
      assertThat(err.readLine())
          .isEqualTo(
              "sls-emu: fn is ready at "
                  + "http://127.0.0.1:3001/2015-03-31/functions/function/invocations");
      assertThat(err.readLine()).contains("curl -d '{}' http://127.0.0.1:3001/");
      assertThat(err.readLine()).endsWith("http://127.0.0.1:3001/lambda-url/fn/");

      signal(process, "TERM");

      assertThat(err.readLine()).isEqualTo("closed");
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void invokeWhenStdinIsAPipeThenReadToItsEnd() throws IOException, InterruptedException {
    Process process = start("invoke", "fn", "--payload", "-");
    try (BufferedReader err = errorOf(process)) {
      process.getOutputStream().write("[1, 2".getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();

      assertThat(err.readLine()).startsWith("sls-emu: the payload on stdin is not JSON");
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(2);
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(BlockingProbe.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("SLS_EMU_STATE_DIR", directory.resolve("state").toString());
    return builder.start();
  }

  private static BufferedReader errorOf(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
  }

  private static void signal(Process process, String signal)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
  }
}
