package io.slsemu.emulator.serviceapi.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.environment.RuntimeVersion;
import io.slsemu.emulator.function.FunctionRuntime;
import io.slsemu.emulator.function.InvalidConfigurationException;
import io.slsemu.emulator.function.SnapStart;
import io.slsemu.emulator.serviceapi.operation.Fields;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;

/** Which settings go with a zip, and which with an image. */
final class PackageRules {
  private PackageRules() {}

  /**
   * @throws Refused for a zip without a runtime, an image with one, and a SnapStart that cannot be
   */
  static void check(String packageType, Fields request, ObjectNode settings) {
    boolean image = packageType.equals("Image");
    if (image && (request.has("Runtime") || request.has("Handler") || request.has("Layers"))) {
      throw refused(
          "Runtime, Handler and Layers are for functions of a zip: an image brings its own.");
    }
    if (!image && !(settings.has("Runtime") && settings.has("Handler"))) {
      throw refused(
          "Runtime and handler are mandatory parameters for functions created with deployment"
              + " packages.");
    }
    if (!image && request.has("ImageConfig")) {
      throw refused("ImageConfig is for functions of an image.");
    }
    checkSnapStart(settings, image);
    if (!image) {
      FunctionRuntime runtime = new FunctionRuntime(settings.path("Runtime").asText(), false);
      settings
          .putObject("RuntimeVersionConfig")
          .put("RuntimeVersionArn", RuntimeVersion.of(runtime).arn());
    }
  }

  private static void checkSnapStart(ObjectNode settings, boolean image) {
    if (!settings.path("SnapStart").path("ApplyOn").asText().equals("PublishedVersions")) {
      return;
    }
    try {
      SnapStart.check(
          settings.path("Runtime").asText(),
          image,
          settings.path("EphemeralStorage").path("Size").asInt());
    } catch (InvalidConfigurationException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private static Refused refused(String message) {
    return new Refused(ServiceError.invalidParameter(message));
  }
}
