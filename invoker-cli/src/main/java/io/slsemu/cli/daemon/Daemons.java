package io.slsemu.cli.daemon;

import io.slsemu.cli.exit.CommandFailure;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the daemon a command means. */
public final class Daemons {
  /** Where {@code start} listens unless it is told otherwise. */
  public static final int DEFAULT_PORT = 3001;

  private static final String VARIABLE = "SLS_EMU_ENDPOINT";

  private final @Nullable String endpointUrl;
  private final @Nullable Integer port;
  private final @Nullable String variable;
  private final RunDirectory directory;

  /**
   * @param endpointUrl the user's word for where it is, null for none
   * @param port the same by its port
   */
  public Daemons(
      @Nullable String endpointUrl, @Nullable Integer port, Map<String, String> environment) {
    this.endpointUrl = endpointUrl;
    this.port = port;
    String set = environment.getOrDefault(VARIABLE, "");
    this.variable = set.isEmpty() ? null : set;
    this.directory = new RunDirectory(environment);
  }

  /** Whether the line itself says which. */
  public boolean isNamed() {
    return endpointUrl != null || port != null;
  }

  /**
   * The one a command means.
   *
   * @throws CommandFailure if several could be meant, or where it should be is no URL
   */
  public Daemon one() {
    List<Daemon> candidates = candidates();
    if (candidates.size() > 1) {
      String ports =
          candidates.stream()
              .map(daemon -> String.valueOf(daemon.url().getPort()))
              .collect(Collectors.joining(", "));
      throw CommandFailure.usage(
          candidates.size() + " daemons run, on ports " + ports,
          "say which: --port " + candidates.get(0).url().getPort());
    }
    return candidates.isEmpty() ? at(DEFAULT_PORT) : candidates.get(0);
  }

  /**
   * Those it could be: what the line or the variable names, else all that {@code start} left word
   * of.
   */
  public List<Daemon> candidates() {
    if (endpointUrl != null) {
      return List.of(at("--endpoint-url", endpointUrl));
    }
    if (port != null) {
      return List.of(known(port));
    }
    if (variable != null) {
      return List.of(at("the variable " + VARIABLE, variable));
    }
    return directory.running().stream().map(record -> new Daemon(record.url())).toList();
  }

  /** The record of the daemon at such a place, null if there is none. */
  public @Nullable RunRecord record(Daemon daemon) {
    return directory.running().stream()
        .filter(record -> record.port() == daemon.url().getPort())
        .findFirst()
        .orElse(null);
  }

  private Daemon known(int wanted) {
    return directory.running().stream()
        .filter(record -> record.port() == wanted)
        .findFirst()
        .map(record -> new Daemon(record.url()))
        .orElseGet(() -> at(wanted));
  }

  private static Daemon at(int port) {
    return new Daemon(URI.create("http://127.0.0.1:" + port));
  }

  private static Daemon at(String origin, String url) {
    try {
      URI uri = URI.create(url);
      if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
        return new Daemon(URI.create("http://" + uri.getRawAuthority()));
      }
    } catch (IllegalArgumentException e) {
      throw notAUrl(origin, url);
    }
    throw notAUrl(origin, url);
  }

  private static CommandFailure notAUrl(String origin, String url) {
    return CommandFailure.usage(
        origin + " '" + url + "' is no URL of an emulator", "for example http://127.0.0.1:3001");
  }
}
