package io.slsemu.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slsemu.cli.input.Json;
import io.slsemu.emulator.sandbox.Fidelity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What a machine can enforce, for people and for programs (schema {@code sls-emu/doctor/1}).
 *
 * @param facts what the machine has, in the order shown
 * @param process the sandbox that needs no engine
 * @param docker the sandbox in a container engine
 */
public record DoctorReport(
    List<Fact> facts, SandboxFinding.Available process, SandboxFinding docker) {
  private static final String SCHEMA = "sls-emu/doctor/1";
  private static final int LABEL_WIDTH = 12;

  /**
   * @param name what, as programs know it
   * @param label what, as people read it
   * @param value how it is here
   */
  public record Fact(String name, String label, String value) {
    public Fact(String name, String value) {
      this(name, name, value);
    }
  }

  public DoctorReport {
    facts = List.copyOf(facts);
  }

  public byte[] as(Format format) {
    return format == Format.JSON ? json() : text().getBytes(StandardCharsets.UTF_8);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (Fact fact : facts) {
      row(text, fact.label(), fact.value());
    }
    sandbox(text, "process", process);
    sandbox(text, "docker", docker);
    text.append('\n');
    row(
        text,
        "auto",
        docker instanceof SandboxFinding.Available
            ? "docker for what the images here can run, else process"
            : "process, as docker is not to be had");
    return text.toString();
  }

  private static void sandbox(StringBuilder text, String kind, SandboxFinding finding) {
    text.append('\n');
    if (finding instanceof SandboxFinding.Missing missing) {
      row(text, kind, "not to be had: " + missing.reason());
      row(text, "remedy", missing.remedy());
    } else if (finding instanceof SandboxFinding.Available available) {
      row(text, kind, available.description());
      fidelity(text, available.fidelity());
    }
  }

  private static void fidelity(StringBuilder text, Fidelity fidelity) {
    row(text, "fidelity", fidelity.level().name().toLowerCase(Locale.ROOT));
    row(text, "freezer", fidelity.freezer());
    row(text, "memory", fidelity.memory());
    row(text, "cpu", fidelity.cpu());
    row(text, "/tmp", fidelity.tmp());
    row(text, "isolation", fidelity.isolation());
    for (String gap : fidelity.gaps()) {
      row(text, "missing", gap);
    }
  }

  private static void row(StringBuilder text, String label, String value) {
    text.append(label).append(" ".repeat(Math.max(1, LABEL_WIDTH - label.length())));
    text.append(value.strip().replace('\n', ' ')).append('\n');
  }

  private byte[] json() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
      json.writeObjectFieldStart("machine");
      for (Fact fact : facts) {
        json.writeStringField(fact.name(), fact.value());
      }
      json.writeEndObject();
      // The process sandbox's, and not inside an object of its own: it was here first.
      FidelityJson.write(json, process.fidelity());
      json.writeObjectFieldStart("process");
      json.writeStringField("description", process.description());
      json.writeEndObject();
      json.writeObjectFieldStart("docker");
      finding(json, docker);
      json.writeEndObject();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void finding(JsonGenerator json, SandboxFinding finding) throws IOException {
    json.writeBooleanField("available", finding instanceof SandboxFinding.Available);
    if (finding instanceof SandboxFinding.Available available) {
      json.writeStringField("description", available.description());
      FidelityJson.write(json, available.fidelity());
    } else if (finding instanceof SandboxFinding.Missing missing) {
      json.writeStringField("reason", missing.reason());
      json.writeStringField("remedy", missing.remedy());
    }
  }
}
