package io.slsemu.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.emulator.function.FunctionReference;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.serviceapi.resources.urls.UrlConfig;
import io.slsemu.emulator.serviceapi.resources.urls.UrlConfigs;
import io.slsemu.emulator.trigger.ConfiguredUrls;
import io.slsemu.emulator.trigger.FunctionUrl;
import io.slsemu.emulator.trigger.FunctionUrlSource;
import io.slsemu.emulator.trigger.mapping.Cors;
import io.slsemu.emulator.trigger.mapping.FunctionUrlConfig;
import io.slsemu.emulator.trigger.mapping.FunctionUrlConfig.AuthType;
import io.slsemu.emulator.trigger.mapping.FunctionUrlConfig.InvokeMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Function URLs that were made by operations, and beside them those configured directly.
 *
 * @param kept by operations
 * @param direct all others
 * @param home of functions whose account is not said
 */
record KeptUrls(UrlConfigs kept, ConfiguredUrls direct, Scope home) implements FunctionUrlSource {

  @Override
  public @Nullable FunctionUrl byId(String urlId) {
    UrlConfig found = kept.find(urlId);
    return found == null ? direct.byId(urlId) : url(found);
  }

  @Override
  public @Nullable FunctionUrl of(FunctionReference function) {
    Scope scope = function.scope();
    UrlConfig found =
        kept.of((scope == null ? home : scope).function(function.name()), function.qualifier());
    return found == null ? direct.of(function) : url(found);
  }

  private static FunctionUrl url(UrlConfig config) {
    JsonNode cors = config.cors();
    return new FunctionUrl(
        config.urlId(),
        config.reference(),
        new FunctionUrlConfig(
            AuthType.valueOf(config.authType()),
            cors == null ? null : cors(cors),
            InvokeMode.valueOf(config.invokeMode())));
  }

  private static Cors cors(JsonNode cors) {
    return new Cors(
        cors.path("AllowCredentials").asBoolean(),
        texts(cors.path("AllowHeaders")),
        texts(cors.path("AllowMethods")),
        texts(cors.path("AllowOrigins")),
        texts(cors.path("ExposeHeaders")),
        cors.has("MaxAge") ? cors.path("MaxAge").asInt() : null);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
