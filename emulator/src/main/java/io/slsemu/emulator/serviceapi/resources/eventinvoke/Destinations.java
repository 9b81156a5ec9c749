package io.slsemu.emulator.serviceapi.resources.eventinvoke;

import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionName;
import io.slsemu.emulator.serviceapi.operation.Fields;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.serviceapi.resources.FunctionLookup;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where records of asynchronous invocations are to go, as a request names it. */
final class Destinations {
  /** As the service spells it in its refusal, recorded in November 2025. */
  private static final Pattern DESTINATION =
      Pattern.compile(
          "$|kafka://([^.]([a-zA-Z0-9\\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:"
              + "((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)");

  private static final Pattern SERVICE =
      Pattern.compile("arn:[^:]+:(?:sqs|sns|lambda|(?<s3>s3)|events):.*");

  private static final Pattern FUNCTION =
      Pattern.compile(
          "arn:[^:]+:lambda:(?<region>[^:]+):(?<account>\\d{12}):function:(?<name>[a-zA-Z0-9-_]{1,64})"
              + "(?::(?<qualifier>[^:]+))?");

  private final Catalog catalog;
  private final FunctionLookup lookup;

  Destinations(Catalog catalog) {
    this.catalog = catalog;
    this.lookup = new FunctionLookup(catalog);
  }

  /** One of the two, empty for none; null if the request says nothing of it. */
  static @Nullable String read(@Nullable Fields destinations, String side) {
    Fields one = destinations == null ? null : destinations.object(side);
    String arn = one == null ? null : one.text("Destination", DESTINATION);
    if (arn != null && arn.length() > 350) {
      one.violate(arn, "Destination", "Member must have length less than or equal to 350");
    }
    return arn == null || arn.isEmpty() ? null : arn;
  }

  /**
   * @throws Refused if one is none that can be had; the words are recorded
   */
  void check(FunctionArn owner, EventInvokeSettings settings) {
    check(owner, settings.onSuccess(), settings, false);
    check(owner, settings.onFailure(), settings, true);
  }

  private void check(
      FunctionArn owner, @Nullable String arn, EventInvokeSettings settings, boolean failure) {
    if (arn == null) {
      return;
    }
    Matcher service = SERVICE.matcher(arn);
    if (!service.matches() || (service.group("s3") != null && !failure)) {
      throw refused("The provided destination config " + inWords(settings) + " is invalid.");
    }
    Matcher function = FUNCTION.matcher(arn);
    if (!function.matches()) {
      if (arn.contains(":lambda:")) {
        throw refused("The destination ARN " + arn + " is invalid.");
      }
      return;
    }
    FunctionArn named =
        new FunctionArn(
            function.group("region"),
            function.group("account"),
            new FunctionName(function.group("name")));
    if (named.equals(owner)) {
      throw refused("You can't specify the function as a destination for itself.");
    }
    if (catalog.find(named) == null || lookup.version(named, function.group("qualifier")) == null) {
      throw refused("The destination ARN " + arn + " is invalid.");
    }
  }

  private static String inWords(EventInvokeSettings settings) {
    return "DestinationConfig(onSuccess="
        + one("OnSuccess", settings.onSuccess())
        + ", onFailure="
        + one("OnFailure", settings.onFailure())
        + ")";
  }

  private static String one(String side, @Nullable String arn) {
    return arn == null ? "null" : side + "(destination=" + arn + ")";
  }

  private static Refused refused(String message) {
    return new Refused(ServiceError.invalidParameter(message));
  }
}
