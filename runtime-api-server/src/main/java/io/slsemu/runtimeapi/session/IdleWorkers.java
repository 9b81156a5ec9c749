package io.slsemu.runtimeapi.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The polls of a runtime that takes several invocations at once, each of them a worker without
 * work, and the claims on them. Guarded by the session's lock; what a claim hands out is to be
 * completed once that is released.
 */
final class IdleWorkers {
  private final Deque<ParkedPoll> parkedNewestFirst = new ArrayDeque<>();
  private final Deque<CompletableFuture<Void>> claimsOldestFirst = new ArrayDeque<>();

  /** Claims that were granted and have not been used: so many of the parked ones are taken. */
  private int granted;

  void park(ParkedPoll poll) {
    parkedNewestFirst.addFirst(poll);
  }

  void remove(ParkedPoll poll) {
    parkedNewestFirst.remove(poll);
  }

  /** Takes any of them. */
  @Nullable ParkedPoll poll() {
    return parkedNewestFirst.pollFirst();
  }

  void claim(CompletableFuture<Void> claim) {
    claimsOldestFirst.addLast(claim);
  }

  /** Grants the oldest claim if a worker is free: to be called until it returns null. */
  @Nullable CompletableFuture<Void> grant() {
    if (parkedNewestFirst.size() <= granted || claimsOldestFirst.isEmpty()) {
      return null;
    }
    granted++;
    return claimsOldestFirst.removeFirst();
  }

  /** A granted claim is used, or given back. */
  void spend() {
    granted = Math.max(0, granted - 1);
  }

  /** Takes back a claim. */
  void withdraw(CompletableFuture<Void> claim) {
    if (!claimsOldestFirst.remove(claim)) {
      spend();
    }
  }

  List<ParkedPoll> clear() {
    List<ParkedPoll> all = List.copyOf(parkedNewestFirst);
    parkedNewestFirst.clear();
    return all;
  }

  List<CompletableFuture<Void>> clearClaims() {
    List<CompletableFuture<Void>> all = List.copyOf(claimsOldestFirst);
    claimsOldestFirst.clear();
    return all;
  }
}
