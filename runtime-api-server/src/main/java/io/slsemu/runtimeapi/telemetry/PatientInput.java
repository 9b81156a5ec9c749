package io.slsemu.runtimeapi.telemetry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/** The input of a socket with a timeout that does not run while the sandbox is frozen. */
final class PatientInput extends FilterInputStream {

  private final Patience patience;

  PatientInput(InputStream in, Patience patience) {
    super(in);
    this.patience = patience;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (true) {
      try {
        return in.read(bytes, offset, length);
      } catch (SocketTimeoutException e) {
        if (!patience.wasFrozen()) {
          throw e;
        }
      }
    }
  }
}
