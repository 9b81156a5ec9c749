package io.slsemu.emulator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An emulator in a JVM of its own, there to be killed. It goes with its test in any case: one that
 * stayed would keep what it made, and its output, which the build waits for the end of.
 */
public final class DoomedEmulator implements AutoCloseable {
  private final Process process;

  private DoomedEmulator(Process process) {
    this.process = process;
  }

  /**
   * Returns once it says that it is ready.
   *
   * @param program its main class
   * @param errors a file for what it has to say beside that
   */
  public static DoomedEmulator start(Class<?> program, Path errors, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    DoomedEmulator emulator = new DoomedEmulator(process);
    try {
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      assertThat(reader.readLine()).as(() -> said(errors)).isEqualTo("ready");
      return emulator;
    } catch (IOException | AssertionError e) {
      emulator.close();
      throw e;
    }
  }

  private static String said(Path errors) {
    try {
      return Files.readString(errors);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /**
   * For the end of {@link #start}'s program.
   *
   * @throws InterruptedException never, as it is killed
   */
  public static void ready() throws InterruptedException {
    System.out.println("ready");
    Thread.currentThread().join();
  }

  public long pid() {
    return process.pid();
  }

  /** All the processes that it has started, and those that they have. */
  public List<ProcessHandle> below() {
    return process.descendants().collect(Collectors.toList());
  }

  /** Kills it, and returns once it is dead. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Kills the process that clears up behind it. */
  public void killKeeper() throws Exception {
    for (ProcessHandle child : process.children().toList()) {
      if (commandLine(child).startsWith("sls-emu keeper")) {
        child.destroyForcibly();
        child.onExit().get();
      }
    }
  }

  private static String commandLine(ProcessHandle process) throws IOException {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (NoSuchFileException gone) {
      return "";
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
