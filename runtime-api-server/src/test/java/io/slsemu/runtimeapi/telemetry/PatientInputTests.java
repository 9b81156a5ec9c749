package io.slsemu.runtimeapi.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PatientInputTests {

  @Test
  @DisplayName("8.8/99: an answer that is late because its sandbox was frozen is waited for")
  void readWhenFrozenMeanwhileThenReadsOn() throws IOException {
    AtomicInteger freezes = new AtomicInteger(2);
    PatientInput input =
        new PatientInput(new FakeSlowInput(2), () -> freezes.getAndDecrement() > 0);

    assertThat(input.read()).isEqualTo('x');
  }

  @Test
  @DisplayName("8.8/99: an answer that is late for no reason is given up")
  void readWhenNotFrozenThenTimesOut() {
    PatientInput input = new PatientInput(new FakeSlowInput(1), () -> false);

    assertThatThrownBy(input::read).isInstanceOf(SocketTimeoutException.class);
  }

  /** Times out so often before it has something. */
  private static final class FakeSlowInput extends InputStream {
    private int timeouts;

    private FakeSlowInput(int timeouts) {
      this.timeouts = timeouts;
    }

    @Override
    public int read() throws IOException {
      if (timeouts-- > 0) {
        throw new SocketTimeoutException("late");
      }
      return 'x';
    }
  }
}
