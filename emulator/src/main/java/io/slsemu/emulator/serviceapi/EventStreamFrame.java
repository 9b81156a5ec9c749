package io.slsemu.emulator.serviceapi;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * One message of {@code application/vnd.amazon.eventstream}: lengths of the whole and of the
 * headers, a checksum of both, the headers, the payload, and a checksum of all before (AWS: "Amazon
 * Event Stream Specification" of Smithy).
 */
final class EventStreamFrame {
  static final String MEDIA_TYPE = "application/vnd.amazon.eventstream";

  /** The type of a header whose value is text. */
  private static final int STRING = 7;

  private static final int PRELUDE_BYTES = 12;
  private static final int CHECKSUM_BYTES = 4;
  private static final byte[] CHUNK_HEADERS = headers("PayloadChunk", "application/octet-stream");
  private static final byte[] END_HEADERS = headers("InvokeComplete", "application/json");

  private EventStreamFrame() {}

  /** A piece of the response; the payload itself is not copied. */
  static ByteBuffer[] payloadChunk(ByteBuffer piece) {
    return frame(CHUNK_HEADERS, piece);
  }

  /** The end of the response. */
  static ByteBuffer[] invokeComplete(byte[] document) {
    return frame(END_HEADERS, ByteBuffer.wrap(document));
  }

  private static ByteBuffer[] frame(byte[] headers, ByteBuffer payload) {
    int total = PRELUDE_BYTES + headers.length + payload.remaining() + CHECKSUM_BYTES;
    ByteBuffer front = ByteBuffer.allocate(PRELUDE_BYTES + headers.length);
    front.putInt(total).putInt(headers.length);
    CRC32 checksum = new CRC32();
    checksum.update(front.duplicate().flip());
    front.putInt((int) checksum.getValue()).put(headers).flip();
    checksum.reset();
    checksum.update(front.duplicate());
    checksum.update(payload.duplicate());
    ByteBuffer back = ByteBuffer.allocate(CHECKSUM_BYTES);
    back.putInt((int) checksum.getValue()).flip();
    return new ByteBuffer[] {front, payload, back};
  }

  private static byte[] headers(String eventType, String contentType) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    header(bytes, ":event-type", eventType);
    header(bytes, ":content-type", contentType);
    header(bytes, ":message-type", "event");
    return bytes.toByteArray();
  }

  private static void header(ByteArrayOutputStream bytes, String name, String value) {
    byte[] text = value.getBytes(StandardCharsets.US_ASCII);
    bytes.write(name.length());
    bytes.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    bytes.write(STRING);
    bytes.write(text.length >> 8);
    bytes.write(text.length);
    bytes.writeBytes(text);
  }
}
