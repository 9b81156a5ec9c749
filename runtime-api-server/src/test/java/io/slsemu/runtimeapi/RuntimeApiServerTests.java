package io.slsemu.runtimeapi;

import static io.slsemu.runtimeapi.http.ApiFixture.NEXT;
import static io.slsemu.runtimeapi.http.ApiFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.slsemu.runtimeapi.http.ApiFixture;
import io.slsemu.runtimeapi.http.RawClient;
import io.slsemu.runtimeapi.model.PeerPolicy;
import io.slsemu.runtimeapi.session.RuntimeSession;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RuntimeApiServerTests {

  @Test
  void closeWhenAPollIsParkedThenItsConnectionEndsAndThePortIsFree() throws IOException {
    try (ApiFixture api = new ApiFixture();
        RawClient parked = api.client();
        RawClient idle = api.client()) {
      parked.sendGet(NEXT);
      get(api.session.initialized());
      idle.get("/2018-06-01/ping");

      api.endpoint.close();
      api.endpoint.close();

      assertThat(parked.atEnd()).isTrue();
      assertThat(idle.atEnd()).isTrue();
      assertThatIOException().isThrownBy(api::client).isInstanceOf(ConnectException.class);
      assertThat(api.session.offer(ApiFixture.invocation("i")).answer()).isCancelled();
    }
  }

  @Test
  void closeWhenOneEndpointIsClosedThenTheOthersLive() throws IOException {
    try (ApiFixture api = new ApiFixture()) {
      ApiFixture.Environment other = api.environment();

      api.endpoint.close();

      assertThat(other.client().get("/2018-06-01/ping").text()).isEqualTo("pong");
      other.client().close();
    }
  }

  @Test
  void openWhenTheServerIsClosedThenThrows() throws IOException {
    try (ApiFixture api = new ApiFixture()) {
      api.server.close();

      assertThatIOException()
          .isThrownBy(
              () ->
                  api.server.open(
                      new RuntimeSession(), InetAddress.getLoopbackAddress(), PeerPolicy.ANYONE))
          .withMessageContaining("closed");
    }
  }

  @Test
  void openWhenTheAddressIsNotOursThenThrows() throws IOException {
    try (ApiFixture api = new ApiFixture()) {
      InetAddress documentation = InetAddress.getByName("192.0.2.1");

      assertThatIOException()
          .isThrownBy(
              () -> api.server.open(new RuntimeSession(), documentation, PeerPolicy.ANYONE));
    }
  }

  @Test
  void connectWhenThePolicyRefusesThenClosedBeforeAnythingIsRead() throws IOException {
    CompletableFuture<InetSocketAddress> asked = new CompletableFuture<>();
    PeerPolicy nobody =
        (peer, local) -> {
          asked.complete(local);
          return peer.getPort() == 0;
        };
    try (ApiFixture api = new ApiFixture(nobody);
        RawClient client = api.client()) {

      assertThat(client.atEnd()).isTrue();
      assertThat(get(asked)).isEqualTo(api.address());
      assertThat(api.session.initialized()).isNotDone();
    }
  }

  @Test
  void connectWhenThePolicyFailsThenClosed() throws IOException {
    PeerPolicy faulty =
        (peer, local) -> {
          throw new IllegalStateException("cannot tell");
        };
    try (ApiFixture api = new ApiFixture(faulty);
        RawClient client = api.client()) {

      assertThat(client.atEnd()).isTrue();
    }
  }
}
