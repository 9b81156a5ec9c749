package io.slsemu.emulator.serviceapi.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.catalog.FakeDeployments;
import io.slsemu.emulator.code.CodeStore;
import io.slsemu.emulator.code.TestArchive;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.operation.OperationHandler;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.TestCalls;
import io.slsemu.emulator.store.StateStore;
import io.slsemu.fixtures.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The states of a function while time goes by. */
class SettlingTests {
  private static final Map<String, String> HELLO = Map.of("FunctionName", "hello");
  private final ManualClock clock = ManualClock.startingAt(Instant.parse("2026-11-21T12:00:00Z"));
  @AutoClose private final StateStore store = StateStore.inMemory();
  private final Map<Operation, OperationHandler> handlers = new HashMap<>();
  @TempDir Path directory;

  /** Takes its time for tags. */
  private final class FakeExtras extends NoExtras {
    @Override
    public void tag(FunctionArn function, Map<String, String> tags) {
      clock.advance(Duration.ofSeconds(3));
    }
  }

  @BeforeEach
  void open() {
    Catalog catalog =
        new Catalog(store, new CodeStore(directory), new FakeDeployments(), notice -> {});
    Settling settling = new Settling(clock, Duration.ofSeconds(2));
    handlers.putAll(new FunctionChanges(catalog, settling, null, new FakeExtras()).handlers());
    handlers.putAll(new FunctionOperations(catalog, settling, new FakeExtras()).handlers());
  }

  @Test
  void functionWhenItWasMadeThenIsPendingAndThenActive() {
    JsonNode created = create();

    assertThat(created.path("State").asText()).isEqualTo("Pending");
    assertThat(created.path("LastModified").asText()).isEqualTo("2026-11-21T12:00:00.000+0000");
    clock.advance(Duration.ofMillis(1_999));
    assertThat(get().path("State").asText()).isEqualTo("Pending");
    clock.advance(Duration.ofMillis(1));
    assertThat(get().path("State").asText()).isEqualTo("Active");
    assertThat(get().has("StateReason")).isFalse();
    assertThat(get().path("LastUpdateStatus").asText()).isEqualTo("Successful");
  }

  @Test
  void functionWhenItsCreationTookLongerThanItSettlesThenTheAnswerSaysPendingAllTheSame() {
    JsonNode created = create(Map.of("team", "shop"));

    assertThat(created.path("State").asText()).isEqualTo("Pending");
    assertThat(get().path("State").asText()).isEqualTo("Active");
  }

  @Test
  void functionWhenItIsUpdatedThenStaysActiveAndNoOtherUpdateIsTaken() {
    create();
    clock.advance(Duration.ofSeconds(2));

    JsonNode updated = update(5);

    assertThat(updated.path("State").asText()).isEqualTo("Active");
    assertThat(updated.path("LastUpdateStatus").asText()).isEqualTo("InProgress");
    assertThat(updated.path("LastUpdateStatusReasonCode").asText()).isEqualTo("Creating");
    assertThatThrownBy(() -> update(6))
        .isInstanceOfSatisfying(
            Refused.class,
            e -> {
              assertThat(e.error().status()).isEqualTo(409);
              assertThat(e.error().body())
                  .isEqualTo(
                      "{\"Type\":\"User\",\"message\":\"The operation cannot be performed at this"
                          + " time. An update is in progress for resource:"
                          + " arn:aws:lambda:us-east-1:000000000000:function:hello\"}");
            });
    clock.advance(Duration.ofSeconds(2));
    assertThat(get().path("LastUpdateStatus").asText()).isEqualTo("Successful");
    assertThat(get().has("LastUpdateStatusReason")).isFalse();
    assertThat(update(6).path("Timeout").asInt()).isEqualTo(6);
  }

  @Test
  void updateWhenItBreaksTheModelThenThatIsSaidBeforeThatThereIsNone() {
    assertThatThrownBy(() -> update(0))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.error().name()).isEqualTo("ValidationException"));
    assertThatThrownBy(() -> update(1))
        .isInstanceOfSatisfying(
            Refused.class,
            e -> assertThat(e.error().name()).isEqualTo("ResourceNotFoundException"));
  }

  private JsonNode create() {
    return create(Map.of());
  }

  private JsonNode create(Map<String, String> tags) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("FunctionName", "hello").put("Role", "arn:aws:iam::123456789012:role/r");
    request.put("Runtime", "provided.al2023").put("Handler", "bootstrap");
    if (!tags.isEmpty()) {
      tags.forEach(request.putObject("Tags")::put);
    }
    request.putObject("Code").put("ZipFile", TestArchive.of(Map.of("bootstrap", "x")));
    return call(Operation.CREATE_FUNCTION, Map.of(), request.toString());
  }

  private JsonNode update(int timeout) {
    return call(Operation.UPDATE_FUNCTION_CONFIGURATION, HELLO, "{\"Timeout\":" + timeout + "}");
  }

  private JsonNode get() {
    return call(Operation.GET_FUNCTION_CONFIGURATION, HELLO, "");
  }

  private JsonNode call(Operation operation, Map<String, String> path, String body) {
    return Objects.requireNonNull(
        Objects.requireNonNull(handlers.get(operation))
            .handle(TestCalls.call(operation, path, Map.of(), body))
            .document());
  }
}
