package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WaitingSlotsTests {
  private static final ContainerKey FIRST = key(128);
  private static final ContainerKey SECOND = key(256);
  private static final ContainerKey THIRD = key(512);

  private final WaitingSlots waiting = new WaitingSlots(2);
  private int made;

  private static ContainerKey key(int memoryMb) {
    return new ContainerKey("image", memoryMb, 512, false, null, null);
  }

  private List<CompletableFuture<ContainerSlot>> fill(ContainerKey key, int count) {
    return waiting.fill(
        key,
        count,
        () -> {
          made++;
          return new CompletableFuture<>();
        });
  }

  @Test
  void fillWhenSomeAreThereThenOnlyTheOthersAreMade() {
    fill(FIRST, 2);
    fill(FIRST, 3);

    assertThat(made).isEqualTo(3);
  }

  @Test
  void fillWhenThereAreTooManyKeysThenThoseOfTheOldestAreGivenBack() {
    fill(FIRST, 2);
    fill(SECOND, 1);

    List<CompletableFuture<ContainerSlot>> surplus = fill(THIRD, 1);

    assertThat(surplus).hasSize(2);
    assertThat(waiting.holds(FIRST, surplus.get(0))).isFalse();
    assertThat(waiting.poll(FIRST)).isNull();
    assertThat(waiting.poll(SECOND)).isNotNull();
    assertThat(waiting.poll(THIRD)).isNotNull();
  }

  @Test
  void fillWhenAKeyWasWantedSinceThenAnotherMakesRoom() {
    fill(FIRST, 3);
    fill(SECOND, 1);
    waiting.poll(FIRST);

    assertThat(fill(THIRD, 1)).hasSize(1);

    assertThat(waiting.poll(SECOND)).isNull();
    assertThat(waiting.poll(FIRST)).isNotNull();
  }

  @Test
  void fillWhenAllOfAKeyWereTakenThenItTakesNoRoom() {
    fill(FIRST, 1);
    fill(SECOND, 1);
    waiting.poll(SECOND);

    assertThat(fill(THIRD, 1)).isEmpty();
  }

  @Test
  void takeAllWhenThereAreSomeThenNoneIsLeft() {
    fill(FIRST, 2);
    fill(SECOND, 1);

    assertThat(waiting.takeAll()).hasSize(3);
    assertThat(waiting.takeAll()).isEmpty();
  }
}
