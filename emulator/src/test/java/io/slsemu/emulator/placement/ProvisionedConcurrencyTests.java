package io.slsemu.emulator.placement;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.FunctionRuntime;
import io.slsemu.emulator.function.InvalidConfigurationException;
import io.slsemu.emulator.function.MaxConcurrency;
import org.junit.jupiter.api.Test;

class ProvisionedConcurrencyTests {
  private static final FunctionConfiguration USUAL = FunctionConfiguration.of("f");
  private static final FunctionConfiguration SHARED =
      FunctionConfiguration.builder("f").maxConcurrency(new MaxConcurrency(2)).build();

  @Test
  void checkWhenEnvironmentsAreSharedThenThereIsNone() {
    assertThatThrownBy(() -> ProvisionedConcurrency.check(SHARED, 1))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("environments of one call each");
  }

  @Test
  void checkWhenThereIsSnapStartThenThereIsNone() {
    FunctionConfiguration restored =
        FunctionConfiguration.builder("f").runtime(new FunctionRuntime("java21", true)).build();

    assertThatThrownBy(() -> ProvisionedConcurrency.check(restored, 1))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("SnapStart");
  }

  @Test
  void checkWhenNoneIsWantedThenFine() {
    assertThatCode(() -> ProvisionedConcurrency.check(SHARED, 0)).doesNotThrowAnyException();
    assertThatCode(() -> ProvisionedConcurrency.check(USUAL, 1)).doesNotThrowAnyException();
  }
}
