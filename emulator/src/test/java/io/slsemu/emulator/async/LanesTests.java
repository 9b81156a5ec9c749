package io.slsemu.emulator.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.concurrency.Allowance;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanesTests {
  private static final Scope SCOPE = new Scope("us-east-1", "000000000000");

  private int concurrency = 4;
  private final Lanes lanes = new Lanes(this::reserved);
  private final Lanes sharing =
      new Lanes(function -> new Allowance(SCOPE, function.name().value().equals("own") ? 1 : 0, 3));

  private Allowance reserved(FunctionArn function) {
    return new Allowance(function.name().value().intern(), 0, concurrency);
  }

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

    assertThat(keys(taken(100))).containsExactly("a0", "b", "a1", "a2", "a3");
  }

  @Test
  void takeWhenALaneHasMuchConcurrencyThenSomeStartAtOnceAndMoreAsThoseBegin() {
    concurrency = 100;
    for (int number = 0; number < 200; number++) {
      lanes.add(ticket("a" + number, "a", 0));
    }
    List<Integer> started = new ArrayList<>();
    for (List<Ticket> next = taken(0); !next.isEmpty(); next = taken(0)) {
      started.add(next.size());
      next.forEach(lanes::begun);
    }

    assertThat(started).containsExactly(32, 32, 32, 4);
    assertThat(lanes.underWay()).isEqualTo(100);
  }

  @Test
  void takeWhenLanesShareConcurrencyThenTheyHaveItTogetherAndEachGetsItsTurn() {
    for (int number = 0; number < 5; number++) {
      sharing.add(ticket("a" + number, "a", number));
      sharing.add(ticket("own" + number, "own", 10 + number));
    }
    List<Ticket> first = taken(sharing, 100);
    sharing.add(ticket("b0", "b", 100));
    Ticket done = first.get(0);

    sharing.done(done, false);

    assertThat(keys(first)).containsExactly("a0", "own0", "a1", "a2");
    assertThat(keys(taken(sharing, 100))).containsExactly("b0");
  }

  @Test
  void takeWhenAFunctionIsSwitchedOffThenItsEventsGoToHearSo() {
    concurrency = 0;
    lanes.add(ticket("a0", "a", 0));
    lanes.add(ticket("a1", "a", 0));

    assertThat(keys(taken(0))).containsExactly("a0");
  }

  @Test
  void takeWhenThrottledThenNoneGoesBesideThoseThatRun() {
    for (int number = 0; number < 9; number++) {
      lanes.add(ticket("a" + number, "a", number));
    }
    List<Ticket> first = taken(100);
    lanes.begun(first.get(0));
    lanes.begun(first.get(1));

    lanes.done(first.get(2), true);
    lanes.done(first.get(3), true);

    assertThat(taken(100)).isEmpty();
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
    return taken(lanes, now);
  }

  private static List<Ticket> taken(Lanes lanes, long now) {
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
    return new Ticket(key, SCOPE.function(lane), due, due);
  }
}
