package io.slsemu.emulator.serviceapi.resources.signing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.catalog.Moments;
import io.slsemu.emulator.serviceapi.operation.Call;
import io.slsemu.emulator.serviceapi.operation.Fields;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.operation.OperationGroup;
import io.slsemu.emulator.serviceapi.operation.OperationHandler;
import io.slsemu.emulator.serviceapi.operation.Page;
import io.slsemu.emulator.serviceapi.operation.Reply;
import io.slsemu.emulator.serviceapi.resources.Json;
import io.slsemu.emulator.serviceapi.resources.signing.SigningConfigs.SigningConfig;
import io.slsemu.emulator.serviceapi.resources.tags.Tags;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes, changes, shows and deletes code signing configurations. */
public final class SigningOperations implements OperationGroup {
  private static final int MAX_ITEMS = 10_000;
  private static final int MAX_PROFILES = 20;
  private static final Pattern PROFILE =
      Pattern.compile(
          "arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}(-gov)?-[a-z]+-\\d{1})?"
              + ":(\\d{12})?:(.*)");

  private final Catalog catalog;
  private final SigningConfigs configs;
  private final Tags tags;
  private final InstantSource clock;

  public SigningOperations(
      Catalog catalog, SigningConfigs configs, Tags tags, InstantSource clock) {
    this.catalog = catalog;
    this.configs = configs;
    this.tags = tags;
    this.clock = clock;
  }

  @Override
  public Map<Operation, OperationHandler> handlers() {
    return Map.of(
        Operation.CREATE_CODE_SIGNING_CONFIG, this::create,
        Operation.UPDATE_CODE_SIGNING_CONFIG, this::update,
        Operation.GET_CODE_SIGNING_CONFIG, this::get,
        Operation.DELETE_CODE_SIGNING_CONFIG, this::delete,
        Operation.LIST_CODE_SIGNING_CONFIGS, this::list,
        Operation.LIST_FUNCTIONS_BY_CODE_SIGNING_CONFIG, this::listFunctions);
  }

  private Reply create(Call call) {
    Fields request = new Fields(call.document()).require("AllowedPublishers");
    String id = id();
    ObjectNode document =
        Json.object()
            .put("CodeSigningConfigId", id)
            .put("CodeSigningConfigArn", prefix(call) + id)
            .put("Description", "");
    document
        .putObject("CodeSigningPolicies")
        .put("UntrustedArtifactOnDeployment", "Warn"); // the service's default
    read(request, document);
    Map<String, String> tagged = request.map("Tags");
    request.check();
    document.put("LastModified", Moments.inMillis(clock.instant()));
    SigningConfig config = new SigningConfig(document);
    catalog.change(
        () -> {
          configs.put(config);
          tags.put(config.arn(), tagged == null ? Map.of() : tagged);
          return config;
        });
    return Reply.of(call, view(config));
  }

  private Reply update(Call call) {
    String arn = SigningConfigs.inPath(call);
    Fields request = new Fields(call.document());
    SigningConfig updated =
        catalog.change(
            () -> {
              ObjectNode document = configs.require(arn).document().deepCopy();
              read(request, document);
              request.check();
              document.put("LastModified", Moments.inMillis(clock.instant()));
              SigningConfig config = new SigningConfig(document);
              configs.put(config);
              return config;
            });
    return Reply.of(call, view(updated));
  }

  private Reply get(Call call) {
    return Reply.of(call, view(configs.require(SigningConfigs.inPath(call))));
  }

  private Reply delete(Call call) {
    String arn = SigningConfigs.inPath(call);
    catalog.change(
        () -> {
          configs.remove(arn);
          tags.removeAll(arn);
          return arn;
        });
    return Reply.empty(call);
  }

  private Reply list(Call call) {
    return Reply.of(
        call,
        Page.of(call, MAX_ITEMS)
            .document(
                "CodeSigningConfigs",
                configs.under(prefix(call)),
                SigningConfig::arn,
                SigningConfig::document));
  }

  private Reply listFunctions(Call call) {
    String arn = SigningConfigs.inPath(call);
    configs.require(arn);
    return Reply.of(
        call,
        Page.of(call, MAX_ITEMS)
            .document(
                "FunctionArns",
                configs.having(arn),
                each -> each,
                each -> Json.object().textNode(each)));
  }

  /** What the request names takes the place of what was there. */
  private static void read(Fields request, ObjectNode document) {
    String description = request.text("Description", 0, 256);
    if (description != null) {
      document.put("Description", description);
    }
    publishers(request.object("AllowedPublishers"), document);
    Fields policies = request.object("CodeSigningPolicies");
    String policy =
        policies == null
            ? null
            : policies.oneOf("UntrustedArtifactOnDeployment", List.of("Warn", "Enforce"));
    if (policy != null) {
      document.putObject("CodeSigningPolicies").put("UntrustedArtifactOnDeployment", policy);
    }
  }

  private static void publishers(@Nullable Fields publishers, ObjectNode document) {
    if (publishers == null) {
      return;
    }
    String name = "SigningProfileVersionArns";
    List<String> profiles = publishers.require(name).texts(name);
    if (profiles == null) {
      return;
    }
    if (profiles.isEmpty() || profiles.size() > MAX_PROFILES) {
      publishers.violate(
          profiles.toString(),
          name,
          profiles.isEmpty()
              ? "Member must have length greater than or equal to 1"
              : "Member must have length less than or equal to " + MAX_PROFILES);
    }
    if (!profiles.stream().allMatch(each -> PROFILE.matcher(each).matches())) {
      publishers.violate(
          profiles.toString(),
          name,
          "Member must satisfy constraint: [Member must satisfy regular expression pattern: "
              + PROFILE.pattern()
              + "]");
    }
    ArrayNode list = document.putObject("AllowedPublishers").putArray(name);
    profiles.forEach(list::add);
  }

  private static ObjectNode view(SigningConfig config) {
    ObjectNode view = Json.object();
    view.set("CodeSigningConfig", config.document());
    return view;
  }

  private static String prefix(Call call) {
    return "arn:aws:lambda:"
        + call.scope().region()
        + ":"
        + call.scope().account()
        + ":code-signing-config:";
  }

  /** Like {@code csc-0123456789abcdef0}. */
  private static String id() {
    String random =
        new BigInteger(UUID.randomUUID().toString().replace("-", ""), 16)
            .toString(Character.MAX_RADIX);
    return "csc-" + ("0".repeat(17) + random).substring(random.length());
  }
}
