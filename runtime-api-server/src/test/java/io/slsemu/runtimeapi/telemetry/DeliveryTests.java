package io.slsemu.runtimeapi.telemetry;

import static io.slsemu.runtimeapi.telemetry.TelemetryFixture.EVERYTHING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real sockets, with a consumer of our own at the other end. */
class DeliveryTests {

  private static final String SOON = "'timeoutMs':25";
  private static final String NEVER = "'timeoutMs':30000,'maxItems':1000";

  private final TelemetryFixture telemetry = new TelemetryFixture();
  private FakeConsumer http;
  private FakeConsumer tcp;

  @BeforeEach
  void open() throws IOException {
    http = new FakeConsumer(true);
    tcp = new FakeConsumer(false);
  }

  @AfterEach
  void close() throws IOException {
    telemetry.close();
    http.close();
    tcp.close();
  }

  @Test
  @DisplayName("8.8/97: HTTP: a POST of a JSON array, to the path that was asked for")
  void emitWhenHttpThenPostsAnArray() throws Exception {
    telemetry.subscribe("e", EVERYTHING, SOON, http.port());

    telemetry.line("ü\n");

    FakeConsumer.Request request = http.request();
    assertThat(request.line()).isEqualTo("POST /x?y HTTP/1.1");
    assertThat(request.headers())
        .contains("Host: sandbox.localdomain:" + http.port(), "Content-Type: application/json");
    assertThat(request.body())
        .isEqualTo(
            "[{\"time\":\"2026-11-21T09:00:00.000Z\",\"type\":\"function\","
                + "\"record\":\"ü\\n\"}]");
  }

  @Test
  @DisplayName("8.8/97: HTTP: PUT, for who asks for it")
  void emitWhenPutIsWantedThenPuts() throws Exception {
    telemetry.subscribe(
        SubscriptionApi.LOGS,
        "2020-08-15",
        "e",
        "['function']",
        SOON,
        "{'protocol':'HTTP','method':'PUT','encoding':'JSON','URI':'http://sandbox.localdomain:"
            + http.port()
            + "'}");

    telemetry.line("a");

    assertThat(http.request().line()).isEqualTo("PUT / HTTP/1.1");
  }

  @Test
  @DisplayName("8.8/97: TCP: a line of JSON for each event")
  void emitWhenTcpThenWritesLines() throws Exception {
    telemetry.subscribe("e", EVERYTHING, SOON, "{'protocol':'TCP','port':" + tcp.port() + "}");

    telemetry.line("a");
    telemetry.platform("platform.start");

    assertThat(tcp.line()).endsWith("\"type\":\"function\",\"record\":\"a\"}");
    assertThat(tcp.line()).endsWith("\"type\":\"platform.start\",\"record\":{}}");
    telemetry.line("b");
    assertThat(tcp.line()).endsWith("\"record\":\"b\"}");
    assertThat(tcp.connections).hasValue(1);
  }

  @Test
  @DisplayName("8.8/97: a batch goes when it has its items, long before its time")
  void emitWhenItemsAreReachedThenDelivers() throws Exception {
    telemetry.subscribe("e", EVERYTHING, NEVER, http.port());

    for (int i = 0; i < 2_000; i++) {
      telemetry.line("line " + i);
    }

    assertThat(http.request().json()).hasSize(1_000);
    JsonNode second = http.request().json();
    assertThat(second).hasSize(1_000);
    assertThat(second.get(999).get("record").textValue()).isEqualTo("line 1999");
  }

  @Test
  @DisplayName("8.8/97: a batch goes when it has its bytes, and has no more than those")
  void emitWhenBytesAreReachedThenDelivers() throws Exception {
    telemetry.subscribe("e", EVERYTHING, NEVER, http.port());

    for (int i = 0; i < 3; i++) {
      telemetry.line("x".repeat(100_000));
    }

    FakeConsumer.Request request = http.request();
    assertThat(request.json()).hasSize(2);
    assertThat(request.body().length()).isLessThanOrEqualTo(262_144 + 3);
  }

