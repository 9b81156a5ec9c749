package io.slsemu.emulator.catalog;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.LoggingConfiguration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Describes a function that was deployed directly, as if it had been created by an operation. */
final class Adoption {
  private Adoption() {}

  /**
   * @param kept what is known of its name already; its versions and their numbers stay
   */
  static FunctionDocument describe(
      Function function, @Nullable FunctionDocument kept, Instant now) {
    FunctionCode code = function.code();
    ObjectNode settings = settings(function.configuration(), now);
    settings.put("PackageType", code instanceof FunctionCode.Image ? "Image" : "Zip");
    VersionDocument latest =
        new VersionDocument(Function.LATEST, settings, code(code), new VersionDocument.Times(0, 0));
    return kept == null
        ? FunctionDocument.unpublished(function.arn(), latest)
        : kept.withLatest(latest);
  }

  private static VersionDocument.Code code(FunctionCode code) {
    if (code instanceof FunctionCode.Image image) {
      return VersionDocument.Code.image(image.image(), image.deployment());
    }
    FunctionCode.Directory directory = (FunctionCode.Directory) code;
    return VersionDocument.Code.of(
        new VersionDocument.Directory(
            directory.taskRoot().toString(),
            directory.image(),
            directory.layers() == null ? null : directory.layers().toString()));
  }

  private static ObjectNode settings(FunctionConfiguration function, Instant now) {
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    settings.put("Runtime", function.runtime().identifier());
    settings.put("Role", "arn:aws:iam::000000000000:role/sls-emu");
    settings.put("Handler", function.handler());
    settings.put("CodeSize", 0); // in the store of code: it stays where it is
    settings.put("Description", "");
    settings.put("Timeout", (int) function.timeout().duration().toSeconds());
    settings.put("MemorySize", function.memory().megabytes());
    settings.put("LastModified", Moments.inMillis(now));
    settings.put("RevisionId", UUID.randomUUID().toString());
    if (!function.variables().values().isEmpty()) {
      ObjectNode variables = settings.putObject("Environment").putObject("Variables");
      function.variables().values().forEach(variables::put);
    }
    settings
        .putObject("TracingConfig")
        .put("Mode", function.activeTracing() ? "Active" : "PassThrough");
    settings.putArray("Architectures").add(architecture());
    settings.putObject("EphemeralStorage").put("Size", function.ephemeralStorage().megabytes());
    settings
        .putObject("SnapStart")
        .put("ApplyOn", function.runtime().snapStart() ? "PublishedVersions" : "None");
    logging(settings.putObject("LoggingConfig"), function);
    return settings;
  }

  private static String architecture() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";
  }

  private static void logging(ObjectNode settings, FunctionConfiguration function) {
    LoggingConfiguration logging = function.logging();
    settings.put("LogFormat", logging.isJson() ? "JSON" : "Text");
    if (logging.isJson()) {
      settings.put("ApplicationLogLevel", String.valueOf(logging.applicationLevel()));
      settings.put("SystemLogLevel", String.valueOf(logging.systemLevel()));
    }
    settings.put("LogGroup", logging.groupOf(function.name()));
  }
}
