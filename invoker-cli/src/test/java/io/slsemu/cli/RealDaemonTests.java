package io.slsemu.cli;

import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.cli.DaemonProcess.Run;
import io.slsemu.cli.input.JsonObject;
import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.Requires;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon and the commands that use it, all of them processes, with real functions. */
@Requires(ROOT)
class RealDaemonTests {
  @TempDir private Path directory;
  @AutoClose private DaemonProcess command;

  @BeforeEach
  void command() {
    command = new DaemonProcess(directory);
  }

  @Test
  void startWhenDetachedThenServesOtherCommandsUntilItIsStopped() throws IOException {
    String url = start(source("hello"), source("sleeper"));
    ProcessHandle daemon = DaemonProcess.process(command.records().get(0));

    assertThat(url).matches("http://127\\.0\\.0\\.1:\\d+");
    assertThat(run("list").lines().map(line -> line.split(" ")[0]))
        .containsExactly("NAME", "hello", "sleeper");
    assertThat(run("invoke", "hello", "--payload", "{\"name\":\"Ada\"}"))
        .isEqualTo("{\"message\":\"hello, Ada\"}");
    awaitState("frozen");
    List<ProcessHandle> below = daemon.descendants().toList();
    List<Path> groups = below.stream().flatMap(RealDaemonTests::groups).toList();
    assertThat(run("instance", "kill", "e")).isEqualTo("e1 killed\n");
    awaitState("broken");
    assertThat(run("invoke", "hello")).isEqualTo("{\"message\":\"hello, world\"}");
    assertThat(run("logs", "hello"))
        .contains("INIT_START", "Phase: init", "handling ", "Phase: invoke");
    assertThat(run("env")).contains("export AWS_ENDPOINT_URL_LAMBDA=" + url + "\n");

    run("stop");

    assertThat(command.records()).isEmpty();
    assertThat(below).isNotEmpty().noneMatch(RealDaemonTests::runs);
    assertThat(runs(daemon)).isFalse();
    assertThat(groups).isNotEmpty().noneMatch(Files::exists);
    assertThat(directory.resolve("state/run")).isEmptyDirectory();
    assertThat(command.run("ps").code()).isEqualTo(10);
  }

  @Test
  void startWhenDetachedAndItCannotThenItsErrorAndCode() {
    Run run = command.run("start", "nothing", "--detach", "--port", "0");

    assertThat(run.code()).isEqualTo(10);
    assertThat(run.err()).startsWith("sls-emu: nothing does not exist");
    assertThat(run.out()).isEmpty();
    assertThat(command.records()).isEmpty();
  }

  @Test
  void startWhenPortIsTakenThenNamesItAndTheRemedy() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(other.getLocalPort());

