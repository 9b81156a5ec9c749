package io.slsemu.emulator.environment;

/**
 * What INIT_START says of the runtime. The service prints the version of its own image there
 * ({@code provided:al2023.v97}); this one is the emulator's, and says so.
 */
final class RuntimeVersion {
  static final String NAME = "provided:al2023.sls-emu";

  /** The last part is the SHA-256 of the name, in the form of the service's. */
  static final String ARN =
      "arn:aws:lambda:us-east-1::runtime:"
          + "d3e8fd557c714a9ba75b0a6b91bad478db93bf3433109ff8303540c019a61f6c";

  private RuntimeVersion() {}
}
