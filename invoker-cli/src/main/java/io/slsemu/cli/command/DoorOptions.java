package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.emulator.trigger.LocalDoor;
import io.slsemu.emulator.trigger.LocalDoor.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options that open front doors beside the service's port: API Gateway, a load balancer. */
final class DoorOptions {
  private static final int MAX_PORT = 65_535;

  /**
   * A front door as the line asks for it.
   *
   * @param name what the user knows it by
   * @param option the option that says its port
   */
  record Wanted(LocalDoor door, String name, String option, int port) {}

  /** Which payload format API Gateway speaks. */
  private enum Gateway {
    V1,
    V2
  }

  private final @Nullable String gateway;
  private final int gatewayPort;
  private final @Nullable String binaryTypes;
  private final boolean loadBalancer;
  private final int loadBalancerPort;
  private final boolean multiValue;

  DoorOptions(ParseResult line) {
    gateway = line.matchedOptionValue("--api-gateway", null);
    gatewayPort = line.matchedOptionValue("--api-gateway-port", 0);
    binaryTypes = line.matchedOptionValue("--api-gateway-binary", null);
    loadBalancer = line.hasMatchedOption("--alb");
    loadBalancerPort = line.matchedOptionValue("--alb-port", 0);
    multiValue = line.hasMatchedOption("--alb-multi-value");
  }

  /** Adds these options to a command. */
  static void declare(Declare command) {
    command
        .text(
            "--api-gateway",
            "v1|v2",
            "Serve the function as API Gateway does too: v1 a REST API, v2 an HTTP API.")
        .number("--api-gateway-port", "PORT", "Its port; 0 takes a free one (default 0).")
        .text(
            "--api-gateway-binary",
            "TYPES",
            "v1: media types that are binary, with commas, '*/*' for all (default none).")
        .flag("--alb", "Serve the function as an Application Load Balancer's target too.")
        .number("--alb-port", "PORT", "Its port; 0 takes a free one (default 0).")
        .flag("--alb-multi-value", "Headers and parameters as arrays, as a target group may say.");
  }

  /**
   * What the line asks for, in the order of the options.
   *
   * @throws CommandFailure if a value is wrong, or belongs to a door that is not asked for
   */
  List<Wanted> wanted() {
    List<Wanted> all = new ArrayList<>();
    Gateway kind = gateway == null ? null : Choice.of("--api-gateway", gateway, Gateway.values());
    if (kind == null) {
      requireUnset("--api-gateway-port", gatewayPort != 0, "--api-gateway v2");
    }
    if (kind != Gateway.V1) {
      requireUnset("--api-gateway-binary", binaryTypes != null, "--api-gateway v1");
    }
    if (kind != null) {
      LocalDoor door =
          new LocalDoor(
              kind == Gateway.V1 ? Kind.API_GATEWAY_V1 : Kind.API_GATEWAY_V2, types(), false);
      all.add(door("API Gateway " + gateway, door, "--api-gateway-port", gatewayPort));
    }
    if (loadBalancer) {
      LocalDoor door = new LocalDoor(Kind.ALB, List.of(), multiValue);
      all.add(door("the load balancer", door, "--alb-port", loadBalancerPort));
    } else {
      requireUnset("--alb-port", loadBalancerPort != 0, "--alb");
      requireUnset("--alb-multi-value", multiValue, "--alb");
    }
    return all;
  }

  /**
   * Each door leads to one function.
   *
   * @throws CommandFailure if there are others, and a door is asked for
   */
  static void requireOne(List<Wanted> wanted, List<String> functions) {
    if (!wanted.isEmpty() && functions.size() != 1) {
      throw CommandFailure.usage(
          "a front door leads to one function, and here are " + functions.size(),
          "start that function by itself");
    }
  }

  private List<String> types() {
    return binaryTypes == null
        ? List.of()
        : List.of(binaryTypes.toLowerCase(Locale.ROOT).split("\\s*,\\s*"));
  }

  private static Wanted door(String name, LocalDoor door, String option, int port) {
    if (port < 0 || port > MAX_PORT) {
      throw CommandFailure.usage(option + " " + port + " is out of range", "use 0 to " + MAX_PORT);
    }
    return new Wanted(door, name, option, port);
  }

  private static void requireUnset(String option, boolean set, String needed) {
    if (set) {
      throw CommandFailure.usage(option + " is nothing by itself", "add " + needed);
    }
  }
}
