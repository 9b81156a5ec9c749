package io.slsemu.runtimeapi.http;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** For tests that play a runtime on one connection: both are made anew for each test. */
abstract class ConnectedRuntime {

  ApiFixture api;
  RawClient runtime;

  @BeforeEach
  void connect() throws IOException {
    api = new ApiFixture();
    runtime = api.client();
  }

  @AfterEach
  void disconnect() throws IOException {
    runtime.close();
    api.close();
  }
}
