package io.slsemu.emulator.serviceapi.operation;

import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionReference;
import io.slsemu.emulator.function.Scope;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The function that a request names: by its name, a partial or a full ARN, each with a qualifier or
 * without.
 *
 * @param function the function
 * @param qualifier a version or an alias, null if the caller names none
 */
public record Target(FunctionArn function, @Nullable String qualifier) {
  private static final String PATTERN =
      "(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?"
          + "(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?";

  /** The model's, with names for what is read from it. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?:arn:aws[a-zA-Z-]*:lambda:(?=[a-z]))?(?:(?<region>[a-z]{2}[a-z-]*-\\d):)?"
              + "(?:(?<account>\\d{12}):)?(?:function:)?(?<name>[a-zA-Z0-9-_]+)"
              + "(?::(?<qualifier>\\$LATEST|[a-zA-Z0-9-_]+))?");

  private static final Pattern QUALIFIER = Pattern.compile("[a-zA-Z0-9$_-]{1,128}");
  private static final int MAX_NAME = 64;

  /**
   * The function in the path, with the qualifier that stands in it or in the query.
   *
   * @throws Refused if it is malformed, of another region, or both qualifiers are there and differ
   */
  public static Target of(Call call) {
    return of(call.scope(), call.inPath("FunctionName"), call.inQuery("Qualifier"));
  }

  /**
   * The function of a name.
   *
   * @param caller where a plain name is looked up
   * @throws Refused as above
   */
  public static Target of(Scope caller, String name, @Nullable String qualifier) {
    Matcher read = NAME.matcher(name);
    if (!read.matches()) {
      throw malformed(name, "functionName", PATTERN);
    }
    String bare = read.group("name");
    if (bare.length() > MAX_NAME) {
      throw tooLong(name);
    }
    if (qualifier != null && !QUALIFIER.matcher(qualifier).matches()) {
      throw malformed(qualifier, "qualifier", "[a-zA-Z0-9$_-]+");
    }
    Scope scope = scope(caller, read.group("region"), read.group("account"));
    return new Target(scope.function(bare), one(read.group("qualifier"), qualifier));
  }

  private static Scope scope(Scope caller, @Nullable String region, @Nullable String account) {
    if (region != null && !region.equals(caller.region())) {
      throw new Refused(
          ServiceError.notFound(
              "Functions from '%s' are not reachable in this region ('%s')"
                  .formatted(region, caller.region())));
    }
    return account == null ? caller : new Scope(caller.region(), account);
  }

  private static @Nullable String one(@Nullable String inName, @Nullable String beside) {
    if (inName != null && beside != null && !inName.equals(beside)) {
      throw new Refused(
          ServiceError.invalidParameter(
              "The derived qualifier from the function name does not match the specified"
                  + " qualifier."));
    }
    return inName == null ? beside : inName;
  }

  private static Refused malformed(String value, String member, String pattern) {
    return new Refused(
        ServiceError.validation(
            List.of(
                "Value '"
                    + value
                    + "' at '"
                    + member
                    + "' failed to satisfy constraint: Member must satisfy regular expression"
                    + " pattern: "
                    + pattern)));
  }

  private static Refused tooLong(String name) {
    return new Refused(
        ServiceError.validation(
            List.of(
                "Value '"
                    + name
                    + "' at 'functionName' failed to satisfy constraint: Member must have length"
                    + " less than or equal to "
                    + MAX_NAME)));
  }

  public FunctionReference reference() {
    return new FunctionReference(function.scope(), function.name().value(), qualifier);
  }

  /** As the caller asked for it: with a qualifier only where one was given. */
  public String arn() {
    return qualifier == null ? function.toString() : function.qualified(qualifier);
  }

  /** That there is no such function, version or alias. */
  public Refused notFound() {
    return new Refused(ServiceError.notFound("Function not found: " + arn()));
  }
}
