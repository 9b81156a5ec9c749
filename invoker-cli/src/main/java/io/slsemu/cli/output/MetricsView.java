package io.slsemu.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slsemu.emulator.report.MetricSum;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a function's embedded metrics add up to, as a table and as JSON. */
final class MetricsView {
  private static final List<String> HEAD = List.of("metric", "unit", "count", "sum", "min", "max");

  private MetricsView() {}

  /** A line with the names of the columns, and one for each metric. */
  static List<String> table(List<MetricSum> metrics) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    metrics.forEach(metric -> rows.add(row(metric)));
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return rows.stream().map(row -> aligned(row, widths)).toList();
  }

  static void write(JsonGenerator json, List<MetricSum> metrics) throws IOException {
    json.writeArrayFieldStart("metrics");
    for (MetricSum metric : metrics) {
      json.writeStartObject();
      json.writeStringField("namespace", metric.namespace());
      json.writeStringField("name", metric.name());
      json.writeObjectFieldStart("dimensions");
      for (Map.Entry<String, String> dimension : metric.dimensions().entrySet()) {
        json.writeStringField(dimension.getKey(), dimension.getValue());
      }
      json.writeEndObject();
      json.writeStringField("unit", metric.unit());
      json.writeNumberField("count", metric.count());
      json.writeNumberField("sum", new BigDecimal(figure(metric.sum())));
      json.writeNumberField("min", new BigDecimal(figure(metric.min())));
      json.writeNumberField("max", new BigDecimal(figure(metric.max())));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static List<String> row(MetricSum metric) {
    StringBuilder name = new StringBuilder(metric.namespace()).append('/').append(metric.name());
    metric.dimensions().forEach((key, value) -> name.append(' ').append(key + "=" + value));
    return List.of(
        name.toString(),
        metric.unit() == null ? "-" : metric.unit(),
        Long.toString(metric.count()),
        figure(metric.sum()),
        figure(metric.min()),
        figure(metric.max()));
  }

  /** Text on the left, figures on the right. */
  private static String aligned(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      String space = " ".repeat(widths[column] - cell.length());
      line.append(column == 0 ? "" : "  ").append(column < 2 ? cell + space : space + cell);
    }
    return line.toString();
  }

  private static String figure(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
