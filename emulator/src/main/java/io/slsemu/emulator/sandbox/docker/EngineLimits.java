package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.report.MemorySource;
import io.slsemu.emulator.sandbox.SandboxUsage;
import io.slsemu.emulator.sandbox.cgroup.CpuQuota;
import io.slsemu.emulator.sandbox.cgroup.Limits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One container's limits by the word of its engine, where its control group cannot be reached. Each
 * word takes it some milliseconds. The meters are read by its init.
 */
final class EngineLimits implements Limits {
  /** Its own API: what it has of Docker's, 4.3 for one, lacks the update. */
  private static final String PODMANS = "/v4.0.0/libpod";

  private final Engine engine;
  private final String path;
  private final InitChannel channel;
  private final long limit;
  private final AtomicLong outOfMemoryKills = new AtomicLong();
  private boolean paused;
  private long counted;
  private long floor;
  private long peak;
  private long sampled;
  private Duration cpu = Duration.ZERO;

  EngineLimits(Engine engine, String id, int memoryMb, InitChannel channel) {
    this.engine = engine;
    this.channel = channel;
    this.path = "/containers/" + id;
    this.limit = (long) memoryMb << 20;
  }

  @Override
  public void apply(int memoryMb) {
    // The container was made with them.
  }

  @Override
  public void throttle(int memoryMb) {
    ObjectNode document = engine.calls().mapper().createObjectNode();
    long quota = CpuQuota.of(memoryMb).quotaMicros();
    boolean own = engine.facts().podman();
    if (own) {
      document.putObject("cpu").put("period", CpuQuota.PERIOD_MICROS).put("quota", quota);
    } else {
      document.put("CpuPeriod", CpuQuota.PERIOD_MICROS).put("CpuQuota", quota);
    }
    String update = (own ? PODMANS : "") + path + "/update";
    engine.calls().order("limit a container's CPU", update, document);
  }

  /** Measures first: what stands still cannot tell. */
  @Override
  public void freeze() {
    measure();
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

  /** A request each, and an engine may be long about it. */
  @Override
  public boolean thawsAtOnce() {
    return false;
  }

  @Override
  public SandboxUsage usage(long fileCache) {
    if (!paused) {
      measure();
    }
    long kills = Math.max(outOfMemoryKills.get(), counted);
    boolean isPeak = peak > floor || kills > 0;
    MemorySource source =
        isPeak
            ? MemorySource.CGROUP_PEAK
            : sampled > 0 ? MemorySource.RSS_SAMPLED : MemorySource.UNAVAILABLE;
    long used = kills > 0 ? limit : isPeak ? peak : sampled;
    return new SandboxUsage(used, source, kills, cpu);
  }

  /** A process was killed for the container's memory limit: all of it was in use. */
  void killedForMemory() {
    outOfMemoryKills.incrementAndGet();
  }

  /**
   * By its init, which needs a fraction of a millisecond, where an engine's statistics take up to a
   * second. What has ended keeps what was read last.
   */
  private void measure() {
    InitMeters meters = InitMeters.parse(channel.meters());
    if (meters == null) {
      meters = channel.end().isDone() ? null : statistics();
    }
    if (meters != null) {
      sampled = Math.max(sampled, meters.used());
      peak = Math.max(peak, meters.peak());
      counted = meters.outOfMemoryKills();
      cpu = Duration.ofNanos(meters.cpuNanos());
    }
  }

  /** Where the container does not see its control group. Only version 1 keeps a peak there. */
  private @Nullable InitMeters statistics() {
    JsonNode stats =
        engine.calls().find("measure a container", path + "/stats?stream=false&one-shot=true");
    if (stats == null || stats.path("memory_stats").path("usage").asLong() == 0) {
      return null; // it has ended
    }
    JsonNode memory = stats.path("memory_stats");
    JsonNode parts = memory.path("stats");
    long shared = parts.path("total_shmem").asLong(parts.path("shmem").asLong());
    long cache = parts.path("total_cache").asLong(parts.path("file").asLong()) - shared;
    return new InitMeters(
        memory.path("usage").asLong() - cache,
        Math.max(0, memory.path("max_usage").asLong() - cache),
        0,
        stats.path("cpu_stats").path("cpu_usage").path("total_usage").asLong());
  }

  @Override
  public List<Integer> processes() {
    return List.of(); // the engine would have to be asked for each connection
  }

  @Override
  public void release(long process) {
    // The engine ends the container's processes as the kernel does.
  }

  /** What has started the init is in the peak, and the engine has no way to take it out. */
  @Override
  public void resetPeak() {
    measure();
    floor = peak;
    sampled = 0;
  }

  @Override
  public void remove() {
    // Goes with the container.
  }
}
