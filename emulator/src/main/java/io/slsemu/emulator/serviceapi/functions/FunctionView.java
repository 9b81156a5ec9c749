package io.slsemu.emulator.serviceapi.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.FunctionDocument;
import io.slsemu.emulator.catalog.VersionDocument;
import io.slsemu.emulator.code.FileTree;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** A function as callers see it: the model's {@code FunctionConfiguration}. */
final class FunctionView {
  /** Of a create and an update alike (recorded from the service, lambda-platform §5). */
  private static final String REASON = "The function is being created.";

  private static final String CODE = "Creating";

  private final Clock clock;

  FunctionView(Clock clock) {
    this.clock = clock;
  }

  /** A version as it stands in a list: with its number in the ARN. */
  ObjectNode listed(FunctionDocument function, VersionDocument version) {
    return of(function, version, version.version());
  }

  /**
   * @param qualifier what stands behind the ARN, as the caller asked for it; null for none
   */
  ObjectNode of(FunctionDocument function, VersionDocument version, @Nullable String qualifier) {
    return of(function, version, qualifier, clock.millis());
  }

  /**
   * The same as it was at a moment: what answers a change shows its begin, however long that took.
   */
  ObjectNode of(
      FunctionDocument function, VersionDocument version, @Nullable String qualifier, long now) {
    ObjectNode view = version.configuration().deepCopy();
    view.put("FunctionName", function.name());
    view.put(
        "FunctionArn",
        qualifier == null ? function.arn().toString() : function.arn().qualified(qualifier));
    view.put("Version", version.version());
    VersionDocument.Directory directory = version.code().directory();
    if (directory != null) {
      // As it is now: its owner may change it at any time.
      view.put("CodeSize", FileTree.bytes(Path.of(directory.taskRoot())));
    }
    if (view.has("SnapStart")) {
      ((ObjectNode) view.get("SnapStart"))
          .put("OptimizationStatus", version.hasCheckpoint() ? "On" : "Off");
    }
    boolean pending = now < version.times().active();
    view.put("State", pending ? "Pending" : "Active");
    if (pending) {
      view.put("StateReason", REASON).put("StateReasonCode", CODE);
    }
    boolean updating = now < version.times().updated();
    if (!pending) {
      view.put("LastUpdateStatus", updating ? "InProgress" : "Successful");
    }
    if (!pending && updating) {
      view.put("LastUpdateStatusReason", REASON).put("LastUpdateStatusReasonCode", CODE);
    }
    return view;
  }
}
