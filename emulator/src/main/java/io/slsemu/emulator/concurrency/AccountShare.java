package io.slsemu.emulator.concurrency;

/**
 * What functions of one account and region share that have reserved nothing.
 *
 * @param unreserved slots for their calls
 * @param rate how fast requests may come to all functions of the account
 */
record AccountShare(Slots unreserved, RateLimit rate) {}