      Run run =
          command.run("start", source("hello"), "--detach", "--port", port, "--sandbox", "process");

      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains("port " + port).contains("--port 0 for a free port");
    }
  }

  @Test
  void startWhenAnotherDaemonHasThePortThenSaysHowToEndThat() {
    String port = port(start(source("hello")));

    Run run = command.run("start", source("hello"), "--port", port, "--sandbox", "process");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("port " + port).contains("sls-emu stop --port " + port);
  }

  @Test
  void startWhenAnotherDaemonHasTheStateThenSaysSo() {
    String state = directory.resolve("kept").toString();
    start(source("hello"), "--state-dir", state);

    Run run =
        command.run(
            "start", source("hello"), "--port", "0", "--sandbox", "process", "--state-dir", state);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("the state in " + state)
        .contains("end the sls-emu that uses it, or name another directory with --state-dir");
  }

  @Test
  void commandsWhenTwoDaemonsRunThenTheLineSaysWhich() {
    String first = port(start(source("hello")));
    String second = port(start(source("sleeper")));

    Run unclear = command.run("list");

    assertThat(unclear.code()).isEqualTo(2);
    assertThat(unclear.err()).contains("2 daemons run").contains(first).contains(second);
    assertThat(run("list", "--port", first)).contains("hello").doesNotContain("sleeper");
    assertThat(run("list", "--endpoint-url", "http://localhost:" + second)).contains("sleeper");
    assertThat(run("invoke", "hello")).isEqualTo("{\"message\":\"hello, world\"}");
    run("stop", "--port", first);
    assertThat(run("list")).contains("sleeper");
    run("stop");
    assertThat(command.records()).isEmpty();
  }

  @Test
  void invokeWhenFunctionFailsThenExitCodeAndOutputAreThoseOfOneShot() {
    start(source("init-error"), source("sleeper"), "--timeout", "1");

    Run failed = command.run("invoke", "init-error", "--log-type", "Tail");
    Run timedOut = command.run("invoke", "sleeper", "-o", "json");

    assertThat(failed.code()).isEqualTo(5);
    assertThat(failed.out()).startsWith("{").contains("errorType");
    assertThat(failed.err()).contains("REPORT RequestId: ");
    assertThat(timedOut.code()).isEqualTo(3);
    JsonObject result = JsonObject.read(timedOut.out().getBytes(StandardCharsets.UTF_8));
    assertThat(result.text("schema")).isEqualTo("sls-emu/invoke/1");
    assertThat(result.text("outcome")).isEqualTo("timeout");
    assertThat(result.object("start").text("type")).isEqualTo("cold");
    assertThat(command.run("invoke", "sleeper", "--no-fail").code()).isZero();
  }

  @Test
  void invokeWhenLineDescribesAnotherFunctionOrNoneThenSaysSo() {
    String url = start(source("hello"));

    Run described = command.run("invoke", "hello", "--memory", "256");
    Run absent = command.run("invoke", "helo", "--endpoint-url", url);
    Run warm = command.run("invoke", "hello", "--warm");

    assertThat(described.code()).isEqualTo(2);
    assertThat(described.err()).contains("--memory is not for a daemon's function");
    assertThat(absent.code()).isEqualTo(10);
    assertThat(absent.err()).contains("there is no function helo at " + url);
    assertThat(warm.code()).isEqualTo(7);
    assertThat(command.run("invoke", "helo").err()).contains("helo does not exist");
  }

  @Test
  void invokeWhenQualifierIsUnknownThenTen() {
    start(source("hello"));

    assertThat(command.run("invoke", "hello:7").code()).isEqualTo(10);
    assertThat(command.run("invoke", "hello", "--qualifier", "$LATEST").code()).isZero();
  }

  @Test
  void startWhenDirectoryHasFunctionsThenAllAreThere() throws IOException {
    copy("hello", "shop/functions/orders");
    copy("hello", "shop/mail");

    start("shop");

    assertThat(run("list").lines().map(line -> line.split(" ")[0]))
        .containsExactly("NAME", "mail", "orders");
    assertThat(run("invoke", "orders")).isEqualTo("{\"message\":\"hello, world\"}");
  }

  @Test
  void startWhenNoFunctionIsThereThenServesAllTheSame() {
    Run run = command.run("start", "--detach", "--port", "0", "--sandbox", "process");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("with no function yet");
    assertThat(run("list", "--json")).isEmpty();
  }

  @Test
  void commandsWhenDaemonWasKilledThenItsRecordIsNoDaemon() {
    start(source("hello"));
    Path record = command.records().get(0);
    DaemonProcess.process(record).destroyForcibly();
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> !runs(DaemonProcess.process(record)), gone -> gone);

    Run run = command.run("stop");

    assertThat(run.code()).isEqualTo(10);
    assertThat(run.err()).contains("no sls-emu answers at ").contains("sls-emu start --detach");
    assertThat(command.records()).isEmpty();
  }

  @Test
  void logsWhenFollowedThenLinesComeAsTheyAreWrittenUntilTheEnd() throws Exception {
    start(source("hello"));
    Process follower = command.builder("logs", "-f", "hello").start();
    try (BufferedReader lines = follower.inputReader(StandardCharsets.UTF_8)) {
      run("invoke", "hello");

      assertThat(lines.readLine()).startsWith("INIT_START");
      assertThat(lines.readLine()).startsWith("INIT_REPORT");
      assertThat(lines.readLine()).startsWith("START");
      run("stop");
      assertThat(follower.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(follower.exitValue()).isZero();
    } finally {
      follower.destroyForcibly();
    }
  }

  private String start(String... line) {
    String[] whole =
        Stream.concat(
                Stream.of("start"),
                Stream.concat(
                    Stream.of(line),
                    Stream.of(
                        "--detach", "--port", "0", "--sandbox", "process", "--memory", "1769")))
            .toArray(String[]::new);
    Run run = command.run(whole);
    assertThat(run.code()).as(run.err()).isZero();
    return run.out().strip();
  }

  private String run(String... line) {
    Run run = command.run(line);
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  private void awaitState(String state) {
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> run("ps", "--json"), out -> out.contains("\"state\":\"" + state + "\""));
  }

  private static String port(String url) {
    return url.substring(url.lastIndexOf(':') + 1);
  }

  private static String source(String function) {
    return Functions.directory(function).toString();
  }

  private void copy(String function, String target) throws IOException {
    Path folder = Files.createDirectories(directory.resolve(target));
    Path bootstrap = folder.resolve("bootstrap");
    Files.copy(Functions.directory(function).resolve("bootstrap"), bootstrap);
    assertThat(bootstrap.toFile().setExecutable(true, false)).isTrue();
  }

  /** A process's control groups of ours, as version 1 and as version 2 show them. */
  private static Stream<Path> groups(ProcessHandle process) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "cgroup")).stream()
          .filter(line -> line.contains("/sls-emu-"))
          .map(line -> line.split(":", 3))
          .map(parts -> Path.of("/sys/fs/cgroup/" + parts[1] + parts[2]));
    } catch (IOException gone) {
      return Stream.of();
    }
  }

  private static boolean runs(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException gone) {
      return false;
    }
  }
}
