package io.slsemu.emulator.serviceapi.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.AliasDocument;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.catalog.FunctionDocument;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.serviceapi.operation.Call;
import io.slsemu.emulator.serviceapi.operation.Fields;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.operation.OperationGroup;
import io.slsemu.emulator.serviceapi.operation.OperationHandler;
import io.slsemu.emulator.serviceapi.operation.Page;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.Reply;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.serviceapi.operation.Target;
import io.slsemu.emulator.serviceapi.resources.FunctionLookup;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The aliases of functions. */
public final class AliasOperations implements OperationGroup {
  private static final Pattern NAME = Pattern.compile("(?!^[0-9]+$)([a-zA-Z0-9-_]+)");
  private static final Pattern VERSION = Pattern.compile("(\\$LATEST(\\.PUBLISHED)?|[0-9]+)");

  private final Catalog catalog;
  private final FunctionLookup lookup;

  public AliasOperations(Catalog catalog) {
    this.catalog = catalog;
    this.lookup = new FunctionLookup(catalog);
  }

  @Override
  public Map<Operation, OperationHandler> handlers() {
    return Map.of(
        Operation.CREATE_ALIAS, this::create,
        Operation.GET_ALIAS, this::get,
        Operation.UPDATE_ALIAS, this::update,
        Operation.DELETE_ALIAS, this::delete,
        Operation.LIST_ALIASES, this::list);
  }

  private Reply create(Call call) {
    Fields request = new Fields(call.document());
    request.require("Name").require("FunctionVersion");
    String name = request.text("Name", NAME);
    String version = request.text("FunctionVersion", VERSION);
    String description = request.text("Description", 0, 256);
    request.text("Name", 1, 128);
    Map<String, Double> weights = weights(request);
    request.check();
    Target target = Target.of(call);
    return catalog.change(
        () -> {
          FunctionDocument function = lookup.function(target);
          if (catalog.alias(function.arn(), String.valueOf(name)) != null) {
            throw new Refused(
                ServiceError.conflict(
                    "Alias already exists: " + function.arn().qualified(String.valueOf(name))));
          }
          return keep(
              call,
              function,
              new AliasDocument(
                  String.valueOf(name),
                  String.valueOf(version),
                  description == null ? "" : description,
                  weights == null ? Map.of() : weights,
                  UUID.randomUUID().toString()));
        });
  }

  private Reply update(Call call) {
    Fields request = new Fields(call.document());
    String version = request.text("FunctionVersion", VERSION);
    String description = request.text("Description", 0, 256);
    String revision = request.text("RevisionId");
    Map<String, Double> weights = weights(request);
    request.check();
    Target target = Target.of(call);
    return catalog.change(
        () -> {
          FunctionDocument function = lookup.function(target);
          AliasDocument now = require(function, call.inPath("Name"));
          Guard.requireRevision(now.revisionId(), revision);
          return keep(
              call,
              function,
              new AliasDocument(
                  now.name(),
                  version == null ? now.version() : version,
                  description == null ? now.description() : description,
                  weights == null ? now.weights() : weights,
                  UUID.randomUUID().toString()));
        });
  }

  private Reply keep(Call call, FunctionDocument function, AliasDocument alias) {
    requireVersion(function, alias.version());
    checkWeights(function, alias);
    catalog.putAlias(function.arn(), alias);
    return Reply.of(call, view(function, alias));
  }

  private static void requireVersion(FunctionDocument function, String version) {
    if (function.version(version) == null) {
      throw new Refused(
          ServiceError.notFound("Function not found: " + function.arn().qualified(version)));
    }
  }

  private static void checkWeights(FunctionDocument function, AliasDocument alias) {
    if (alias.weights().isEmpty()) {
      return;
    }
    if (alias.weights().size() > 1) {
      throw refused("Number of items in AdditionalVersionWeights cannot be greater than 1");
    }
    String other = alias.weights().keySet().iterator().next();
    if (alias.version().equals(Function.LATEST)) {
      throw refused("$LATEST is not supported for an alias pointing to more than 1 version");
    }
    if (other.equals(alias.version())) {
      throw refused(
          "Invalid function version %s. Function version %s is already included in routing configuration."
              .formatted(other, other));
    }
    requireVersion(function, other);
  }

  private static @Nullable Map<String, Double> weights(Fields request) {
    Fields routing = request.object("RoutingConfig");
    if (routing == null) {
      return null;
    }
    routing.object("AdditionalVersionWeights"); // which it has to be
    JsonNode weights = routing.raw("AdditionalVersionWeights");
    Map<String, Double> read = new TreeMap<>();
    if (weights == null) {
      return read;
    }
    for (Map.Entry<String, JsonNode> each : weights.properties()) {
      double weight = each.getValue().asDouble(-1);
      if (!each.getKey().matches("[0-9]+") || !each.getValue().isNumber()) {
        routing.violate(
            weights.toString(),
            "AdditionalVersionWeights",
            "Map keys must satisfy constraint: [Member must have length less than or equal to 1024,"
                + " Member must have length greater than or equal to 1, Member must satisfy regular"
                + " expression pattern: [0-9]+]");
      } else if (weight < 0 || weight > 1) {
        routing.violate(
            weights.toString(),
            "AdditionalVersionWeights",
            "Map value must satisfy constraint: [Member must have value less than or equal to 1.0,"
                + " Member must have value greater than or equal to 0.0]");
      }
      read.put(each.getKey(), weight);
    }
    return read;
  }

  private AliasDocument require(FunctionDocument function, String name) {
    AliasDocument alias = catalog.alias(function.arn(), name);
    if (alias == null) {
      throw new Refused(
          ServiceError.notFound("Cannot find alias arn: " + function.arn().qualified(name)));
    }
    return alias;
  }

  private Reply get(Call call) {
    Target target = Target.of(call);
    return catalog.read(
        () -> {
          FunctionDocument function = lookup.function(target);
          return Reply.of(call, view(function, require(function, call.inPath("Name"))));
        });
  }

  /** Of an alias that is not there the service says nothing. */
  private Reply delete(Call call) {
    Target target = Target.of(call);
    return catalog.change(
        () -> {
          catalog.removeAlias(lookup.function(target).arn(), call.inPath("Name"));
          return Reply.empty(call);
        });
  }

  private Reply list(Call call) {
    Page page = Page.of(call, 10_000);
    Target target = Target.of(call);
    String version = call.inQuery("FunctionVersion");
    return catalog.read(
        () -> {
          FunctionDocument function = lookup.function(target);
          List<AliasDocument> aliases =
              catalog.aliases(function.arn()).stream()
                  .filter(each -> version == null || each.leadsTo(version))
                  .toList();
          return Reply.of(
              call,
              page.document("Aliases", aliases, AliasDocument::name, each -> view(function, each)));
        });
  }

  private static ObjectNode view(FunctionDocument function, AliasDocument alias) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("AliasArn", function.arn().qualified(alias.name()));
    view.put("Name", alias.name()).put("FunctionVersion", alias.version());
    view.put("Description", alias.description()).put("RevisionId", alias.revisionId());
    if (!alias.weights().isEmpty()) {
      ObjectNode weights = view.putObject("RoutingConfig").putObject("AdditionalVersionWeights");
      alias.weights().forEach(weights::put);
    }
    return view;
  }

  private static Refused refused(String message) {
    return new Refused(ServiceError.invalidParameter(message));
  }
}
