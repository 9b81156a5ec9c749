package io.slsemu.emulator.catalog;

import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function with its versions as it is kept.
 *
 * @param lastVersion the number that was given last; one that was deleted is not given again
 * @param latest what changes with every deployment
 * @param versions the published ones that were not deleted, oldest first
 */
public record FunctionDocument(
    String region,
    String account,
    String name,
    int lastVersion,
    VersionDocument latest,
    List<VersionDocument> versions) {

  public FunctionDocument {
    versions = List.copyOf(versions);
  }

  /** One that nobody has published. */
  public static FunctionDocument unpublished(FunctionArn arn, VersionDocument latest) {
    return new FunctionDocument(
        arn.region(), arn.account(), arn.name().value(), 0, latest, List.of());
  }

  public FunctionArn arn() {
    return new FunctionArn(region, account, new FunctionName(name));
  }

  /** The same with another latest version. */
  public FunctionDocument withLatest(VersionDocument newLatest) {
    return new FunctionDocument(region, account, name, lastVersion, newLatest, versions);
  }

  /** The same with one more published version, whose number is the next. */
  public FunctionDocument published(VersionDocument version) {
    List<VersionDocument> all = new ArrayList<>(versions);
    all.add(version);
    return new FunctionDocument(region, account, name, lastVersion + 1, latest, all);
  }

  /** The same with one of its versions as it is now, the latest or a published one. */
  public FunctionDocument with(VersionDocument version) {
    if (version.version().equals(Function.LATEST)) {
      return withLatest(version);
    }
    List<VersionDocument> all = new ArrayList<>(versions);
    all.replaceAll(each -> each.version().equals(version.version()) ? version : each);
    return new FunctionDocument(region, account, name, lastVersion, latest, all);
  }

  /** The same without a published version. */
  public FunctionDocument without(String version) {
    List<VersionDocument> rest = new ArrayList<>(versions);
    rest.removeIf(each -> each.version().equals(version));
    return new FunctionDocument(region, account, name, lastVersion, latest, rest);
  }

  /** A version by its number or {@code $LATEST}, null if there is none. */
  public @Nullable VersionDocument version(String version) {
    if (version.equals(Function.LATEST)) {
      return latest;
    }
    return versions.stream()
        .filter(each -> each.version().equals(version))
        .findFirst()
        .orElse(null);
  }
}
