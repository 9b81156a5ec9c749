package io.slsemu.emulator.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds metrics that a function wrote into its log in CloudWatch's embedded metric format. What is
 * malformed counts for nothing and harms nothing.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">CloudWatch_Embedded_Metric_Format_Specification</a>
 */
public final class EmbeddedMetrics {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Map<List<@Nullable Object>, MetricSum> sums = new LinkedHashMap<>();

  private EmbeddedMetrics() {}

  /**
   * Adds up the metrics of these lines; most have none, and cost a look only.
   *
   * @return one sum for each namespace, name, unit and set of dimensions, in the order they came
   */
  public static List<MetricSum> of(List<String> lines) {
    EmbeddedMetrics metrics = new EmbeddedMetrics();
    for (String line : lines) {
      if (line.startsWith("{") && line.contains("\"_aws\"")) {
        metrics.addLine(line);
      }
    }
    return List.copyOf(metrics.sums.values());
  }

  private void addLine(String line) {
    if (!(read(line) instanceof Map<?, ?> root && root.get("_aws") instanceof Map<?, ?> aws)) {
      return;
    }
    for (Object directive : list(aws.get("CloudWatchMetrics"))) {
      if (directive instanceof Map<?, ?> wanted
          && wanted.get("Namespace") instanceof String namespace) {
        addDirective(root, wanted, namespace);
      }
    }
  }

  private void addDirective(Map<?, ?> root, Map<?, ?> wanted, String namespace) {
    for (Object definition : list(wanted.get("Metrics"))) {
      if (definition instanceof Map<?, ?> metric && metric.get("Name") instanceof String name) {
        String unit = metric.get("Unit") instanceof String text ? text : null;
        for (Map<String, String> dimensions : dimensionSets(root, wanted.get("Dimensions"))) {
          addValues(new MetricSum(namespace, name, dimensions, unit, 0, 0, 0, 0), root.get(name));
        }
      }
    }
  }

  /** A value is a number or a list of numbers. */
  private void addValues(MetricSum metric, @Nullable Object value) {
    if (value instanceof List<?> values) {
      values.forEach(each -> addValue(metric, each));
    } else {
      addValue(metric, value);
    }
  }

  private void addValue(MetricSum metric, @Nullable Object value) {
    if (value instanceof Double number && Double.isFinite(number)) {
      MetricSum one =
          new MetricSum(
              metric.namespace(),
              metric.name(),
              metric.dimensions(),
              metric.unit(),
              1,
              number,
              number,
              number);
      List<@Nullable Object> key = new ArrayList<>();
      key.add(one.namespace());
      key.add(one.name());
      key.add(one.unit());
      key.add(one.dimensions());
      sums.merge(key, one, MetricSum::plus);
    }
  }

  /** Without any there is one set, which is empty. A set with a value missing is left out. */
  private static List<Map<String, String>> dimensionSets(Map<?, ?> root, @Nullable Object given) {
    if (!(given instanceof List<?> sets) || sets.isEmpty()) {
      return List.of(Map.of());
    }
    List<Map<String, String>> found = new ArrayList<>();
    for (Object set : sets) {
      Map<String, String> dimensions = new LinkedHashMap<>();
      for (Object name : list(set)) {
        if (root.get(name) instanceof String value) {
          dimensions.put(String.valueOf(name), value);
        }
      }
      if (set instanceof List<?> names && names.size() == dimensions.size()) {
        found.add(dimensions);
      }
    }
    return found;
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> elements ? elements : List.of();
  }

  private static @Nullable Object read(String line) {
    try (JsonParser parser = FACTORY.createParser(line)) {
      parser.nextToken();
      return value(parser);
    } catch (IOException noJson) {
      return null;
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT:
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (next(parser) != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          next(parser);
          members.put(name, value(parser));
        }
        return members;
      case START_ARRAY:
        List<@Nullable Object> elements = new ArrayList<>();
        while (next(parser) != JsonToken.END_ARRAY) {
          elements.add(value(parser));
        }
        return elements;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT:
        return parser.getDoubleValue();
      case VALUE_STRING:
        return parser.getText();
      default:
        return null;
    }
  }

  private static JsonToken next(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new IOException("the document is cut short");
    }
    return token;
  }
}
