package io.slsemu.emulator.serviceapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.function.Scope;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerScopeTests {
  private static final Scope HOME = new Scope("us-east-1", Scope.DEFAULT_ACCOUNT);
  private final HttpServerExchange exchange = new HttpServerExchange(null);

  @Test
  void ofWhenTheKeyIsAnAccountThenThatIsAsking() {
    sign("111111111111/20261121/eu-west-1/lambda/aws4_request");

    assertThat(scope()).isEqualTo(new Scope("eu-west-1", "111111111111"));
  }

  @Test
  void ofWhenTheKeyIsAnyThenTheHomeAccountIsAsking() {
    sign("AKIAIOSFODNN7EXAMPLE/20261121/eu-west-1/lambda/aws4_request");

    assertThat(scope()).isEqualTo(new Scope("eu-west-1", Scope.DEFAULT_ACCOUNT));
  }

  @Test
  void ofWhenTheUrlIsSignedThenItsCredentialCounts() {
    exchange.addQueryParam(
        "X-Amz-Credential", "111111111111/20261121/eu-west-1/lambda/aws4_request");

    assertThat(scope()).isEqualTo(new Scope("eu-west-1", "111111111111"));
  }

  @Test
  void ofWhenNothingIsSignedThenHome() {
    assertThat(scope()).isEqualTo(HOME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "111111111111",
        "111111111111/20261121/eu-west-1/s3/aws4_request",
        "111111111111/yesterday/eu-west-1/lambda/aws4_request",
        "111111111111/20261121/EU:WEST/lambda/aws4_request",
        "111111111111/20261121//lambda/aws4_request",
      })
  void ofWhenTheCredentialIsMalformedThenHome(String credential) {
    sign(credential);

    assertThat(scope()).isEqualTo(HOME);
  }

  @Test
  void ofWhenAnotherSchemeIsUsedThenHome() {
    exchange.getRequestHeaders().put(Headers.AUTHORIZATION, "Basic YTpi");

    assertThat(scope()).isEqualTo(HOME);
  }

  private void sign(String credential) {
    exchange
        .getRequestHeaders()
        .put(
            Headers.AUTHORIZATION,
            "AWS4-HMAC-SHA256 Credential="
                + credential
                + ", SignedHeaders=host;x-amz-date, Signature=fe5f80f77d5fa3beca038a248ff027");
  }

  private Scope scope() {
    return CallerScope.of(exchange, HOME);
  }
}
