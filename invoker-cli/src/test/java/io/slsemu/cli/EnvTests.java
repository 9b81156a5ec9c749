package io.slsemu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What env prints for a shell, of a daemon that says what a test wants. */
class EnvTests {
  @TempDir private Path directory;
  private CommandRun run;
  private HttpServer daemon;
  private String url;
  private String region = "eu-central-1";

  @BeforeEach
  void listen() throws IOException {
    run = new CommandRun(directory);
    daemon = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    daemon.createContext(
        "/_sls-emu/health",
        exchange -> {
          byte[] body = ("{\"region\":\"" + region + "\"}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    daemon.start();
    url = "http://127.0.0.1:" + daemon.getAddress().getPort();
    run.environment.put("SLS_EMU_ENDPOINT", url);
  }

  @AfterEach
  void end() {
    daemon.stop(0);
  }

  @Test
  void envWhenCallerHasNothingThenAllThatIsNeeded() {
    assertThat(run.run("env").out())
        .isEqualTo(
            "export AWS_ENDPOINT_URL_LAMBDA="
                + url
                + "\nexport AWS_REGION=eu-central-1\nexport AWS_DEFAULT_REGION=eu-central-1\nexport AWS_ACCESS_KEY_ID=sls-emu\n"
                + "export AWS_SECRET_ACCESS_KEY=sls-emu\n");
    assertThat(run.run("env", "--json").out())
        .startsWith("{\"AWS_ENDPOINT_URL_LAMBDA\":\"" + url + "\",\"AWS_REGION\":");
  }

  @Test
  void envWhenCallerHasRegionAndCredentialsThenTheyStay() {
    run.environment.put("AWS_REGION", "us-west-2");
    run.environment.put("AWS_PROFILE", "work");

    assertThat(run.run("env").out())
        .isEqualTo(
            "export AWS_ENDPOINT_URL_LAMBDA=" + url + "\nexport AWS_DEFAULT_REGION=us-west-2\n");
  }

  @Test
  void envWhenSomebodyElseListensThereThenNothingOfItsIsRun() {
    region = "x'; touch /tmp/owned; '$(id)";

    assertThat(run.run("env").out())
        .contains("export AWS_REGION='x'\\''; touch /tmp/owned; '\\''$(id)'\n");
  }
}
