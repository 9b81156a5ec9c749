package io.slsemu.emulator.serviceapi.resources.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.concurrency.ConcurrencyLimiter;
import io.slsemu.emulator.serviceapi.operation.Call;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.operation.OperationGroup;
import io.slsemu.emulator.serviceapi.operation.OperationHandler;
import io.slsemu.emulator.serviceapi.operation.Reply;
import io.slsemu.emulator.serviceapi.resources.Json;
import io.slsemu.emulator.serviceapi.resources.ZipIntake;
import java.util.Map;

/** What an account may have in a region, and has. */
public final class AccountSettings implements OperationGroup {
  private static final long CODE_SIZE_UNZIPPED = 262_144_000;

  private final Catalog catalog;
  private final CodeStorage storage;
  private final ConcurrencyLimiter limiter;

  public AccountSettings(Catalog catalog, CodeStorage storage, ConcurrencyLimiter limiter) {
    this.catalog = catalog;
    this.storage = storage;
    this.limiter = limiter;
  }

  @Override
  public Map<Operation, OperationHandler> handlers() {
    return Map.of(Operation.GET_ACCOUNT_SETTINGS, this::get);
  }

  private Reply get(Call call) {
    ObjectNode document = Json.object();
    document
        .putObject("AccountLimit")
        .put("TotalCodeSize", storage.limit())
        .put("CodeSizeUnzipped", CODE_SIZE_UNZIPPED)
        .put("CodeSizeZipped", ZipIntake.MAX_ZIPPED)
        .put("ConcurrentExecutions", limiter.accountLimit())
        .put("UnreservedConcurrentExecutions", limiter.unreserved(call.scope()));
    document
        .putObject("AccountUsage")
        .put("TotalCodeSize", storage.used(call.scope()))
        .put("FunctionCount", catalog.all(call.scope()).size());
    return Reply.of(call, document);
  }
}
