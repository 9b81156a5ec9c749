package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
