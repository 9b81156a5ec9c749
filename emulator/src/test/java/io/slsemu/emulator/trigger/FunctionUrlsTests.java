package io.slsemu.emulator.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.function.FunctionReference;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.trigger.mapping.FunctionUrlConfig;
import org.junit.jupiter.api.Test;

class FunctionUrlsTests {
  private static final Scope HOME = new Scope("us-east-1", "000000000000");
  private static final Scope ELSEWHERE = new Scope("eu-west-1", "123456789012");

  @Test
  void doorWhenTheFunctionIsElsewhereThenTellsItsRegionAndAccount() {
    assertThat(door(ELSEWHERE)).isEqualTo(ELSEWHERE);
  }

  @Test
  void doorWhenTheFunctionsAccountIsNotSaidThenTellsTheEmulatorsOwn() {
    assertThat(door(null)).isEqualTo(HOME);
  }

  private static Scope door(Scope scope) {
    FunctionReference function = new FunctionReference(scope, "f", null);
    return FunctionUrls.door(new FunctionUrl("id", function, FunctionUrlConfig.OPEN), HOME, true)
        .scope();
  }
}
