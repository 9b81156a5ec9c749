package io.slsemu.emulator.serviceapi.resources.signing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.serviceapi.operation.Call;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.serviceapi.resources.QualifiedTable;
import io.slsemu.emulator.store.Table;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Code signing configurations, and the functions that have one. */
public final class SigningConfigs {
  private static final Pattern ARN =
      Pattern.compile(
          "arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1}:\\d{12}"
              + ":code-signing-config:csc-[a-z0-9]{17}");

  private final Table<SigningConfig> configs;
  private final QualifiedTable<String> functions;

  public SigningConfigs(Catalog catalog) {
    this.configs = catalog.table("code-signing-configs", SigningConfig.class);
    this.functions = new QualifiedTable<>(catalog, "function-code-signing", String.class);
  }

  /**
   * @param document as callers see it: the model's {@code CodeSigningConfig}
   */
  record SigningConfig(ObjectNode document) {
    String arn() {
      return document.path("CodeSigningConfigArn").asText();
    }
  }

  public boolean isThere(String arn) {
    return configs.get(arn) != null;
  }

  /**
   * Whether code that nobody has signed must not be deployed to a function. No code that comes here
   * is: signatures are the work of another service.
   */
  public boolean refusesUnsigned(FunctionArn function) {
    String arn = of(function);
    SigningConfig config = arn == null ? null : configs.get(arn);
    return config != null
        && config
            .document()
            .path("CodeSigningPolicies")
            .path("UntrustedArtifactOnDeployment")
            .asText()
            .equals("Enforce");
  }

  /**
   * Makes sure that code which nobody has signed may be deployed to a function.
   *
   * @throws Refused if its configuration enforces signatures; the service's words
   */
  public void requireUnsigned(FunctionArn function) {
    if (refusesUnsigned(function)) {
      throw new Refused(
          ServiceError.user(
              400,
              "CodeVerificationFailedException",
              "Message",
              "Lambda cannot deploy the function. The function or layer might be signed using a"
                  + " signature that the client is not configured to accept. Check the provided"
                  + " signature for "
                  + function.name()
                  + "."));
    }
  }

  /**
   * Within a change: gives a function that is created one.
   *
   * @throws Refused if it is not there, or enforces signatures
   */
  public void sign(FunctionArn function, String arn) {
    requireToAttach(checked(arn));
    attach(function, arn);
    requireUnsigned(function);
  }

  /**
   * @throws Refused in the words recorded from the service if it is not there
   */
  void requireToAttach(String arn) {
    if (!isThere(arn)) {
      throw new Refused(
          ServiceError.user(
              404,
              "CodeSigningConfigNotFoundException",
              "Message",
              "The code signing configuration cannot be found. Check that the provided"
                  + " configuration is not deleted: "
                  + arn
                  + "."));
    }
  }

  /** The configuration of a function, null if it has none. */
  public @Nullable String of(FunctionArn function) {
    return functions.get(function, null);
  }

  void put(SigningConfig config) {
    configs.put(config.arn(), config);
  }

  /**
   * @throws Refused if functions have it
   */
  void remove(String arn) {
    require(arn);
    if (!having(arn).isEmpty()) {
      throw new Refused(
          ServiceError.conflict(
              "The code signing configuration "
                  + arn
                  + " cannot be deleted: functions have it: "
                  + having(arn)));
    }
    configs.remove(arn);
  }

  void attach(FunctionArn function, String arn) {
    functions.put(function, null, arn);
  }

  void detach(FunctionArn function) {
    functions.remove(function, null);
  }

  /** Those of an account and region. */
  List<SigningConfig> under(String prefix) {
    return List.copyOf(configs.under(prefix).values());
  }

  /** The functions that have one. */
  List<String> having(String arn) {
    return functions.all().entrySet().stream()
        .filter(each -> each.getValue().equals(arn))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * @throws Refused in the words recorded from the service, without Type, if it is not there
   */
  SigningConfig require(String arn) {
    SigningConfig found = configs.get(arn);
    if (found == null) {
      throw new Refused(
          ServiceError.untyped(
              404,
              "ResourceNotFoundException",
              "Message",
              "The Lambda code signing configuration " + arn + " can not be found."));
    }
    return found;
  }

  /**
   * The one in the path.
   *
   * @throws Refused if it is malformed
   */
  static String inPath(Call call) {
    return checked(call.inPath("CodeSigningConfigArn"));
  }

  static String checked(String arn) {
    if (!ARN.matcher(arn).matches()) {
      throw new Refused(
          ServiceError.validation(
              List.of(
                  "Value '"
                      + arn
                      + "' at 'codeSigningConfigArn' failed to satisfy constraint: Member must"
                      + " satisfy regular expression pattern: "
                      + ARN.pattern())));
    }
    return arn;
  }
}
