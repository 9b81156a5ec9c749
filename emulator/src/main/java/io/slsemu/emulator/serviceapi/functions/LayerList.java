package io.slsemu.emulator.serviceapi.functions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.catalog.LayerDocument;
import io.slsemu.emulator.serviceapi.operation.Fields;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The layers that a function names. */
final class LayerList {
  /** Lambda's limit (lambda-platform §3). */
  private static final int MAX = 5;

  private final Catalog catalog;

  LayerList(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Within a change: reads them into the settings.
   *
   * @param before the digests of those it had, which stay where the request names none
   * @return the digests of those it has now
   * @throws Refused if they are too many, or one is not there
   */
  List<String> read(Fields request, ObjectNode settings, List<String> before) {
    List<String> arns = request.texts("Layers");
    if (arns == null) {
      return before;
    }
    if (arns.size() > MAX) {
      throw refused("Cannot reference more than " + MAX + " layers.");
    }
    settings.remove("Layers");
    List<String> archives = new ArrayList<>();
    Set<String> names = new HashSet<>();
    ArrayNode shown = settings.arrayNode();
    for (String arn : arns) {
      LayerDocument layer = catalog.layers().get(arn);
      if (layer == null) {
        throw refused("Layer version " + arn + " does not exist.");
      }
      if (!names.add(arn.substring(0, arn.lastIndexOf(':')))) {
        throw refused(
            "Two different versions of the same layer are not allowed to be referenced in the same"
                + " function. "
                + arn);
      }
      shown.addObject().put("Arn", arn).put("CodeSize", layer.codeSize());
      archives.add(layer.archive());
    }
    if (!archives.isEmpty()) {
      settings.set("Layers", shown);
    }
    return archives;
  }

  private static Refused refused(String message) {
    return new Refused(ServiceError.invalidParameter(message));
  }
}
