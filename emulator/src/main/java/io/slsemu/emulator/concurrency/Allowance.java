package io.slsemu.emulator.concurrency;

/**
 * How many calls of a function may run at once, as far as its limits go.
 *
 * @param pool what it shares with others or has reserved, to be compared by identity
 * @param own how many of its calls are not counted there: those with provisioned concurrency
 * @param shared how many run in the pool at once, whosever they are
 */
public record Allowance(Object pool, int own, int shared) {}
