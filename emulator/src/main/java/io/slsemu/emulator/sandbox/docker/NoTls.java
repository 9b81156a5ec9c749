package io.slsemu.emulator.sandbox.docker;

import javax.net.ssl.SSLContext;

/**
 * Stands where the HTTP client wants encryption although it speaks to a socket file. Left to itself
 * it has the JDK read every certificate authority, which takes 100 ms of a first call.
 */
final class NoTls extends SSLContext {
  NoTls() {
    super(null, null, "none");
  }
}
