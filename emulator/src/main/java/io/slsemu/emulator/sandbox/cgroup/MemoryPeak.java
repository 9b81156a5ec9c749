package io.slsemu.emulator.sandbox.cgroup;

import java.util.function.LongSupplier;

/**
 * The processes' high-water mark, found from the kernel's, which counts the cache of files too
 * (decisions 10): what is still cached when the mark is read is taken off.
 *
 * <p>It is read for every invocation, and rises for few: while the kernel's mark stands still, so
 * does this, and the costly list of meters is not read.
 */
final class MemoryPeak {
  private final LongSupplier fileCache;
  private long kernelPeak = -1;
  private long peak;

  /**
   * @param fileCache the file cache now held, in bytes
   */
  MemoryPeak(LongSupplier fileCache) {
    this.fileCache = fileCache;
  }

  /**
   * @param newKernelPeak the kernel's mark, in bytes
   * @param cacheAtExit what the program left of cached files when it ended, 0 before that
   */
  long update(long newKernelPeak, long cacheAtExit) {
    if (newKernelPeak != kernelPeak || cacheAtExit > 0) {
      kernelPeak = newKernelPeak;
      long cache = Math.max(fileCache.getAsLong(), cacheAtExit);
      peak = Math.max(peak, newKernelPeak - cache);
    }
    return peak;
  }
}
