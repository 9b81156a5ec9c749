package io.slsemu.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * An engine that a test may kill: the one that {@code scripts/with-docker-engine} has set up around
 * this JVM, or else one more.
 */
final class OwnEngine implements AutoCloseable {
  private final Path directory;
  private final @Nullable Process script;

  private OwnEngine(Path directory, @Nullable Process script) {
    this.directory = directory;
    this.script = script;
  }

  static OwnEngine start() throws IOException {
    String given = System.getenv("SLS_EMU_ENGINE");
    if (given != null) {
      return new OwnEngine(Path.of(given), null);
    }
    Process script =
        new ProcessBuilder(script("with-docker-engine"), "sh", "-c", "echo $SLS_EMU_ENGINE; cat")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(script.getInputStream(), StandardCharsets.UTF_8));
    String line = reader.readLine();
    assertThat(line).as("the directory of an engine that was started").isNotNull();
    return new OwnEngine(Path.of(line), script);
  }

  private static String script(String name) {
    return Path.of("").toAbsolutePath().getParent().resolve("scripts").resolve(name).toString();
  }

  String host() {
    return "unix://" + directory.resolve("docker.sock");
  }

  /** The image with a shell. */
  String shellImage() throws Exception {
    ProcessBuilder builder = new ProcessBuilder(script("build-test-image"));
    builder.environment().put("DOCKER_HOST", host());
    Process build = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String name = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(build.waitFor()).isZero();
    return name;
  }

  /** Sends a signal: TERM ends its containers too, KILL does not, STOP lets it hang. */
  void signal(String name) throws Exception {
    ProcessHandle engine = process();
    run("kill", "-" + name, Long.toString(engine.pid()));
    if (name.equals("TERM") || name.equals("KILL")) {
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !runs(engine));
    }
  }

  private ProcessHandle process() throws IOException {
    long pid = Long.parseLong(Files.readString(directory.resolve("docker.pid")).strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  /** The dead whom nobody has buried yet do not count. */
  private static boolean runs(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException gone) {
      return false;
    }
  }

  /** Starts it again where it was ended. */
  void startAgain() throws Exception {
    Files.deleteIfExists(directory.resolve("docker.pid"));
    new ProcessBuilder(directory.resolve("start").toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !ask("GET", "/_ping").isEmpty());
  }

  /** The ids of the containers that a running emulator has there. */
  List<String> containers() throws Exception {
    String list = ask("GET", "/containers/json?all=1");
    List<String> ids = new ArrayList<>();
    for (String part : list.split("\"Id\":\"")) {
      if (part.contains("io.slsemu.emulator")) {
        ids.add(part.substring(0, 64));
      }
    }
    return ids;
  }

  /** As {@code docker rm -f}. */
  void remove(String container) throws Exception {
    ask("DELETE", "/containers/" + container + "?force=1");
  }

  /** Our network. */
  void removeNetwork() throws Exception {
    ask("POST", "/networks/prune");
  }

  /** How many networks of that name there are. */
  int networks() throws Exception {
    return ask("GET", "/networks").split("\"Name\":\"sls-emu\"", -1).length - 1;
  }

  private String ask(String method, String path) throws Exception {
    return run(
        "curl",
        "-s",
        "--max-time",
        "20",
        "--unix-socket",
        directory.resolve("docker.sock") + "",
        "-X",
        method,
        "http://engine" + path);
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).start();
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return output;
  }

  @Override
  public void close() throws IOException {
    if (script != null) {
      script.getOutputStream().close();
      script.onExit().join();
    }
  }
}
