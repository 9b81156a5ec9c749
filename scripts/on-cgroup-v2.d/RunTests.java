import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs compiled JUnit tests by class name pattern in this JVM and prints their counts. Where Maven
 * would take longer to start than the tests take, as in the guest of {@code scripts/on-cgroup-v2}.
 * Exit code 1 unless tests ran, all passed and none was skipped. A test that fails is run again, twice
 * at most, and named if it passes then: guests stand still when the host does. One in which much fails has come
 * to a stop, and nothing more is tried in it.
 */
final class RunTests implements TestExecutionListener {

  private static final int MOST_TRIES = 3;
  private static final int MOST_FAILURES = 4;

  private int passed;
  private int failed;
  private int skipped;
  private final Instant start = Instant.now();
  private final List<String> again = new ArrayList<>();
  private int tries = 1;

  public static void main(String[] arguments) {
    RunTests counts = new RunTests();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectPackage("io.slsemu"))
            .filters(includeClassNamePatterns(arguments))
            .build();
    LauncherFactory.create().execute(request, counts);
    while (counts.tries < MOST_TRIES && !counts.again.isEmpty()) {
      counts.runAgain();
    }
    counts.print();
    System.exit(counts.failed + counts.skipped == 0 && counts.passed > 0 ? 0 : 1);
  }

  private void runAgain() {
    tries++;
    LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
    again.forEach(id -> request.selectors(selectUniqueId(id)));
    failed -= again.size();
    again.clear();
    LauncherFactory.create().execute(request.build(), this);
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    if (test.isContainer() && test.getParentId().isPresent()) {
      System.out.println("  " + test.getDisplayName());
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    skipped++;
    System.out.println("    skipped " + test.getDisplayName() + ": " + reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    switch (result.getStatus()) {
      case SUCCESSFUL -> {
        passed += test.isTest() ? 1 : 0;
        if (tries > 1 && test.isTest()) {
          System.out.println("    PASSED AT TRY " + tries + " " + test.getDisplayName());
        }
      }
      case ABORTED -> executionSkipped(test, result.getThrowable().map(Throwable::getMessage).orElse(""));
      case FAILED -> {
        failed++;
        if (test.isTest()) {
          again.add(test.getUniqueId());
        }
        System.out.println("    FAILED " + test.getDisplayName());
        result.getThrowable().ifPresent(failure -> failure.printStackTrace(System.out));
        if (failed == MOST_FAILURES) {
          print();
          System.out.flush();
          Runtime.getRuntime().halt(1); // what is to be closed may be what has come to a stop
        }
      }
    }
  }

  private void print() {
    if (passed + failed + skipped == 0) {
      System.out.println("no test class matches");
    }
    System.out.printf(
        "%d passed, %d failed, %d skipped in %d s%n",
        passed, failed, skipped, Duration.between(start, Instant.now()).toSeconds());
  }
}
