package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.sandbox.SandboxException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class EngineLimitsTests {
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();

  @Test
  void throttleWhenEngineIsPodmanThenByItsOwnApiWhateverItAnswers() throws IOException {
    try (FakeEngine fake =
            engine("{\"Components\":[{\"Name\":\"Podman Engine\"}]}", "201 Created\r\n4f1c");
        Engine engine = new Engine(EngineAddress.plain(fake.host(), "DOCKER_HOST"))) {

      limits(engine).throttle(128);
    }

    assertThat(requests).containsExactly("POST /v4.0.0/libpod/containers/4f1c/update");
  }

  @Test
  void throttleWhenEngineIsDockerThenByDockers() throws IOException {
    try (FakeEngine fake = engine("{}", "200 OK\r\n{}");
        Engine engine = new Engine(EngineAddress.plain(fake.host(), "DOCKER_HOST"))) {

      limits(engine).throttle(128);
    }

    assertThat(requests).containsExactly("POST /containers/4f1c/update");
  }

  @Test
  void throttleWhenEngineRefusesThenItsWords() throws IOException {
    try (FakeEngine fake = engine("{}", "500 Error\r\n{\"message\":\"no quota here\"}");
        Engine engine = new Engine(EngineAddress.plain(fake.host(), "DOCKER_HOST"))) {

      assertThatThrownBy(() -> limits(engine).throttle(128))
          .isInstanceOf(SandboxException.class)
          .hasMessageContaining("cannot limit a container's CPU: no quota here");
    }
  }

  @Test
  void thawsAtOnceWhenAnEngineDoesItThenIsFalse() throws IOException {
    try (FakeEngine fake = engine("{}", "200 OK\r\n{}");
        Engine engine = new Engine(EngineAddress.plain(fake.host(), "DOCKER_HOST"))) {

      assertThat(limits(engine).thawsAtOnce()).isFalse();
    }
  }

  private FakeEngine engine(String facts, String toUpdate) throws IOException {
    return FakeEngine.thatAnswers(
        request -> {
          if (request.startsWith("GET")) {
            return "200 OK\r\n" + facts;
          }
          requests.add(request);
          return toUpdate;
        });
  }

  private static EngineLimits limits(Engine engine) {
    InitChannel unused =
        new InitChannel(new Socket(), new DataInputStream(InputStream.nullInputStream()));
    return new EngineLimits(engine, "4f1c", 128, unused);
  }
}
