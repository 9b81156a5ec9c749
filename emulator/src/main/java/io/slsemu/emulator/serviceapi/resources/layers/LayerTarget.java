package io.slsemu.emulator.serviceapi.resources.layers;

import io.slsemu.emulator.serviceapi.operation.Call;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The layer that a request names, by its name or its ARN.
 *
 * @param arn without a version
 */
record LayerTarget(String arn) {
  private static final String PATTERN =
      "(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+";

  private static final Pattern NAME = Pattern.compile(PATTERN);
  private static final int MAX_LENGTH = 140;

  /**
   * @throws Refused if it is malformed
   */
  static LayerTarget of(Call call) {
    String name = call.inPath("LayerName");
    if (!NAME.matcher(name).matches()) {
      throw refused(name, "Member must satisfy regular expression pattern: " + PATTERN);
    }
    if (name.length() > MAX_LENGTH) {
      throw refused(name, "Member must have length less than or equal to " + MAX_LENGTH);
    }
    return new LayerTarget(name.startsWith("arn:") ? name : prefix(call) + name);
  }

  /** How the ARNs of the caller's layers begin. */
  static String prefix(Call call) {
    return "arn:aws:lambda:" + call.scope().region() + ":" + call.scope().account() + ":layer:";
  }

  /**
   * The number of the version in the path.
   *
   * @throws Refused if it is none
   */
  static long number(Call call) {
    long number;
    try {
      number = Long.parseLong(call.inPath("VersionNumber"));
    } catch (NumberFormatException e) {
      throw new Refused(ServiceError.serialization("STRING_VALUE can not be converted to a Long"));
    }
    if (number < 1) {
      throw new Refused( // recorded from the service
          ServiceError.invalidParameter("Layer Version Cannot be less than 1"));
    }
    return number;
  }

  String version(long number) {
    return arn + ":" + number;
  }

  String name() {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  private static Refused refused(String name, String constraint) {
    return new Refused(
        ServiceError.validation(
            List.of(
                "Value '"
                    + name
                    + "' at 'layerName' failed to satisfy constraint: "
                    + constraint)));
  }
}
