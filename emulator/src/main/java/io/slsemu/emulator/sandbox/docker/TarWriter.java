package io.slsemu.emulator.sandbox.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a tar archive (POSIX.1-1988 ustar) in memory: owned by root, of no particular time, so
 * that the same files make the same archive.
 */
final class TarWriter {
  private static final int BLOCK = 512;
  private static final char FILE = '0';
  private static final char LINK = '2';
  private static final char DIRECTORY = '5';

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);

  TarWriter directory(String path, int mode) {
    header(path + "/", mode, 0, DIRECTORY, "");
    return this;
  }

  TarWriter file(String path, int mode, byte[] content) {
    header(path, mode, content.length, FILE, "");
    out.writeBytes(content);
    out.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    return this;
  }

  TarWriter file(String path, int mode, String content) {
    return file(path, mode, content.getBytes(StandardCharsets.UTF_8));
  }

  TarWriter link(String path, String target) {
    header(path, 0777, 0, LINK, target);
    return this;
  }

  /** The whole archive; nothing can be added after that. */
  byte[] finish() {
    out.writeBytes(new byte[2 * BLOCK]);
    return out.toByteArray();
  }

  private void header(String path, int mode, int size, char type, String target) {
    byte[] header = new byte[BLOCK];
    put(header, 0, 100, path);
    put(header, 100, 8, "%07o".formatted(mode));
    put(header, 108, 8, "%07o".formatted(0));
    put(header, 116, 8, "%07o".formatted(0));
    put(header, 124, 12, "%011o".formatted(size));
    put(header, 136, 12, "%011o".formatted(0));
    header[156] = (byte) type;
    put(header, 157, 100, target);
    put(header, 257, 8, "ustar\00000");
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, 8, "%06o\0 ".formatted(sum));
    out.writeBytes(header);
  }

  private static void put(byte[] header, int at, int length, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > length) {
      throw new IllegalArgumentException("too long for a tar archive: " + text);
    }
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
