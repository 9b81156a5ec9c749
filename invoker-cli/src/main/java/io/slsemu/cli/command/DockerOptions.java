package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.input.HostsLine;
import io.slsemu.emulator.DockerSettings;
import io.slsemu.emulator.EmulatorConfig;
import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.EmulatorListener;
import io.slsemu.emulator.concurrency.ConcurrencyLimiter;
import io.slsemu.emulator.placement.LifeTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options that only the docker sandbox heeds. */
final class DockerOptions {
  /** Waiting containers take memory; more of them at once than this serve nobody. */
  private static final int MAX_POOL = 16;

  /** What the function would miss anywhere else; the others only say how containers are had. */
  private static final List<String> WANTING_A_CONTAINER =
      List.of("--image", "--network", "--add-host");

  private final @Nullable String host;
  private final @Nullable String network;
  private final List<String> addHosts;
  private final int pool;
  private final @Nullable String wantsContainer;

  DockerOptions(ParseResult line) {
    host = line.matchedOptionValue("--docker-host", null);
    network = line.matchedOptionValue("--network", null);
    addHosts = line.matchedOptionValue("--add-host", List.of());
    pool = line.matchedOptionValue("--pool", DockerSettings.DEFAULTS.pool());
    wantsContainer = firstWish(line);
  }

  /** Adds these options to a command. */
  static void declare(Declare command) {
    command
        .text("--network", "NAME", "Docker: join this network, to reach what runs in it.")
        .texts(
            "--add-host",
            "NAME:ADDRESS",
            "Docker: a host name the function knows; an IP or host-gateway. Repeatable.")
        .number(
            "--pool",
            "N",
            "Docker: containers kept ready for cold starts, 0 to " + MAX_POOL + " (default 1).");
    declareHost(command);
  }

  /** Adds only the option that says which engine. */
  static void declareHost(Declare command) {
    command.text(
        "--docker-host",
        "URL",
        "The container engine: unix:///PATH, tcp://HOST:PORT (default: as docker has it).");
  }

  /** The first option given that has no meaning without a container, or null. */
  @Nullable String wantsContainer() {
    return wantsContainer;
  }

  /** For commands that run no function: which kind, which engine, and no container in waiting. */
  EmulatorConfig engineOnly(SandboxKind kind, EmulatorListener listener) {
    return new EmulatorConfig(
        kind,
        LifeTime.DEFAULT,
        EmulatorConfig.InitReport.ALWAYS,
        true,
        new DockerSettings(host, null, List.of(), 0),
        ConcurrencyLimiter.DEFAULT_ACCOUNT_LIMIT,
        listener);
  }

  /**
   * What these options say.
   *
   * @throws CommandFailure if a value is wrong
   */
  DockerSettings settings() {
    if (pool < 0 || pool > MAX_POOL) {
      throw CommandFailure.usage("--pool " + pool + " is out of range", "use 0 to " + MAX_POOL);
    }
    List<String> lines = new ArrayList<>();
    for (String line : addHosts) {
      lines.add(HostsLine.of("--add-host", line));
    }
    return new DockerSettings(host, network, lines, pool);
  }

  private static @Nullable String firstWish(ParseResult line) {
    for (String option : WANTING_A_CONTAINER) {
      if (line.hasMatchedOption(option)) {
        return option;
      }
    }
    return null;
  }
}
