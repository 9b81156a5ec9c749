package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slsemu.emulator.sandbox.cgroup.CpuList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineFactsTests {
  private static final String PODMAN = "{'Components':[{'Name':'Podman Engine'}]}";

  @ParameterizedTest
  @CsvSource({
    "false, 1, none, true",
    "true, 1, cgroupfs, false",
    "true, 2, none, false",
    "true, 2, cgroupfs, false",
    "true, 2, systemd, true"
  })
  void hasLimitsWhenRootlessThenOnlyWithGroupsOfItsOwn(
      boolean rootless, String version, String driver, boolean expected)
      throws JsonProcessingException {
    EngineFacts facts =
        facts(
            "{}",
            "{'SecurityOptions':['name=%s'],'CgroupVersion':'%s','CgroupDriver':'%s'}"
                .formatted(rootless ? "rootless" : "seccomp", version, driver));

    assertThat(facts.hasLimits()).isEqualTo(expected);
  }

  @Test
  void readWhenPodmanIsRootlessThenItsOwnWordCounts() throws JsonProcessingException {
    EngineFacts facts = facts(PODMAN, "{'Rootless':true,'SecurityOptions':['name=seccomp']}");

    assertThat(facts.podman()).isTrue();
    assertThat(facts.rootless()).isTrue();
  }

  @Test
  void cpuListWhenEngineIsElsewhereThenItsCpusAreNumberedThrough() throws Exception {
    assertThat(facts("{}", "{'Name':'elsewhere','NCPU':16}").cpuList()).isEqualTo("0-15");
  }

  @Test
  void cpuListWhenEngineDoesNotSayThenAsManyAsWeHave() throws Exception {
    assertThat(CpuList.size(facts("{}", "{'Name':'elsewhere'}").cpuList()))
        .isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  private static EngineFacts facts(String version, String info) throws JsonProcessingException {
    ObjectMapper mapper = new ObjectMapper();
    return EngineFacts.read(
        mapper.readTree(version.replace('\'', '"')), mapper.readTree(info.replace('\'', '"')));
  }
}
