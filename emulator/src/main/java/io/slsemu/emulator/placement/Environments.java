package io.slsemu.emulator.placement;

import io.slsemu.emulator.environment.EnvironmentSnapshot;
import io.slsemu.emulator.environment.ManagedEnvironment;
import io.slsemu.emulator.environment.WrongStateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** All environments of an emulator, to be looked at and meddled with from outside. */
public final class Environments {
  private final EnvironmentPools pools;
  private final SharedEnvironments shared;
  private final LongSupplier age;
  private final Runnable reap;

  /**
   * @param age nanoseconds by which environments age
   * @param reap ends those whose life is over
   */
  Environments(EnvironmentPools pools, SharedEnvironments shared, LongSupplier age, Runnable reap) {
    this.pools = pools;
    this.shared = shared;
    this.age = age;
    this.reap = reap;
  }

  /** One of them, of either kind. */
  private interface Entry {
    EnvironmentSnapshot snapshot();

    void act(EnvironmentAction action);
  }

  /** All there are, in the order in which they were made. */
  public List<EnvironmentSnapshot> snapshots() {
    return entries().values().stream().map(Entry::snapshot).toList();
  }

  /**
   * Does something to an environment.
   *
   * @param prefix its id, or as much of it as no other begins with
   * @return its id
   * @throws WrongStateException if there is none, more than one, or it is in no state for this
   */
  public String act(EnvironmentAction action, String prefix) {
    Map<Integer, Entry> entries = entries();
    List<String> ids = entries.values().stream().map(entry -> entry.snapshot().id()).toList();
    List<String> meant =
        ids.contains(prefix)
            ? List.of(prefix)
            : ids.stream().filter(id -> id.startsWith(prefix)).toList();
    if (meant.isEmpty()) {
      throw new NoSuchEnvironmentException(prefix, ids);
    }
    if (meant.size() > 1) {
      throw new WrongStateException(
          prefix + " may be any of " + String.join(", ", meant), "write the whole id");
    }
    String id = meant.get(0);
    Objects.requireNonNull(entries.get(number(id))).act(action);
    return id;
  }

  /** By number, which is the order in which they were made. */
  private Map<Integer, Entry> entries() {
    Map<Integer, Entry> entries = new TreeMap<>();
    for (Entry entry : all()) {
      entries.put(number(entry.snapshot().id()), entry);
    }
    return entries;
  }

  private List<Entry> all() {
    List<Entry> all = new ArrayList<>();
    long now = age.getAsLong();
    for (EnvironmentPool pool : pools.all()) {
      pool.residents().forEach(resident -> all.add(new Pooled(resident, now)));
    }
    for (SharedPool pool : shared.all()) {
      for (SharedMember member : pool.members()) {
        EnvironmentSnapshot snapshot = member.snapshot(now, pool.idle(member));
        if (snapshot != null) {
          all.add(new Shared(pool, member, snapshot));
        }
      }
    }
    return all;
  }

  private static int number(String id) {
    return Integer.parseInt(id.substring(1));
  }

  private final class Pooled implements Entry {
    private final Resident resident;
    private final EnvironmentSnapshot snapshot;

    Pooled(Resident resident, long now) {
      this.resident = resident;
      this.snapshot = resident.environment().inspection().snapshot(resident.age(now));
    }

    @Override
    public EnvironmentSnapshot snapshot() {
      return snapshot;
    }

    @Override
    public void act(EnvironmentAction action) {
      switch (action) {
        case FREEZE -> resident.environment().inspection().freeze();
        case THAW -> resident.environment().inspection().thaw();
        case KILL -> resident.environment().inspection().kill();
        case RECYCLE -> {
          resident.retire();
          reap.run();
        }
      }
    }
  }

  private record Shared(SharedPool pool, SharedMember member, EnvironmentSnapshot snapshot)
      implements Entry {
    @Override
    public void act(EnvironmentAction action) {
      ManagedEnvironment environment = Objects.requireNonNull(member.environment());
      switch (action) {
        case FREEZE, THAW ->
            throw new WrongStateException(
                snapshot.id() + " takes several calls at once, and such a one is never frozen",
                "end it, if it is to start anew: sls-emu instance recycle " + snapshot.id());
        case KILL -> environment.kill();
        case RECYCLE -> pool.recycle(member);
      }
    }
  }
}
