package io.slsemu.cli.daemon;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A daemon's log that does not fill the disk: when it is full, all of it becomes its predecessor,
 * and it begins anew. The file stays the same one, since the process's own stderr is open on it and
 * what the virtual machine has to say goes there too; so it has to be open for appending.
 */
final class CappedLog extends OutputStream {
  /** Bytes; twice as many with the predecessor. */
  static final long LIMIT = 10 << 20;

  private final OutputStream out;
  private final Path file;
  private final long limit;
  private long written;

  /**
   * @param out appends to the file
   * @param limit bytes beyond which it begins anew
   */
  CappedLog(OutputStream out, Path file, long limit) {
    this.out = out;
    this.file = file;
    this.limit = limit;
  }

  /** What it held before it began anew: {@code daemon-1.log} has {@code daemon-1.old.log}. */
  static Path predecessor(Path file) {
    return file.resolveSibling(
        file.getFileName().toString().replaceFirst("(\\.log)?$", ".old.log"));
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (written > 0 && written + length > limit) {
      written = 0;
      beginAnew();
    }
    out.write(bytes, offset, length);
    written += length;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  /** A log too long is better than a daemon that cannot write its log. */
  private void beginAnew() {
    try (FileChannel log = FileChannel.open(file, StandardOpenOption.WRITE)) {
      Files.copy(file, predecessor(file), StandardCopyOption.REPLACE_EXISTING);
      log.truncate(0);
    } catch (IOException e) {
      // tried again when as much has come once more
    }
  }
}
