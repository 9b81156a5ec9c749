package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.sandbox.Launch;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.emulator.sandbox.SandboxSpec;
import io.slsemu.emulator.sandbox.TestThreads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Prints what sandboxes cost on this machine; run by hand, with a state directory. */
final class SandboxCosts {
  private SandboxCosts() {}

  public static void main(String[] arguments) throws Exception {
    Path state = Path.of(arguments[0]);
    Path code = Files.createDirectories(state.resolve("code"));
    Path bootstrap =
        Files.writeString(code.resolve("bootstrap"), "#!/bin/sh\necho up; sleep 1000\n");
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    long begun = System.nanoTime();
    ProcessSandboxProvider provider =
        new ProcessSandboxProvider(new ProcessSandboxOptions(state, TestThreads::start));
    print("provider", System.nanoTime() - begun);
    for (int round = 0; round < 4; round++) {
      once(provider, code, "cold   ");
    }
    for (int round = 0; round < 6; round++) {
      provider.anticipate(1, 512);
      LockSupport.parkNanos(300_000_000);
      once(provider, code, "prepared");
    }
    long closing = System.nanoTime();
    provider.close();
    print("provider close", System.nanoTime() - closing);
  }

  private static void once(ProcessSandboxProvider provider, Path code, String label)
      throws Exception {
    CountDownLatch up = new CountDownLatch(1);
    long begun = System.nanoTime();
    Sandbox sandbox =
        provider.create("x", new SandboxSpec(FunctionCode.directory(code), null, 128, 512));
    long created = System.nanoTime();
    sandbox.start(
        new Launch(
            List.of("/var/task/bootstrap"),
            "/var/task",
            Map.of("PATH", "/usr/bin:/bin"),
            (stream, line) -> up.countDown()));
    long started = System.nanoTime();
    up.await();
    long line = System.nanoTime();
    sandbox.throttleCpu();
    long throttled = System.nanoTime();
    freezing(sandbox);
    long closing = System.nanoTime();
    sandbox.close();
    System.out.printf(
        "%s create %.2f start %.2f line %.2f throttle %.2f close %.2f ms%n",
        label,
        (created - begun) / 1e6,
        (started - created) / 1e6,
        (line - started) / 1e6,
        (throttled - line) / 1e6,
        (System.nanoTime() - closing) / 1e6);
  }

  private static void freezing(Sandbox sandbox) {
    long[] freeze = new long[200];
    long[] thaw = new long[200];
    for (int i = 0; i < freeze.length; i++) {
      long begun = System.nanoTime();
      sandbox.freeze();
      long frozen = System.nanoTime();
      sandbox.thaw();
      thaw[i] = System.nanoTime() - frozen;
      freeze[i] = frozen - begun;
    }
    Arrays.sort(freeze);
    Arrays.sort(thaw);
    System.out.printf(
        "  freeze p50 %.1f us thaw p50 %.1f us%n", freeze[100] / 1e3, thaw[100] / 1e3);
  }

  private static void print(String what, long nanos) {
    System.out.printf("%s %.2f ms%n", what, nanos / 1e6);
  }
}
