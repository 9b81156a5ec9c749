package io.slsemu.emulator.serviceapi.operation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes.
 *
 * @param operation what is asked for
 * @param path what the names in the operation's path stand for
 */
public record Route(Operation operation, Map<String, String> path) {
  private static final Set<String> DATES = Set.copyOf(Operation.dates());

  /** Those with more of their path spelt out come first. */
  private static final List<Operation> MOST_EXACT_FIRST =
      List.of(Operation.values()).stream()
          .sorted(
              Comparator.comparingInt((Operation each) -> each.path().fixedSegments()).reversed())
          .toList();

  /**
   * The operation of a method and a path. Any date of the model may stand before any operation:
   * tools disagree about some, and none stands for two things.
   *
   * @param rawPath percent-encoded, as it came
   * @param query the parameters that tell operations of one path apart, by name
   * @return null if it is no path of the service's
   */
  public static @Nullable Route find(String method, String rawPath, Map<String, String> query) {
    List<String> segments = segments(rawPath);
    if (segments.size() < 2 || !DATES.contains(segments.get(0))) {
      return null;
    }
    List<String> rest = segments.subList(1, segments.size());
    for (Operation operation : MOST_EXACT_FIRST) {
      if (operation.method().equals(method) && fits(operation, query)) {
        Map<String, String> path = operation.path().match(rest);
        if (path != null) {
          return new Route(operation, path);
        }
      }
    }
    return null;
  }

  /** The methods that some operation has on a path; none if it is no path of the service's. */
  public static List<String> methods(String rawPath) {
    List<String> segments = segments(rawPath);
    if (segments.size() < 2 || !DATES.contains(segments.get(0))) {
      return List.of();
    }
    List<String> rest = segments.subList(1, segments.size());
    return MOST_EXACT_FIRST.stream()
        .filter(each -> each.path().match(rest) != null)
        .map(Operation::method)
        .distinct()
        .sorted()
        .toList();
  }

  /** Two paths have two operations each for one method: a parameter tells which. */
  private static boolean fits(Operation operation, Map<String, String> query) {
    return switch (operation) {
      case GET_LAYER_VERSION_BY_ARN -> "LayerVersion".equals(query.get("find"));
      case LIST_LAYERS -> !query.containsKey("find");
      case LIST_PROVISIONED_CONCURRENCY_CONFIGS -> "ALL".equals(query.get("List"));
      case GET_PROVISIONED_CONCURRENCY_CONFIG -> !query.containsKey("List");
      default -> true;
    };
  }

  /** One slash at the end is one too many, and forgiven: InvokeAsync is called with and without. */
  private static List<String> segments(String rawPath) {
    List<String> segments = new ArrayList<>(List.of(rawPath.split("/", -1)));
    segments.remove(0);
    if (!segments.isEmpty() && segments.get(segments.size() - 1).isEmpty()) {
      segments.remove(segments.size() - 1);
    }
    return segments;
  }
}
