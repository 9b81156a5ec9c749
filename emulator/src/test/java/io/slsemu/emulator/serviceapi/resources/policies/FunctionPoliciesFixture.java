package io.slsemu.emulator.serviceapi.resources.policies;

import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.PREFIX;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.ask;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertNotFound;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.operation.Reply;
import io.slsemu.emulator.serviceapi.resources.CatalogFixture;
import io.slsemu.emulator.serviceapi.resources.FunctionFixture;
import io.slsemu.emulator.serviceapi.resources.Revisions;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;

/** A function with a version and an alias, whose policies a test may change. */
abstract class FunctionPoliciesFixture extends FunctionFixture {
  static final Operation ADD = Operation.ADD_PERMISSION;
  static final Operation REMOVE = Operation.REMOVE_PERMISSION;
  static final Operation GET = Operation.GET_POLICY;
  static final String F = "FunctionName=f";
  static final String ARN = PREFIX + "function:f";

  FunctionPolicies group;

  @BeforeEach
  void open() {
    publishLive();
    AtomicInteger number = new AtomicInteger();
    group =
        new FunctionPolicies(
            fixture.catalog,
            new Revisions(fixture.catalog, () -> "new-" + number.incrementAndGet()),
            false);
  }

  static String request(String sid, String principal, String more) {
    return """
    {"StatementId":"%s","Action":"lambda:InvokeFunction","Principal":"%s"%s}"""
        .formatted(sid, principal, more);
  }

  static final String S3 = request("s3", "s3.amazonaws.com", "");

  JsonNode added(String where, String request) {
    Reply reply = ask(group, ADD, where, request);
    assertThat(reply.status()).isEqualTo(201);
    return CatalogFixture.json(reply.document().path("Statement").textValue());
  }

  static JsonNode statement(
      String sid, String principal, String action, String resource, String condition) {
    return CatalogFixture.json(
        """
        {"Sid":"%s","Effect":"Allow","Principal":%s,"Action":"%s","Resource":"%s"%s}"""
            .formatted(sid, principal, action, resource, condition));
  }

  void assertNoPolicy(String where) {
    assertNotFound(group, GET, where, "", "The resource you requested does not exist.");
  }
}
