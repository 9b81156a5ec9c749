package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.exception.InternalServerErrorException;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.fixtures.Requirement;
import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTests {
  @TempDir Path directory;

  @Test
  @Requires(Requirement.DOCKER)
  void factsWhenEngineAnswersThenDescribeIt() {
    try (Engine engine = new Engine(EngineAddress.find(null).orElseThrow())) {
      EngineFacts facts = engine.facts();

      assertThat(facts.architecture()).isIn("x86_64", "aarch64");
      assertThat(facts.osType()).isEqualTo("linux");
      assertThat(facts.cgroupVersion()).isIn(1, 2);
      assertThat(facts.cgroupDriver()).isIn("cgroupfs", "systemd", "none");
      assertThat(facts.version()).matches("[0-9]+\\..*");
      assertThat(facts.apiVersion()).matches("1\\.[0-9]+|[45]\\..*");
      assertThat(engine.facts()).isSameAs(facts);
    }
  }

  @Test
  @Requires(Requirement.DOCKER)
  void askWhenEngineRefusesThenItsWordsInOneLine() {
    try (Engine engine = new Engine(EngineAddress.find(null).orElseThrow())) {

      assertThatThrownBy(
              () ->
                  engine.ask(
                      "find the image sls-emu/none",
                      () -> engine.client().inspectImageCmd("sls-emu/none").exec()))
          .isInstanceOf(SandboxException.class)
          .hasMessageContaining("cannot find the image sls-emu/none: ")
          .hasMessageEndingWith("o such image: sls-emu/none:latest")
          .hasMessageNotContaining("\n")
          .hasMessageNotContaining("{");
    }
  }

  @Test
  void askWhenThereIsNoSocketThenSaysWhichAndHowToStartIt() {
    String host = "unix://" + directory.resolve("none here.sock");
    try (Engine engine = new Engine(EngineAddress.plain(host, "DOCKER_HOST"))) {

      assertThatThrownBy(engine::facts)
          .isInstanceOfSatisfying(
              SandboxException.class, e -> assertThat(e.remedy()).startsWith("start it"))
          .hasMessage("no engine answers at " + host + " (DOCKER_HOST): no such file or directory");
    }
  }

  @Test
  void askWhenNobodyListensThenSaysSo() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String host = "tcp://127.0.0.1:" + port;
    try (Engine engine = new Engine(EngineAddress.plain(host, "DOCKER_HOST"))) {

      assertThatThrownBy(engine::facts)
          .hasMessageStartingWith("no engine answers at " + host + " (DOCKER_HOST): ")
          .hasMessageContaining("connection refused");
    }
  }

  @Test
  void askWhenNameIsUnknownThenSaysWhoNamedIt() {
    EngineAddress address = EngineAddress.plain("tcp://no-such-host.invalid:2375", "context lab");
    try (Engine engine = new Engine(address)) {

      assertThatThrownBy(engine::facts)
          .isInstanceOfSatisfying(
              SandboxException.class, e -> assertThat(e.remedy()).contains("context lab"))
          .hasMessageContaining("cannot be reached");
    }
  }

  @Test
  void askWhenEngineHangsUpThenSaysDuringWhat() throws IOException {
    try (FakeEngine fake = FakeEngine.thatHangsUp();
        Engine engine = new Engine(EngineAddress.plain(fake.host(), "DOCKER_HOST"))) {

      assertThatThrownBy(engine::facts)
          .isInstanceOf(SandboxException.class)
          .hasMessageContaining("went away when it was to tell its version");
    }
  }

  @Test
  void askWhenEngineHangsThenSaysSoInTime() throws IOException {
    Path path = directory.resolve("silent.sock");
    try (var silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      silent.bind(UnixDomainSocketAddress.of(path));
      String host = "unix://" + path;
      try (Engine engine =
          new Engine(EngineAddress.plain(host, "DOCKER_HOST"), Duration.ofMillis(200))) {

        assertThatThrownBy(engine::facts)
            .isInstanceOf(SandboxException.class)
            .hasMessage(
                "the engine at "
                    + host
                    + " (DOCKER_HOST) hangs: it was to tell its version, and said nothing");
      }
    }
  }

  @Test
  void factsWhenContainersAreWindowsOnesThenRefused() throws IOException {
    try (FakeEngine fake = FakeEngine.thatAnswers("{\"OSType\":\"windows\",\"Version\":\"28.0\"}");
        Engine engine = new Engine(EngineAddress.plain(fake.host(), "DOCKER_HOST"))) {

      assertThatThrownBy(engine::facts)
          .isInstanceOf(SandboxException.class)
          .hasMessageContaining("runs windows containers, not Linux ones");
    }
  }

  @Test
  void explainWhenSocketIsForbiddenThenNamesTheGroup() {
    EngineFailure failure =
        new EngineFailure(EngineAddress.plain("unix:///run/docker.sock", "DOCKER_HOST"));

    SandboxException said =
        failure.explain("answer", new RuntimeException(new IOException("Permission denied")));

    assertThat(said).hasMessageContaining("you may not use the engine's socket");
    assertThat(said.remedy()).contains("usermod -aG docker").contains("sudo");
  }

  @Test
  void wordsWhenErrorIsNoMessageThenOnlyTheStatus() {
    var refusal = new InternalServerErrorException("Status 500: {\"x\":[1,2]}");

    assertThat(EngineFailure.words(refusal)).isEqualTo("HTTP status 500");
  }
}
