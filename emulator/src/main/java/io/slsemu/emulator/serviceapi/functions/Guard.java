package io.slsemu.emulator.serviceapi.functions;

import io.slsemu.emulator.catalog.FunctionDocument;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What has to hold before an operation is carried out. */
final class Guard {
  private static final String NOT_NOW = "The operation cannot be performed at this time. ";

  private final Clock clock;

  Guard(Clock clock) {
    this.clock = clock;
  }

  /** That it is neither being made nor being changed. */
  void requireSettled(FunctionDocument function) {
    long now = clock.millis();
    if (now < function.latest().times().active()) {
      throw new Refused(
          ServiceError.conflict(
              NOT_NOW + "The function is currently in the following state: Pending"));
    }
    if (now < function.latest().times().updated()) {
      throw new Refused(
          ServiceError.conflict(
              NOT_NOW + "An update is in progress for resource: " + function.arn()));
    }
  }

  /** That nobody has changed it since the caller looked. */
  static void requireRevision(String current, @Nullable String expected) {
    if (expected != null && !expected.equals(current)) {
      throw new Refused(
          ServiceError.preconditionFailed(
              "The RevisionId provided does not match the latest RevisionId. Call the"
                  + " GetFunction/GetAlias API to retrieve the latest RevisionId"));
    }
  }
}
