package io.slsemu.emulator.serviceapi.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.AliasDocument;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.catalog.FunctionDocument;
import io.slsemu.emulator.catalog.VersionDocument;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The revision ids of functions, versions and aliases. Tags and policies have none of their own: to
 * change them is to change what they belong to (recorded from the service).
 */
public final class Revisions {
  private static final String MEMBER = "RevisionId";

  private final Catalog catalog;
  private final Supplier<String> ids;

  /**
   * @param ids makes new ones
   */
  public Revisions(Catalog catalog, Supplier<String> ids) {
    this.catalog = catalog;
    this.ids = ids;
  }

  /** The revision of a version or an alias; null if it is not there. */
  public @Nullable String of(FunctionArn function, @Nullable String qualifier) {
    FunctionDocument found = catalog.find(function);
    if (found == null) {
      return null;
    }
    String named = qualifier == null ? Function.LATEST : qualifier;
    VersionDocument version = found.version(named);
    if (version != null) {
      return version.text(MEMBER);
    }
    AliasDocument alias = catalog.alias(function, named);
    return alias == null ? null : alias.revisionId();
  }

  /** Within a change: gives a version or an alias another, without deploying it. */
  public void renew(FunctionArn function, @Nullable String qualifier) {
    FunctionDocument found = catalog.find(function);
    String named = qualifier == null ? Function.LATEST : qualifier;
    VersionDocument version = found == null ? null : found.version(named);
    if (version != null) {
      ObjectNode settings = version.configuration().deepCopy();
      catalog.note(found.with(version.with(settings.put(MEMBER, ids.get()))));
      return;
    }
    AliasDocument alias = catalog.alias(function, named);
    if (alias != null) {
      catalog.noteAlias(
          function,
          new AliasDocument(
              alias.name(), alias.version(), alias.description(), alias.weights(), ids.get()));
    }
  }
}
