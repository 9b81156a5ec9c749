package io.slsemu.emulator.serviceapi.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTests {
  private static final List<String> ALL =
      IntStream.range(0, 120).mapToObj("item-%03d"::formatted).toList();

  @ParameterizedTest
  @CsvSource({", 50", "7, 7", "50, 50", "100, 50", "10000, 50", "1, 1"})
  void documentWhenFollowedToItsEndThenHasAllOnce(@Nullable String maxItems, int size) {
    List<String> seen = new ArrayList<>();
    String marker = null;
    do {
      ObjectNode page = page(maxItems, marker);
      assertThat(page.path("Items").size()).isBetween(1, size);
      page.path("Items").forEach(each -> seen.add(each.asText()));
      marker = page.has("NextMarker") ? page.path("NextMarker").asText() : null;
    } while (marker != null);

    assertThat(seen).isEqualTo(ALL);
  }

  @Test
  void documentWhenTheLastPageIsFullThenNoneFollows() {
    ObjectNode page =
        Page.of(call("2", null), 50).document("Items", ALL.subList(0, 2), key(), view());

    assertThat(page.has("NextMarker")).isFalse();
  }

  @Test
  void documentWhenThereIsNothingThenIsAnEmptyList() {
    ObjectNode page = Page.of(call(null, null), 50).document("Items", List.of(), key(), view());

    assertThat(page).hasToString("{\"Items\":[]}");
  }

  @Test
  void documentWhenTheMarkedOneWasDeletedThenGoesOnBehindIt() {
    String marker = page("2", null).path("NextMarker").asText();
    List<String> rest = new ArrayList<>(ALL);
    rest.remove("item-001");

    ObjectNode page = Page.of(call("1", marker), 50).document("Items", rest, key(), view());

    assertThat(page.path("Items").get(0).asText()).isEqualTo("item-002");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "10001", "x", "1.5", "99999999999999999999", "0x10"})
  void ofWhenTheNumberIsBadThenIsRefused(String maxItems) {
    assertThatThrownBy(() -> Page.of(call(maxItems, null), 10_000))
        .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.error().status()).isEqualTo(400));
  }

  @Test
  void ofWhenTheNumberIsZeroThenTheBoundIsNamed() {
    assertThatThrownBy(() -> Page.of(call("0", null), 10_000))
        .isInstanceOfSatisfying(
            Refused.class,
            e ->
                assertThat(e.error().body())
                    .isEqualTo(
                        "{\"message\":\"1 validation error detected: Value '0' at 'maxItems' failed"
                            + " to satisfy constraint: Member must have value greater than or equal"
                            + " to 1\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"!!!", "a", "ä", "===="})
  void ofWhenTheMarkerIsNotOursThenIsRefused(String marker) {
    assertThatThrownBy(() -> Page.of(call(null, marker), 50))
        .isInstanceOfSatisfying(
            Refused.class,
            e -> assertThat(e.error().name()).isEqualTo("InvalidParameterValueException"));
  }

  private static ObjectNode page(@Nullable String maxItems, @Nullable String marker) {
    return Page.of(call(maxItems, marker), 10_000).document("Items", ALL, key(), view());
  }

  private static Function<String, String> key() {
    return Function.identity();
  }

  private static Function<String, TextNode> view() {
    return TextNode::valueOf;
  }

  private static Call call(@Nullable String maxItems, @Nullable String marker) {
    Map<String, String> query = new HashMap<>();
    if (maxItems != null) {
      query.put("MaxItems", maxItems);
    }
    if (marker != null) {
      query.put("Marker", marker);
    }
    return TestCalls.list(query);
  }
}
