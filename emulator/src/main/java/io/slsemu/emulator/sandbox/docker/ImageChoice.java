package io.slsemu.emulator.sandbox.docker;

import org.jspecify.annotations.Nullable;

/**
 * Which image environments are made from.
 *
 * @param name what the user named, or null for the nearest there is to the service's own
 */
record ImageChoice(@Nullable String name) {
  /** What the service runs custom runtimes in, the newest first; else the static base. */
  static final ImageChoice STANDARD = new ImageChoice(null);

  static ImageChoice named(String name) {
    return new ImageChoice(name);
  }
}
