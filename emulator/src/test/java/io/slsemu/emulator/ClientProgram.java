package io.slsemu.emulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs a client of the service that is told by its environment where that is, and by nothing else.
 */
final class ClientProgram {
  private ClientProgram() {}

  /** What a program came to. */
  record Ended(int status, String output, String errors) {}

  /**
   * @param directory where it runs; its output is kept there
   */
  static Ended run(List<String> command, ServiceFixture service, Path directory)
      throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    Path errors = directory.resolve("errors");
    ProcessBuilder program =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    program
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL",
                "http://127.0.0.1:" + service.port(),
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test",
                "AWS_DEFAULT_REGION",
                "us-east-1",
                "AWS_REGION",
                "us-east-1",
                "AWS_PAGER",
                ""));
    int status = program.start().waitFor();
    return new Ended(
        status,
        Files.readString(output, StandardCharsets.UTF_8),
        Files.readString(errors, StandardCharsets.UTF_8));
  }
}
