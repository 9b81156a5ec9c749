package io.slsemu.emulator;

import static io.slsemu.emulator.ServiceFixture.FUNCTIONS;
import static io.slsemu.emulator.ServiceFixture.header;
import static io.slsemu.emulator.ServiceFixture.json;
import static io.slsemu.emulator.ServiceFixture.object;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.async.Duplication;
import io.slsemu.emulator.serviceapi.resources.account.CodeStorage;
import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Function URLs where policies are enforced, and where they are not. */
@Requires(ROOT)
class UrlPermissionTests {
  private static final String FORBIDDEN = // recorded from the service (lambda-platform §5)
      "{\"Message\":\"Forbidden. For troubleshooting Function URL authorization issues, see:"
          + " https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html\"}";

  private static ServiceFixture enforcing() throws IOException {
    return ServiceFixture.with(
        new ServiceSettings(
            null, Duration.ZERO, null, Duplication.NONE, true, CodeStorage.DEFAULT_LIMIT, false));
  }

  /** A function's URL, or that of its alias: the path of it. */
  private static String url(ServiceFixture service, String qualifier) {
    HttpResponse<String> made =
        service.post(
            "/2021-10-31/functions/hello/url" + qualifier, object().put("AuthType", "NONE"));
    assertThat(made.statusCode()).isEqualTo(201);
    return URI.create(json(made).path("FunctionUrl").textValue()).getPath();
  }

  private static void permit(ServiceFixture service, String qualifier, ObjectNode statement) {
    statement.put("StatementId", statement.path("Action").asText().replace(':', '-'));
    statement.put("Principal", "*");
    assertThat(service.post(FUNCTIONS + "/hello/policy" + qualifier, statement).statusCode())
        .isEqualTo(201);
  }

  private static void permitUrl(ServiceFixture service, String qualifier) {
    permit(
        service,
        qualifier,
        object().put("Action", "lambda:InvokeFunctionUrl").put("FunctionUrlAuthType", "NONE"));
  }

  private static void permitInvoke(ServiceFixture service, String qualifier) {
    permit(
        service,
        qualifier,
        object().put("Action", "lambda:InvokeFunction").put("InvokedViaFunctionUrl", true));
  }

  @Test
  void getWhenAStatementIsMissingThenIsForbiddenUntilBothAreThere() throws Exception {
    try (ServiceFixture service = enforcing()) {
      String url = url(service.create("hello"), "");

      HttpResponse<String> none = service.get(url);
      permitUrl(service, "");
      HttpResponse<String> one = service.get(url);
      permitInvoke(service, "");
      HttpResponse<String> both = service.get(url);
      service.delete(FUNCTIONS + "/hello/policy/lambda-InvokeFunction");
      HttpResponse<String> oneAgain = service.get(url);

      assertThat(none.statusCode()).isEqualTo(403);
      assertThat(none.body()).isEqualTo(FORBIDDEN);
      assertThat(header(none, "x-amzn-ErrorType")).isEqualTo("AccessDeniedException");
      assertThat(header(none, "Content-Type")).isEqualTo("application/json");
      assertThat(one.body()).isEqualTo(FORBIDDEN);
      assertThat(both.statusCode()).isEqualTo(200);
      assertThat(both.body()).contains("hello");
      assertThat(oneAgain.statusCode()).isEqualTo(403);
      assertThat(service.listener().notices())
          .anyMatch(
              each ->
                  each.contains("the function URL of hello is not open to all")
                      && each.contains("lambda:InvokeFunction to Principal *"));
    }
  }

  @Test
  void getWhenUrlIsOfAnAliasThenItsOwnPolicyCounts() throws Exception {
    try (ServiceFixture service = enforcing()) {
      service.create("hello");
      service.post(FUNCTIONS + "/hello/versions", object());
      service.post(
          FUNCTIONS + "/hello/aliases", object().put("Name", "live").put("FunctionVersion", "1"));
      String url = url(service, "?Qualifier=live");
      permitUrl(service, "");
      permitInvoke(service, "");

      HttpResponse<String> withTheFunctions = service.get(url);
      permitUrl(service, "?Qualifier=live");
      permitInvoke(service, "?Qualifier=live");
      HttpResponse<String> withItsOwn = service.get(url);

      assertThat(withTheFunctions.statusCode()).isEqualTo(403);
      assertThat(withItsOwn.statusCode()).isEqualTo(200);
      assertThat(service.get("/lambda-url/hello:$LATEST/").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void getWhenOnlyTheNameIsThereThenIsForbiddenToo() throws Exception {
    try (ServiceFixture service = enforcing()) {
      assertThat(service.create("hello").get("/lambda-url/hello/").body()).isEqualTo(FORBIDDEN);
    }
  }

  @Test
  void getWhenUrlIsForSignersThenThePolicyIsNotAsked() throws Exception {
    try (ServiceFixture service = enforcing()) {
      service.create("hello");
      service.post("/2021-10-31/functions/hello/url", object().put("AuthType", "AWS_IAM"));
      String signature =
          "AWS4-HMAC-SHA256 Credential=111122223333/20261121/us-east-1/lambda/aws4_request,"
              + " SignedHeaders=host, Signature=00";

      HttpResponse<String> signed =
          service.send("GET", "/lambda-url/hello/", null, "Authorization", signature);

      assertThat(signed.statusCode()).isEqualTo(200);
      assertThat(service.get("/lambda-url/hello/").body()).isEqualTo(FORBIDDEN);
      assertThat(service.listener().notices()).isEmpty();
    }
  }

  @Test
  void getWhenNothingIsEnforcedThenNoStatementIsNeeded() throws Exception {
    try (ServiceFixture service = ServiceFixture.atOnce()) {
      assertThat(service.get(url(service.create("hello"), "")).statusCode()).isEqualTo(200);
    }
  }
}
