package io.slsemu.emulator.serviceapi.control;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slsemu.emulator.environment.EnvironmentSnapshot;
import io.slsemu.emulator.environment.EnvironmentState;
import io.slsemu.emulator.function.Deployment;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.report.MemorySource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the emulator has, as JSON. Members are only ever added. */
final class Documents {
  private Documents() {}

  static void functions(JsonGenerator json, List<Deployment> deployments) throws IOException {
    json.writeStringField("schema", "sls-emu/functions/1");
    json.writeArrayFieldStart("functions");
    for (Deployment deployment : deployments) {
      json.writeStartObject();
      function(json, deployment);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void function(JsonGenerator json, Deployment deployment) throws IOException {
    Function function = deployment.latest();
    FunctionConfiguration configuration = function.configuration();
    boolean isImage = function.code() instanceof FunctionCode.Image;
    json.writeStringField("name", function.name().value());
    json.writeStringField("arn", function.arn().toString());
    json.writeStringField("packageType", isImage ? "Image" : "Zip");
    json.writeStringField("runtime", isImage ? null : configuration.runtime().identifier());
    json.writeStringField("handler", configuration.handler());
    json.writeNumberField("memorySizeMb", configuration.memory().megabytes());
    json.writeNumberField("timeoutSeconds", configuration.timeout().seconds());
    json.writeNumberField("versions", deployment.versions().size());
    json.writeNumberField("aliases", deployment.aliases().size());
    json.writeStringField("code", source(function.code()));
  }

  private static String source(FunctionCode code) {
    return code instanceof FunctionCode.Image image
        ? image.image()
        : ((FunctionCode.Directory) code).taskRoot().toString();
  }

  static void environments(JsonGenerator json, List<EnvironmentSnapshot> snapshots)
      throws IOException {
    json.writeStringField("schema", "sls-emu/environments/1");
    json.writeArrayFieldStart("environments");
    for (EnvironmentSnapshot snapshot : snapshots) {
      json.writeStartObject();
      environment(json, snapshot);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void environment(JsonGenerator json, EnvironmentSnapshot snapshot)
      throws IOException {
    json.writeStringField("id", snapshot.id());
    json.writeStringField("function", snapshot.function().name().value());
    json.writeStringField("version", snapshot.function().version());
    json.writeStringField("type", snapshot.type().label());
    json.writeStringField("state", word(snapshot.state()));
    json.writeNumberField("invocations", snapshot.invocations());
    millis(json, "ageMs", snapshot.age());
    millis(json, "idleMs", snapshot.idle());
    json.writeFieldName("memoryBytes");
    number(json, snapshot.memoryBytes() < 0 ? null : snapshot.memoryBytes());
    MemorySource source = snapshot.usage().memorySource();
    json.writeFieldName("memoryPeakBytes");
    number(
        json,
        source == MemorySource.UNAVAILABLE
            ? null
            : Long.valueOf(snapshot.usage().memoryPeakBytes()));
    json.writeStringField("memorySource", source.label());
    json.writeNumberField("cpuMs", snapshot.usage().cpu().toMillis());
  }

  /** An environment's state in a word that users see. */
  static String word(EnvironmentState state) {
    return switch (state) {
      case CREATED, INITIALIZING -> "initialising";
      case READY -> "thawed";
      case FROZEN -> "frozen";
      case INVOKING, SETTLING -> "running";
      case BROKEN -> "broken";
      case TERMINATED -> "ended";
    };
  }

  static void logs(JsonGenerator json, List<LogRings.Line> lines, long after) throws IOException {
    json.writeStringField("schema", "sls-emu/logs/1");
    json.writeNumberField("next", lines.isEmpty() ? after : lines.get(lines.size() - 1).sequence());
    json.writeArrayFieldStart("lines");
    for (LogRings.Line line : lines) {
      json.writeStartObject();
      json.writeNumberField("timeMs", line.millis());
      json.writeStringField("function", line.function());
      json.writeStringField("environmentId", line.environmentId());
      json.writeStringField("origin", line.platform() ? "platform" : "function");
      json.writeStringField("line", line.text());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void millis(JsonGenerator json, String name, @Nullable Duration duration)
      throws IOException {
    json.writeFieldName(name);
    number(json, duration == null ? null : Long.valueOf(duration.toMillis()));
  }

  private static void number(JsonGenerator json, @Nullable Long number) throws IOException {
    if (number == null) {
      json.writeNull();
    } else {
      json.writeNumber(number);
    }
  }
}
