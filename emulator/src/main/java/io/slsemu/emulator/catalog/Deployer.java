package io.slsemu.emulator.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.emulator.code.CodeStore;
import io.slsemu.emulator.function.AliasRouting;
import io.slsemu.emulator.function.Deployment;
import io.slsemu.emulator.function.EnvironmentVariables;
import io.slsemu.emulator.function.EphemeralStorage;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.FunctionRuntime;
import io.slsemu.emulator.function.FunctionTimeout;
import io.slsemu.emulator.function.ImageConfig;
import io.slsemu.emulator.function.LogLevel;
import io.slsemu.emulator.function.LoggingConfiguration;
import io.slsemu.emulator.function.MemorySize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes what can be invoked out of what is kept. */
final class Deployer {
  private final CodeStore code;
  // What has not changed stays the same object: environments belong to it.
  private final Map<String, Function> made = new ConcurrentHashMap<>();

  Deployer(CodeStore code) {
    this.code = code;
  }

  Deployment deployment(FunctionDocument document, Collection<AliasDocument> aliases) {
    Map<String, Function> versions = new HashMap<>();
    for (VersionDocument version : document.versions()) {
      versions.put(version.version(), function(document.arn(), version));
    }
    Map<String, AliasRouting> routes = new HashMap<>();
    aliases.forEach(alias -> routes.put(alias.name(), alias.routing()));
    return new Deployment(function(document.arn(), document.latest()), versions, routes);
  }

  /** Has all files there that a version needs. */
  void unpack(VersionDocument version) {
    code(version);
  }

  private Function function(FunctionArn arn, VersionDocument version) {
    Function function =
        new Function(configuration(arn, version), arn, code(version), version.version());
    return made.merge(
        arn.qualified(version.version()),
        function,
        (before, now) -> before.equals(now) ? before : now);
  }

  private static FunctionConfiguration configuration(FunctionArn arn, VersionDocument version) {
    JsonNode settings = version.configuration();
    return FunctionConfiguration.builder(arn.name().value())
        .handler(settings.path("Handler").asText(FunctionConfiguration.DEFAULT_HANDLER))
        .memory(new MemorySize(settings.path("MemorySize").asInt()))
        .timeout(new FunctionTimeout(settings.path("Timeout").asInt()))
        .ephemeralStorage(
            new EphemeralStorage(settings.path("EphemeralStorage").path("Size").asInt()))
        .variables(new EnvironmentVariables(texts(settings.path("Environment").path("Variables"))))
        .logging(logging(settings.path("LoggingConfig")).withGroup(group(arn, settings)))
        .runtime(runtime(version))
        .activeTracing(settings.path("TracingConfig").path("Mode").asText().equals("Active"))
        .build();
  }

  /** Published versions have checkpoints; what changes with every deployment has none. */
  private static FunctionRuntime runtime(VersionDocument version) {
    String identifier =
        version.configuration().path("Runtime").asText(FunctionRuntime.DEFAULT.identifier());
    return new FunctionRuntime(identifier, version.hasCheckpoint());
  }

  private static LoggingConfiguration logging(JsonNode settings) {
    if (!settings.path("LogFormat").asText().equals("JSON")) {
      return LoggingConfiguration.TEXT;
    }
    return new LoggingConfiguration(
        LoggingConfiguration.Format.JSON,
        LogLevel.valueOf(settings.path("ApplicationLogLevel").asText("INFO")),
        LogLevel.valueOf(settings.path("SystemLogLevel").asText("INFO")));
  }

  private static @Nullable String group(FunctionArn arn, JsonNode settings) {
    String group = settings.path("LoggingConfig").path("LogGroup").asText();
    boolean own = group.isEmpty() || group.equals(LoggingConfiguration.ownGroup(arn.name()));
    return own ? null : group;
  }

  private FunctionCode code(VersionDocument version) {
    Path layers = layers(version.code());
    VersionDocument.Directory directory = version.code().directory();
    if (directory != null) {
      // Its image was named for it, or it brings its own bootstrap: no runtime changes that.
      return new FunctionCode.Directory(Path.of(directory.taskRoot()), directory.image(), layers);
    }
    String archive = version.code().archive();
    if (archive == null) {
      return new FunctionCode.Image(
          String.valueOf(version.code().imageUri()),
          imageConfig(version.configuration().path("ImageConfigResponse").path("ImageConfig")),
          version.code().deployment());
    }
    return new FunctionCode.Directory(code.unpacked(archive), runtime(version).image(), layers);
  }

  /** Those that an operation named, else those that came with a directory. */
  private @Nullable Path layers(VersionDocument.Code version) {
    if (!version.layers().isEmpty()) {
      return code.merged(version.layers());
    }
    VersionDocument.Directory directory = version.directory();
    String own = directory == null ? null : directory.layers();
    return own == null ? null : Path.of(own);
  }

  private static ImageConfig imageConfig(JsonNode settings) {
    JsonNode directory = settings.path("WorkingDirectory");
    return new ImageConfig(
        list(settings.path("EntryPoint")),
        list(settings.path("Command")),
        directory.asText().isEmpty() ? null : directory.asText());
  }

  private static @Nullable List<String> list(JsonNode texts) {
    List<String> list = new ArrayList<>();
    texts.forEach(each -> list.add(each.asText()));
    return list.isEmpty() ? null : list;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
    return texts;
  }
}
