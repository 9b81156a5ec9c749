package io.slsemu.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.slsemu.cli.input.Json;
import io.slsemu.cli.input.JsonWriter;
import io.slsemu.emulator.concurrency.TooManyRequestsException;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.invoke.LogTail;
import io.slsemu.emulator.report.InvocationReport;
import io.slsemu.emulator.report.MemorySource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A finished invocation as one JSON object in one line: schema {@code sls-emu/invoke/1}. Members
 * are only ever added. There is no price in it: none we could name with a source and a date.
 */
final class InvokeJson {
  private static final String SCHEMA = "sls-emu/invoke/1";

  /** Invoke answers 200 whatever the function did; its errors are told in functionError. */
  private static final int STATUS_OK = 200;

  private static final int STATUS_THROTTLED = 429;

  /** What the service sends in X-Amz-Function-Error. */
  private static final String FUNCTION_ERROR = "Unhandled";

  private final JsonGenerator json;

  private InvokeJson(JsonGenerator json) {
    this.json = json;
  }

  /** What is written with it. */
  @FunctionalInterface
  private interface Content {
    void write(InvokeJson json) throws IOException;
  }

  /**
   * @param logResult whether the end of the log is wanted, in base64 as the AWS CLI prints it
   */
  static byte[] of(
      String functionName, InvokeResult result, List<Check> checks, boolean logResult) {
    return document(functionName, json -> json.write(result, checks, logResult));
  }

  /** A call that was throttled: there is no more of it than what the service would have said. */
  static byte[] of(String functionName, TooManyRequestsException refusal) {
    return document(functionName, json -> json.write(refusal));
  }

  private static byte[] document(String functionName, Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator = Json.FACTORY.createGenerator(bytes)) {
      generator.writeStartObject();
      generator.writeStringField("schema", SCHEMA);
      generator.writeStringField("function", functionName);
      content.write(new InvokeJson(generator));
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void write(TooManyRequestsException refusal) throws IOException {
    json.writeNullField("requestId");
    json.writeStringField("outcome", "throttled");
    json.writeNumberField("statusCode", STATUS_THROTTLED);
    json.writeNullField("functionError");
    json.writeObjectFieldStart("payload");
    json.writeStringField("Reason", refusal.reason().wireName());
    json.writeStringField("Type", "User");
    json.writeStringField("message", refusal.getMessage());
    json.writeEndObject();
    json.writeStringField("payloadEncoding", "json");
    json.writeNumberField("retryAfterSeconds", refusal.retryAfterSeconds());
  }

  private void write(InvokeResult result, List<Check> checks, boolean logResult)
      throws IOException {
    json.writeStringField("requestId", result.report().requestId());
    json.writeStringField("outcome", result.outcome().kind().label());
    json.writeNumberField("statusCode", STATUS_OK);
    json.writeStringField("functionError", result.outcome().isError() ? FUNCTION_ERROR : null);
    payload(result.outcome().payload());
    start(result.start());
    report(result.report());
    timeline(result.timeline());
    FidelityJson.write(json, result.fidelity());
    checks(checks);
    json.writeArrayFieldStart("logs");
    for (String line : result.logs()) {
      json.writeString(line);
    }
    json.writeEndArray();
    MetricsView.write(json, result.metrics());
    if (logResult) {
      json.writeStringField("logResult", LogTail.encoded(result.logs()));
    }
  }

  /** A response need not be JSON; then its text stands in a string, and payloadEncoding says so. */
  private void payload(byte[] payload) throws IOException {
    boolean isJson = Json.fault(payload) == null;
    json.writeFieldName("payload");
    if (isJson) {
      try (JsonParser parser = Json.FACTORY.createParser(payload)) {
        parser.nextToken();
        JsonWriter.copy(parser, json);
      }
    } else {
      json.writeString(new String(payload, StandardCharsets.UTF_8));
    }
    json.writeStringField("payloadEncoding", isJson ? "json" : "text");
  }

  private void start(InvokeResult.Start start) throws IOException {
    json.writeObjectFieldStart("start");
    json.writeStringField("type", start.type());
    json.writeStringField("environmentId", start.environmentId());
    json.writeNumberField("invocationIndex", start.invocationIndex());
    Figures.millisOrNull(json, "idleBeforeMs", start.idleBefore());
    json.writeEndObject();
  }

  private void report(InvocationReport report) throws IOException {
    json.writeObjectFieldStart("report");
    Figures.millisOrNull(json, "durationMs", report.duration());
    json.writeNumberField("billedDurationMs", report.billedMillis());
    Figures.millisOrNull(json, "initDurationMs", report.initDuration());
    json.writeNumberField("memorySizeMb", report.memorySizeMb());
    json.writeFieldName("maxMemoryUsedMb");
    if (report.memorySource() == MemorySource.UNAVAILABLE) {
      json.writeNull();
    } else {
      json.writeNumber(report.maxMemoryUsedMb());
    }
    json.writeStringField("memorySource", report.memorySource().label());
    json.writeStringField("status", report.status().label());
    json.writeStringField("errorType", report.errorType());
    json.writeEndObject();
  }

  private void timeline(List<InvokeResult.Phase> phases) throws IOException {
    json.writeArrayFieldStart("timeline");
    for (InvokeResult.Phase phase : phases) {
      json.writeStartObject();
      json.writeStringField("phase", phase.name());
      Figures.millisOrNull(json, "startMs", phase.start());
      Figures.millisOrNull(json, "endMs", phase.end());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void checks(List<Check> checks) throws IOException {
    json.writeArrayFieldStart("checks");
    for (Check check : checks) {
      json.writeStartObject();
      json.writeStringField("option", check.option());
      json.writeBooleanField("passed", check.passed());
      json.writeStringField("message", check.failure());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
