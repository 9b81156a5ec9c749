package io.slsemu.emulator.invoke;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The end of an invocation's log, as a caller gets it who asks for {@code LogType=Tail}. */
public final class LogTail {
  /**
   * The service's limit: 4 KB, of the log and not of its base64.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">API_Invoke</a>
   */
  public static final int MAX_BYTES = 4 * 1024;

  private LogTail() {}

  /** The last {@link #MAX_BYTES} bytes of the lines, each with its line end. */
  public static byte[] of(List<String> lines) {
    byte[] tail = new byte[MAX_BYTES];
    int start = MAX_BYTES;
    for (int i = lines.size() - 1; i >= 0 && start > 0; i--) {
      byte[] line = (lines.get(i) + '\n').getBytes(StandardCharsets.UTF_8);
      int length = Math.min(line.length, start);
      start -= length;
      System.arraycopy(line, line.length - length, tail, start, length);
    }
    return Arrays.copyOfRange(tail, start, MAX_BYTES);
  }

  /** The same in base64, as the header {@code X-Amz-Log-Result} carries it. */
  public static String encoded(List<String> lines) {
    return Base64.getEncoder().encodeToString(of(lines));
  }
}
