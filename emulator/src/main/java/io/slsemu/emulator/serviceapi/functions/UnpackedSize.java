package io.slsemu.emulator.serviceapi.functions;

import io.slsemu.emulator.catalog.VersionDocument;
import io.slsemu.emulator.code.CodeStore;
import io.slsemu.emulator.code.CodeTooLargeException;
import io.slsemu.emulator.code.FileTree;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;

/** Holds a function's code and its layers together to the service's limit. */
record UnpackedSize(CodeStore store) {

  /**
   * The same code. One archive alone was held to the limit as it came.
   *
   * @throws Refused if they are too large (the limit: lambda-platform §3)
   */
  VersionDocument.Code require(VersionDocument.Code code) {
    if (code.archive() == null || code.layers().isEmpty()) {
      return code;
    }
    long size = bytes(code.archive()) + code.layers().stream().mapToLong(this::bytes).sum();
    if (size > CodeTooLargeException.MAX_UNPACKED_BYTES) {
      throw new Refused(
          ServiceError.invalidParameter(
              "Function code combined with layers exceeds the maximum allowed size of "
                  + CodeTooLargeException.MAX_UNPACKED_BYTES
                  + " bytes. The actual size is "
                  + size
                  + " bytes."));
    }
    return code;
  }

  private long bytes(String archive) {
    return FileTree.bytes(store.unpacked(archive));
  }
}
