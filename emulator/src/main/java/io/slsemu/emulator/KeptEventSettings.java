package io.slsemu.emulator;

import io.slsemu.emulator.async.EventInvokeSettings;
import io.slsemu.emulator.async.EventInvokeSettingsSource;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.catalog.VersionDocument;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.serviceapi.resources.FunctionLookup;
import io.slsemu.emulator.serviceapi.resources.account.RecursionConfigs;
import io.slsemu.emulator.serviceapi.resources.eventinvoke.EventInvokeConfigs;
import org.jspecify.annotations.Nullable;

/** What operations say of functions' events. */
record KeptEventSettings(Catalog catalog, EventInvokeConfigs configs, RecursionConfigs recursion)
    implements EventInvokeSettingsSource {

  @Override
  public EventInvokeSettings settings(FunctionArn function, @Nullable String qualifier) {
    var kept = configs.settings(function, qualifier);
    return EventInvokeSettings.of(
        kept.maximumRetryAttempts(),
        kept.maximumEventAgeInSeconds(),
        kept.onSuccess(),
        kept.onFailure(),
        deadLetters(function, qualifier),
        recursion.allows(function));
  }

  private @Nullable String deadLetters(FunctionArn function, @Nullable String qualifier) {
    VersionDocument found = new FunctionLookup(catalog).find(function, qualifier);
    String target =
        found == null
            ? ""
            : found.configuration().path("DeadLetterConfig").path("TargetArn").asText("");
    return target.isEmpty() ? null : target;
  }
}
