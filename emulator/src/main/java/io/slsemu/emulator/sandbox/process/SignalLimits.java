package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.report.MemorySource;
import io.slsemu.emulator.sandbox.SandboxUsage;
import io.slsemu.emulator.sandbox.cgroup.Limits;
import io.slsemu.emulator.sandbox.host.Keeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left without control groups: processes are stopped by signals, and looked at now and
 * then. Nothing is limited.
 */
final class SignalLimits implements Limits {
  private final Keeper keeper;
  private final long supervisor;
  private long peakBytes;
  private long cpuMillis;

  SignalLimits(Keeper keeper, long supervisor) {
    this.keeper = keeper;
    this.supervisor = supervisor;
  }

  @Override
  public void apply(int memoryMb) {
    // Nothing can be limited here; the fidelity says so.
  }

  @Override
  public void throttle(int memoryMb) {
    // As above.
  }

  @Override
  public void freeze() {
    look();
    keeper.stop(supervisor);
  }

  @Override
  public void thaw() {
    keeper.go(supervisor);
  }

  @Override
  public SandboxUsage usage(long fileCache) {
    look();
    return new SandboxUsage(
        peakBytes,
        peakBytes == 0 ? MemorySource.UNAVAILABLE : MemorySource.RSS_SAMPLED,
        0,
        Duration.ofMillis(cpuMillis));
  }

  @Override
  public long memoryBytes() {
    return Long.parseLong(keeper.measure(supervisor).split(" ")[0]);
  }

  /** Processes that are gone take their CPU time with them, so the figure never falls. */
  private void look() {
    String[] figures = keeper.measure(supervisor).split(" ");
    peakBytes = Math.max(peakBytes, Long.parseLong(figures[0]));
    cpuMillis = Math.max(cpuMillis, Long.parseLong(figures[1]));
  }

  @Override
  public List<Integer> processes() {
    List<Integer> processes = new ArrayList<>();
    for (String process : keeper.inside(supervisor).split(" ")) {
      if (!process.isEmpty()) {
        processes.add(Integer.valueOf(process));
      }
    }
    return processes;
  }

  @Override
  public void release(long process) {
    // A supervisor is not among them.
  }

  @Override
  public void resetPeak() {
    // Samples begin with the program.
  }

  @Override
  public void remove() {
    // Nothing was made.
  }
}
