package io.slsemu.cli.daemon;

import io.slsemu.cli.input.JsonObject;
import io.slsemu.cli.input.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code start} writes down of itself for other commands.
 *
 * @param pid its process
 * @param startedMillis when that began, since another one may have its id later
 * @param url where it listens
 * @param log where its output goes, null: to its terminal
 */
public record RunRecord(long pid, long startedMillis, URI url, @Nullable String log) {
  private static final String SCHEMA = "sls-emu/daemon/1";

  /** The times of one start as two readers find them: the JDK counts from the machine's boot. */
  private static final long TOLERANCE_MILLIS = 2_000;

  /** The record of this process. */
  public static RunRecord own(URI url, @Nullable String log) {
    ProcessHandle self = ProcessHandle.current();
    return new RunRecord(self.pid(), startOf(self), url, log);
  }

  public int port() {
    return url.getPort();
  }

  /** Whether its process is still there. One that is dead and not yet buried is not. */
  public boolean isRunning() {
    ProcessHandle process = ProcessHandle.of(pid).orElse(null);
    return process != null
        && process.isAlive()
        && Math.abs(startOf(process) - startedMillis) <= TOLERANCE_MILLIS
        && !isZombie();
  }

  private boolean isZombie() {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
    } catch (IOException e) {
      return false; // gone in this moment, or there is no /proc
    }
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
  }

  byte[] document() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("schema", SCHEMA);
    members.put("pid", BigDecimal.valueOf(pid));
    members.put("startedMs", BigDecimal.valueOf(startedMillis));
    members.put("url", url.toString());
    members.put("log", log);
    return JsonWriter.toText(members).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  static RunRecord read(byte[] text) {
    JsonObject members = JsonObject.read(text);
    return new RunRecord(
        members.requireNumber("pid"),
        members.requireNumber("startedMs"),
        URI.create(members.requireText("url")),
        members.text("log"));
  }
}
