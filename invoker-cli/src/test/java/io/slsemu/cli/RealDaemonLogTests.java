package io.slsemu.cli;

import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.cli.input.JsonObject;
import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a daemon whose functions write much. */
@Requires(ROOT)
class RealDaemonLogTests {
  private static final long LIMIT = 10 << 20;

  @TempDir private Path directory;

  @Test
  void logWhenFunctionsWriteMuchThenDoesNotGrowForEver() throws Exception {
    try (DaemonProcess command = new DaemonProcess(directory)) {
      DaemonProcess.Run started =
          command.run(
              "start",
              Functions.directory("chatty").toString(),
              "--detach",
              "--port",
              "0",
              "--sandbox",
              "process",
              "--memory",
              "1769",
              "--timeout",
              "60",
              "-o",
              "json");
      JsonObject daemon = JsonObject.read(started.out().getBytes(StandardCharsets.UTF_8));
      Path log = Path.of(daemon.requireText("log"));
      Path predecessor = Path.of(log.toString().replace(".log", ".old.log"));

      for (int call = 0; call < 40; call++) { // a line of 300,000 bytes each
        call(daemon.requireText("url"));
      }
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> ends(log));

      assertThat(log).isNotEmptyFile();
      assertThat(Files.size(log)).isLessThanOrEqualTo(LIMIT);
      assertThat(predecessor).content(StandardCharsets.ISO_8859_1).contains("INIT_START");
      assertThat(Files.size(predecessor)).isBetween(LIMIT - 400_000, LIMIT);
    }
  }

  private static boolean ends(Path log) throws IOException {
    return Files.readString(log, StandardCharsets.ISO_8859_1).contains("REPORT RequestId");
  }

  private static void call(String url) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/2015-03-31/functions/chatty/invocations"))
            .timeout(Duration.ofSeconds(60))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.body()).isEqualTo("{\"lines\":3}");
  }
}
