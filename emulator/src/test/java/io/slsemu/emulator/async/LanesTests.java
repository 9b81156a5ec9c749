package io.slsemu.emulator.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanesTests {
  private final Lanes lanes = new Lanes(4);

  @Test
  void takeWhenSeveralAreDueThenGivesThemByTime() {
    lanes.add(ticket("1", "a", 30));
    lanes.add(ticket("2", "b", 10));
    lanes.add(ticket("3", "a", 20));

    assertThat(keys(taken(25))).containsExactly("2", "3");
    assertThat(lanes.nextDue()).hasValue(30);
    assertThat(lanes.size()).isEqualTo(3);
  }

  @Test
  void takeWhenALaneIsFullThenOthersGoOn() {
    for (int number = 0; number < 6; number++) {
      lanes.add(ticket("a" + number, "a", number));
    }
    lanes.add(ticket("b", "b", 100));

    assertThat(keys(taken(100))).containsExactly("a0", "a1", "a2", "a3", "b");
  }

  @Test
  void doneWhenThrottledThenTheLaneIsHalvedAndWidensAgainByOne() {
    for (int number = 0; number < 9; number++) {
      lanes.add(ticket("a" + number, "a", number));
    }
    List<Ticket> first = taken(100);

    first.forEach(ticket -> lanes.done(ticket, true));
    List<Ticket> second = taken(100);
    second.forEach(ticket -> lanes.done(ticket, false));
    List<Ticket> third = taken(100);

    assertThat(List.of(first.size(), second.size(), third.size())).containsExactly(4, 1, 2);
  }

  @Test
  void closeWhenNothingIsUnderWayThenNothingGoesAnyMore() {
    lanes.add(ticket("1", "a", 0));

    boolean ended = lanes.close(Duration.ZERO);

    assertThat(ended).isTrue();
    assertThat(taken(100)).isEmpty();
    assertThat(lanes.nextDue()).isEmpty();
  }

  @Test
  void closeWhenSomethingStaysUnderWayThenSaysSo() {
    lanes.add(ticket("1", "a", 0));
    taken(0);

    assertThat(lanes.close(Duration.ZERO)).isFalse();
  }

  private List<Ticket> taken(long now) {
    List<Ticket> taken = new ArrayList<>();
    for (Ticket next = lanes.take(now); next != null; next = lanes.take(now)) {
      taken.add(next);
    }
    return taken;
  }

  private static List<String> keys(List<Ticket> tickets) {
    return tickets.stream().map(Ticket::key).toList();
  }

  private static Ticket ticket(String key, String lane, long due) {
    return new Ticket(key, lane, due, due);
  }
}
