package io.slsemu.emulator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.runtimeapi.session.RuntimeSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What a sandbox that enforces its limits does beyond {@link SandboxContract}. */
public abstract class SandboxLimitsContract extends SandboxProcessesContract {
  /** Asks each address given, waits a moment for the end of the connection, then tells. */
  private static final String ASKS_FOR_EVENTS =
      """
      #!/usr/bin/perl
      use Socket;
      $SIG{PIPE} = 'IGNORE';
      my @open;
      for my $place (@ARGV) {
        my ($host, $port) = split /:/, $place;
        socket my $s, 2, 1, 0;
        connect $s, sockaddr_in($port, inet_aton($host));
        syswrite $s, "GET /2018-06-01/runtime/invocation/next HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n";
        my $ready = '';
        vec($ready, fileno $s, 1) = 1;
        select $ready, undef, undef, 0.3;
        push @open, $s;
      }
      $| = 1;
      print "asked\\n";
      sleep 100;
      """;

  private static final String ALLOCATE = "perl -e '$x = \"x\" x (%d << 20); print \"have it\\n\"'";

  private SandboxUsage usageOf(SandboxBench bench, int memoryMb) {
    try (Sandbox sandbox = provider().create("test", bench.spec(memoryMb))) {
      bench.runIn(sandbox);
      return sandbox.usage();
    }
  }

  @Test
  void startWhenRunThenUserIsTheServices() {
    SandboxBench bench =
        script("id -u; id -g; id -un; grep -E 'CapEff|CapBnd|NoNewPrivs' /proc/self/status");

    run(bench);

    assertThat(bench.lines().subList(0, 3)).containsExactly("993", "990", "sbx_user1051");
    assertThat(bench.lines().subList(3, 6))
        .containsExactly(
            "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1");
  }

  @Test
  void startWhenRunThenFileSystemIsReadOnlyButTmp() {
    SandboxBench bench =
        script(
            "for d in / /usr /etc /var /var/task /opt /var/tmp /run /home /dev /sys; do",
            "  touch $d/x 2>/dev/null && echo writable $d",
            "done",
            "touch /tmp/x && echo tmp");

    run(bench);

    assertThat(bench.lines()).containsExactly("tmp");
  }

  @Test
  void startWhenRunThenHostsSecretsAreHidden() {
    SandboxBench bench =
        script(
            "ls -A /root /home /run /mnt /media /srv 2>/dev/null | grep -v -e : -e '^$'",
            "cat /etc/shadow 2>/dev/null",
            "ls -d " + directory() + " 2>/dev/null",
            "ls /proc | grep -c '^[0-9]'");

    run(bench);

    assertThat(bench.lines()).hasSize(1);
    assertThat(Integer.parseInt(bench.lines().get(0))).isLessThan(8);
  }

  @Test
  void startWhenRunThenDescriptorLimitIsTheServices() {
    SandboxBench bench = script("ulimit -n; ls /proc/self/fd | tr '\\n' ' '");

    run(bench);

    assertThat(bench.lines()).containsExactly("1024", "0 1 2 3 ");
  }

  @Test
  void startWhenProgramOpensItsOutputByNameThenItCan() {
    SandboxBench bench = script("echo named > /dev/stdout");

    run(bench);

    assertThat(bench.lines()).containsExactly("named");
  }

  @Test
  void usageWhenProgramIsTinyThenFigureIsSmall() {
    SandboxUsage usage = usageOf(script("echo hello"), 128);

    assertThat(usage.memoryPeakBytes()).isBetween(100_000L, 8L << 20);
    assertThat(usage.cpu()).isPositive();
    assertThat(usage.outOfMemoryKills()).isZero();
  }

  @Test
  void usageWhenProgramAllocatesThenPeakShowsIt() {
    SandboxUsage usage = usageOf(script(ALLOCATE.formatted(60)), 256);

    assertThat(usage.memoryPeakBytes()).isBetween(60L << 20, 140L << 20);
  }

  @Test
  void limitWhenProgramTakesMoreMemoryThenAllOfItIsKilled() {
    SandboxBench bench = script(ALLOCATE.formatted(200), "echo survived; sleep 100");
    try (Sandbox sandbox = provider().create("test", bench.spec(128))) {
      SandboxExit exit = bench.runIn(sandbox);

      assertThat(exit.reason()).isEqualTo("signal: killed");
      assertThat(bench.lines()).isEmpty();
      assertThat(sandbox.usage().outOfMemoryKills()).isPositive();
      assertThat(sandbox.usage().memoryPeakBytes()).isBetween(127L << 20, 128L << 20);
    }
  }

  @Test
  void usageWhenProgramFillsTmpThenItCountsOnlyWhereThatIsSaid() {
    boolean counts = provider().fidelity().tmp().equals("memory");
    SandboxBench bench =
        script("head -c 300000000 /dev/zero > /tmp/big; wc -c < /tmp/big; df -k /tmp >&2");

    SandboxUsage usage = usageOf(bench, counts ? 1024 : 128);

    assertThat(usage.outOfMemoryKills()).as("kills, having written %s", bench.lines()).isZero();
    assertThat(bench.lines()).contains("300000000");
    if (counts) {
      assertThat(usage.memoryPeakBytes()).isGreaterThan(290_000_000L);
    } else {
      assertThat(usage.memoryPeakBytes()).isLessThan(100L << 20);
    }
  }

