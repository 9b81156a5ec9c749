package io.slsemu.emulator.serviceapi.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.AliasDocument;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.catalog.FunctionDocument;
import io.slsemu.emulator.catalog.VersionDocument;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.serviceapi.operation.Call;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.operation.OperationGroup;
import io.slsemu.emulator.serviceapi.operation.OperationHandler;
import io.slsemu.emulator.serviceapi.operation.Page;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.Reply;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.serviceapi.operation.Target;
import io.slsemu.emulator.serviceapi.resources.FunctionLookup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at functions, lists and deletes them. */
public final class FunctionOperations implements OperationGroup {
  private final Catalog catalog;
  private final FunctionView view;
  private final FunctionLookup lookup;
  private final FunctionExtras extras;

  public FunctionOperations(Catalog catalog, Settling settling, FunctionExtras extras) {
    this.catalog = catalog;
    this.view = new FunctionView(settling.clock());
    this.lookup = new FunctionLookup(catalog);
    this.extras = extras;
  }

  @Override
  public Map<Operation, OperationHandler> handlers() {
    return Map.of(
        Operation.GET_FUNCTION, this::get,
        Operation.GET_FUNCTION_CONFIGURATION, this::getConfiguration,
        Operation.LIST_FUNCTIONS, this::list,
        Operation.LIST_VERSIONS_BY_FUNCTION, this::listVersions,
        Operation.DELETE_FUNCTION, this::delete);
  }

  private Reply get(Call call) {
    Target target = Target.of(call);
    return catalog.read(
        () -> {
          FunctionDocument function = lookup.function(target);
          VersionDocument version = lookup.version(function, target);
          ObjectNode document = version.configuration().objectNode();
          document.set("Configuration", view.of(function, version, target.qualifier()));
          document.set("Code", location(version));
          extras.describe(function.arn(), document);
          return Reply.of(call, document);
        });
  }

  private ObjectNode location(VersionDocument version) {
    ObjectNode code = version.configuration().objectNode();
    String image = version.code().imageUri();
    if (image != null) {
      return code.put("RepositoryType", "ECR").put("ImageUri", image);
    }
    VersionDocument.Directory directory = version.code().directory();
    String key = version.code().sourceKey();
    if (key != null) {
      code.put("SourceKMSKeyArn", key);
    }
    return code.put("RepositoryType", "S3")
        .put(
            "Location",
            directory == null
                ? extras.codeUrl(String.valueOf(version.code().archive()))
                : Path.of(directory.taskRoot()).toUri().toString());
  }

  private Reply getConfiguration(Call call) {
    Target target = Target.of(call);
    return catalog.read(
        () -> {
          FunctionDocument function = lookup.function(target);
          VersionDocument version = lookup.version(function, target);
          return Reply.of(call, view.of(function, version, target.qualifier()));
        });
  }

  private Reply list(Call call) {
    Page page = Page.of(call, 10_000);
    String wanted = call.inQuery("FunctionVersion");
    if (wanted != null && !wanted.equals("ALL")) {
      throw new Refused(
          ServiceError.validation(
              List.of(
                  "Value '"
                      + wanted
                      + "' at 'functionVersion' failed to satisfy constraint: Member must satisfy"
                      + " enum value set: [ALL]")));
    }
    return catalog.read(
        () -> {
          List<FunctionDocument> all = catalog.all(call.scope());
          if (wanted == null) {
            return Reply.of(
                call,
                page.document(
                    "Functions",
                    all,
                    FunctionDocument::name,
                    each -> view.of(each, each.latest(), null)));
          }
          List<Versioned> versions = new ArrayList<>();
          all.forEach(each -> versions.addAll(versions(each)));
          return Reply.of(call, page.document("Functions", versions, Versioned::key, this::listed));
        });
  }

  private Reply listVersions(Call call) {
    Page page = Page.of(call, 10_000);
    Target target = Target.of(call);
    return catalog.read(
        () ->
            Reply.of(
                call,
                page.document(
                    "Versions", versions(lookup.function(target)), Versioned::key, this::listed)));
  }

  private ObjectNode listed(Versioned each) {
    return view.listed(each.function(), each.version());
  }

  private record Versioned(FunctionDocument function, VersionDocument version) {
    /** In the order of their functions and numbers, with the latest first. */
    String key() {
      String number = version.version().equals(Function.LATEST) ? "0" : version.version();
      // Between the two is what sorts before all that a name can have, so that f goes before f-g.
      return function.name() + "!" + "%010d".formatted(Integer.parseInt(number));
    }
  }

  private static List<Versioned> versions(FunctionDocument function) {
    List<Versioned> all = new ArrayList<>();
    all.add(new Versioned(function, function.latest()));
    function.versions().forEach(each -> all.add(new Versioned(function, each)));
    return all;
  }

  private Reply delete(Call call) {
    Target target = Target.of(call);
    return catalog.change(
        () -> {
          FunctionDocument function = lookup.function(target);
          if (target.qualifier() == null) {
            catalog.remove(function.arn());
          } else {
            deleteVersion(function, target);
          }
          return Reply.empty(call);
        });
  }

  private void deleteVersion(FunctionDocument function, Target target) {
    String version = String.valueOf(target.qualifier());
    if (version.equals(Function.LATEST)) {
      throw new Refused(
          ServiceError.invalidParameter(
              "$LATEST version cannot be deleted without deleting the function."));
    }
    if (!version.matches("\\d+")) {
      throw new Refused(
          ServiceError.invalidParameter(
              "Deletion of aliases is not currently supported. Delete it with DeleteAlias: "
                  + version));
    }
    if (function.version(version) == null) {
      throw target.notFound();
    }
    List<String> leading =
        catalog.aliases(function.arn()).stream()
            .filter(each -> each.leadsTo(version))
            .map(AliasDocument::name)
            .toList();
    if (!leading.isEmpty()) {
      throw new Refused(
          ServiceError.conflict(
              "Unable to delete version because the following aliases reference it: " + leading));
    }
    catalog.put(function.without(version));
  }
}
