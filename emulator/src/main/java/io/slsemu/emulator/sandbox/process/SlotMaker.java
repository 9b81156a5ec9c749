package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.cgroup.Cgroup;
import io.slsemu.emulator.sandbox.cgroup.ControlGroups;
import io.slsemu.emulator.sandbox.cgroup.CpuRound;
import io.slsemu.emulator.sandbox.host.Keeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

/** Makes slots, and counts out what tells them apart. */
final class SlotMaker {
  /** The keeper claims so many user ids (see keeper.pl). */
  private static final int USERS = 4096;

  private final Host host;
  private final Keeper keeper;
  private final List<String> command;
  private final CpuRound round = new CpuRound();
  private final BitSet numbers = new BitSet();
  private boolean remembered;
  private int generation;

  SlotMaker(Host host, Keeper keeper) {
    this.host = host;
    this.keeper = keeper;
    this.command = host.supervisorCommand();
  }

  Slot make(int ephemeralStorageMb) {
    Path run = keeper.runDirectory();
    int number = takeNumber();
    Path scratch = run.resolve(Integer.toString(number));
    try {
      Files.createDirectories(scratch.resolve("root"));
    } catch (IOException e) {
      throw new SandboxException(
          "The scratch directory " + scratch + " cannot be made", "Free some disk space.", e);
    }
    long first = host.ownUsers() ? keeper.abilities().firstUser() : 0;
    return prepare(new Place(scratch, first == 0 ? 0 : first + number, number, ephemeralStorageMb));
  }

  /** A fresh slot over the same disk. */
  Slot again(Place place) {
    return prepare(place);
  }

  void release(Place place) {
    place.delete();
    synchronized (this) {
      numbers.clear(place.number());
    }
  }

  private synchronized int takeNumber() {
    int number = numbers.nextClearBit(0);
    if (number >= USERS) {
      throw new SandboxException(
          "This emulator already has " + USERS + " sandboxes", "Close some of them.", null);
    }
    numbers.set(number);
    return number;
  }

  private Slot prepare(Place place) {
    Path status = place.scratch().resolve("status-" + nextGeneration());
    Cgroup cgroup = host.groups() == null ? null : makeGroup(host.groups(), status);
    if (cgroup != null && !cgroup.memoryEvents().isEmpty()) {
      keeper.watchMemory(Path.of(cgroup.memoryEvents()), 0);
    }
    Preparation preparation = new Preparation(place, status, cgroup, host.scopeMount());
    Supervisor supervisor = Supervisor.start(command, preparation.frame(host.mode()));
    return new Slot(place, supervisor, status, cgroup, round);
  }

  private synchronized int nextGeneration() {
    return generation++;
  }

  /** The prefix is this emulator's alone, since its run directory is. */
  private Cgroup makeGroup(ControlGroups groups, Path status) {
    String prefix = "sls-emu-" + keeper.runDirectory().getFileName() + "-";
    try {
      rememberOnce(groups, prefix);
      return groups.create(prefix + status.getFileName().toString().substring("status-".length()));
    } catch (UncheckedIOException e) {
      throw new SandboxException(
          "A control group could not be made: " + e.getMessage(),
          "sls-emu doctor tells what this machine lacks.",
          e);
    }
  }

  private synchronized void rememberOnce(ControlGroups groups, String prefix) {
    if (!remembered) {
      remembered = true;
      groups.open(prefix);
      groups.parents().forEach(parent -> keeper.remember(prefix, parent));
    }
  }
}
