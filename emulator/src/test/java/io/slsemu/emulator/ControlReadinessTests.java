package io.slsemu.emulator;

import static io.slsemu.emulator.ServiceFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A command that invokes a function is told what a caller of the service is told. */
class ControlReadinessTests {
  private static final String INVOCATIONS = "/_sls-emu/functions/slow/invocations";

  @Test
  void invocationsWhenFunctionIsPendingThenSaysSoAndHowToWait() throws Exception {
    try (ServiceFixture service = ServiceFixture.settling(Duration.ofMinutes(5))) {
      service.create("slow");

      HttpResponse<String> answer = service.send("POST", INVOCATIONS, "{}");

      JsonNode refusal = json(answer);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
      assertThat(refusal.path("error").asText()).isEqualTo("pending");
      assertThat(refusal.path("message").asText())
          .isEqualTo("slow cannot be invoked yet: its state is Pending");
      assertThat(refusal.path("remedy").asText())
          .isEqualTo("wait for it: aws lambda wait function-active-v2 --function-name slow");
    }
  }
}
