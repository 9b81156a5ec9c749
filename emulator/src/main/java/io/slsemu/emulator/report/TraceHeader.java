package io.slsemu.emulator.report;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An X-Ray trace header, {@code Root=1-…;Parent=…;Sampled=0;Lineage=…}.
 *
 * @param root the trace: {@code 1-}, 8 hex digits of its time, {@code -}, 24 hex digits
 * @param parent the segment that calls: 16 hex digits; null if none is known
 * @param sampling whether the trace is kept
 * @param lineage how deep functions call each other, null if unknown
 * @see <a
 *     href="https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html">xray-concepts</a>
 */
public record TraceHeader(
    String root, @Nullable String parent, Sampling sampling, @Nullable String lineage) {
  private static final String HEX = "0123456789abcdef";
  private static final String SAMPLED = "Sampled=1";
  private static final Pattern ROOT = Pattern.compile("1-[0-9a-fA-F]{8}-[0-9a-fA-F]{24}");
  private static final Pattern PARENT = Pattern.compile("[0-9a-fA-F]{16}");
  private static final Pattern LINEAGE = Pattern.compile("[0-9a-zA-Z:|]{1,256}");

  /** Whether a trace is kept, which its first service decides and all others take over. */
  public enum Sampling {
    YES,
    NO,
    UNDECIDED
  }

  TraceHeader(String root, @Nullable String parent, boolean sampled, @Nullable String lineage) {
    this(root, parent, sampled ? Sampling.YES : Sampling.NO, lineage);
  }

  /**
   * Reads a header. Names may be of any case and order; those it does not know are left out, and so
   * are malformed ones but Root. Sampled is undecided unless it is 0 or 1.
   *
   * @return empty if there is no Root, or a malformed one
   */
  public static Optional<TraceHeader> parse(String header) {
    String root = null;
    String parent = null;
    String lineage = null;
    Sampling sampling = Sampling.UNDECIDED;
    for (String field : header.split(";")) {
      String text = field.strip();
      if (hasName(text, "root=")) {
        root = valid(ROOT, text.substring(5));
      } else if (hasName(text, "parent=")) {
        parent = valid(PARENT, text.substring(7));
      } else if (hasName(text, "sampled=")) {
        sampling = sampling(text.substring(8).strip());
      } else if (hasName(text, "lineage=")) {
        lineage = valid(LINEAGE, text.substring(8));
      }
    }
    return root == null
        ? Optional.empty()
        : Optional.of(new TraceHeader(root, parent, sampling, lineage));
  }

  private static Sampling sampling(String value) {
    switch (value) {
      case "0":
        return Sampling.NO;
      case "1":
        return Sampling.YES;
      default:
        return Sampling.UNDECIDED;
    }
  }

  /**
   * The trace of an invocation if it is kept. Cheap where it is not, as nearly always.
   *
   * @param header the header its runtime got
   */
  public static @Nullable TraceHeader ifSampled(@Nullable String header) {
    return header == null || !header.contains(SAMPLED) ? null : parse(header).orElse(null);
  }

  /** A trace that begins here; nobody has decided whether it is kept. */
  public static TraceHeader fresh(long epochMillis) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    StringBuilder root = new StringBuilder(35).append("1-");
    appendHex(root, epochMillis / 1_000, 8);
    root.append('-');
    appendHex(root, random.nextLong(), 12);
    appendHex(root, random.nextLong(), 12);
    return new TraceHeader(root.toString(), null, Sampling.UNDECIDED, null).complete();
  }

  /** The header a function gets: with a Parent and a Lineage made here where there are none. */
  public TraceHeader complete() {
    return new TraceHeader(
        root,
        parent != null ? parent : hex(16),
        sampling,
        lineage != null ? lineage : "1:" + hex(8) + ":0");
  }

  /**
   * The header of a function that is invoked by what this header came to.
   *
   * @param function its ARN
   */
  public TraceHeader then(String function) {
    Lineage before = Lineage.parse(lineage);
    return before == null
        ? complete()
        : new TraceHeader(root, parent, sampling, before.then(function).toString()).complete();
  }

  /**
   * Whether an invocation with this header is one of a loop.
   *
   * @param function its ARN
   */
  public boolean isLoop(String function) {
    Lineage own = Lineage.parse(lineage);
    return own != null && own.isLoop(function);
  }

  public boolean isUndecided() {
    return sampling == Sampling.UNDECIDED;
  }

  /** The header with that decision. */
  public String decided(boolean sampled) {
    return written(sampled ? ";Sampled=1" : ";Sampled=0");
  }

  /** What events of a kept trace say of it. */
  public Tracing tracing() {
    return new Tracing(parent, new TraceHeader(root, parent, sampling, null).toString());
  }

  /**
   * What a caller is told: {@code root=1-…;sampled=0}.
   *
   * @param header as {@link #toString} writes it; not parsed again, since every call asks
   */
  public static String forCaller(String header) {
    String root = header.substring("Root=".length(), header.indexOf(';'));
    return "root=" + root + ";sampled=" + (header.contains(SAMPLED) ? '1' : '0');
  }

  /** The header; what is undecided is left out of it. */
  @Override
  public String toString() {
    return isUndecided() ? written("") : decided(sampling == Sampling.YES);
  }

  private String written(String sampled) {
    return "Root="
        + root
        + (parent == null ? "" : ";Parent=" + parent)
        + sampled
        + (lineage == null ? "" : ";Lineage=" + lineage);
  }

  private static boolean hasName(String field, String name) {
    return field.regionMatches(true, 0, name, 0, name.length());
  }

  private static @Nullable String valid(Pattern pattern, String value) {
    String text = value.strip();
    return pattern.matcher(text).matches() ? text : null;
  }

  private static String hex(int digits) {
    StringBuilder text = new StringBuilder(digits);
    appendHex(text, ThreadLocalRandom.current().nextLong(), digits);
    return text.toString();
  }

  private static void appendHex(StringBuilder text, long number, int digits) {
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      text.append(HEX.charAt((int) (number >>> shift) & 0xF));
    }
  }
}
