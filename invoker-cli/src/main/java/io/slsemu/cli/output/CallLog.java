package io.slsemu.cli.output;

import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.invoke.LogTail;
import io.slsemu.emulator.report.MetricSum;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Shows on stderr what a call left in its log: its metrics, and its end where that is wanted. */
public final class CallLog {
  private final Diagnostics diagnostics;
  private final boolean tail;

  /**
   * @param tail whether the end of the log is wanted
   */
  public CallLog(Diagnostics diagnostics, boolean tail) {
    this.diagnostics = diagnostics;
    this.tail = tail;
  }

  /** Shows them. With {@code --quiet} too: who asks for the end of the log wants to see it. */
  public void tell(InvokeResult result) {
    if (tail) {
      diagnostics.verbatim(new String(LogTail.of(result.logs()), StandardCharsets.UTF_8));
    }
    if (diagnostics.verbosity() == Verbosity.VERBOSE) {
      List<MetricSum> metrics = result.metrics();
      if (!metrics.isEmpty()) {
        MetricsView.table(metrics).forEach(diagnostics::detail);
      }
    }
  }
}
