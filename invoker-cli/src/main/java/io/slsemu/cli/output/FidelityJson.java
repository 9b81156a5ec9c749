package io.slsemu.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slsemu.emulator.sandbox.Fidelity;
import java.io.IOException;
import java.util.Locale;

/** What a sandbox enforces, as the member {@code fidelity} of JSON results. */
final class FidelityJson {
  private FidelityJson() {}

  static void write(JsonGenerator json, Fidelity fidelity) throws IOException {
    json.writeObjectFieldStart("fidelity");
    json.writeStringField("level", fidelity.level().name().toLowerCase(Locale.ROOT));
    json.writeStringField("freezer", fidelity.freezer());
    json.writeStringField("memory", fidelity.memory());
    json.writeStringField("cpu", fidelity.cpu());
    json.writeStringField("tmp", fidelity.tmp());
    json.writeStringField("isolation", fidelity.isolation());
    json.writeArrayFieldStart("gaps");
    for (String gap : fidelity.gaps()) {
      json.writeString(gap);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
