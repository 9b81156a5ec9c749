package io.slsemu.cli.exit;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExitCodeTests {
  /** Spec cli §2.5: 70, 5, 4, 3, 1, 6, 7. */
  private static final List<ExitCode> GRAVEST_FIRST =
      List.of(
          ExitCode.BUG,
          ExitCode.INIT_FAILED,
          ExitCode.OUT_OF_MEMORY,
          ExitCode.TIMED_OUT,
          ExitCode.FUNCTION_ERROR,
          ExitCode.THROTTLED,
          ExitCode.CHECK_FAILED,
          ExitCode.OK);

  @ParameterizedTest
  @EnumSource
  void ofWhenAnyEndOfACallThenItHasACode(Kind kind) {
    assertThat(ExitCode.of(kind) == ExitCode.OK).isEqualTo(kind == Kind.OK);
  }

  @Test
  void worseWhenAnyTwoThenTheGraver() {
    for (int i = 0; i < GRAVEST_FIRST.size(); i++) {
      for (int j = i; j < GRAVEST_FIRST.size(); j++) {
        ExitCode graver = GRAVEST_FIRST.get(i);
        ExitCode lighter = GRAVEST_FIRST.get(j);

        assertThat(graver.worse(lighter)).isEqualTo(graver);
        assertThat(lighter.worse(graver)).isEqualTo(graver);
      }
    }
  }
}
