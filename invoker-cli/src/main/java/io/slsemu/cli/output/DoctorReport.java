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
 */
public record DoctorReport(Fidelity fidelity, List<Fact> facts) {
  private static final String SCHEMA = "sls-emu/doctor/1";
  private static final int LABEL_WIDTH = 12;

  /**
   * @param name what
   * @param value how it is here
   */
  public record Fact(String name, String value) {}

  public DoctorReport {
    facts = List.copyOf(facts);
  }

  public byte[] as(Format format) {
    return format == Format.JSON ? json() : text().getBytes(StandardCharsets.UTF_8);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (Fact fact : facts) {
      row(text, fact.name(), fact.value());
    }
    text.append('\n');
    row(text, "fidelity", fidelity.level().name().toLowerCase(Locale.ROOT));
    row(text, "freezer", fidelity.freezer());
    row(text, "memory", fidelity.memory());
    row(text, "cpu", fidelity.cpu());
    row(text, "/tmp", fidelity.tmp());
    row(text, "isolation", fidelity.isolation());
    for (String gap : fidelity.gaps()) {
      row(text, "missing", gap);
    }
    return text.toString();
  }

  private static void row(StringBuilder text, String label, String value) {
    text.append(label).append(" ".repeat(Math.max(1, LABEL_WIDTH - label.length())));
    text.append(value).append('\n');
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
      FidelityJson.write(json, fidelity);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
