package io.slsemu.emulator.serviceapi.control;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slsemu.emulator.environment.InvocationOutcome;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.report.InvocationReport;
import io.slsemu.emulator.report.RestoreFigures;
import io.slsemu.emulator.sandbox.Fidelity;
import java.io.IOException;
import java.util.List;

/**
 * A finished invocation as one JSON object with all there is to know of it, so that a command shows
 * it as if it had run here.
 */
final class ResultDocument {
  private final JsonGenerator json;

  private ResultDocument(JsonGenerator json) {
    this.json = json;
  }

  static void write(JsonGenerator json, InvokeResult result) throws IOException {
    new ResultDocument(json).write(result);
  }

  private void write(InvokeResult result) throws IOException {
    json.writeStringField("schema", "sls-emu/result/1");
    InvocationOutcome outcome = result.outcome();
    json.writeObjectFieldStart("outcome");
    json.writeStringField("kind", outcome.kind().name());
    json.writeStringField("errorType", outcome.errorType());
    json.writeFieldName("payload");
    json.writeBinary(outcome.payload());
    json.writeEndObject();
    report(result.report());
    start(result.start());
    timeline(result.timeline());
    strings("logs", result.logs());
    fidelity(result.fidelity());
  }

  private void report(InvocationReport report) throws IOException {
    json.writeObjectFieldStart("report");
    json.writeStringField("requestId", report.requestId());
    Document.nanos(json, "duration", report.duration());
    Document.nanos(json, "initDuration", report.initDuration());
    RestoreFigures restore = report.restore();
    Document.nanos(json, "restoreDuration", restore == null ? null : restore.duration());
    Document.nanos(json, "restoreHooks", restore == null ? null : restore.hooks());
    json.writeNumberField("memorySizeMb", report.memorySizeMb());
    json.writeNumberField("maxMemoryUsedMb", report.maxMemoryUsedMb());
    json.writeStringField("memorySource", report.memorySource().name());
    json.writeStringField("status", report.status().name());
    json.writeStringField("errorType", report.errorType());
    json.writeEndObject();
  }

  private void start(InvokeResult.Start start) throws IOException {
    json.writeObjectFieldStart("start");
    json.writeStringField("type", start.type());
    json.writeStringField("environmentId", start.environmentId());
    json.writeNumberField("invocationIndex", start.invocationIndex());
    Document.nanos(json, "idleBefore", start.idleBefore());
    json.writeEndObject();
  }

  private void timeline(List<InvokeResult.Phase> phases) throws IOException {
    json.writeArrayFieldStart("timeline");
    for (InvokeResult.Phase phase : phases) {
      json.writeStartObject();
      json.writeStringField("name", phase.name());
      Document.nanos(json, "start", phase.start());
      Document.nanos(json, "end", phase.end());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void fidelity(Fidelity fidelity) throws IOException {
    json.writeObjectFieldStart("fidelity");
    json.writeStringField("level", fidelity.level().name());
    json.writeStringField("freezer", fidelity.freezer());
    json.writeStringField("memory", fidelity.memory());
    json.writeStringField("cpu", fidelity.cpu());
    json.writeStringField("tmp", fidelity.tmp());
    json.writeStringField("isolation", fidelity.isolation());
    strings("gaps", fidelity.gaps());
    json.writeEndObject();
  }

  private void strings(String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
