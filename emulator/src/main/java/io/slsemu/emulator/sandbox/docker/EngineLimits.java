package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.emulator.report.MemorySource;
import io.slsemu.emulator.sandbox.SandboxUsage;
import io.slsemu.emulator.sandbox.cgroup.CpuQuota;
import io.slsemu.emulator.sandbox.cgroup.Limits;
import java.time.Duration;
import java.util.List;

/**
 * One container's limits by the word of its engine, where its control group cannot be reached. Each
 * word takes it some milliseconds.
 */
final class EngineLimits implements Limits {
  private final Engine engine;
  private final String path;
  private boolean paused;
  private long peak;
  private Duration cpu = Duration.ZERO;
  private MemorySource source = MemorySource.UNAVAILABLE;
  private volatile long outOfMemoryKills;

  EngineLimits(Engine engine, String id) {
    this.engine = engine;
    this.path = "/containers/" + id;
  }

  @Override
  public void apply(int memoryMb) {
    // The container was made with them.
  }

  @Override
  public void throttle(int memoryMb) {
    var document = engine.calls().mapper().createObjectNode();
    document.put("CpuPeriod", CpuQuota.PERIOD_MICROS);
    document.put("CpuQuota", CpuQuota.of(memoryMb).quotaMicros());
    engine.calls().post("limit a container's CPU", path + "/update", document);
  }

  @Override
  public void freeze() {
    measure(); // an engine cannot always tell of a container that stands still
    engine.calls().post("freeze a container", path + "/pause", null);
    paused = true;
  }

  @Override
  public void thaw() {
    if (paused) {
      engine.calls().post("thaw a container", path + "/unpause", null);
      paused = false;
    }
  }

  @Override
  public SandboxUsage usage(long fileCache) {
    if (!paused) {
      measure();
    }
    return new SandboxUsage(peak, source, outOfMemoryKills, cpu);
  }

  /** A process was killed for the container's memory limit. */
  void killedForMemory() {
    outOfMemoryKills++;
  }

  private void measure() {
    JsonNode stats =
        engine.calls().find("measure a container", path + "/stats?stream=false&one-shot=true");
    if (stats == null || stats.path("memory_stats").isEmpty()) {
      return; // it has ended: what was read last counts
    }
    JsonNode memory = stats.path("memory_stats");
    JsonNode parts = memory.path("stats");
    long cache = parts.path("total_cache").asLong(parts.path("file").asLong());
    boolean hasPeak = memory.has("max_usage"); // version 1 only
    long used = memory.path(hasPeak ? "max_usage" : "usage").asLong() - cache;
    peak = Math.max(peak, used);
    source = hasPeak ? MemorySource.CGROUP_PEAK : MemorySource.RSS_SAMPLED;
    cpu = Duration.ofNanos(stats.path("cpu_stats").path("cpu_usage").path("total_usage").asLong());
  }

  @Override
  public List<Integer> processes() {
    return List.of(); // the engine would have to be asked for each connection
  }

  @Override
  public void release(long process) {
    // The engine ends the container's processes as the kernel does.
  }

  @Override
  public void resetPeak() {
    // It begins with the container.
  }

  @Override
  public void remove() {
    // Goes with the container.
  }
}
