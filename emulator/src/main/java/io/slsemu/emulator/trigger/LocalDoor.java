package io.slsemu.emulator.trigger;

import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.trigger.mapping.FrontDoor;
import io.slsemu.emulator.trigger.mapping.HttpApiDoor;
import io.slsemu.emulator.trigger.mapping.LoadBalancerDoor;
import io.slsemu.emulator.trigger.mapping.RestApiDoor;
import java.util.List;
import java.util.Locale;

/**
 * A front door with a port of its own, all of whose requests go to one function.
 *
 * @param kind which service it plays
 * @param binaryTypes of a REST API: which media types are binary, {@code *}{@code /*} for all
 * @param multiValueHeaders of a load balancer: whether repeated headers are exchanged as arrays
 */
public record LocalDoor(Kind kind, List<String> binaryTypes, boolean multiValueHeaders) {
  /** Which service a front door plays. */
  public enum Kind {
    /** API Gateway, a REST API. */
    API_GATEWAY_V1,
    /** API Gateway, an HTTP API. */
    API_GATEWAY_V2,
    /** Elastic Load Balancing, an Application Load Balancer. */
    ALB
  }

  private static final int ID_LENGTH = 10;

  FrontDoor to(String function, Scope home) {
    return switch (kind) {
      case API_GATEWAY_V1 -> new RestApiDoor(idOf(function), binaryTypes, home);
      case API_GATEWAY_V2 -> new HttpApiDoor(idOf(function), home);
      case ALB -> new LoadBalancerDoor(function, multiValueHeaders, home);
    };
  }

  /** An API's id looks like a word of ten; the same function has the same on each run. */
  private static String idOf(String function) {
    String digits = Long.toString(function.hashCode() & 0xFFFF_FFFFL, Character.MAX_RADIX);
    return "a".repeat(ID_LENGTH - digits.length()) + digits.toLowerCase(Locale.ROOT);
  }
}