  @ParameterizedTest
  @DisplayName("8.8/97: the connection is kept, whatever form the answer has")
  @ValueSource(
      strings = {
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nOK\r\n0\r\nT: x\r\n\r\n"
      })
  void emitWhenAnswersAreKeptAliveThenOneConnection(String answer) throws Exception {
    telemetry.subscribe("e", EVERYTHING, SOON, http.port());

    for (int i = 0; i < 3; i++) {
      http.answers.add(answer);
      telemetry.line("line " + i);
      assertThat(http.request().json().get(0).get("record").textValue()).isEqualTo("line " + i);
    }

    assertThat(http.connections).hasValue(1);
  }

  @ParameterizedTest
  @DisplayName("8.8/97: a consumer that ends connections loses nothing")
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.0 200 OK\r\n\r\nto the end",
        "HTTP/1.1 200 close\r\nContent-Length: 0\r\n\r\n"
      })
  void emitWhenConnectionsEndThenConnectsAgain(String answer) throws Exception {
    telemetry.subscribe("e", EVERYTHING, SOON, http.port());

    for (int i = 0; i < 3; i++) {
      http.answers.add(answer);
      telemetry.line("line " + i);
      assertThat(http.request().json().get(0).get("record").textValue()).isEqualTo("line " + i);
    }

    assertThat(telemetry.told).noneMatch(told -> told.contains("dropped"));
  }

  @Test
  @DisplayName("8.8/97: a batch that was not acknowledged is sent again")
  void emitWhenConsumerHangsUpThenSendsAgain() throws Exception {
    http.answers.addAll(List.of(FakeConsumer.HANG_UP, "garbage", "HTTP/1.1 500 No\r\n\r\n"));
    telemetry.subscribe("e", EVERYTHING, SOON, http.port());

    telemetry.line("a");

    String first = http.request().body();
    for (int i = 0; i < 3; i++) {
      assertThat(http.request().body()).isEqualTo(first);
    }
  }

  @Test
  @DisplayName("8.8/99: a batch that is refused again and again is dropped, and that is told")
  void emitWhenConsumerRefusesThenGivesUpAndTells() throws Exception {
    for (int i = 0; i < 3; i++) {
      http.answers.add("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
    }
    telemetry.subscribe("e", EVERYTHING, SOON, http.port());

    telemetry.line("a");

    for (int i = 0; i < 3; i++) {
      http.request();
    }
    JsonNode dropped = http.request().json().get(0);
    assertThat(dropped.get("type").textValue()).isEqualTo("platform.logsDropped");
    assertThat(dropped.get("record").get("droppedRecords").intValue()).isEqualTo(1);
    assertThat(dropped.get("record").get("reason").textValue())
        .isEqualTo("could not send events: http request failed with status 503");
    assertThat(telemetry.told).anyMatch(told -> told.startsWith("TELEMETRY e dropped 1 "));
  }

  @Test
  @DisplayName("8.8/97: a consumer that listens late gets all")
  void emitWhenNobodyListensYetThenTriesUntilSomebodyDoes() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    telemetry.subscribe("e", EVERYTHING, SOON, port);
    telemetry.line("a");
    await().until(() -> telemetry.connects.get() >= 3);

    try (FakeConsumer late = new FakeConsumer(true, port)) {
      assertThat(late.request().json().get(0).get("record").textValue()).isEqualTo("a");
    }
  }

  @Test
  @DisplayName("8.8/99: a hanging consumer holds bounded memory, holds up nobody, and hears of it")
  void emitWhenConsumerHangsThenBoundedAndTold() throws Exception {
    int emitted = 20_000;
    http.reading = new CountDownLatch(1);
    telemetry.subscribe("e", EVERYTHING, "'timeoutMs':25", http.port());

    for (int i = 0; i < emitted; i++) {
      telemetry.line("x".repeat(300));
    }
    CompletableFuture<Void> flushed = telemetry.session.flush();
    http.reading.countDown();
    flushed.get(60, TimeUnit.SECONDS);

    int delivered = 0;
    int dropped = 0;
    long bytes = 0;
    for (FakeConsumer.Request request : http.requests) {
      bytes += request.body().length();
      for (JsonNode event : request.json()) {
        if (event.get("type").textValue().equals("platform.logsDropped")) {
          dropped += event.get("record").get("droppedRecords").intValue();
        } else {
          delivered++;
        }
      }
    }
    assertThat(delivered + dropped).isEqualTo(emitted);
    assertThat(bytes).isLessThan((PendingEvents.BATCHES + 1) * 262_144L + 100_000);
    assertThat(telemetry.told).anyMatch(told -> told.contains(" is slower than "));
  }
}
