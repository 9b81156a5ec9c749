package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.emulator.placement.LifeTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options that say how long environments live. */
final class LifeOptions {
  private final @Nullable Duration keepAlive;
  private final @Nullable Duration maxLife;
  private final boolean recycle;

  LifeOptions(ParseResult line) {
    keepAlive = line.matchedOptionValue("--keep-alive", null);
    maxLife = line.matchedOptionValue("--max-life", null);
    recycle = line.matchedOptionValue("--recycle", false);
  }

  /** Adds these options to a command. */
  static void declare(Declare command) {
    command
        .duration(
            "--keep-alive",
            "How long an idle environment is kept; 0: every call is cold (default 320s).")
        .duration("--max-life", "How old an environment may get, however busy it is (default 2h).")
        .flag(
            "--recycle",
            "Use each environment once: it is shut down after its call. Same as --keep-alive 0.");
  }

  /**
   * @throws CommandFailure if they contradict each other, or one is out of range
   */
  LifeTime lifeTime() {
    if (recycle && keepAlive != null && !keepAlive.isZero()) {
      throw CommandFailure.usage(
          "--recycle and --keep-alive exclude each other", "leave out one of them");
    }
    if (maxLife != null && maxLife.isZero()) {
      throw CommandFailure.usage(
          "--max-life 0 leaves no time to live", "use --recycle for one call in each environment");
    }
    Duration kept = keepAlive == null ? LifeTime.DEFAULT_KEEP_ALIVE : keepAlive;
    return new LifeTime(
        recycle ? Duration.ZERO : kept, maxLife == null ? LifeTime.DEFAULT_MAXIMUM : maxLife);
  }
}
