package io.slsemu.emulator.serviceapi.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.AliasDocument;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.catalog.Deployments;
import io.slsemu.emulator.catalog.FunctionDocument;
import io.slsemu.emulator.catalog.VersionDocument;
import io.slsemu.emulator.code.CodeStore;
import io.slsemu.emulator.function.Deployment;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionRegistry;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.serviceapi.operation.Call;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.operation.OperationGroup;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.Reply;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.store.StateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A catalog in memory with functions to be asked about, without what runs them. */
public final class CatalogFixture {
  public static final Scope SCOPE = new Scope("us-east-1", "123456789012");
  public static final String PREFIX = "arn:aws:lambda:us-east-1:123456789012:";
  public static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-21T10:20:30.456789Z"));

  private static final ObjectMapper JSON = new ObjectMapper();

  private final StateStore store = StateStore.inMemory();
  private final Path directory;
  public final FunctionRegistry registry = new FunctionRegistry(SCOPE);
  public Catalog catalog;

  public CatalogFixture(Path directory) {
    this.directory = directory;
    this.catalog = open();
  }

  /** As after a restart: all that was not kept is gone. */
  public void reopen() {
    store.rollback();
    catalog = open();
  }

  private Catalog open() {
    return new Catalog(
        store, new CodeStore(directory), new FakeDeployments(registry), notice -> {});
  }

  private record FakeDeployments(FunctionRegistry registry) implements Deployments {
    @Override
    public void deploy(Deployment deployment, long active) {
      registry.put(deployment);
    }

    @Override
    public void remove(FunctionArn function) {
      registry.remove(function);
    }
  }

  public FunctionArn arn(String name) {
    return SCOPE.function(name);
  }

  /** Adds a function. */
  public FunctionArn function(String name) {
    FunctionArn arn = arn(name);
    VersionDocument latest = version(name, "$LATEST");
    catalog.change(
        () -> {
          catalog.put(
              new FunctionDocument(arn.region(), arn.account(), name, 0, latest, List.of()));
          return arn;
        });
    return arn;
  }

  /** Publishes the next version of a function. */
  public void publish(FunctionArn arn) {
    catalog.change(
        () -> {
          FunctionDocument function = catalog.find(arn);
          String number = Integer.toString(function.lastVersion() + 1);
          catalog.put(function.published(version(arn.name().value(), number)));
          return arn;
        });
  }

  /** Adds an alias, or moves it. */
  public void alias(FunctionArn arn, String name, String version) {
    catalog.change(
        () -> {
          catalog.putAlias(
              arn, new AliasDocument(name, version, "", Map.of(), name + "-revision-" + version));
          return arn;
        });
  }

  public void remove(FunctionArn arn) {
    catalog.change(
        () -> {
          catalog.remove(arn);
          return arn;
        });
  }

  public void removeAlias(FunctionArn arn, String name) {
    catalog.change(() -> catalog.removeAlias(arn, name));
  }

  public String revision(FunctionArn arn) {
    return catalog.find(arn).latest().text("RevisionId");
  }

  private static VersionDocument version(String name, String number) {
    ObjectNode settings =
        (ObjectNode)
            json(
                """
                {"FunctionName":"%s","MemorySize":128,"Timeout":3,"EphemeralStorage":{"Size":512},
                 "Runtime":"provided.al2023","CodeSize":276,"RevisionId":"%s-revision-%s"}"""
                    .formatted(name, name, number));
    return new VersionDocument(
        number,
        settings,
        new VersionDocument.Code(null, "image", List.of()),
        new VersionDocument.Times(0, 0));
  }

  /** Sends a request: path parameters and, after {@code ?}, those of the query, as name=value. */
  public static Reply ask(OperationGroup group, Operation operation, String where, String body) {
    String[] parts = where.split("\\?", 2);
    Map<String, List<String>> lists = lists(parts.length == 2 ? parts[1] : "");
    Map<String, String> query = new LinkedHashMap<>();
    lists.forEach((name, values) -> query.put(name, values.get(0)));
    Map<String, String> path = new LinkedHashMap<>();
    lists(parts[0]).forEach((name, values) -> path.put(name, values.get(0)));
    Call call =
        new Call(operation, SCOPE, path, query, lists, body.getBytes(StandardCharsets.UTF_8));
    return group.handlers().get(operation).handle(call);
  }

  private static Map<String, List<String>> lists(String parameters) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    for (String each : parameters.isEmpty() ? new String[0] : parameters.split("&")) {
      String[] pair = each.split("=", 2);
      lists.merge(
          pair[0],
          List.of(pair[1]),
          (some, more) -> List.of((String.join("\n", some) + "\n" + more.get(0)).split("\n")));
    }
    return lists;
  }

  public static ServiceError refusal(
      OperationGroup group, Operation operation, String where, String body) {
    Refused refused = catchThrowableOfType(Refused.class, () -> ask(group, operation, where, body));
    assertThat(refused).as("refusal of %s %s", operation, where).isNotNull();
    return refused.error();
  }

  /** That a request is refused so, to the letter. */
  public static void assertRefused(
      OperationGroup group,
      Operation operation,
      String where,
      String body,
      int status,
      String name,
      String document) {
    assertError(refusal(group, operation, where, body), status, name, document);
  }

  private static void assertError(ServiceError error, int status, String name, String document) {
    assertThat(error.status()).isEqualTo(status);
    assertThat(error.name()).isEqualTo(name);
    assertThat(error.body()).isEqualTo(document);
  }

  /** That a request is refused as wrong by the model. */
  public static void assertInvalid(
      OperationGroup group, Operation operation, String where, String body, String violations) {
    String document = JSON.createObjectNode().put("message", violations).toString();
    assertRefused(group, operation, where, body, 400, "ValidationException", document);
  }

  /** That a request is refused in the service's own words for a parameter. */
  public static void assertBadParameter(
      OperationGroup group, Operation operation, String where, String body, String message) {
    ServiceError error = refusal(group, operation, where, body);
    assertUsersError(error, 400, "InvalidParameterValueException", "message", message);
  }

  public static void assertNotFound(
      OperationGroup group, Operation operation, String where, String body, String message) {
    ServiceError error = refusal(group, operation, where, body);
    assertUsersError(error, 404, "ResourceNotFoundException", "Message", message);
  }

  public static void assertConflict(
      OperationGroup group, Operation operation, String where, String body, String message) {
    ServiceError error = refusal(group, operation, where, body);
    assertUsersError(error, 409, "ResourceConflictException", "message", message);
  }

  /**
   * @param member what this error calls its message
   */
  private static void assertUsersError(
      ServiceError error, int status, String name, String member, String message) {
    ObjectNode document = JSON.createObjectNode().put("Type", "User").put(member, message);
    assertError(error, status, name, document.toString());
  }

  /** That an answer is so; the order of members does not matter. */
  public static void assertReply(Reply reply, int status, String document) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(json(String.valueOf(reply.document()))).isEqualTo(json(document));
  }

  public static void assertEmpty(Reply reply, int status) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.document()).isNull();
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
