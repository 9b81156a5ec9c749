package io.slsemu.emulator.report;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a function's embedded metrics add up to, for one metric and one set of dimensions.
 *
 * @param namespace the metric's namespace
 * @param name its name
 * @param dimensions names and values, in the order the function gave them
 * @param unit such as {@code Milliseconds}, null if the function named none
 * @param count how many values there were
 * @param sum of all values
 * @param min the least
 * @param max the greatest
 */
public record MetricSum(
    String namespace,
    String name,
    Map<String, String> dimensions,
    @Nullable String unit,
    long count,
    double sum,
    double min,
    double max) {

  MetricSum plus(MetricSum other) {
    return new MetricSum(
        namespace,
        name,
        dimensions,
        unit,
        count + other.count,
        sum + other.sum,
        Math.min(min, other.min),
        Math.max(max, other.max));
  }
}
