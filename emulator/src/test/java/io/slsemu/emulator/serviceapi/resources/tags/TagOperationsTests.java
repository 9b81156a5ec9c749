package io.slsemu.emulator.serviceapi.resources.tags;

import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.PREFIX;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.ask;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertBadParameter;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertEmpty;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertInvalid;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertNotFound;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertReply;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.resources.FunctionFixture;
import io.slsemu.emulator.serviceapi.resources.Revisions;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TagOperationsTests extends FunctionFixture {
  private static final Operation TAG = Operation.TAG_RESOURCE;
  private static final Operation UNTAG = Operation.UNTAG_RESOURCE;
  private static final Operation LIST = Operation.LIST_TAGS;
  private static final String F = "Resource=" + PREFIX + "function:f";
  private static final String MAPPING =
      PREFIX + "event-source-mapping:4ea95a55-21f8-4d58-b8b9-41e0a5f8b9a1";
  private static final String SIGNING = PREFIX + "code-signing-config:csc-0123456789abcdef0";
  private static final String BODY = "{\"Tags\":{\"k\":\"v\"}}";

  private Tags tags;
  private TagOperations group;

  @BeforeEach
  void open() {
    tags = new Tags(fixture.catalog);
    group =
        new TagOperations(
            fixture.catalog,
            tags,
            new Revisions(fixture.catalog, () -> "renewed"),
            MAPPING::equals,
            SIGNING::equals);
  }

  private static String numbered(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(number -> "\"key-" + number + "\":\"value\"")
        .collect(Collectors.joining(",", "{\"Tags\":{", "}}"));
  }

  @Test
  void tagWhenThereAreSomeThenAddsAndReplaces() {
    assertReply(ask(group, LIST, F, ""), 200, "{\"Tags\":{}}");
    assertEmpty(ask(group, TAG, F, "{\"Tags\":{\"A\":\"a\",\"B\":\"b\"}}"), 204);
    assertEmpty(ask(group, TAG, F, "{\"Tags\":{\"B\":\"new\",\"C\":\"\"}}"), 204);

    assertReply(ask(group, LIST, F, ""), 200, "{\"Tags\":{\"A\":\"a\",\"B\":\"new\",\"C\":\"\"}}");
    assertThat(tags.of(f.toString())).isEqualTo(Map.of("A", "a", "B", "new", "C", ""));
    assertThat(fixture.revision(f)).isEqualTo("renewed");
  }

  @Test
  void untagWhenSomeAreNotThereThenTakesTheOthers() {
    ask(group, TAG, F, "{\"Tags\":{\"A\":\"a\",\"B\":\"b\",\"C\":\"c\"}}");

    assertEmpty(ask(group, UNTAG, F + "?tagKeys=A&tagKeys=C&tagKeys=Z", ""), 204);

    assertReply(ask(group, LIST, F, ""), 200, "{\"Tags\":{\"B\":\"b\"}}");
  }

  @Test
  void removeWhenTheFunctionGoesThenItsTagsGo() {
    ask(group, TAG, F, BODY);

    fixture.remove(f);
    fixture.function("f");

    assertReply(ask(group, LIST, F, ""), 200, "{\"Tags\":{}}");
  }

  @Test
  void tagWhenItIsAMappingOrASigningConfigThenTheyHaveTagsToo() {
    for (String arn : new String[] {MAPPING, SIGNING}) {
      assertEmpty(ask(group, TAG, "Resource=" + arn, BODY), 204);

      assertReply(ask(group, LIST, "Resource=" + arn, ""), 200, BODY);
    }
  }

  @Test
  void tagWhenThereWouldBeMoreThanFiftyThenIsRefusedWhole() {
    String words = "Number of tags exceeds resource tag limit.";

    assertBadParameter(group, TAG, F, numbered(0, 51), words);
    assertEmpty(ask(group, TAG, F, numbered(0, 50)), 204);
    assertBadParameter(group, TAG, F, numbered(50, 1), words);

    assertThat(tags.of(f.toString())).hasSize(50);
  }

  @Test
  void tagWhenThereAreNoneThenIsRefused() {
    assertBadParameter(
        group, TAG, F, "{\"Tags\":{}}", "An error occurred and the request cannot be processed.");
    assertInvalid(
        group,
        TAG,
        F,
        "{}",
        "1 validation error detected: Value null at 'tags' failed to satisfy constraint: Member"
            + " must not be null");
  }

  @Test
  void tagWhenAKeyIsTheServicesOwnThenIsRefused() {
    assertBadParameter(
        group,
        TAG,
        F,
        "{\"Tags\":{\"aws:x\":\"v\"}}",
        "The tag key 'aws:x' is not valid: 1 to 128 characters, and aws: is the service's own");
  }

  @Test
  void untagWhenNoKeyIsNamedThenTheModelsWords() {
    assertInvalid(
        group,
        UNTAG,
        F,
        "",
        "1 validation error detected: Value null at 'tagKeys' failed to satisfy constraint: Member"
            + " must not be null");
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"TAG_RESOURCE", "UNTAG_RESOURCE", "LIST_TAGS"})
  void handleWhenItIsNotThereThenNotFound(Operation operation) {
    String other = MAPPING.replace("4ea", "5ea");
    String provider = PREFIX + "capacity-provider:p";

    assertNotFound(
        group,
        operation,
        "Resource=" + PREFIX + "function:nope?tagKeys=k",
        BODY,
        "Function not found: " + PREFIX + "function:nope");
    assertNotFound(
        group,
        operation,
        "Resource=" + other + "?tagKeys=k",
        BODY,
        "Event source mapping not found: " + other);
    assertNotFound(
        group,
        operation,
        "Resource=" + provider + "?tagKeys=k",
        BODY,
        "Capacity provider not found: " + provider);
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"TAG_RESOURCE", "UNTAG_RESOURCE", "LIST_TAGS"})
  void handleWhenAVersionIsNamedThenIsRefused(Operation operation) {
    assertBadParameter(
        group,
        operation,
        F + ":$LATEST?tagKeys=k",
        BODY,
        "Tags on function aliases and versions are not supported. Please specify a function ARN.");
  }

  @Test
  void listWhenItIsNoTaggableArnThenTheModelsWords() {
    assertInvalid(
        group,
        LIST,
        "Resource=arn:aws:something",
        "",
        "1 validation error detected: Value 'arn:aws:something' at 'resource' failed to satisfy"
            + " constraint: Member must satisfy regular expression pattern:"
            + " arn:(aws[a-zA-Z-]*):lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}"
            + ":\\d{12}:(function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?"
            + "|layer:([a-zA-Z0-9-_]+)|code-signing-config:csc-[a-z0-9]{17}"
            + "|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}"
            + "-[0-9a-fA-F]{12}|capacity-provider:[a-zA-Z0-9-_]+)");
  }
}
