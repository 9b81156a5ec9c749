package io.slsemu.emulator.serviceapi.resources.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.serviceapi.operation.Call;
import io.slsemu.emulator.serviceapi.operation.Fields;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.operation.OperationGroup;
import io.slsemu.emulator.serviceapi.operation.OperationHandler;
import io.slsemu.emulator.serviceapi.operation.Reply;
import io.slsemu.emulator.serviceapi.operation.Target;
import io.slsemu.emulator.serviceapi.resources.FunctionLookup;
import io.slsemu.emulator.serviceapi.resources.Json;
import io.slsemu.emulator.serviceapi.resources.QualifiedTable;
import java.util.List;
import java.util.Map;

/** Whether a function that calls itself in a circle is stopped. */
public final class RecursionConfigs implements OperationGroup {
  private static final String TERMINATE = "Terminate";
  private static final String ALLOW = "Allow";

  private final Catalog catalog;
  private final FunctionLookup lookup;
  private final QualifiedTable<String> configs;

  public RecursionConfigs(Catalog catalog) {
    this.catalog = catalog;
    this.lookup = new FunctionLookup(catalog);
    this.configs = new QualifiedTable<>(catalog, "recursion-configs", String.class);
  }

  @Override
  public Map<Operation, OperationHandler> handlers() {
    return Map.of(
        Operation.PUT_FUNCTION_RECURSION_CONFIG, this::put,
        Operation.GET_FUNCTION_RECURSION_CONFIG, this::get);
  }

  /** Whether its owner lets it go in circles. */
  public boolean allows(FunctionArn function) {
    return ALLOW.equals(configs.get(function, null));
  }

  private Reply put(Call call) {
    Target target = Target.of(call);
    Fields request = new Fields(call.document()).require("RecursiveLoop");
    String loop = request.oneOf("RecursiveLoop", List.of(TERMINATE, ALLOW));
    request.check();
    catalog.change(
        () -> {
          lookup.function(target);
          configs.put(target.function(), null, String.valueOf(loop));
          return target;
        });
    return Reply.of(call, view(target.function()));
  }

  private Reply get(Call call) {
    Target target = Target.of(call);
    lookup.function(target);
    return Reply.of(call, view(target.function()));
  }

  private ObjectNode view(FunctionArn function) {
    return Json.object().put("RecursiveLoop", allows(function) ? ALLOW : TERMINATE);
  }
}