  @Test
  void limitWhenProgramForksWithoutEndThenItIsContained() {
    SandboxBench bench =
        script(
            "exec perl -e 'while (1) { my $p = fork; if (!defined $p) { print \"full $n\\n\"; last }"
                + " if (!$p) { sleep 1000 } $n++ }'");

    try (Sandbox sandbox = provider().create("test", bench.spec(512))) {
      SandboxExit exit = bench.runIn(sandbox);

      assertThat(exit).isEqualTo(new SandboxExit.Exited(0));
      assertThat(bench.lines()).hasSize(1);
      assertThat(Integer.parseInt(bench.lines().get(0).substring(5))).isBetween(900, 1024);
    }
  }

  @Test
  void throttleCpuWhenProgramIsBusyThenItGetsItsShare() {
    SandboxBench bench = script("echo go", "while :; do :; done");
    try (Sandbox sandbox = provider().create("test", bench.spec(128))) {
      bench.startIn(sandbox);
      sandbox.throttleCpu();
      double share = 1;
      // What the host takes from this machine while the program runs is counted as the program's,
      // and made good for in what follows: a window without it shows the quota.
      for (int window = 0; window < 5 && share >= 0.0724 * 1.2; window++) {
        share = cpuShare(sandbox, Duration.ofSeconds(2));
      }

      assertThat(share).isLessThan(0.0724 * 1.2);
    }
  }

  private static double cpuShare(Sandbox sandbox, Duration window) {
    long start = System.nanoTime(); // before the reading, which may take long on a busy machine
    Duration before = sandbox.usage().cpu();
    LockSupport.parkNanos(window.toNanos());
    return (double) sandbox.usage().cpu().minus(before).toNanos() / (System.nanoTime() - start);
  }

  @Test
  void startWhenCodeIsClosedToOthersThenProgramCanReadIt() throws Exception {
    SandboxBench bench = script("cat /var/task/data; ls -A /var/task");
    Files.writeString(bench.code().resolve("data"), "data\n");
    Files.setPosixFilePermissions(bench.code(), PosixFilePermissions.fromString("rwx------"));

    run(bench);

    assertThat(bench.lines()).containsExactly("data", "bootstrap", "data");
  }

  @Test
  void openRuntimeApiWhenAnotherAsksThenItsEventsStayItsOwn() throws Exception {
    RuntimeSession mine = new RuntimeSession();
    RuntimeSession others = new RuntimeSession();
    SandboxBench runtime = file(ASKS_FOR_EVENTS);
    try (RuntimeApis apis = RuntimeApis.open();
        Sandbox sandbox = provider().create("test", runtime.spec(256));
        Sandbox other = provider().create("other", runtime.spec(256))) {
      sandbox.awaitReady();
      other.awaitReady();
      InetSocketAddress own = sandbox.openRuntimeApi(apis.server(), mine).address();
      InetSocketAddress foreign = other.openRuntimeApi(apis.server(), others).address();

      runtime.startIn(sandbox, place(foreign), place(own));

      mine.initialized().orTimeout(60, TimeUnit.SECONDS).join();
      assertThat(others.initialized()).isNotDone();
      assertThat(isAnswered(foreign)).isFalse();
      assertThat(isAnswered(own)).isFalse();
    }
  }

  private static String place(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /** Whether this process, which is in no sandbox, gets an answer there. */
  private static boolean isAnswered(InetSocketAddress address) throws IOException {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write("GET /none HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() >= 0;
    } catch (SocketException reset) {
      return false;
    }
  }

  @Test
  void limitWhenExtensionTakesMoreMemoryThenAllProgramsAreKilled() {
    SandboxBench hog = extension("hog", ALLOCATE.formatted(200), "echo survived; sleep 100");
    SandboxBench runtime = script("echo up; sleep 100");
    try (Sandbox sandbox = sandbox(runtime, 128)) {
      SandboxProcess extension = start(sandbox, "hog", hog);
      SandboxProcess process = sandbox.start(runtime.launch(sandbox));

      assertThat(endOf(extension).reason()).isEqualTo("signal: killed");
      assertThat(endOf(process).reason()).isEqualTo("signal: killed");
      assertThat(SandboxBench.await(sandbox).reason()).isEqualTo("signal: killed");
      assertThat(hog.lines()).isEmpty();
      assertThat(sandbox.usage().outOfMemoryKills()).isPositive();
    }
  }

  @Test
  void startWhenThereAreLayersThenTheyAreReadOnlyAtOpt() {
    put("data", "rw-rw-rw-", "from a layer\n");
    SandboxBench runtime =
        script("cat /opt/data; echo x 2>/dev/null >/opt/data || echo no; touch /opt/x || echo no");
    try (Sandbox sandbox = sandbox(runtime, 256)) {
      runtime.runIn(sandbox);

      assertThat(sandbox.layersRoot()).isEqualTo("/opt");
      assertThat(runtime.lines()).startsWith("from a layer").filteredOn("no"::equals).hasSize(2);
    }
  }

  @Test
  void startExtensionWhenRunThenItIsTheServicesUserWithoutPower() {
    SandboxBench extension =
        extension(
            "who", "id -u; grep -h CapEff /proc/self/status; ulimit -n; echo named >/dev/stdout");
    SandboxBench runtime = script("sleep 100");
    try (Sandbox sandbox = sandbox(runtime, 256)) {
      endOf(start(sandbox, "who", extension));

      assertThat(extension.lines())
          .containsExactly("993", "CapEff:\t0000000000000000", "1024", "named");
    }
  }
}
