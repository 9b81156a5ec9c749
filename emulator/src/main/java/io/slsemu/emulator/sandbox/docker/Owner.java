package io.slsemu.emulator.sandbox.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose a container is: an emulator on some machine.
 *
 * @param machine the machine's name, or the id of the container it runs in
 * @param process its process there
 * @param startedMillis when that process began, since ids come back
 * @param number which one in that process
 */
record Owner(String machine, long process, long startedMillis, int number) {
  private static final Pattern FORM = Pattern.compile("(.*)_(\\d+)_(\\d+)_(\\d+)");

  /** The label that every container of ours carries. */
  static final String LABEL = "io.slsemu.emulator";

  private static final String CONTAINER = "[0-9a-f]{64}";

  private static final AtomicInteger MADE = new AtomicInteger();

  /** One more emulator in this process. */
  static Owner next(String machine) {
    ProcessHandle self = ProcessHandle.current();
    return new Owner(machine, self.pid(), started(self), MADE.incrementAndGet());
  }

  /** Reads what {@link #toString()} wrote. */
  static Owner parse(String label) {
    Matcher matcher = FORM.matcher(label);
    try {
      return matcher.matches()
          ? new Owner(
              matcher.group(1),
              Long.parseLong(matcher.group(2)),
              Long.parseLong(matcher.group(3)),
              Integer.parseInt(matcher.group(4)))
          : new Owner("", 0, 0, 0);
    } catch (NumberFormatException notOurs) {
      return new Owner("", 0, 0, 0);
    }
  }

  /**
   * Whether it can be seen from here that it is gone.
   *
   * @param here this process's machine
   */
  boolean isGone(String here) {
    return machine.equals(here)
        && ProcessHandle.of(process).filter(found -> started(found) == startedMillis).isEmpty();
  }

  /** The container that its machine is, or null if it is none. */
  @Nullable String container() {
    return machine.matches(CONTAINER) ? machine : null;
  }

  /** Process ids count within a container or a machine: that is what it is called here. */
  static String machine(@Nullable OwnContainer own) {
    return own == null ? machineName() : own.id();
  }

  /** As the kernel has it: what an engine on this machine says of itself too. */
  static String machineName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).trim();
    } catch (IOException noLinux) {
      return System.getenv().getOrDefault("HOSTNAME", "here");
    }
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** Fit for a label, and for a query without quoting. */
  @Override
  public String toString() {
    return machine + "_" + process + "_" + startedMillis + "_" + number;
  }
}
