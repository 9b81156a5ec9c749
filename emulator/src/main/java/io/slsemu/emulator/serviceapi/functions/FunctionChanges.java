package io.slsemu.emulator.serviceapi.functions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.async.aws.BucketReader;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.catalog.FunctionDocument;
import io.slsemu.emulator.catalog.VersionDocument;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.serviceapi.operation.Call;
import io.slsemu.emulator.serviceapi.operation.Fields;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.operation.OperationGroup;
import io.slsemu.emulator.serviceapi.operation.OperationHandler;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.Reply;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.serviceapi.operation.Target;
import io.slsemu.emulator.serviceapi.resources.FunctionLookup;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates functions, changes them and publishes versions. */
public final class FunctionChanges implements OperationGroup {
  private static final List<String> PACKAGE_TYPES = List.of("Zip", "Image");

  private final Catalog catalog;
  private final Settling settling;
  private final FunctionExtras extras;
  private final FunctionView view;
  private final FunctionLookup lookup;
  private final Guard guard;
  private final CodeSource code;
  private final LayerList layers;
  private final UnpackedSize size;
  private final Publication publication;

  public FunctionChanges(
      Catalog catalog, Settling settling, @Nullable BucketReader buckets, FunctionExtras extras) {
    this.catalog = catalog;
    this.settling = settling;
    this.extras = extras;
    this.view = new FunctionView(settling.clock());
    this.lookup = new FunctionLookup(catalog);
    this.guard = new Guard(settling.clock());
    this.code = new CodeSource(catalog.code(), buckets);
    this.layers = new LayerList(catalog);
    this.size = new UnpackedSize(catalog.code());
    this.publication = new Publication(settling.clock());
  }

  @Override
  public Map<Operation, OperationHandler> handlers() {
    return Map.of(
        Operation.CREATE_FUNCTION, this::create,
        Operation.UPDATE_FUNCTION_CODE, this::updateCode,
        Operation.UPDATE_FUNCTION_CONFIGURATION, this::updateConfiguration,
        Operation.PUBLISH_VERSION, this::publish);
  }

  private Reply create(Call call) {
    Fields request = new Fields(call.document());
    String name = request.require("FunctionName").text("FunctionName");
    request.require("Role").require("Code");
    Settings.refusePublishTo(request);
    String packageType = packageType(request);
    Fields source = request.object("Code");
    Map<String, String> tags = request.map("Tags");
    boolean publish = request.flag("Publish");
    Target target = name == null ? null : Target.of(call.scope(), name, null);
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    Settings.defaults(settings, target == null ? "" : target.function().name().value());
    String signing = request.text("CodeSigningConfigArn");
    settings.put("PackageType", packageType);
    Settings.read(request, settings);
    request.check();
    if (target == null || source == null) {
      throw new IllegalStateException("a check of what is required let its absence pass");
    }
    PackageRules.check(packageType, request, settings);
    CodeSource.Taken taken = code.take(source, packageType);
    taken.describe(settings);
    return catalog.change(
        () -> {
          requireNew(target);
          VersionDocument latest =
              new VersionDocument(
                  Function.LATEST,
                  settings,
                  size.require(taken.code().withLayers(layers.read(request, settings, List.of()))),
                  settling.created());
          if (tags != null) {
            extras.tag(target.function(), tags);
          }
          if (signing != null) {
            extras.sign(target.function(), signing);
          }
          FunctionDocument created =
              FunctionDocument.unpublished(target.function(), publication.revised(latest));
          return answer(call, created, taken.size(), publish, null, settling.begin(latest.times()));
        });
  }

  private void requireNew(Target target) {
    if (catalog.find(target.function()) != null) {
      throw new Refused(
          ServiceError.conflict("Function already exist: " + target.function().name()));
    }
  }

  private static String packageType(Fields request) {
    String type = request.oneOf("PackageType", PACKAGE_TYPES);
    return type == null ? "Zip" : type;
  }

