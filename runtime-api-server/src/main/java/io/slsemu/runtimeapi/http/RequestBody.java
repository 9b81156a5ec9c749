package io.slsemu.runtimeapi.http;

/** What became of the body of a request. */
sealed interface RequestBody {

  /**
   * It is here.
   *
   * @param firstByteNanos when its first byte was there, on the session's clock
   * @param lastByteNanos when its last byte was there
   */
  record Whole(byte[] bytes, long firstByteNanos, long lastByteNanos) implements RequestBody {}

  /** It is larger than the limit, and was not kept. */
  record TooLarge(long firstByteNanos, long lastByteNanos) implements RequestBody {}

  /** The connection broke before its end. */
  record CutShort() implements RequestBody {}
}
