package io.slsemu.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PullBarTests {
  private static final String IMAGE = "public.ecr.aws/lambda/provided:al2023";
  private static final long MB = 1_000_000;
  private static final String ERASE = "\r\u001b[K";

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private long millis = 5_000;

  @Test
  void progressWhenAPersonWatchesThenOneLineRedrawnAndReplaced() {
    PullBar bar = bar(diagnostics(true, Verbosity.NORMAL));

    bar.progress(IMAGE, 0, 0);
    after(200);
    bar.progress(IMAGE, 61 * MB, 123 * MB);
    after(4_000);
    bar.progress(IMAGE, 123 * MB, 123 * MB);

    assertThat(err())
        .isEqualTo(
            "pulling "
                + IMAGE
                + ERASE
                + "pulling "
                + IMAGE
                + " [#######---------] 61 of 123 MB"
                + ERASE
                + "sls-emu: pulled "
                + IMAGE
                + ", 123 MB in 4.2 s\n");
  }

  @Test
  void progressWhenNameIsLongThenItsEndIsShownInOneLine() {
    String name = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/a-team-with-a-name/orders:1.2.3";

    bar(diagnostics(true, Verbosity.NORMAL)).progress(name, 3 * MB, 999 * MB);

    assertThat(err()).hasSize(79).startsWith("pulling …").contains("/orders:1.2.3 [");
  }

  @Test
  void progressWhenOftenThenDrawnTenTimesASecond() {
    PullBar bar = bar(diagnostics(true, Verbosity.NORMAL));

    for (int done = 0; done < 100; done++) {
      bar.progress(IMAGE, done, 1_000);
      after(10);
    }

    assertThat(err().split("pulling")).hasSize(11);
  }

  @Test
  void progressWhenNobodyWatchesThenOnlyTheLastLine() {
    PullBar bar = bar(diagnostics(false, Verbosity.NORMAL));

    bar.progress(IMAGE, 1, 2 * MB);
    after(100);
    bar.progress(IMAGE, 2 * MB, 2 * MB);

    assertThat(err()).isEqualTo("sls-emu: pulled " + IMAGE + ", 2.0 MB in 0.1 s\n");
  }

  @Test
  void progressWhenQuietThenNothing() {
    PullBar bar = bar(diagnostics(true, Verbosity.QUIET));

    bar.progress(IMAGE, 1, 2 * MB);
    bar.progress(IMAGE, 2 * MB, 2 * MB);
    bar.close();

    assertThat(err()).isEmpty();
  }

  @Test
  void lineWhenBarIsShownThenBarGivesWay() {
    Diagnostics diagnostics = diagnostics(true, Verbosity.NORMAL);
    PullBar bar = bar(diagnostics);

    bar.progress(IMAGE, 1, 2 * MB);
    diagnostics.line("a function's line");

    assertThat(err()).contains("MB" + ERASE + "a function's line\n");
  }

  @Test
  void closeWhenPullBrokeOffThenNothingOfItStays() {
    PullBar bar = bar(diagnostics(true, Verbosity.NORMAL));

    bar.progress(IMAGE, 1, 2 * MB);
    bar.close();
    bar.close();

    assertThat(err()).endsWith("MB" + ERASE);
  }

  private PullBar bar(Diagnostics diagnostics) {
    return new PullBar(diagnostics, () -> millis * 1_000_000);
  }

  private void after(long more) {
    millis += more;
  }

  private Diagnostics diagnostics(boolean isTerminal, Verbosity verbosity) {
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            OutputStream.nullOutputStream(),
            err,
            false,
            isTerminal);
    return new Diagnostics(terminal, Map.of(), Coloring.AUTO, verbosity);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
