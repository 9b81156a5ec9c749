package io.slsemu.cli.project;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.emulator.code.InvalidCodeException;
import io.slsemu.emulator.code.ZipUnpacker;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A zip that the caller has named.
 *
 * @param shown as the caller named it
 */
record CallersZip(Path file, String shown) {

  /**
   * Unpacks it.
   *
   * @throws CommandFailure with exit code 10 if it is damaged, too large or means harm
   */
  void unpackInto(Path directory) throws IOException {
    try {
      new ZipUnpacker(file, shown, directory).unpack();
    } catch (InvalidCodeException e) {
      throw CommandFailure.notFound(String.valueOf(e.getMessage()), e.remedy());
    }
  }
}
