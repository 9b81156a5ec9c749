package io.slsemu.emulator.serviceapi.resources.policies;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import java.util.regex.Pattern;

/** Who is permitted something. */
public final class Principals {
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern SERVICE =
      Pattern.compile("[a-zA-Z0-9-.]+\\.(amazonaws\\.com(\\.cn)?|amazon\\.com)");
  private static final Pattern IDENTITY =
      Pattern.compile("arn:aws[a-zA-Z-]*:(iam|sts)::(\\d{12}|cloudfront):.+");

  private Principals() {}

  /**
   * Renders a service, anybody, an account or one of its identities as the service does.
   *
   * @throws Refused if it is none of these
   */
  public static void render(ObjectNode statement, String principal) {
    if (principal.equals("*")) {
      statement.put("Principal", "*");
    } else if (ACCOUNT.matcher(principal).matches()) {
      statement.putObject("Principal").put("AWS", "arn:aws:iam::" + principal + ":root");
    } else if (IDENTITY.matcher(principal).matches()) {
      statement.putObject("Principal").put("AWS", principal);
    } else if (SERVICE.matcher(principal).matches()) {
      statement.putObject("Principal").put("Service", principal);
    } else {
      throw new Refused( // recorded from the service
          ServiceError.invalidParameter(
              "The provided principal was invalid. Please check the principal and try again."));
    }
  }
}
