package io.slsemu.emulator.serviceapi.functions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.function.FunctionRuntime;
import io.slsemu.emulator.serviceapi.operation.Fields;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a function's settings out of a request and holds them to the service's rules; what a
 * request does not mention stays as it was.
 */
final class Settings {
  private static final Pattern ROLE =
      Pattern.compile("arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+");
  private static final Pattern HANDLER = Pattern.compile("[^\\s]+");
  private static final Pattern LOG_GROUP = Pattern.compile("[\\.\\-_/#A-Za-z0-9]+");
  static final Pattern ARN = Pattern.compile("(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()");

  /** What would change how a function runs, and does not here. */
  private static final List<String> NOT_HERE =
      List.of("FileSystemConfigs", "CapacityProviderConfig", "DurableConfig", "TenancyConfig");

  private Settings() {}

  /** What the service sets where nobody says otherwise. */
  static void defaults(ObjectNode settings, String functionName) {
    settings.put("Description", "").put("Timeout", 3).put("MemorySize", 128);
    settings.putObject("TracingConfig").put("Mode", "PassThrough");
    settings.putArray("Architectures").add("x86_64");
    settings.putObject("EphemeralStorage").put("Size", 512);
    settings.putObject("SnapStart").put("ApplyOn", "None");
    settings
        .putObject("LoggingConfig")
        .put("LogFormat", "Text")
        .put("LogGroup", "/aws/lambda/" + functionName);
  }

  /**
   * @param settings changed as the request says, if {@link Fields#check} finds nothing
   * @throws Refused for what the service has words of its own
   */
  static void read(Fields request, ObjectNode settings) {
    text(settings, "Role", request.text("Role", ROLE));
    text(settings, "Handler", handler(request));
    text(settings, "Description", request.text("Description", 0, 256));
    text(settings, "Runtime", runtime(request));
    number(settings, "Timeout", request.number("Timeout", 1, 900));
    number(settings, "MemorySize", request.number("MemorySize", 128, 10_240));
    text(settings, "KMSKeyArn", request.text("KMSKeyArn", ARN));
    emptyIsAbsent(settings, "KMSKeyArn");
    storage(request.object("EphemeralStorage"), settings);
    tracing(request.object("TracingConfig"), settings);
    snapStart(request.object("SnapStart"), settings);
    logging(request.object("LoggingConfig"), settings);
    deadLetters(request.object("DeadLetterConfig"), settings);
    network(request.object("VpcConfig"), settings);
    image(request.object("ImageConfig"), settings);
    architectures(request, settings);
    EnvironmentCheck.read(request.object("Environment"), settings);
    for (String name : NOT_HERE) {
      if (request.has(name) && !request.raw(name).isEmpty()) {
        throw notHere(name);
      }
    }
  }

  /** The version that Lambda Managed Instances publish to. */
  static void refusePublishTo(Fields request) {
    if (request.has("PublishTo")) {
      throw notHere("PublishTo");
    }
  }

  private static Refused notHere(String name) {
    return new Refused(
        ServiceError.invalidParameter(
            name + " is not to be had: sls-emu does not carry it out; leave it out"));
  }

  private static @Nullable String handler(Fields request) {
    String handler = request.text("Handler", HANDLER);
    if (handler != null && handler.length() > 128) {
      request.violate(handler, "Handler", "Member must have length less than or equal to 128");
    }
    return handler;
  }

  /**
   * @throws Refused for one that is no longer served (lambda-platform §4.3)
   */
  private static @Nullable String runtime(Fields request) {
    String runtime = request.text("Runtime");
    if (runtime == null || FunctionRuntime.IDENTIFIERS.contains(runtime)) {
      return runtime;
    }
    if (FunctionRuntime.ENDED.contains(runtime)) {
      throw new Refused(
          ServiceError.invalidParameter(
              "The runtime parameter of "
                  + runtime
                  + " is no longer supported for creating or updating AWS Lambda functions. We"
                  + " recommend you use a supported runtime while creating or updating"
                  + " functions."));
    }
    request.violate(
        runtime,
        "Runtime",
        "Member must satisfy enum value set: "
            + FunctionRuntime.IDENTIFIERS
            + " or be a valid ARN");
    return runtime;
  }

  private static void storage(@Nullable Fields storage, ObjectNode settings) {
    if (storage != null) {
      storage.require("Size");
      number(settings.putObject("EphemeralStorage"), "Size", storage.number("Size", 512, 10_240));
    }
  }

  private static void tracing(@Nullable Fields tracing, ObjectNode settings) {
    if (tracing != null && tracing.has("Mode")) {
      text(
          settings.putObject("TracingConfig"),
          "Mode",
          tracing.oneOf("Mode", List.of("Active", "PassThrough")));
    }
  }

