package io.slsemu.emulator.async.aws;

/** Brings parcels to queues, topics, event buses and buckets. */
@FunctionalInterface
public interface Courier {

  /**
   * Waits until the service has it.
   *
   * @param destination the ARN of a queue, a topic, an event bus or a bucket
   * @throws DeliveryException if it has not
   */
  void bring(String destination, Parcel parcel) throws DeliveryException;
}
