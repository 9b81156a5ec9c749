package io.slsemu.emulator.serviceapi.resources.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.Catalog;
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
import io.slsemu.emulator.serviceapi.resources.Json;
import io.slsemu.emulator.serviceapi.resources.QualifiedTable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a function's runtime is updated. Here it is what is on the machine, and nobody updates it:
 * Auto and FunctionUpdate come to the same, and a version cannot be pinned.
 */
public final class RuntimeManagement implements OperationGroup {
  private static final String AUTO = "Auto";
  private static final String MANUAL = "Manual";

  private final Catalog catalog;
  private final FunctionLookup lookup;
  private final QualifiedTable<String> configs;

  public RuntimeManagement(Catalog catalog) {
    this.catalog = catalog;
    this.lookup = new FunctionLookup(catalog);
    this.configs = new QualifiedTable<>(catalog, "runtime-management", String.class);
  }

  @Override
  public Map<Operation, OperationHandler> handlers() {
    return Map.of(
        Operation.PUT_RUNTIME_MANAGEMENT_CONFIG, this::put,
        Operation.GET_RUNTIME_MANAGEMENT_CONFIG, this::get);
  }

  @Override
  public boolean isConfigOnly() {
    return true; // nobody updates a runtime
  }

  private Reply put(Call call) {
    Target target = Target.of(call);
    Fields request = new Fields(call.document()).require("UpdateRuntimeOn");
    String mode = request.oneOf("UpdateRuntimeOn", List.of(AUTO, MANUAL, "FunctionUpdate"));
    String version = request.text("RuntimeVersionArn", 26, 2_048);
    request.check();
    if (MANUAL.equals(mode) || version != null) {
      throw new Refused(
          ServiceError.invalidParameter(
              "A runtime version cannot be pinned: sls-emu runs the runtime that is on this"
                  + " machine or in the image; use UpdateRuntimeOn Auto or FunctionUpdate, without"
                  + " RuntimeVersionArn"));
    }
    catalog.change(
        () -> {
          lookup.require(target);
          configs.put(target.function(), qualified(target.qualifier()), String.valueOf(mode));
          return target;
        });
    return Reply.of(call, view(target));
  }

  private Reply get(Call call) {
    Target target = Target.of(call);
    lookup.require(target);
    return Reply.of(call, view(target));
  }

  private ObjectNode view(Target target) {
    String mode = configs.get(target.function(), qualified(target.qualifier()));
    return Json.object()
        .put("UpdateRuntimeOn", mode == null ? AUTO : mode)
        .put("FunctionArn", target.arn());
  }

  private static String qualified(@Nullable String qualifier) {
    return qualifier == null ? Function.LATEST : qualifier;
  }
}
