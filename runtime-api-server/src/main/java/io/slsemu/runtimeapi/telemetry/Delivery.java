package io.slsemu.runtimeapi.telemetry;

import java.io.IOException;
import java.util.List;

/** Brings batches to one listener. One thread sends; any other may close. */
interface Delivery extends AutoCloseable {

  /**
   * Sends one batch and returns when the listener has it, as far as the protocol tells.
   *
   * @throws RefusedBatchException if the listener says that it does not want it
   * @throws IOException if it could not be brought
   */
  void send(List<byte[]> events) throws IOException;

  /** Breaks off whatever is on its way; nothing can be sent any more. */
  @Override
  void close();
}
