package io.slsemu.emulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceHeaderTests {
  private static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";
  private static final String PARENT = "53995c3f42cd8ad8";

  @ParameterizedTest
  @CsvSource({
    "Root=R;Parent=P;Sampled=1, Root=R;Parent=P;Sampled=1",
    "Root=R;Parent=P;Sampled=1;Lineage=1:d0782663:0,"
        + " Root=R;Parent=P;Sampled=1;Lineage=1:d0782663:0",
    "Root=R, Root=R;Sampled=0",
    "Root=R;Sampled=?, Root=R;Sampled=0",
    "Sampled=1; Parent=P; root=R, Root=R;Parent=P;Sampled=1",
    "Self=1-0;Root=R;Parent=nothing;Lineage=é, Root=R;Sampled=0"
  })
  @DisplayName("8.8/102: Root, Parent, Sampled (0 unless said) and Lineage are read and written")
  void parseWhenRootIsThereThenTheRestIsReadLeniently(String given, String written) {
    assertThat(TraceHeader.parse(filled(given)).map(TraceHeaderTests::unlessSaid))
        .hasValue(filled(written));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Root=R;Parent=P", "Root=R;Parent=P;Sampled=?"})
  void parseWhenNobodyHasDecidedThenItStaysOpen(String given) {
    TraceHeader header = TraceHeader.parse(filled(given)).orElseThrow();

    assertThat(header.isUndecided()).isTrue();
    assertThat(header).hasToString(filled("Root=R;Parent=P"));
    assertThat(header.decided(true)).isEqualTo(filled("Root=R;Parent=P;Sampled=1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";", "Parent=53995c3f42cd8ad8", "Root=", "Root=1-2-3", "nonsense"})
  @DisplayName("8.8/102: without a Root there is no trace")
  void parseWhenRootIsMissingOrMalformedThenIsEmpty(String given) {
    assertThat(TraceHeader.parse(given)).isEmpty();
  }

  @Test
  @DisplayName("8.8/102: a header made here has the form recorded from the service")
  void freshWhenMadeThenHasTheServicesForm() {
    assertThat(TraceHeader.fresh(0x5759e988L * 1_000).decided(false))
        .matches(
            "Root=1-5759e988-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0;Lineage=1:[0-9a-f]{8}:0");
  }

  @Test
  void completeWhenCallerGaveAllThenNothingChanges() {
    TraceHeader header = new TraceHeader(ROOT, PARENT, true, "1:d0782663:3");

    assertThat(header.complete()).isEqualTo(header);
  }

  @Test
  void forCallerWhenAskedThenIsTheRecordedForm() {
    assertThat(TraceHeader.forCaller(new TraceHeader(ROOT, PARENT, false, null).toString()))
        .isEqualTo("root=" + ROOT + ";sampled=0");
  }

  @Test
  void ifSampledWhenTraceIsNotKeptThenIsNull() {
    assertThat(TraceHeader.ifSampled("Root=" + ROOT + ";Sampled=0")).isNull();
    assertThat(TraceHeader.ifSampled(null)).isNull();
    assertThat(TraceHeader.ifSampled("Root=" + ROOT + ";Sampled=1"))
        .isEqualTo(new TraceHeader(ROOT, null, true, null));
  }

  private static String unlessSaid(TraceHeader header) {
    return header.isUndecided() ? header.decided(false) : header.toString();
  }

  private static String filled(String header) {
    return header.replace("=R", "=" + ROOT).replace("=P", "=" + PARENT);
  }
}
