package io.slsemu.cli.output;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Shows images on their way to the engine: a bar where a person watches, and one line when an image
 * is there. Safe for many threads.
 */
final class PullBar {
  private static final long REDRAW_NANOS = 100_000_000;
  private static final int CELLS = 16;

  /** One less than terminals have at least: a line of 80 would wrap in some. */
  private static final int COLUMNS = 79;

  private static final double MEGABYTE = 1_000_000;
  private static final double SECOND_NANOS = 1_000_000_000;

  private final Diagnostics diagnostics;
  private final LongSupplier nanoTime;
  // When each image on its way was first heard of. Guarded, as the next field, by this.
  private final Map<String, Long> begun = new HashMap<>();
  private long drawn;

  PullBar(Diagnostics diagnostics, LongSupplier nanoTime) {
    this.diagnostics = diagnostics;
    this.nanoTime = nanoTime;
  }

  /**
   * So much of an image has arrived.
   *
   * @param totalBytes how much is known to come; equal to what has arrived when all has
   */
  synchronized void progress(String image, long doneBytes, long totalBytes) {
    long now = nanoTime.getAsLong();
    Long begin = begun.putIfAbsent(image, now);
    if (totalBytes > 0 && doneBytes == totalBytes) {
      begun.remove(image);
      double seconds = begin == null ? 0 : (now - begin) / SECOND_NANOS;
      diagnostics.notice(
          String.format(
              Locale.ROOT, "pulled %s, %s MB in %.1f s", image, megabytes(totalBytes), seconds));
    } else if (begin == null || now - drawn >= REDRAW_NANOS) {
      drawn = now;
      diagnostics.bar(bar(image, doneBytes, totalBytes));
    }
  }

  /** Takes the bar away: whatever is still on its way is not watched any more. */
  synchronized void close() {
    begun.clear();
    diagnostics.clearBar();
  }

  private static String bar(String image, long doneBytes, long totalBytes) {
    String begin = "pulling ";
    String end = totalBytes <= 0 ? "" : cells(doneBytes, totalBytes);
    return begin + shortened(image, COLUMNS - begin.length() - end.length()) + end;
  }

  private static String cells(long doneBytes, long totalBytes) {
    int filled = (int) Math.min(CELLS, CELLS * doneBytes / totalBytes);
    String cells = "#".repeat(filled) + "-".repeat(CELLS - filled);
    return " [" + cells + "] " + megabytes(doneBytes) + " of " + megabytes(totalBytes) + " MB";
  }

  /** The end of an image's name tells more than its registry. */
  private static String shortened(String image, int columns) {
    return image.length() <= columns
        ? image
        : "…" + image.substring(image.length() - Math.max(0, columns - 1));
  }

  private static String megabytes(long bytes) {
    double megabytes = bytes / MEGABYTE;
    return String.format(Locale.ROOT, megabytes < 10 ? "%.1f" : "%.0f", megabytes);
  }
}