  private static void snapStart(@Nullable Fields snapStart, ObjectNode settings) {
    if (snapStart != null && snapStart.has("ApplyOn")) {
      text(
          settings.putObject("SnapStart"),
          "ApplyOn",
          snapStart.oneOf("ApplyOn", List.of("PublishedVersions", "None")));
    }
  }

  /** Levels are for JSON only, and there have defaults. */
  private static void logging(@Nullable Fields logging, ObjectNode settings) {
    if (logging == null) {
      return;
    }
    ObjectNode now = (ObjectNode) settings.get("LoggingConfig");
    text(now, "LogFormat", logging.oneOf("LogFormat", List.of("JSON", "Text")));
    text(now, "LogGroup", logging.text("LogGroup", LOG_GROUP));
    String application =
        logging.oneOf(
            "ApplicationLogLevel", List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"));
    String system = logging.oneOf("SystemLogLevel", List.of("DEBUG", "INFO", "WARN"));
    if (now.path("LogFormat").asText().equals("JSON")) {
      text(now, "ApplicationLogLevel", application);
      text(now, "SystemLogLevel", system);
      putIfAbsent(now, "ApplicationLogLevel", "INFO");
      putIfAbsent(now, "SystemLogLevel", "INFO");
    } else if (application != null || system != null) {
      throw new Refused(
          ServiceError.invalidParameter(
              "You cannot specify log levels when LogFormat is Text. Use JSON, or leave the levels"
                  + " out."));
    } else {
      now.remove(List.of("ApplicationLogLevel", "SystemLogLevel"));
    }
  }

  private static void deadLetters(@Nullable Fields letters, ObjectNode settings) {
    if (letters == null) {
      return;
    }
    String target = letters.text("TargetArn", ARN);
    settings.remove("DeadLetterConfig");
    if (target != null && !target.isEmpty()) {
      settings.putObject("DeadLetterConfig").put("TargetArn", target);
    }
  }

  /** There is no such network here: a function reaches what the machine reaches. */
  private static void network(@Nullable Fields network, ObjectNode settings) {
    if (network == null) {
      return;
    }
    List<String> subnets = network.texts("SubnetIds");
    List<String> groups = network.texts("SecurityGroupIds");
    settings.remove("VpcConfig");
    if (subnets == null || subnets.isEmpty()) {
      return;
    }
    ObjectNode now = settings.putObject("VpcConfig");
    fill(now.putArray("SubnetIds"), subnets);
    fill(now.putArray("SecurityGroupIds"), groups == null ? List.of() : groups);
    now.put("VpcId", "").put("Ipv6AllowedForDualStack", network.flag("Ipv6AllowedForDualStack"));
  }

  private static void image(@Nullable Fields image, ObjectNode settings) {
    if (image == null) {
      return;
    }
    ObjectNode config = settings.objectNode();
    List<String> entryPoint = image.texts("EntryPoint");
    List<String> command = image.texts("Command");
    if (entryPoint != null && !entryPoint.isEmpty()) {
      fill(config.putArray("EntryPoint"), entryPoint);
    }
    if (command != null && !command.isEmpty()) {
      fill(config.putArray("Command"), command);
    }
    text(config, "WorkingDirectory", image.text("WorkingDirectory", 0, 1_000));
    emptyIsAbsent(config, "WorkingDirectory");
    settings.remove("ImageConfigResponse");
    if (!config.isEmpty()) {
      settings.putObject("ImageConfigResponse").set("ImageConfig", config);
    }
  }

  static void architectures(Fields request, ObjectNode settings) {
    List<String> wanted = request.texts("Architectures");
    if (wanted == null) {
      return;
    }
    if (wanted.size() != 1 || !List.of("x86_64", "arm64").contains(wanted.get(0))) {
      request.violate(
          wanted.toString(),
          "Architectures",
          "Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64]]");
    }
    fill(settings.putArray("Architectures"), wanted);
  }

  static void fill(ArrayNode list, List<String> texts) {
    texts.forEach(list::add);
  }

  private static void text(ObjectNode settings, String name, @Nullable String text) {
    if (text != null) {
      settings.put(name, text);
    }
  }

  private static void number(ObjectNode settings, String name, @Nullable Integer number) {
    if (number != null) {
      settings.put(name, number);
    }
  }

  private static void putIfAbsent(ObjectNode settings, String name, String text) {
    if (!settings.has(name)) {
      settings.put(name, text);
    }
  }

  private static void emptyIsAbsent(ObjectNode settings, String name) {
    if (settings.path(name).asText("-").isEmpty()) {
      settings.remove(name);
    }
  }
}
