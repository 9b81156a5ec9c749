package io.slsemu.emulator.sandbox.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which processes are a sandbox's where there are no control groups to tell. */
class KeeperTreeTests {
  /**
   * A terminal's session, and in it a supervisor as one may be found in the middle of a start: its
   * program has no session of its own yet. All end with their input.
   */
  private static final String TERMINAL =
      """
      use POSIX;
      $| = 1;
      sub stay { print "$_[0] $$\\n"; sysread STDIN, my $end, 1; 1 while wait > 0; exit 0 }
      POSIX::setsid() > 0 or die;
      stay('neighbour') unless fork;
      if (!fork) {
          if ($ARGV[0] eq 'leads') { POSIX::setsid() > 0 or die }
          else                     { setpgrp 0, 0 }
          if (!fork) {
              stay('program') unless fork;
              stay('waiter');
          }
          stay('supervisor');
      }
      stay('shell');
      """;

  @TempDir Path state;

  private Map<String, String> insideOf(String kind) throws IOException {
    Process terminal =
        new ProcessBuilder("perl", "-e", TERMINAL, kind)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (Keeper keeper = Keeper.start("perl", state);
        BufferedReader told =
            new BufferedReader(
                new InputStreamReader(terminal.getInputStream(), StandardCharsets.UTF_8))) {
      Map<String, String> pids = new HashMap<>();
      while (pids.size() < 5) {
        String[] line = told.readLine().split(" ");
        pids.put(line[0], line[1]);
      }
      pids.put("inside", keeper.inside(Long.parseLong(pids.get("supervisor"))));
      return pids;
    } finally {
      terminal.getOutputStream().close();
    }
  }

  @Test
  void insideWhenProgramHasNoSessionOfItsOwnYetThenTheTerminalsIsNotTaken() throws IOException {
    Map<String, String> pids = insideOf("shares");

    assertThat(pids.get("inside")).isEqualTo(pids.get("program"));
  }

  @Test
  void insideWhenSupervisorLeadsSessionThenProgramIsFoundAndNothingElse() throws IOException {
    Map<String, String> pids = insideOf("leads");

    assertThat(pids.get("inside")).isEqualTo(pids.get("program"));
  }

  @Test
  void insideWhenSupervisorIsGoneThenNothingIs() {
    try (Keeper keeper = Keeper.start("perl", state)) {
      for (long nobody : List.of(0L, (long) Integer.MAX_VALUE)) {
        assertThat(keeper.inside(nobody)).isEmpty();
      }
    }
  }
}
