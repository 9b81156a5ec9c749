package io.slsemu.emulator.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionRuntimeTests {

  @ParameterizedTest
  @CsvSource({
    "python3.13, python:3.13",
    "nodejs22.x, nodejs:22",
    "java8.al2, java:8.al2",
    "java21, java:21",
    "dotnet8, dotnet:8",
    "ruby3.4, ruby:3.4"
  })
  void imageWhenRuntimeIsManagedThenIsTheServicesOwn(String identifier, String image) {
    assertThat(new FunctionRuntime(identifier, false).image())
        .isEqualTo("public.ecr.aws/lambda/" + image);
  }

  @Test
  void imageWhenFunctionBringsItsRuntimeThenIsNone() {
    assertThat(FunctionRuntime.DEFAULT.image()).isNull();
    assertThat(FunctionRuntime.IDENTIFIERS)
        .allSatisfy(each -> new FunctionRuntime(each, false).image())
        .doesNotContainAnyElementsOf(FunctionRuntime.ENDED);
  }
}
