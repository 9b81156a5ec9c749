package io.slsemu.runtimeapi.telemetry;

import java.io.IOException;

/** A listener answered a batch with an error. */
final class RefusedBatchException extends IOException {

  private static final long serialVersionUID = 1L;

  RefusedBatchException(int status) {
    super("http request failed with status " + status);
  }
}
