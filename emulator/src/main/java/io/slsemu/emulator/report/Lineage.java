package io.slsemu.emulator.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How functions led to each other, as the trace header carries it: {@code 17:d0782663:15}. SDKs in
 * a function hand it on with what they call; so a loop shows, with a function that comes again and
 * again. Only one is remembered, in little room: the one at every power of two, until it was seen a
 * second time.
 *
 * @param invocations how many in a row, this one included
 * @param hash of a function among them
 * @param repeats how often that function came again since it is remembered
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html">AWS:
 *     invocation-recursion</a>
 */
public record Lineage(int invocations, String hash, int repeats) {
  /** What a caller is told whose call is stopped: the model's words for it. */
  public static final String STOPPED =
      "Lambda has detected your function being invoked in a recursive loop with other Amazon Web"
          + " Services resources and stopped your function's invocation.";

  /** The function ran 16 times; the first of them is not remembered. */
  private static final int MAX_REPEATS = 14;

  /** As many as 16 functions that run 16 times each: no chain has as many links. */
  private static final int MAX_INVOCATIONS = 256;

  private static final Pattern FORM =
      Pattern.compile("(?<count>\\d{1,5}):(?<hash>[0-9a-f]{8}):(?<repeats>\\d{1,3})");

  /** Null if there is none, or it has another form. */
  public static @Nullable Lineage parse(@Nullable String text) {
    Matcher read = text == null ? null : FORM.matcher(text);
    return read == null || !read.matches()
        ? null
        : new Lineage(
            Integer.parseInt(read.group("count")),
            read.group("hash"),
            Integer.parseInt(read.group("repeats")));
  }

  /**
   * That of the next invocation.
   *
   * @param function its ARN
   */
  public Lineage then(String function) {
    String next = hash(function);
    int count = Math.min(invocations + 1, Short.MAX_VALUE);
    if (next.equals(hash)) {
      return new Lineage(count, hash, Math.min(repeats + 1, 255));
    }
    return repeats == 0 && Integer.bitCount(count) == 1
        ? new Lineage(count, next, 0)
        : new Lineage(count, hash, repeats);
  }

  /**
   * Whether an invocation is one of a loop, and to be stopped.
   *
   * @param function its ARN
   */
  public boolean isLoop(String function) {
    return isEndless() || repeats > MAX_REPEATS && hash.equals(hash(function));
  }

  /** Whether it is too long for anything else, whoever is next. */
  public boolean isEndless() {
    return invocations > MAX_INVOCATIONS;
  }

  @Override
  public String toString() {
    return invocations + ":" + hash + ":" + repeats;
  }

  private static String hash(String function) {
    return "%08x".formatted(function.hashCode());
  }
}
