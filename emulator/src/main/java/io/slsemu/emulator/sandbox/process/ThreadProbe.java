package io.slsemu.emulator.sandbox.process;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a thread sleeps, as the kernel sees it. The JVM cannot: to it a thread in a
 * blocking read is running.
 */
final class ThreadProbe implements AutoCloseable {
  /** Long enough for {@code TID (NAME) STATE}; a thread's name has 15 characters at most. */
  private static final int HEAD = 64;

  private final @Nullable FileChannel stat;

  private ThreadProbe(@Nullable FileChannel stat) {
    this.stat = stat;
  }

  /** A probe of the calling thread, for others to ask. Without Linux it always says yes. */
  static ThreadProbe ofCurrentThread() {
    try {
      return new ThreadProbe(new RandomAccessFile("/proc/thread-self/stat", "r").getChannel());
    } catch (FileNotFoundException e) {
      return new ThreadProbe(null);
    }
  }

  boolean isSleeping() {
    if (stat == null) {
      return true;
    }
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    try {
      stat.read(head, 0);
    } catch (IOException gone) {
      return true;
    }
    int at = head.position() - 1;
    while (at > 0 && head.get(at) != ')') {
      at--;
    }
    return at + 2 < head.position() && head.get(at + 2) == 'S';
  }

  @Override
  public void close() throws IOException {
    if (stat != null) {
      stat.close();
    }
  }
}
