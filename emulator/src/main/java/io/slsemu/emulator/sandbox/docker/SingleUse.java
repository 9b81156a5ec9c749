package io.slsemu.emulator.sandbox.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;

/**
 * Makes a connection for each request: a kept one may lead to an engine that is no more, which only
 * shows when a request is lost on it. A socket's connection takes some 50 microseconds.
 *
 * @param client makes the requests
 */
record SingleUse(DockerHttpClient client) implements DockerHttpClient {

  @Override
  public Response execute(Request request) {
    return client.execute(Request.builder().from(request).putHeader("Connection", "close").build());
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
