package io.slsemu.emulator.sandbox.cgroup;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of the kernel, held open because it is used for every invocation. Not a channel: those
 * close for good when a thread is interrupted.
 */
final class KernelFile implements AutoCloseable {
  private final Path path;
  private final RandomAccessFile file;
  private final byte[] buffer = new byte[256];

  KernelFile(Path path) {
    this.path = path;
    try {
      this.file = new RandomAccessFile(path.toFile(), Files.isWritable(path) ? "rw" : "r");
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }

  void write(byte[] value) {
    try {
      file.write(value);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }

  /** Whether the content, at most 256 bytes of it, has these bytes in it. */
  boolean contains(byte[] wanted) {
    int length = read();
    for (int at = 0; at + wanted.length <= length; at++) {
      if (matches(wanted, at)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(byte[] wanted, int at) {
    for (int i = 0; i < wanted.length; i++) {
      if (buffer[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private int read() {
    try {
      file.seek(0);
      return file.read(buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }

  static String text(Path path) {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      byte[] content = new byte[16_384];
      int length = 0;
      for (int count = 0; count >= 0 && length < content.length; length += count) {
        count = file.read(content, length, content.length - length);
        if (count < 0) {
          break;
        }
      }
      return new String(content, 0, length, StandardCharsets.UTF_8).trim();
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }

  static void put(Path path, String value) {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.write(value.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }

  static long number(Path path) {
    return Long.parseLong(text(path));
  }

  /** The number behind a word at the start of a line; 0 if there is none. */
  static long entry(Path path, String key) {
    for (String line : text(path).split("\n")) {
      if (line.startsWith(key)
          && line.length() > key.length()
          && line.charAt(key.length()) == ' ') {
        return Long.parseLong(line.substring(key.length() + 1).trim());
      }
    }
    return 0;
  }
}
