package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnerTests {
  @Test
  void parseWhenItWasWrittenThenItIsTheSame() {
    Owner owner = Owner.next("a_machine");

    assertThat(Owner.parse(owner.toString())).isEqualTo(owner);
  }

  @Test
  void isGoneWhenProcessRunsThenItIsNot() {
    Owner owner = Owner.next("here");

    assertThat(owner.isGone("here")).isFalse();
    assertThat(new Owner("here", owner.process(), owner.startedMillis() + 1, 1).isGone("here"))
        .isTrue();
  }

  @Test
  void isGoneWhenOnAnotherMachineThenNobodyCanTell() {
    assertThat(new Owner("there", 1, 1, 1).isGone("here")).isFalse();
    assertThat(Owner.parse("not ours").isGone("here")).isFalse();
  }

  @Test
  void containerWhenMachineIsOneThenItIsNamed() {
    String id = "0123456789abcdef".repeat(4);

    assertThat(Owner.next(id).container()).isEqualTo(id);
    assertThat(Owner.next("cafe").container()).isNull();
  }
}
