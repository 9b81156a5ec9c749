package io.slsemu.emulator.serviceapi.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.resources.CatalogFixture;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionListTests {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 50})
  void listWhenNamesBeginAlikeThenPagesHaveEachVersionOnce(int size) {
    CatalogFixture fixture = new CatalogFixture(directory);
    for (String name : List.of("f", "f-g", "f1", "f_", "fg")) {
      FunctionArn function = fixture.function(name);
      fixture.publish(function);
    }
    FunctionOperations operations =
        new FunctionOperations(
            fixture.catalog, new Settling(Clock.systemUTC(), Duration.ZERO), new NoExtras());

    List<String> listed = new ArrayList<>();
    String marker = "";
    do {
      String where = "?FunctionVersion=ALL&MaxItems=" + size + marker;
      JsonNode page =
          CatalogFixture.ask(operations, Operation.LIST_FUNCTIONS, where, "").document();
      for (JsonNode each : page.path("Functions")) {
        listed.add(each.path("FunctionName").asText() + " " + each.path("Version").asText());
      }
      marker = page.has("NextMarker") ? "&Marker=" + page.path("NextMarker").asText() : "";
    } while (!marker.isEmpty());

    assertThat(listed)
        .containsExactly(
            "f $LATEST",
            "f 1",
            "f-g $LATEST",
            "f-g 1",
            "f1 $LATEST",
            "f1 1",
            "f_ $LATEST",
            "f_ 1",
            "fg $LATEST",
            "fg 1");
  }
}