  private Reply updateCode(Call call) {
    Fields request = new Fields(call.document());
    Target target = Target.of(call);
    boolean publish = request.flag("Publish");
    boolean dryRun = request.flag("DryRun");
    Settings.refusePublishTo(request);
    String revision = request.text("RevisionId");
    FunctionDocument before = catalog.read(() -> lookup.function(target));
    CodeSource.Taken taken = code.take(request, before.latest().text("PackageType"));
    return catalog.change(
        () -> {
          FunctionDocument function = settled(target, revision);
          extras.requireUnsigned(function.arn());
          ObjectNode settings = function.latest().configuration().deepCopy();
          Settings.architectures(request, settings);
          request.check();
          taken.describe(settings);
          VersionDocument latest =
              function
                  .latest()
                  .with(settings)
                  .with(size.require(taken.code().withLayers(function.latest().code().layers())))
                  .with(settling.updated(function.latest().times()));
          FunctionDocument updated = function.withLatest(publication.revised(latest));
          return dryRun
              ? Reply.of(call, view.of(updated, updated.latest(), null))
              : answer(call, updated, taken.size(), publish, null, settling.begin(latest.times()));
        });
  }

  private Reply updateConfiguration(Call call) {
    Fields request = new Fields(call.document());
    Target target = Target.of(call);
    String revision = request.text("RevisionId");
    checkModel(target, request);
    return catalog.change(
        () -> {
          FunctionDocument function = settled(target, revision);
          ObjectNode settings = function.latest().configuration().deepCopy();
          Settings.read(request, settings);
          request.check();
          PackageRules.check(function.latest().text("PackageType"), request, settings);
          List<String> archives = layers.read(request, settings, function.latest().code().layers());
          VersionDocument latest =
              function
                  .latest()
                  .with(settings)
                  .with(size.require(function.latest().code().withLayers(archives)))
                  .with(settling.updated(function.latest().times()));
          FunctionDocument updated = function.withLatest(publication.revised(latest));
          return answer(call, updated, 0, false, null, settling.begin(latest.times()));
        });
  }

  /** What breaks the model is said before it is looked whether there is such a function. */
  private void checkModel(Target target, Fields request) {
    FunctionDocument kept = catalog.read(() -> catalog.find(target.function()));
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    Settings.defaults(settings, target.function().name().value());
    Settings.read(request, kept == null ? settings : kept.latest().configuration().deepCopy());
    request.check();
  }

  private Reply publish(Call call) {
    Fields request = new Fields(call.document());
    Target target = Target.of(call);
    String description = request.text("Description", 0, 256);
    Settings.refusePublishTo(request);
    String sha256 = request.text("CodeSha256");
    String revision = request.text("RevisionId");
    request.check();
    return catalog.change(
        () -> {
          FunctionDocument function = settled(target, revision);
          publication.requireCode(function, sha256);
          return answer(call, function, 0, true, description, settling.clock().millis());
        });
  }

  private FunctionDocument settled(Target target, @Nullable String revision) {
    FunctionDocument function = lookup.function(target);
    guard.requireSettled(function);
    Guard.requireRevision(function.latest().text("RevisionId"), revision);
    return function;
  }

  /**
   * Keeps a function, with one more version if so wanted, and shows what is new.
   *
   * @param added bytes of code that came
   */
  private Reply answer(
      Call call,
      FunctionDocument function,
      long added,
      boolean publish,
      @Nullable String description,
      long moment) {
    FunctionDocument kept = publish ? publication.publish(function, description) : function;
    catalog.put(kept);
    boolean copied = kept.versions().size() > function.versions().size();
    long size = function.latest().configuration().path("CodeSize").asLong();
    extras.requireStorage(kept.arn(), added + (copied ? size : 0));
    VersionDocument shown =
        publish ? kept.versions().get(kept.versions().size() - 1) : kept.latest();
    return Reply.of(call, view.of(kept, shown, publish ? shown.version() : null, moment));
  }
}
