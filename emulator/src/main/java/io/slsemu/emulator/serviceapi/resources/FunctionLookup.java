package io.slsemu.emulator.serviceapi.resources;

import io.slsemu.emulator.catalog.AliasDocument;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.catalog.FunctionDocument;
import io.slsemu.emulator.catalog.VersionDocument;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.serviceapi.operation.Target;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the functions, versions and aliases that requests name. */
public final class FunctionLookup {
  private static final Pattern VERSION = Pattern.compile("[0-9]+");
  private static final Pattern ALIAS = Pattern.compile("[a-zA-Z0-9-_]+");

  private final Catalog catalog;

  public FunctionLookup(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The function, whatever the qualifier.
   *
   * @throws Refused if it is not there
   */
  public FunctionDocument function(Target target) {
    FunctionDocument found = catalog.find(target.function());
    if (found == null) {
      throw target.notFound();
    }
    return found;
  }

  /**
   * The version to which the qualifier leads: by an alias, the one most invocations go to.
   *
   * @throws Refused if it is not there
   */
  public VersionDocument version(FunctionDocument function, Target target) {
    VersionDocument found = version(function, target.qualifier());
    if (found == null) {
      throw target.notFound();
    }
    return found;
  }

  /**
   * Makes sure that the version or the alias is there, or the function if none is named.
   *
   * @throws Refused if it is not
   */
  public void require(Target target) {
    if (version(target.function(), target.qualifier()) == null) {
      throw notFound(target);
    }
  }

  /** The version to which a qualifier leads, by its number or $LATEST; null if to none. */
  public @Nullable String version(FunctionArn function, @Nullable String qualifier) {
    VersionDocument version = find(function, qualifier);
    return version == null ? null : version.version();
  }

  /** The version to which a qualifier leads, none to $LATEST; null if it leads to none. */
  public @Nullable VersionDocument find(FunctionArn function, @Nullable String qualifier) {
    FunctionDocument found = catalog.find(function);
    return found == null ? null : version(found, qualifier);
  }

  private @Nullable VersionDocument version(FunctionDocument function, @Nullable String qualifier) {
    String named = qualifier == null ? Function.LATEST : qualifier;
    VersionDocument version = function.version(named);
    if (version != null) {
      return version;
    }
    AliasDocument alias = catalog.alias(function.arn(), named);
    return alias == null ? null : function.version(alias.version());
  }

  /** Whether a qualifier has the form of an alias. */
  public static boolean isAlias(@Nullable String qualifier) {
    return qualifier != null
        && ALIAS.matcher(qualifier).matches()
        && !VERSION.matcher(qualifier).matches();
  }

  /** That a version or an alias is not there; both recorded from the service. */
  private static Refused notFound(Target target) {
    return isAlias(target.qualifier())
        ? new Refused(ServiceError.notFound("Cannot find alias arn: " + target.arn()))
        : target.notFound();
  }
}
