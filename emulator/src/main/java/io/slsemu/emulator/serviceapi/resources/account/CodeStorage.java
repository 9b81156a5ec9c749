package io.slsemu.emulator.serviceapi.resources.account;

import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.catalog.FunctionDocument;
import io.slsemu.emulator.catalog.LayerDocument;
import io.slsemu.emulator.catalog.VersionDocument;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import java.util.HashMap;
import java.util.Map;

/** How much code an account may keep in a region, in bytes of zips: functions and layers. */
public final class CodeStorage {
  /** 75 GB, as the service shows it by default (lambda-platform §3). */
  public static final long DEFAULT_LIMIT = 80_530_636_800L;

  private final Catalog catalog;
  private final long limit;
  // What is used, or more where something was deleted: spares nearly all counting. Changes only.
  private final Map<Scope, Long> atMost = new HashMap<>();

  public CodeStorage(Catalog catalog, long limit) {
    this.catalog = catalog;
    this.limit = limit;
  }

  /**
   * Within a change that has added code: makes sure that all of it may be kept.
   *
   * @param added bytes, 0 if none
   * @throws Refused if it is too much
   */
  public void require(Scope scope, long added) {
    if (added == 0) {
      return;
    }
    Long known = atMost.get(scope);
    long used = known == null || known + added > limit ? used(scope) : known + added;
    if (used > limit) {
      throw new Refused( // status and key of the model, words as deployment tools quote them
          ServiceError.user(
              400, "CodeStorageExceededException", "message", "Code storage limit exceeded."));
    }
    atMost.put(scope, used);
  }

  long limit() {
    return limit;
  }

  /** What functions with their versions, and layers, have in all. */
  long used(Scope scope) {
    long size = 0;
    for (FunctionDocument each : catalog.all(scope)) {
      size += size(each.latest());
      size += each.versions().stream().mapToLong(CodeStorage::size).sum();
    }
    String layers = "arn:aws:lambda:" + scope.region() + ":" + scope.account() + ":layer:";
    return size
        + catalog.layers().under(layers).values().stream().mapToLong(LayerDocument::codeSize).sum();
  }

  private static long size(VersionDocument version) {
    return version.configuration().path("CodeSize").asLong();
  }
}
