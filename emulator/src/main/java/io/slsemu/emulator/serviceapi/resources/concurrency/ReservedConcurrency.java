package io.slsemu.emulator.serviceapi.resources.concurrency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.concurrency.ConcurrencyLimiter;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionName;
import io.slsemu.emulator.function.InvalidConfigurationException;
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
import io.slsemu.emulator.store.Table;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reserved concurrency: kept, and acted on by the limiter. */
public final class ReservedConcurrency implements OperationGroup {
  /** Recorded from the service. */
  private static final String FUNCTIONS_ONLY =
      "This operation is permitted on Lambda functions only. Aliases and versions do not support"
          + " this operation. Please specify either a function name or an unqualified function"
          + " ARN.";

  private final Catalog catalog;
  private final FunctionLookup lookup;
  private final ConcurrencyLimiter limiter;
  private final Table<Reserved> reserved;

  /** Reserves what is kept. */
  public ReservedConcurrency(Catalog catalog, ConcurrencyLimiter limiter) {
    this.catalog = catalog;
    this.lookup = new FunctionLookup(catalog);
    this.limiter = limiter;
    this.reserved = catalog.table("reserved-concurrency", Reserved.class);
    catalog.whenRemoved(this::remove);
    reserved.under("").values().forEach(this::reserveKept);
  }

  /**
   * @throws InvalidConfigurationException if the account's concurrency is less than it was
   */
  private void reserveKept(Reserved kept) {
    try {
      limiter.reserve(kept.function(), kept.concurrency());
    } catch (InvalidConfigurationException e) {
      throw new InvalidConfigurationException(
          "the function %s has %d reserved in the state directory, which does not fit any more: %s"
              .formatted(kept.function(), kept.concurrency(), e.getMessage()),
          "start with a higher --concurrency than "
              + limiter.accountLimit()
              + "; there the reservation can be lowered (aws lambda put-function-concurrency) or"
              + " lifted (aws lambda delete-function-concurrency)");
    }
  }

  record Reserved(String region, String account, String name, int concurrency) {
    FunctionArn function() {
      return new FunctionArn(region, account, new FunctionName(name));
    }
  }

  @Override
  public Map<Operation, OperationHandler> handlers() {
    return Map.of(
        Operation.PUT_FUNCTION_CONCURRENCY, this::put,
        Operation.GET_FUNCTION_CONCURRENCY, this::get,
        Operation.DELETE_FUNCTION_CONCURRENCY, this::delete);
  }

  /** What a function has reserved, by an operation or otherwise; null for nothing. */
  public @Nullable Integer of(FunctionArn function) {
    return limiter.reserved(function);
  }

  private Reply put(Call call) {
    Target target = unqualified(call);
    FunctionArn arn = target.function();
    if (catalog.find(arn) == null) { // with a version only here: recorded from the service
      throw new Refused(
          ServiceError.notFound("Function not found: " + arn.qualified(Function.LATEST)));
    }
    Fields fields = new Fields(call.document()).require("ReservedConcurrentExecutions");
    Integer asked = fields.number("ReservedConcurrentExecutions", 0, Integer.MAX_VALUE);
    fields.check();
    int count = asked == null ? 0 : asked;
    Reserved document = new Reserved(arn.region(), arn.account(), arn.name().value(), count);
    catalog.change(
        () -> {
          lookup.function(target);
          act(() -> limiter.reserve(arn, count));
          reserved.put(arn.toString(), document);
          return document;
        });
    return Reply.of(call, Json.object().put("ReservedConcurrentExecutions", count));
  }

  private Reply get(Call call) {
    Target target = unqualified(call);
    lookup.function(target);
    Integer count = of(target.function());
    ObjectNode document = Json.object();
    if (count != null) {
      document.put("ReservedConcurrentExecutions", count);
    }
    return Reply.of(call, document);
  }

  private Reply delete(Call call) {
    Target target = unqualified(call);
    catalog.change(
        () -> {
          lookup.function(target);
          remove(target.function());
          return target;
        });
    return Reply.empty(call);
  }

  private void remove(FunctionArn function) {
    reserved.remove(function.toString());
    limiter.release(function);
  }

  private static Target unqualified(Call call) {
    Target target = Target.of(call);
    if (target.qualifier() != null) {
      throw new Refused(ServiceError.invalidParameter(FUNCTIONS_ONLY));
    }
    return target;
  }

  /**
   * @throws Refused where the limiter says no; these are recorded without Type
   */
  private static void act(Runnable reservation) {
    try {
      reservation.run();
    } catch (InvalidConfigurationException e) {
      throw new Refused(
          ServiceError.untyped(
              400, "InvalidParameterValueException", "message", String.valueOf(e.getMessage())));
    }
  }
}
