package io.slsemu.emulator.serviceapi.resources.tags;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionName;
import io.slsemu.emulator.serviceapi.operation.Call;
import io.slsemu.emulator.serviceapi.operation.Fields;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.operation.OperationGroup;
import io.slsemu.emulator.serviceapi.operation.OperationHandler;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.Reply;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.serviceapi.resources.Json;
import io.slsemu.emulator.serviceapi.resources.Revisions;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** TagResource, UntagResource and ListTags. */
public final class TagOperations implements OperationGroup {
  /** As the service spells it in its refusal, recorded in November 2025. */
  private static final String PATTERN =
      "arn:(aws[a-zA-Z-]*):lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:"
          + "(function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?|layer:([a-zA-Z0-9-_]+)"
          + "|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}"
          + "-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
          + "|capacity-provider:[a-zA-Z0-9-_]+)";

  private static final Pattern TAGGABLE = Pattern.compile(PATTERN);
  private static final Pattern PARTS =
      Pattern.compile(
          "arn:[^:]+:lambda:(?<region>[^:]+):(?<account>\\d{12}):(?<kind>[^:]+):(?<name>[^:]+)"
              + "(?<qualifier>:.+)?");

  private final Catalog catalog;
  private final Tags tags;
  private final Revisions revisions;
  private final Predicate<String> isMapping;
  private final Predicate<String> isSigningConfig;

  /**
   * @param isMapping whether there is an event source mapping of an ARN
   * @param isSigningConfig whether there is a code signing configuration of an ARN
   */
  public TagOperations(
      Catalog catalog,
      Tags tags,
      Revisions revisions,
      Predicate<String> isMapping,
      Predicate<String> isSigningConfig) {
    this.catalog = catalog;
    this.tags = tags;
    this.revisions = revisions;
    this.isMapping = isMapping;
    this.isSigningConfig = isSigningConfig;
  }

  @Override
  public Map<Operation, OperationHandler> handlers() {
    return Map.of(
        Operation.TAG_RESOURCE, this::tag,
        Operation.UNTAG_RESOURCE, this::untag,
        Operation.LIST_TAGS, this::list);
  }

  private Reply tag(Call call) {
    Fields fields = new Fields(call.document()).require("Tags");
    String arn = taggable(call, fields);
    Map<String, String> more = fields.map("Tags");
    if (more == null || more.isEmpty()) {
      throw new Refused( // recorded from the service
          ServiceError.invalidParameter("An error occurred and the request cannot be processed."));
    }
    catalog.change(
        () -> {
          FunctionArn function = require(arn);
          tags.put(arn, more);
          renew(function);
          return arn;
        });
    return Reply.empty(call);
  }

  private Reply untag(Call call) {
    Fields fields = new Fields(Json.object());
    List<String> keys = call.allInQuery("tagKeys");
    if (keys.isEmpty()) {
      fields.require("tagKeys");
    }
    String arn = taggable(call, fields);
    catalog.change(
        () -> {
          FunctionArn function = require(arn);
          tags.remove(arn, keys);
          renew(function);
          return arn;
        });
    return Reply.empty(call);
  }

  private Reply list(Call call) {
    String arn = taggable(call, new Fields(Json.object()));
    require(arn);
    ObjectNode document = Json.object();
    ObjectNode shown = document.putObject("Tags");
    tags.of(arn).forEach(shown::put);
    return Reply.of(call, document);
  }

  private static String taggable(Call call, Fields fields) {
    String arn = call.inPath("Resource");
    if (!TAGGABLE.matcher(arn).matches()) {
      fields.violate(arn, "Resource", "Member must satisfy regular expression pattern: " + PATTERN);
    }
    fields.check();
    return arn;
  }

  /**
   * @return the function if it is one
   * @throws Refused if it is not there, or can have no tags
   */
  private @Nullable FunctionArn require(String arn) {
    Matcher parts = PARTS.matcher(arn);
    if (!parts.matches()) {
      throw new IllegalArgumentException(arn);
    }
    switch (parts.group("kind")) {
      case "function":
        return function(arn, parts);
      case "event-source-mapping":
        requireThere(isMapping.test(arn), "Event source mapping not found: " + arn);
        return null;
      case "code-signing-config":
        requireThere(
            isSigningConfig.test(arn),
            "The Lambda code signing configuration " + arn + " can not be found.");
        return null;
      case "capacity-provider":
        throw new Refused(ServiceError.notFound("Capacity provider not found: " + arn));
      default:
        throw new Refused(ServiceError.invalidParameter("sls-emu keeps no tags of layers: " + arn));
    }
  }

  private FunctionArn function(String arn, Matcher parts) {
    if (parts.group("qualifier") != null) {
      throw new Refused(
          ServiceError.invalidParameter(
              "Tags on function aliases and versions are not supported. Please specify a function"
                  + " ARN."));
    }
    String name = parts.group("name");
    boolean there =
        name.length() <= 64
            && catalog.find(
                    new FunctionArn(
                        parts.group("region"), parts.group("account"), new FunctionName(name)))
                != null;
    requireThere(there, "Function not found: " + arn);
    return new FunctionArn(parts.group("region"), parts.group("account"), new FunctionName(name));
  }

  private static void requireThere(boolean there, String message) {
    if (!there) {
      throw new Refused(ServiceError.notFound(message));
    }
  }

  private void renew(@Nullable FunctionArn function) {
    if (function != null) {
      revisions.renew(function, null);
    }
  }
}
