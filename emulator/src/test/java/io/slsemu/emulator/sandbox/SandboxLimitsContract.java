package io.slsemu.emulator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What a sandbox that enforces its limits does beyond {@link SandboxContract}. */
public abstract class SandboxLimitsContract extends SandboxContract {
  private static final String ALLOCATE = "perl -e '$x = \"x\" x (%d << 20); print \"have it\\n\"'";

  private SandboxUsage usageOf(SandboxBench bench, int memoryMb) {
    try (Sandbox sandbox = provider().create(bench.spec(memoryMb))) {
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
    try (Sandbox sandbox = provider().create(bench.spec(128))) {
      SandboxExit exit = bench.runIn(sandbox);

      assertThat(exit.reason()).isEqualTo("signal: killed");
      assertThat(bench.lines()).isEmpty();
      assertThat(sandbox.usage().outOfMemoryKills()).isPositive();
      assertThat(sandbox.usage().memoryPeakBytes()).isBetween(127L << 20, 128L << 20);
    }
  }

  @Test
  void usageWhenProgramFillsTmpThenItDoesNotCount() {
    SandboxBench bench = script("head -c 300000000 /dev/zero > /tmp/big && wc -c < /tmp/big");

    SandboxUsage usage = usageOf(bench, 128);

    assertThat(bench.lines()).containsExactly("300000000");
    assertThat(usage.outOfMemoryKills()).isZero();
    assertThat(usage.memoryPeakBytes()).isLessThan(100L << 20);
  }

  @Test
  void limitWhenProgramForksWithoutEndThenItIsContained() {
    SandboxBench bench =
        script(
            "exec perl -e 'while (1) { my $p = fork; if (!defined $p) { print \"full $n\\n\"; last }"
                + " if (!$p) { sleep 1000 } $n++ }'");

    try (Sandbox sandbox = provider().create(bench.spec(512))) {
      SandboxExit exit = bench.runIn(sandbox);

      assertThat(exit).isEqualTo(new SandboxExit.Exited(0));
      assertThat(bench.lines()).hasSize(1);
      assertThat(Integer.parseInt(bench.lines().get(0).substring(5))).isBetween(900, 1024);
    }
  }

  @Test
  void throttleCpuWhenProgramIsBusyThenItGetsItsShare() {
    SandboxBench bench = script("echo go", "while :; do :; done");
    try (Sandbox sandbox = provider().create(bench.spec(128))) {
      bench.startIn(sandbox);
      sandbox.throttleCpu();
      Duration before = sandbox.usage().cpu();
      long start = System.nanoTime();
      LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
      double share =
          (double) sandbox.usage().cpu().minus(before).toNanos() / (System.nanoTime() - start);

      assertThat(share).isLessThan(0.0724 * 1.2);
    }
  }

  @Test
  void startWhenCodeIsClosedToOthersThenProgramCanReadIt() throws Exception {
    SandboxBench bench = script("cat /var/task/data; ls -A /var/task");
    java.nio.file.Files.writeString(bench.code().resolve("data"), "data\n");
    java.nio.file.Files.setPosixFilePermissions(
        bench.code(), java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));

    run(bench);

    assertThat(bench.lines()).containsExactly("data", "bootstrap", "data");
  }

  @Test
  void peersWhenConnectionIsAnothersThenItIsRefused() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      SandboxBench bench = client(server.getLocalPort());
      try (Sandbox sandbox = provider().create(bench.spec(256));
          Sandbox other = provider().create(bench.spec(256))) {
        bench.startIn(sandbox);
        SandboxBench second = client(server.getLocalPort()).startIn(other);
        try (Socket first = server.accept();
            Socket next = server.accept();
            Socket mine = new Socket(server.getInetAddress(), server.getLocalPort());
            Socket foreign = server.accept()) {
          List<Sandbox> both = List.of(sandbox, other);

          assertThat(second.lines()).containsExactly("connected");
          assertThat(both).extracting(one -> admits(one, first)).containsExactly(true, false);
          assertThat(both).extracting(one -> admits(one, next)).containsExactly(false, true);
          assertThat(both).extracting(one -> admits(one, foreign)).containsExactly(false, false);
          assertThat(mine.isConnected()).isTrue();
        }
      }
    }
  }

  private SandboxBench client(int port) {
    return SandboxBench.script(
        directory(),
        "#!/usr/bin/perl\nuse Socket; socket $s, 2, 1, 0;"
            + " connect $s, sockaddr_in("
            + port
            + ", inet_aton('127.0.0.1')) or die $!; $| = 1; print \"connected\\n\"; sleep 100;\n");
  }

  private static boolean admits(Sandbox sandbox, Socket accepted) {
    return sandbox
        .peers()
        .admits(
            (InetSocketAddress) accepted.getRemoteSocketAddress(),
            (InetSocketAddress) accepted.getLocalSocketAddress());
  }
}
