package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.SandboxException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * The reading end of a named pipe, opened before there is a writer.
 *
 * @param writer held open until there is: without one, opening would wait and reading would end
 */
record NamedPipe(InputStream in, Closeable writer) {

  static NamedPipe open(Path pipe) {
    try {
      RandomAccessFile writer = new RandomAccessFile(pipe.toFile(), "rw");
      InputStream in = new BufferedInputStream(new FileInputStream(pipe.toFile()));
      return new NamedPipe(in, writer);
    } catch (IOException e) {
      throw new SandboxException(
          "the sandbox's output cannot be read: " + e.getMessage(),
          "raise the limit of open files (ulimit -n)",
          e);
    }
  }

  /** From now on it ends with its last writer. */
  void expectEnd() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
