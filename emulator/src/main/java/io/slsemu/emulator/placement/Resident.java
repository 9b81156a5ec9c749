package io.slsemu.emulator.placement;

import io.slsemu.emulator.environment.ExecutionEnvironment;
import io.slsemu.emulator.report.InitializationType;
import java.time.Duration;

/** An environment and its times, by the clock of ages. The pool's lock guards it. */
final class Resident {
  private final ExecutionEnvironment environment;
  private final long bornNanos;
  private long restingSinceNanos;
  private volatile boolean retired;

  Resident(ExecutionEnvironment environment, long bornNanos) {
    this.environment = environment;
    this.bornNanos = bornNanos;
  }

  ExecutionEnvironment environment() {
    return environment;
  }

  boolean isProvisioned() {
    return environment.type() == InitializationType.PROVISIONED_CONCURRENCY;
  }

  void rest(long nowNanos) {
    environment.rest();
    restingSinceNanos = nowNanos;
  }

  /** Its life is over as soon as nobody uses it. */
  void retire() {
    retired = true;
  }

  Duration age(long nowNanos) {
    return Duration.ofNanos(nowNanos - bornNanos);
  }

  boolean isTooOld(LifeTime life, long nowNanos) {
    return retired || nowNanos - bornNanos >= life.maximum().toNanos();
  }

  /** Whether it has rested for too long, which a provisioned one cannot, or is too old. */
  boolean isOver(LifeTime life, long nowNanos) {
    boolean idle = !isProvisioned() && nowNanos - restingSinceNanos >= life.keepAlive().toNanos();
    return idle || isTooOld(life, nowNanos);
  }
}
