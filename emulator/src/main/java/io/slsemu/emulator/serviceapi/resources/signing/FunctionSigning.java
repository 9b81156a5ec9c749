package io.slsemu.emulator.serviceapi.resources.signing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.serviceapi.operation.Call;
import io.slsemu.emulator.serviceapi.operation.Fields;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.operation.OperationGroup;
import io.slsemu.emulator.serviceapi.operation.OperationHandler;
import io.slsemu.emulator.serviceapi.operation.Reply;
import io.slsemu.emulator.serviceapi.operation.Target;
import io.slsemu.emulator.serviceapi.resources.FunctionLookup;
import io.slsemu.emulator.serviceapi.resources.Json;
import java.util.Map;

/** Gives functions a code signing configuration, and takes it away. */
public final class FunctionSigning implements OperationGroup {
  private final Catalog catalog;
  private final FunctionLookup lookup;
  private final SigningConfigs configs;

  public FunctionSigning(Catalog catalog, SigningConfigs configs) {
    this.catalog = catalog;
    this.lookup = new FunctionLookup(catalog);
    this.configs = configs;
  }

  @Override
  public Map<Operation, OperationHandler> handlers() {
    return Map.of(
        Operation.PUT_FUNCTION_CODE_SIGNING_CONFIG, this::put,
        Operation.GET_FUNCTION_CODE_SIGNING_CONFIG, this::get,
        Operation.DELETE_FUNCTION_CODE_SIGNING_CONFIG, this::delete);
  }

  private Reply put(Call call) {
    Target target = Target.of(call);
    Fields request = new Fields(call.document()).require("CodeSigningConfigArn");
    String named = request.text("CodeSigningConfigArn");
    request.check();
    String arn = SigningConfigs.checked(String.valueOf(named));
    catalog.change(
        () -> {
          configs.requireToAttach(arn); // before the function: recorded from the service
          lookup.function(target);
          configs.attach(target.function(), arn);
          return arn;
        });
    return Reply.of(call, view(arn, target));
  }

  private Reply get(Call call) {
    Target target = Target.of(call);
    lookup.function(target);
    String arn = configs.of(target.function());
    return Reply.of(call, arn == null ? Json.object() : view(arn, target));
  }

  private Reply delete(Call call) {
    Target target = Target.of(call);
    catalog.change(
        () -> {
          lookup.function(target);
          configs.detach(target.function());
          return target;
        });
    return Reply.empty(call);
  }

  private static ObjectNode view(String arn, Target target) {
    return Json.object()
        .put("CodeSigningConfigArn", arn)
        .put("FunctionName", target.function().name().value());
  }
}
