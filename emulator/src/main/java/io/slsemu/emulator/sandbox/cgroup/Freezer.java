package io.slsemu.emulator.sandbox.cgroup;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Stops and continues a group through two kernel files that stay open: it happens every call. */
final class Freezer implements AutoCloseable {
  private static final int SPINS = 64;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final KernelFile order;
  private final KernelFile state;
  private final byte[] freeze;
  private final byte[] thaw;
  private final byte[] frozen;

  private Freezer(KernelFile order, KernelFile state, String freeze, String thaw, String frozen) {
    this.order = order;
    this.state = state;
    this.freeze = freeze.getBytes(StandardCharsets.US_ASCII);
    this.thaw = thaw.getBytes(StandardCharsets.US_ASCII);
    this.frozen = frozen.getBytes(StandardCharsets.US_ASCII);
  }

  static Freezer v1(Path group) {
    KernelFile file = new KernelFile(group.resolve("freezer.state"));
    return new Freezer(file, file, "FROZEN", "THAWED", "FROZEN");
  }

  static Freezer v2(Path group) {
    return new Freezer(
        new KernelFile(group.resolve("cgroup.freeze")),
        new KernelFile(group.resolve("cgroup.events")),
        "1",
        "0",
        "frozen 1");
  }

  /**
   * A process in a system call that cannot be interrupted stops only when it leaves it, so the wait
   * is bounded: it can do nothing of its own until then anyway.
   */
  void freeze() {
    order.write(freeze);
    long start = 0;
    for (int tries = 0; !state.contains(frozen); tries++) {
      if (tries < SPINS) {
        Thread.onSpinWait();
      } else if (start == 0) {
        start = System.nanoTime();
      } else if (System.nanoTime() - start > PATIENCE_NANOS) {
        return;
      } else {
        LockSupport.parkNanos(50_000);
      }
    }
  }

  void thaw() {
    order.write(thaw);
  }

  @Override
  public void close() {
    order.close();
    state.close();
  }
}
