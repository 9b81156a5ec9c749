package io.slsemu.emulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedMetricsTests {

  @Test
  void ofWhenNumbersAndListsAreGivenThenAllAreSummed() {
    List<MetricSum> sums =
        EmbeddedMetrics.of(List.of("START", line("1.5"), "text", line("[2, 4]"), "END"));

    assertThat(sums)
        .containsExactly(
            new MetricSum(
                "shop", "latency", Map.of("service", "orders"), "Milliseconds", 3, 7.5, 1.5, 4));
  }

  @Test
  void ofWhenThereAreSeveralSetsOfDimensionsThenEachIsAMetricOfItsOwn() {
    String line =
        json(
            "{'_aws':{'CloudWatchMetrics':[{'Namespace':'n','Dimensions':[['a'],['a','b'],[]],"
                + "'Metrics':[{'Name':'m'}]}]},'a':'1','b':'2','m':3}");

    assertThat(EmbeddedMetrics.of(List.of(line)))
        .extracting(MetricSum::dimensions)
        .containsExactly(Map.of("a", "1"), Map.of("a", "1", "b", "2"), Map.of());
  }

  @Test
  void ofWhenAValueOrADimensionIsMissingThenTheRestCounts() {
    String line =
        json(
            "{'_aws':{'CloudWatchMetrics':[{'Namespace':'n','Dimensions':[['absent']],"
                + "'Metrics':[{'Name':'x'}]},{'Namespace':'n','Metrics':[{'Name':'x'},"
                + "{'Name':'absent'},{'Unit':'Count'}]}]},'x':[1,'no',null,2]}");

    assertThat(EmbeddedMetrics.of(List.of(line)))
        .containsExactly(new MetricSum("n", "x", Map.of(), null, 2, 3, 1, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'_aws'",
        "{'_aws':1}",
        "{'_aws':{}}",
        "{'_aws':{'CloudWatchMetrics':{}}}",
        "{'_aws':{'CloudWatchMetrics':[1,null,{'Namespace':2},{'Namespace':'n'}]}}",
        "{'_aws':{'CloudWatchMetrics':[{'Namespace':'n','Metrics':[{'Name':'m'}]}]},'m':'text'}",
        "{'_aws':{'CloudWatchMetrics':[{'Namespace':'n','Metrics':[{'Name':'m'}]}]},'m':1e999}",
        "{'m':1,'text':'_aws'}"
      })
  void ofWhenJsonIsOddThenCountsForNothing(String line) {
    assertThat(EmbeddedMetrics.of(List.of(json(line)))).isEmpty();
  }

  private static String line(String value) {
    return json(
        "{'_aws':{'Timestamp':1,'CloudWatchMetrics':[{'Namespace':'shop',"
            + "'Dimensions':[['service']],'Metrics':[{'Name':'latency',"
            + "'Unit':'Milliseconds'}]}]},'service':'orders','latency':"
            + value
            + "}");
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
