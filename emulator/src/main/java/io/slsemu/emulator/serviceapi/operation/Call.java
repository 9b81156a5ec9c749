package io.slsemu.emulator.serviceapi.operation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.function.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of an operation.
 *
 * @param operation what is asked for
 * @param scope the caller's account and region
 * @param path what stands in the path, by the model's names
 * @param query the query's parameters; of one that comes twice, the first
 * @param lists the query's parameters with all their values
 * @param body as it came
 */
public record Call(
    Operation operation,
    Scope scope,
    Map<String, String> path,
    Map<String, String> query,
    Map<String, List<String>> lists,
    byte[] body) {
  /** A zip comes as one text: Jackson's limit of 20 MB is for those who bring none. */
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** One whose parameters come once each. */
  public Call(
      Operation operation,
      Scope scope,
      Map<String, String> path,
      Map<String, String> query,
      byte[] body) {
    this(operation, scope, path, query, Map.of(), body);
  }

  /** A part of the path, by the model's name for it. */
  public String inPath(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalArgumentException(operation + " has no " + name + " in its path");
    }
    return value;
  }

  /** A parameter of the query, null if it is not there or empty. */
  public @Nullable String inQuery(String name) {
    String value = query.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** All values of a parameter of the query, none if it is not there. */
  public List<String> allInQuery(String name) {
    List<String> values = lists.get(name);
    if (values != null) {
      return values;
    }
    String value = query.get(name);
    return value == null ? List.of() : List.of(value);
  }

  /**
   * The body's members; none where there is no body.
   *
   * @throws Refused if it is no JSON object
   */
  public ObjectNode document() {
    if (body.length == 0) {
      return JSON.createObjectNode();
    }
    try {
      JsonNode read = JSON.readTree(body);
      if (read instanceof ObjectNode document) {
        return document;
      }
      throw new Refused(ServiceError.serialization("the body is no JSON object"));
    } catch (JsonProcessingException e) {
      throw new Refused(ServiceError.serialization(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("an array cannot fail to be read", e);
    }
  }
}
