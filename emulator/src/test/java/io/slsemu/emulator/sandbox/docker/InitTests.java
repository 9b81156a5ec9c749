package io.slsemu.emulator.sandbox.docker;

import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the init reaches the emulator and starts the program. */
@Requires(ROOT)
class InitTests {
  private static final Map<String, String> PATH = Map.of("PATH", "/nowhere:/usr/bin:/bin");

  @TempDir Path directory;
  Path program;

  @BeforeEach
  void install() throws IOException {
    program = InitBinary.install(directory);
  }

  @Test
  void initWhenConnectedThenShowsItsToken() throws Exception {
    try (RunningInit init = RunningInit.connect(program)) {
      assertThat(init.next()).hasToString("H " + RunningInit.TOKEN);
    }
  }

  @Test
  void initWhenNotProcessOneThenRefuses() throws Exception {
    Process init =
        new ProcessBuilder(program.toString(), "127.0.0.1:1").redirectErrorStream(true).start();

    assertThat(init.inputReader().readLine()).isEqualTo("sls-emu init: must be process 1");
    assertThat(init.waitFor()).isEqualTo(70);
  }

  @Test
  void initWhenNobodyListensThenSaysSo() throws Exception {
    int port = freePort();
    Process init = RunningInit.launch(program, port).redirectErrorStream(true).start();

    assertThat(init.inputReader().readLine())
        .isEqualTo("sls-emu init: cannot reach 127.0.0.1:" + port + ": errno 111");
    assertThat(init.waitFor()).isEqualTo(69);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255})
  void programWhenItExitsThenStatusIsTold(int status) throws Exception {
    try (RunningInit init = RunningInit.greeted(program).shell("exit " + status)) {
      assertThat(init.untilEnd().end()).isEqualTo("x exit " + status);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 9, 11, 15})
  void programWhenSignalledThenSignalIsTold(int signal) throws Exception {
    try (RunningInit init = RunningInit.greeted(program).shell("kill -" + signal + " $$")) {
      assertThat(init.untilEnd().end()).isEqualTo("x signal " + signal);
    }
  }

  @Test
  void programWhenStartedThenHasExactlyWhatWasAsked() throws Exception {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("B", "two = 2");
    environment.put("A", "");
    environment.put("ü", "line\nline");
    String script = "cat /proc/$$/cmdline /proc/$$/environ; /bin/pwd";

    try (RunningInit init = RunningInit.greeted(program)) {
      init.start("/usr/bin", environment, "/bin/sh", "-c", script, "a b", "", "ä\t*");

      assertThat(init.untilEnd().stdout())
          .isEqualTo(
              "/bin/sh\0-c\0" + script + "\0a b\0\0ä\t*\0B=two = 2\0A=\0ü=line\nline\0/usr/bin\n");
    }
  }

  @Test
  void programWhenStartedThenHasNothingOfTheInits() throws Exception {
    String script =
        "ls -m /proc/self/fd; readlink /proc/self/fd/0; umask; ulimit -S -c;"
            + "grep -E '^Sig(Blk|Ign)' /proc/self/status; cut -d ' ' -f 6 /proc/$$/stat;"
            + "cat /proc/1/environ";

    try (RunningInit init = RunningInit.greeted(program).shell(script)) {
      SeenFrames frames = init.untilEnd();

      assertThat(frames.stdout().lines())
          .containsExactly(
              "0, 1, 2, 3", // the last is of ls itself
              "/dev/null",
              "0022",
              "0",
              "SigBlk:\t0000000000000000",
              "SigIgn:\t0000000000000000",
              "2");
      assertThat(frames.stderr()).contains("Permission denied").doesNotContain(RunningInit.TOKEN);
    }
  }

  @Test
  void programWhenNamedWithoutSlashThenIsLookedUp() throws Exception {
    try (RunningInit init = RunningInit.greeted(program)) {
      init.start("/", PATH, "sh", "-c", "echo $0 found", "sh");

      assertThat(init.untilEnd().stdout()).isEqualTo("sh found\n");
    }
  }

  @Test
  void programWhenInNoDirectoryOfPathThenIsNotThere() throws Exception {
    try (RunningInit init = RunningInit.greeted(program)) {
      init.start("/", PATH, "no-such-program");

      assertThat(init.untilEnd().end()).isEqualTo("R no such file or directory\tno-such-program");
    }
  }

  @ParameterizedTest
  @CsvSource({"rwxr-xr-x,exec format error", "rw-r--r--,permission denied"})
  void programWhenFoundButNoneThenNoShellGetsIt(String mode, String reason) throws Exception {
    Path text = file("text", "echo wrong", mode);

    try (RunningInit init = RunningInit.greeted(program)) {
      init.start("/", Map.of("PATH", "/nowhere:" + directory), "text");

      assertThat(init.untilEnd().end()).isEqualTo("R " + reason + "\t" + text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "text,rwxr-xr-x,exec format error",
    "text,rw-r--r--,permission denied",
    "#!/no/interpreter,rwxr-xr-x,no such file or directory",
    "'',rwxr-xr-x,exec format error"
  })
  void programWhenKernelRefusesThenReasonIsTold(String content, String mode, String reason)
      throws Exception {
    Path file = file("bootstrap", content, mode);

    try (RunningInit init = RunningInit.greeted(program)) {
      init.start("/", PATH, file.toString());

      assertThat(init.untilEnd().end()).isEqualTo("R " + reason + "\t" + file);
    }
  }

  @Test
  void programWhenForAnotherMachineThenIsRefused() throws Exception {
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    Path file = Files.write(directory.resolve("other"), InitBinary.of(arm ? "x86_64" : "aarch64"));
    InitBinary.open(file);

    try (RunningInit init = RunningInit.greeted(program)) {
      init.start("/", PATH, file.toString());

      assertThat(init.untilEnd().end()).isEqualTo("R exec format error\t" + file);
    }
  }

  @Test
  void programWhenPathLeadsNowhereThenReasonIsTold() throws Exception {
    assertThat(endOf("/", "/nowhere/bootstrap"))
        .isEqualTo("R no such file or directory\t/nowhere/bootstrap");
    assertThat(endOf("/", program + "/x")).isEqualTo("R not a directory\t" + program + "/x");
    assertThat(endOf("/", "/usr")).isEqualTo("R permission denied\t/usr");
    assertThat(endOf("/nowhere", "/bin/sh")).isEqualTo("R no such file or directory\t/nowhere");
  }

  @Test
  void programWhenArgumentIsTooLongThenReasonIsTold() throws Exception {
    assertThat(endOf("/", "/bin/echo", "x".repeat(131_072))) // execve(2): MAX_ARG_STRLEN
        .isEqualTo("R argument list too long\t/bin/echo");
  }

  private String endOf(String cwd, String... arguments) throws Exception {
    try (RunningInit init = RunningInit.greeted(program)) {
      init.start(cwd, PATH, arguments);
      String end = init.untilEnd().end();
      init.disconnect();
      assertThat(init.awaitExit()).isZero();
      return end;
    }
  }

  private Path file(String name, String content, String mode) throws IOException {
    Path file = Files.writeString(directory.resolve(name), content, StandardCharsets.UTF_8);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
