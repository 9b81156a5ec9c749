package io.slsemu.emulator;

import io.slsemu.emulator.sandbox.docker.PullProgress;

/**
 * Tells a listener how far an image is. That all has arrived is told once, when it has: while
 * layers become known, all that is known may have arrived.
 */
final class PullReport implements PullProgress {
  private final EmulatorListener listener;
  private long done;
  private long total;

  PullReport(EmulatorListener listener) {
    this.listener = listener;
  }

  @Override
  public synchronized void progress(String image, long doneBytes, long totalBytes) {
    done = doneBytes;
    total = totalBytes;
    if (doneBytes < totalBytes) {
      listener.pulling(image, doneBytes, totalBytes);
    }
  }

  /** A pull that failed stopped before its end. */
  @Override
  public synchronized void done(String image) {
    if (done == total && total > 0) {
      listener.pulling(image, total, total);
    }
    done = 0;
    total = 0;
  }
}
