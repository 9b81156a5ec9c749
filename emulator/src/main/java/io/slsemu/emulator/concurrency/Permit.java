package io.slsemu.emulator.concurrency;

import org.jspecify.annotations.Nullable;

/**
 * The leave to run one invocation. It counts until it is closed; in the hands of one invocation,
 * not for several threads at once.
 */
public final class Permit implements AutoCloseable {
  private final Slots slots;
  private final RateLimit accountRate;
  private final @Nullable RateLimit functionRate;
  private boolean answered;
  private boolean closed;

  Permit(Slots slots, RateLimit accountRate, @Nullable RateLimit functionRate) {
    this.slots = slots;
    this.accountRate = accountRate;
    this.functionRate = functionRate;
  }

  /** The caller has its answer: the permit will be closed in an instant. */
  public void answered() {
    answered = true;
    slots.settle();
  }

  /** Gives it back unused, as if it had never been asked for. */
  public void withdraw() {
    if (!closed) {
      accountRate.giveBack();
      if (functionRate != null) {
        functionRate.giveBack();
      }
      close();
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      slots.give(answered);
    }
  }
}
