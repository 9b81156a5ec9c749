package io.slsemu.emulator.async.aws;

import java.util.Optional;

/**
 * The name of something in the cloud, {@code arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE}.
 *
 * @param service as {@code sqs}
 * @param region empty where names are global, as those of buckets
 * @param account empty where names are global
 * @param resource all the rest, which may have colons of its own
 */
public record Arn(String service, String region, String account, String resource) {
  private static final int PARTS = 6;

  /** Reads one; empty if it is none. */
  public static Optional<Arn> parse(String text) {
    String[] parts = text.split(":", PARTS);
    return parts.length == PARTS && parts[0].equals("arn")
        ? Optional.of(new Arn(parts[2], parts[3], parts[4], parts[5]))
        : Optional.empty();
  }

  /** Whether it is a queue or topic that keeps an order, where the service sends no records. */
  boolean isFifo() {
    return resource.endsWith(".fifo");
  }
}
