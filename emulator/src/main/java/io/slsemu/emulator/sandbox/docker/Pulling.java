package io.slsemu.emulator.sandbox.docker;

/**
 * Whether images that are not on the machine are fetched.
 *
 * @param allowed whether they are
 * @param progress told how far they are
 */
record Pulling(boolean allowed, PullProgress progress) {
  static final Pulling NEVER = new Pulling(false, PullProgress.UNSEEN);
}
