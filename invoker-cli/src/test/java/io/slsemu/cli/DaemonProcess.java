package io.slsemu.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command as processes of its own, which find each other in a directory of the test's own. */
final class DaemonProcess implements AutoCloseable {
  private final Path directory;
  private final Path state;

  /** How a run of the command ended. */
  record Run(int code, String out, String err) {}

  DaemonProcess(Path directory) {
    this.directory = directory;
    this.state = directory.resolve("state");
  }

  /** Runs a line to its end. */
  Run run(String... arguments) {
    try {
      Path out = Files.createTempFile(directory, "out", "");
      Path err = Files.createTempFile(directory, "err", "");
      Process process =
          builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(List.of(arguments) + " does not end: " + text(err));
      }
      return new Run(process.exitValue(), text(out), text(err));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("SLS_EMU_STATE_DIR", state.toString());
    builder.environment().remove("SLS_EMU_ENDPOINT");
    return builder;
  }

  /** The records of daemons there are. */
  List<Path> records() {
    List<Path> records = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(state.resolve("daemons"), "*.json")) {
      files.forEach(records::add);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return records;
  }

  /** The process of a record. */
  static ProcessHandle process(Path record) {
    String name = record.getFileName().toString();
    return ProcessHandle.of(Long.parseLong(name.replace(".json", ""))).orElseThrow();
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  /** Ends what a test left. */
  @Override
  public void close() {
    for (Path record : records()) {
      String name = record.getFileName().toString();
      ProcessHandle.of(Long.parseLong(name.replace(".json", ""))).ifPresent(DaemonProcess::end);
    }
  }

  /** Waits for it: until then it has files in the test's directory. */
  private static void end(ProcessHandle daemon) {
    daemon.destroy();
    daemon.onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
