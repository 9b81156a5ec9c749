package io.slsemu.emulator.serviceapi.resources.tags;

import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.store.Table;
import java.util.Map;
import java.util.TreeMap;

/** Tags by the ARN of what they are on. */
public final class Tags {
  /** Of one resource; lambda "tagging" in the service's guide. */
  private static final int MAX = 50;

  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 256;

  private final Table<Tagged> tags;

  public Tags(Catalog catalog) {
    this.tags = catalog.table("tags", Tagged.class);
    catalog.whenRemoved(function -> removeAll(function.toString()));
  }

  record Tagged(Map<String, String> tags) {}

  /** By key; none if nothing is tagged so. */
  public Map<String, String> of(String arn) {
    Tagged found = tags.get(arn);
    return found == null ? Map.of() : new TreeMap<>(found.tags());
  }

  /**
   * Within a change: adds tags, over those of the same keys.
   *
   * @throws Refused if they are too many, or malformed
   */
  public void put(String arn, Map<String, String> more) {
    if (more.isEmpty()) {
      return;
    }
    more.forEach(Tags::check);
    Map<String, String> all = new TreeMap<>(of(arn));
    all.putAll(more);
    if (all.size() > MAX) {
      throw new Refused( // recorded from the service
          ServiceError.invalidParameter("Number of tags exceeds resource tag limit."));
    }
    tags.put(arn, new Tagged(all));
  }

  /** Within a change: takes tags away, those that are there. */
  public void remove(String arn, Iterable<String> keys) {
    Map<String, String> rest = new TreeMap<>(of(arn));
    keys.forEach(rest::remove);
    if (rest.isEmpty()) {
      tags.remove(arn);
    } else {
      tags.put(arn, new Tagged(rest));
    }
  }

  /** Within a change: takes all away. */
  public void removeAll(String arn) {
    tags.remove(arn);
  }

  private static void check(String key, String value) {
    if (key.isEmpty() || key.length() > MAX_KEY || key.startsWith("aws:")) {
      throw new Refused(
          ServiceError.invalidParameter(
              "The tag key '%s' is not valid: 1 to %d characters, and aws: is the service's own"
                  .formatted(key, MAX_KEY)));
    }
    if (value.length() > MAX_VALUE) {
      throw new Refused(
          ServiceError.invalidParameter(
              "The value of the tag '%s' is too long: %d characters at most"
                  .formatted(key, MAX_VALUE)));
    }
  }
}
