package io.slsemu.cli.input;

import io.slsemu.cli.exit.CommandFailure;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A further line of {@code /etc/hosts}, written {@code name:address} as the docker command has it.
 */
public final class HostsLine {
  /** The engine's word for the address at which containers reach this machine. */
  private static final String GATEWAY = "host-gateway";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private HostsLine() {}

  /**
   * Checks one, and takes the brackets off an IPv6 address.
   *
   * @throws CommandFailure if it is not name and address
   */
  public static String of(String option, String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw malformed(option, text, "has no ':' between name and address");
    }
    String name = text.substring(0, colon);
    if (!NAME.matcher(name).matches()) {
      throw malformed(option, text, "has no valid host name before the first ':'");
    }
    String address = withoutBrackets(text.substring(colon + 1));
    if (!address.equals(GATEWAY) && !IPV4.matcher(address).matches() && !isIpv6(address)) {
      throw malformed(option, text, "has no IP address after '" + name + ":'");
    }
    return name + ":" + address;
  }

  private static String withoutBrackets(String address) {
    return address.startsWith("[") && address.endsWith("]")
        ? address.substring(1, address.length() - 1)
        : address;
  }

  private static boolean isIpv6(String address) {
    if (!IPV6.matcher(address).matches()) {
      return false;
    }
    try {
      // What has a colon is never looked up: it is a number or refused.
      InetAddress.getByName(address);
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static CommandFailure malformed(String option, String text, String what) {
    return CommandFailure.usage(
        option + " '" + text + "' " + what,
        "for example " + option + " db:10.0.0.5, or " + option + " db:" + GATEWAY);
  }
}
