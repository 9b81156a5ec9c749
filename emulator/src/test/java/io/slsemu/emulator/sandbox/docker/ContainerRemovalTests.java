package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ContainerRemovalTests {
  private static final String ID = "0123456789abcdef".repeat(4);
  private static final String LISTED =
      """
      200 OK\r
      [{"Id": "%s", "State": "created", "Labels": {"%s": "%s"}}]"""
          .formatted(ID, Owner.LABEL, new Owner(Owner.machineName(), Long.MAX_VALUE, 1, 1));
  private static final String NONE_LISTED = "200 OK\r\n[]";
  private static final String ABSENT = "404 Not Found\r\n{\"message\": \"No such container\"}";
  private static final String REMOVED = "204 No Content\r\n";

  private final List<String> asked = new ArrayList<>();

  @Test
  void sweepWhenEngineIsJustMakingTheContainerThenItIsAskedUntilItIsGone() throws IOException {
    List<String> lines = sweep(Duration.ofMinutes(1), 3);

    assertThat(lines).containsExactly("container 0123456789ab of an emulator that is gone");
    assertThat(asked)
        .filteredOn(request -> request.startsWith("DELETE"))
        .hasSize(3)
        .allMatch(request -> request.startsWith("DELETE /containers/" + ID));
  }

  @Test
  void sweepWhenItIsStillThereAtTheEndThenTheLineSaysSo() throws IOException {
    List<String> lines = sweep(Duration.ZERO, 2);

    assertThat(lines)
        .containsExactly(
            "left container 0123456789ab of an emulator that is gone: the engine is making it");
  }

  @Test
  void pauseWhenTheEngineTakesLongThenItIsAskedMoreSeldom() {
    assertThat(pauseMillis(0)).isEqualTo(5);
    assertThat(pauseMillis(50)).isEqualTo(25);
    assertThat(pauseMillis(9_000)).isEqualTo(100);
  }

  private static long pauseMillis(long elapsed) {
    return TimeUnit.NANOSECONDS.toMillis(
        ContainerRemoval.pauseNanos(TimeUnit.MILLISECONDS.toNanos(elapsed)));
  }

  /**
   * @param until the request for removal that is heeded
   */
  private List<String> sweep(Duration patience, int until) throws IOException {
    try (FakeEngine fake = FakeEngine.thatAnswers(request -> answer(request, until));
        Engine engine = new Engine(EngineAddress.plain(fake.host(), "DOCKER_HOST"))) {
      return new ContainerRemoval(engine).sweep(patience);
    }
  }

  private String answer(String request, int until) {
    asked.add(request);
    long removals = asked.stream().filter(each -> each.startsWith("DELETE")).count();
    if (request.startsWith("DELETE")) {
      return removals < until ? ABSENT : REMOVED;
    }
    return request.startsWith("GET /containers/json") && removals < until ? LISTED : NONE_LISTED;
  }
}
