package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.sandbox.SandboxException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnContainerTests {
  private static final String ID = "0123456789abcdef".repeat(4);

  @Test
  void idWhenEngineGaveTheHostsFileThenItsDirectoryNamesTheContainer() {
    String docker =
        "731 722 254:0 / / rw - overlay overlay rw\n"
            + "749 731 254:0 /data/containers/%s/hosts /etc/hosts rw - ext4 /dev/vda rw\n"
                .formatted(ID);
    String podman =
        "9 8 0:5 /containers/overlay-containers/%s/userdata/hostname /etc/hostname rw - tmpfs t rw"
            .formatted(ID);

    assertThat(OwnContainer.id(docker)).isEqualTo(ID);
    assertThat(OwnContainer.id(podman)).isEqualTo(ID);
  }

  @Test
  void idWhenOnTheEnginesMachineThenOtherContainersAreNotTakenForIt() {
    String host =
        "41 30 0:44 / /var/lib/docker/containers/%s/mounts/shm rw - tmpfs shm rw\n"
            + "42 30 254:0 /etc/hosts /etc/hosts rw - ext4 /dev/vda rw\n".formatted(ID);

    assertThat(OwnContainer.id(host.formatted(ID))).isNull();
  }

  @Test
  void joinWhenEngineAnswersInPlainWordsThenItHasJoined() throws Exception {
    AtomicBoolean joined = new AtomicBoolean();
    UnaryOperator<String> podman =
        request -> {
          joined.compareAndSet(false, request.equals("POST /networks/inner/connect"));
          return "200 OK\r\n"
              + (request.startsWith("POST") ? "OK" : container("bridge", joined.get()));
        };
    try (FakeEngine fake = FakeEngine.thatAnswers(podman);
        Engine engine = new Engine(EngineAddress.plain(fake.host(), "DOCKER_HOST"))) {

      assertThat(new OwnContainer(engine, ID, false).join("inner")).isEqualTo("192.0.2.7");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"slirp4netns", "pasta", "slirp4netns:allow_host_loopback=true"})
  void joinWhenContainerIsInNoNetworkOfTheEnginesThenSaysHowToStartIt(String mode)
      throws Exception {
    try (FakeEngine fake = FakeEngine.thatAnswers(container(mode, false));
        Engine engine = new Engine(EngineAddress.plain(fake.host(), "DOCKER_HOST"))) {

      assertThatThrownBy(() -> new OwnContainer(engine, ID, false).join("inner"))
          .isInstanceOfSatisfying(
              SandboxException.class, e -> assertThat(e.remedy()).contains("--network podman"))
          .hasMessageContaining(mode);
    }
  }

  private static String container(String mode, boolean joined) {
    return """
        {"HostConfig": {"NetworkMode": "%s"},
         "NetworkSettings": {"Networks": {"%s": {"IPAddress": "192.0.2.7"}}}}
        """
        .formatted(mode, joined ? "inner" : "outer");
  }
}
