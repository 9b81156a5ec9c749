package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.SandboxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The init that every container begins with: {@code src/main/native/init}, built. */
final class InitBinaries {
  private InitBinaries() {}

  /**
   * @param architecture as {@code uname -m} writes it
   * @throws SandboxException if there is none for it
   */
  static byte[] of(String architecture) {
    try (InputStream in = InitBinaries.class.getResourceAsStream("init-" + architecture)) {
      if (in == null) {
        throw new SandboxException(
            "the engine's machine is " + architecture + ", for which there is no init",
            "use an engine on x86_64 or aarch64",
            null);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the init cannot be read", e);
    }
  }
}
