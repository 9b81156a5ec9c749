package io.slsemu.emulator.code;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/**
 * Reads the central directory of a zip for what {@link java.util.zip.ZipFile} does not tell: Unix
 * modes, and names that come twice. Offsets are those of PKWARE's APPNOTE.TXT 6.3, 4.3.12 and
 * 4.3.16.
 */
final class ZipDirectory {
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int MAX_COMMENT_BYTES = 0xffff;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int ENTRY_BYTES = 46;
  private static final int MADE_ON_UNIX = 3;
  private static final int MADE_ON_MACOS = 19;
  private static final int SATURATED = 0xffff;

  private ZipDirectory() {}

  /**
   * All entries in the archive's order.
   *
   * @throws ZipException if it is no well-formed archive, or in the form for more than 65,534
   *     entries
   */
  static List<ZipEntryFacts> read(Path archive) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "r")) {
      long length = file.length();
      ByteBuffer tail = part(file, Math.max(0, length - END_BYTES - MAX_COMMENT_BYTES), length);
      int end = endRecord(tail);
      int count = unsigned(tail.getShort(end + 10));
      long size = Integer.toUnsignedLong(tail.getInt(end + 12));
      if (count == SATURATED) {
        throw new ZipException("it has more than 65,534 entries");
      }
      long endPosition = length - tail.capacity() + end;
      if (size > endPosition) {
        throw new ZipException("its directory does not fit into the file");
      }
      return entries(part(file, endPosition - size, endPosition), count);
    }
  }

  private static int endRecord(ByteBuffer tail) throws ZipException {
    for (int i = tail.capacity() - END_BYTES; i >= 0; i--) {
      if (tail.getInt(i) == END_SIGNATURE
          && i + END_BYTES + unsigned(tail.getShort(i + 20)) == tail.capacity()) {
        return i;
      }
    }
    throw new ZipException("its directory is missing: it is cut off, or no zip");
  }

  private static List<ZipEntryFacts> entries(ByteBuffer directory, int count) throws ZipException {
    List<ZipEntryFacts> entries = new ArrayList<>(count);
    int at = 0;
    while (at + ENTRY_BYTES <= directory.capacity() && directory.getInt(at) == ENTRY_SIGNATURE) {
      int nameLength = unsigned(directory.getShort(at + 28));
      if (at + ENTRY_BYTES + nameLength > directory.capacity()) {
        break;
      }
      byte[] name = new byte[nameLength];
      directory.get(at + ENTRY_BYTES, name);
      entries.add(new ZipEntryFacts(new String(name, StandardCharsets.UTF_8), mode(directory, at)));
      int extraLength = unsigned(directory.getShort(at + 30));
      int commentLength = unsigned(directory.getShort(at + 32));
      at += ENTRY_BYTES + nameLength + extraLength + commentLength;
    }
    if (entries.size() != count || at != directory.capacity()) {
      throw new ZipException("its directory is damaged");
    }
    return entries;
  }

  private static int mode(ByteBuffer directory, int at) {
    int system = directory.get(at + 5) & 0xff;
    return system == MADE_ON_UNIX || system == MADE_ON_MACOS ? directory.getInt(at + 38) >>> 16 : 0;
  }

  private static ByteBuffer part(RandomAccessFile file, long from, long to) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(to - from)];
    file.seek(from);
    file.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int unsigned(short value) {
    return value & 0xffff;
  }
}
