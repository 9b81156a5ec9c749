package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.RuntimeApiEndpoint;
import io.slsemu.runtimeapi.http.RawClient.Reply;
import io.slsemu.runtimeapi.model.FunctionIdentity;
import io.slsemu.runtimeapi.model.PeerPolicy;
import io.slsemu.runtimeapi.session.ExtensionSession;
import io.slsemu.runtimeapi.session.ExtensionStatus;
import io.slsemu.runtimeapi.session.RuntimeSession;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * For tests that play extensions: an environment with the external extensions {@code one} and
 * {@code two}, made anew for each test.
 */
abstract class ConnectedExtension {

  static final String REGISTER = "/2020-01-01/extension/register";
  static final String EVENT_NEXT = "/2020-01-01/extension/event/next";
  static final String EXTENSION_INIT_ERROR = "/2020-01-01/extension/init/error";
  static final String EXIT_ERROR = "/2020-01-01/extension/exit/error";

  /** An identifier that nobody was given. */
  static final String STRANGER = "5a6b7c8d-0000-4000-8000-0123456789ab";

  final BlockingQueue<ExtensionStatus> told = new LinkedBlockingQueue<>();
  private final List<RawClient> clients = new ArrayList<>();
  ApiFixture api;
  ExtensionSession extensions;
  RuntimeSession session;
  RuntimeApiEndpoint endpoint;
  RawClient client;

  @BeforeEach
  void connect() throws IOException {
    api = new ApiFixture();
    open(new FunctionIdentity("shop", "7", "index.handler", "123456789012"), "one", "two");
  }

  @AfterEach
  void disconnect() throws IOException {
    for (RawClient one : clients) {
      one.close();
    }
    api.close();
  }

  void open(FunctionIdentity function, String... external) throws IOException {
    open(new ExtensionSession(function, List.of(external), told::add));
  }

  /** Makes another environment the one under test. */
  void open(ExtensionSession opened) throws IOException {
    extensions = opened;
    session = new RuntimeSession(System::nanoTime, extensions, null);
    endpoint = api.server.open(session, InetAddress.getLoopbackAddress(), PeerPolicy.ANYONE);
    client = connection();
  }

  RawClient connection() throws IOException {
    RawClient connected = new RawClient(endpoint.address());
    clients.add(connected);
    return connected;
  }

  /** An extension that has registered, on a connection of its own. */
  record Registered(RawClient client, String id) {

    /** Asks for an event. */
    Registered poll() throws IOException {
      client.send(nextOf(id));
      return this;
    }

    Reply post(String path, String errorType, String body) throws IOException {
      return client.post(
          path,
          body,
          "Lambda-Extension-Identifier: " + id,
          "Lambda-Extension-Function-Error-Type: " + errorType);
    }
  }

  Reply register(RawClient by, String name, String body) throws IOException {
    return by.post(REGISTER, body, "Lambda-Extension-Name: " + name);
  }

  /** Registers for events, written as in JSON, and waits until the platform was told. */
  Registered registered(String name, String events) throws IOException {
    RawClient own = connection();
    Reply reply = register(own, name, "{\"events\":[" + events + "]}");
    if (reply.status() != 200) {
      throw new AssertionError(reply.status() + " " + reply.text());
    }
    nextStatus();
    return new Registered(own, reply.header("Lambda-Extension-Identifier"));
  }

  /** The same, parked at event/next as far as the platform knows. */
  Registered ready(String name, String events) throws IOException {
    Registered extension = registered(name, events).poll();
    nextStatus();
    return extension;
  }

  ExtensionStatus nextStatus() {
    try {
      ExtensionStatus status = told.poll(20, TimeUnit.SECONDS);
      if (status == null) {
        throw new AssertionError("the platform is told nothing");
      }
      return status;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A runtime parked at its first next. */
  RawClient runtimeAtNext() throws IOException {
    RawClient runtime = connection();
    runtime.sendGet(ApiFixture.NEXT);
    ApiFixture.get(session.initialized());
    return runtime;
  }

  static String nextOf(String id) {
    return "GET "
        + EVENT_NEXT
        + " HTTP/1.1\r\nHost: t\r\nLambda-Extension-Identifier: "
        + id
        + "\r\n\r\n";
  }

  static String errorBody(String type, String message) {
    return "{\"errorMessage\":\"" + message + "\",\"errorType\":\"" + type + "\"}\n";
  }
}
