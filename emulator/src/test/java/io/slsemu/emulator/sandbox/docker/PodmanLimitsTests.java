package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodmanLimitsTests {
  private final ObjectNode host = new ObjectMapper().createObjectNode();

  @TempDir private Path directory;

  @Test
  void nameWhenThisMachineHasLessThanPodmanSetsThenWhatItHas() throws Exception {
    PodmanLimits limits = read("5000", "96365", 32_768);
    host.withArray("Ulimits").addObject().put("Name", "nofile").put("Soft", 7).put("Hard", 7);

    limits.name(host);

    assertThat(host.path("Ulimits"))
        .hasToString(
            "[{\"Name\":\"nofile\",\"Soft\":7,\"Hard\":7},"
                + "{\"Name\":\"nproc\",\"Soft\":32768,\"Hard\":32768}]");
  }

  @Test
  void nameWhenFilesHaveNoLimitYetThenTheFunctions() throws Exception {
    read("5000", "6000", 32_768).name(host);

    assertThat(host.path("Ulimits").findValuesAsText("Hard")).containsExactly("6000", "1024");
  }

  @Test
  void readWhenPodmansFigureCanBeHadThenNothingIsNamed() throws Exception {
    read("96365", "unlimited", 32_768).name(host);
    read("96365", "1048576", 4_194_304).name(host);
    PodmanLimits.read(directory.resolve("none"), directory.resolve("none")).name(host);

    assertThat(host).isEmpty();
  }

  @Test
  void readWhenTheKernelsOwnFilesThenNoFewerThanAFunctionMayHave() {
    PodmanLimits limits =
        PodmanLimits.read(Path.of("/proc/self/limits"), Path.of("/proc/sys/kernel/pid_max"));

    assertThat(limits.processes())
        .satisfiesAnyOf(
            most -> assertThat(most).isZero(),
            most -> assertThat(most).isGreaterThanOrEqualTo(1024));
  }

  private PodmanLimits read(String soft, String hard, int ids) throws IOException {
    String lines =
        """
        Limit                     Soft Limit           Hard Limit           Units    \s
        Max stack size            8388608              unlimited            bytes    \s
        Max processes             %-20s %-20s processes\s
        Max open files            20000                20000                files    \s
        """
            .formatted(soft, hard);
    return PodmanLimits.read(
        Files.writeString(directory.resolve("limits"), lines),
        Files.writeString(directory.resolve("pid_max"), ids + "\n"));
  }
}
