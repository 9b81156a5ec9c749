package io.slsemu.emulator.serviceapi.resources.layers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.async.aws.BucketReader;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.catalog.LayerDocument;
import io.slsemu.emulator.catalog.Moments;
import io.slsemu.emulator.serviceapi.operation.Call;
import io.slsemu.emulator.serviceapi.operation.Fields;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.operation.OperationGroup;
import io.slsemu.emulator.serviceapi.operation.OperationHandler;
import io.slsemu.emulator.serviceapi.operation.Page;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.Reply;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.serviceapi.resources.Json;
import io.slsemu.emulator.serviceapi.resources.ZipArchive;
import io.slsemu.emulator.serviceapi.resources.ZipIntake;
import io.slsemu.emulator.serviceapi.resources.account.CodeStorage;
import io.slsemu.emulator.store.Table;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Layers: what functions find at /opt, in versions that never change. */
public final class Layers implements OperationGroup {
  private static final int MAX_ITEMS = 50;

  /** As the service spells it in its refusal, recorded in January 2026. */
  private static final Pattern VERSION_ARN =
      Pattern.compile(
          "(arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}"
              + ":\\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+)"
              + "|(arn:[a-zA-Z0-9-]+:lambda:::awslayer:[a-zA-Z0-9-_]+)");

  private final Catalog catalog;
  private final Table<LayerDocument> versions;
  private final Table<Long> numbers;
  private final ZipIntake zips;
  private final UnaryOperator<String> codeUrl;
  private final CodeStorage storage;
  private final InstantSource clock;

  /**
   * @param codeUrl from where an archive can be downloaded, by its digest
   * @param buckets where content may be, null if nowhere
   */
  public Layers(
      Catalog catalog,
      UnaryOperator<String> codeUrl,
      CodeStorage storage,
      @Nullable BucketReader buckets,
      InstantSource clock) {
    this.catalog = catalog;
    this.storage = storage;
    this.versions = catalog.layers();
    this.numbers = catalog.table("layer-numbers", Long.class);
    this.zips = new ZipIntake(catalog.code(), ZipIntake.Content.LAYER, buckets);
    this.codeUrl = codeUrl;
    this.clock = clock;
  }

  @Override
  public Map<Operation, OperationHandler> handlers() {
    return Map.of(
        Operation.PUBLISH_LAYER_VERSION, this::publish,
        Operation.GET_LAYER_VERSION, this::get,
        Operation.GET_LAYER_VERSION_BY_ARN, this::getByArn,
        Operation.DELETE_LAYER_VERSION, this::delete,
        Operation.LIST_LAYERS, this::list,
        Operation.LIST_LAYER_VERSIONS, this::listVersions);
  }

  private Reply publish(Call call) {
    LayerTarget layer = LayerTarget.of(call);
    Fields request = new Fields(call.document()).require("Content");
    ObjectNode details = details(request);
    Fields content = request.object("Content");
    request.check();
    ZipArchive archive = zips.take(content);
    LayerDocument published =
        catalog.change(
            () -> {
              Long last = numbers.get(layer.arn());
              long number = last == null ? 1 : last + 1; // one that was deleted is not given again
              details.put("LayerArn", layer.arn());
              details.put("LayerVersionArn", layer.version(number));
              details.put("Version", number);
              LayerDocument document =
                  new LayerDocument(
                      layer.version(number), number, archive.digest(), archive.size(), details);
              versions.put(document.arn(), document);
              numbers.put(layer.arn(), number);
              storage.require(call.scope(), archive.size());
              return document;
            });
    return Reply.of(call, view(published));
  }

  private ObjectNode details(Fields request) {
    ObjectNode details = Json.object();
    String description = request.text("Description", 0, 256);
    String license = request.text("LicenseInfo", 0, 512);
    details.put("Description", description == null ? "" : description);
    details.put("CreatedDate", Moments.inMillis(clock.instant()));
    Compatibility.read(request, details);
    if (license != null) {
      details.put("LicenseInfo", license);
    }
    return details;
  }

  private Reply get(Call call) {
    return Reply.of(call, view(require(LayerTarget.of(call).version(LayerTarget.number(call)))));
  }

  private Reply getByArn(Call call) {
    Fields fields = new Fields(Json.object());
    String arn = call.inQuery("Arn");
    if (arn == null) {
      fields.require("Arn");
    } else if (!VERSION_ARN.matcher(arn).matches()) {
      fields.violate(
          arn, "Arn", "Member must satisfy regular expression pattern: " + VERSION_ARN.pattern());
    }
    fields.check();
    return Reply.of(call, view(require(String.valueOf(arn))));
  }

  /** What functions have of it stays with them. */
  private Reply delete(Call call) {
    String arn = LayerTarget.of(call).version(LayerTarget.number(call));
    catalog.change(() -> versions.remove(arn));
    return Reply.empty(call);
  }

  private Reply list(Call call) {
    Predicate<LayerDocument> asked = Compatibility.asked(call);
    Map<String, LayerDocument> latest = new TreeMap<>();
    for (LayerDocument each : versions.under(LayerTarget.prefix(call)).values()) {
      if (asked.test(each)) {
        latest.merge(
            layerArn(each), each, (one, other) -> one.number() > other.number() ? one : other);
      }
    }
    return Reply.of(
        call,
        Page.of(call, MAX_ITEMS)
            .document(
                "Layers",
                List.copyOf(latest.values()),
                Layers::layerArn,
                each -> {
                  LayerTarget layer = new LayerTarget(layerArn(each));
                  ObjectNode item =
                      Json.object().put("LayerName", layer.name()).put("LayerArn", layer.arn());
                  item.set("LatestMatchingVersion", item(each));
                  return item;
                }));
  }

  private Reply listVersions(Call call) {
    LayerTarget layer = LayerTarget.of(call);
    Predicate<LayerDocument> asked = Compatibility.asked(call);
    Map<String, LayerDocument> newestFirst = new TreeMap<>();
    for (LayerDocument each : versions.under(layer.arn() + ":").values()) {
      if (asked.test(each)) {
        newestFirst.put(newestFirstKey(each), each);
      }
    }
    return Reply.of(
        call,
        Page.of(call, MAX_ITEMS)
            .document(
                "LayerVersions",
                List.copyOf(newestFirst.values()),
                Layers::newestFirstKey,
                Layers::item));
  }

  private static String newestFirstKey(LayerDocument layer) {
    return "%019d".formatted(Long.MAX_VALUE - layer.number());
  }

  private static String layerArn(LayerDocument layer) {
    return layer.arn().substring(0, layer.arn().lastIndexOf(':'));
  }

  private LayerDocument require(String arn) {
    LayerDocument found = versions.get(arn);
    if (found == null) {
      throw new Refused(ServiceError.notFound("The resource you requested does not exist."));
    }
    return found;
  }

  private static ObjectNode item(LayerDocument layer) {
    return layer.details().deepCopy().without("LayerArn");
  }

  private ObjectNode view(LayerDocument layer) {
    ObjectNode view = layer.details().deepCopy();
    view.putObject("Content")
        .put("Location", codeUrl.apply(layer.archive()))
        .put("CodeSha256", new ZipArchive(layer.archive(), layer.codeSize()).sha256())
        .put("CodeSize", layer.codeSize());
    return view;
  }
}
