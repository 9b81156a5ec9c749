package io.slsemu.emulator.serviceapi.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.FunctionDocument;
import io.slsemu.emulator.catalog.Moments;
import io.slsemu.emulator.catalog.VersionDocument;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes versions that nothing changes any more. */
final class Publication {
  /** What differs without a difference in what runs. */
  private static final List<String> NO_DIFFERENCE =
      List.of("RevisionId", "LastModified", "Description");

  private final Clock clock;

  Publication(Clock clock) {
    this.clock = clock;
  }

  /** The same with a revision of its own. */
  VersionDocument revised(VersionDocument version) {
    ObjectNode settings = version.configuration().deepCopy();
    settings.put("RevisionId", UUID.randomUUID().toString());
    settings.put("LastModified", Moments.inMillis(clock.instant()));
    return version.with(settings);
  }

  /**
   * Publishes what is the latest now; where nothing is new since the last version, that one stands.
   *
   * @param description of the version, null for the function's
   */
  FunctionDocument publish(FunctionDocument function, @Nullable String description) {
    List<VersionDocument> versions = function.versions();
    if (!versions.isEmpty() && isSame(versions.get(versions.size() - 1), function.latest())) {
      return function;
    }
    String number = Integer.toString(function.lastVersion() + 1);
    VersionDocument version = function.latest().as(number);
    version.configuration().put("RevisionId", UUID.randomUUID().toString());
    if (description != null) {
      version.configuration().put("Description", description);
    }
    return function.published(version);
  }

  private static boolean isSame(VersionDocument published, VersionDocument latest) {
    ObjectNode one = published.configuration().deepCopy().remove(NO_DIFFERENCE);
    ObjectNode other = latest.configuration().deepCopy().remove(NO_DIFFERENCE);
    return published.code().equals(latest.code()) && one.equals(other);
  }

  /** That the code to be published is the one the caller means. */
  void requireCode(FunctionDocument function, @Nullable String sha256) {
    String now = function.latest().text("CodeSha256");
    if (sha256 != null && !sha256.isEmpty() && !sha256.equals(now)) {
      throw new Refused(
          ServiceError.invalidParameter(
              "CodeSHA256 (%s) is different from current CodeSHA256 in $LATEST (%s). Please try again with the CodeSHA256 in $LATEST."
                  .formatted(sha256, now)));
    }
  }
}
