package io.slsemu.emulator.async;

import io.slsemu.emulator.async.aws.Parcel;

/**
 * Something that is to be sent to another service, as it is kept.
 *
 * @param requestId of the event it tells of
 * @param destination an ARN
 * @param parcel what is sent
 * @param failures how often that failed
 */
record Delivery(String requestId, String destination, Parcel parcel, int failures) {

  Delivery failedOnce() {
    return new Delivery(requestId, destination, parcel, failures + 1);
  }
}
