package io.slsemu.emulator.async.aws;

import java.util.List;

/**
 * What a service gets, of whichever kind that service is.
 *
 * @param function what it is about: the function's qualified ARN
 * @param success how its invocation went
 * @param body JSON
 * @param attributes beside the body, where the service knows such
 * @param objectKey the name it has in a bucket
 */
public record Parcel(
    String function, boolean success, String body, List<Attribute> attributes, String objectKey) {

  public Parcel {
    attributes = List.copyOf(attributes);
  }

  /**
   * @param name as {@code RequestID}
   * @param type {@code String} or {@code Number}
   * @param value not empty: queues refuse that
   */
  public record Attribute(String name, String type, String value) {}
}
