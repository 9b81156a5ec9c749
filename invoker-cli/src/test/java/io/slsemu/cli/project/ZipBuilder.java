package io.slsemu.cli.project;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes archives no honest tool would: any names, twice too, any modes, lies about sizes. */
final class ZipBuilder {
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private int count;

  ZipBuilder add(String name, int mode, String text) {
    return add(name, mode, text.getBytes(StandardCharsets.UTF_8), 3);
  }

  ZipBuilder add(String name, int mode, byte[] data, int madeOn) {
    CRC32 crc = new CRC32();
    crc.update(data);
    return raw(name, mode, deflate(data), (int) crc.getValue(), data.length, madeOn);
  }

  /**
   * @param size what the headers claim
   */
  ZipBuilder raw(String name, int mode, byte[] deflated, int crc, int size, int madeOn) {
    byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
    final int offset = content.size();
    content.writeBytes(
        buffer(30)
            .putInt(0x04034b50)
            .putShort((short) 20)
            .putShort((short) 0x800)
            .putShort((short) 8)
            .putInt(0)
            .putInt(crc)
            .putInt(deflated.length)
            .putInt(size)
            .putShort((short) encoded.length)
            .putShort((short) 0)
            .array());
    content.writeBytes(encoded);
    content.writeBytes(deflated);
    directory.writeBytes(
        buffer(46)
            .putInt(0x02014b50)
            .put((byte) 20)
            .put((byte) madeOn)
            .putShort((short) 20)
            .putShort((short) 0x800)
            .putShort((short) 8)
            .putInt(0)
            .putInt(crc)
            .putInt(deflated.length)
            .putInt(size)
            .putShort((short) encoded.length)
            .putShort((short) 0)
            .putShort((short) 0)
            .putShort((short) 0)
            .putShort((short) 0)
            .putInt(mode << 16)
            .putInt(offset)
            .array());
    directory.writeBytes(encoded);
    count++;
    return this;
  }

  byte[] bytes() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(content.toByteArray());
    whole.writeBytes(directory.toByteArray());
    whole.writeBytes(
        buffer(22)
            .putInt(0x06054b50)
            .putInt(0)
            .putShort((short) count)
            .putShort((short) count)
            .putInt(directory.size())
            .putInt(content.size())
            .putShort((short) 0)
            .array());
    return whole.toByteArray();
  }

  Path into(Path file) {
    try {
      return Files.write(file, bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] deflate(byte[] data) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(data);
    deflater.finish();
    byte[] buffer = new byte[8_192];
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
