package io.slsemu.cli.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.ExitCode;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.placement.NoWarmEnvironmentException;
import io.slsemu.emulator.placement.StartPreference;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the refusals of a daemon become here. */
class RemoteCallTests {

  private static Throwable failure(String document) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> answer(server, document));
      RemoteCall call =
          new RemoteCall(new Daemon(URI.create("http://127.0.0.1:" + server.getLocalPort())));
      Throwable failure =
          catchThrowable(
              () ->
                  call.invoke(new InvokeRequest("orders", new byte[0], null, StartPreference.ANY)));
      answered.join();
      return failure;
    }
  }

  private static void answer(ServerSocket server, String document) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().read(new byte[4_096]);
      socket
          .getOutputStream()
          .write(
              ("HTTP/1.1 409 Conflict\r\nContent-Length: "
                      + document.length()
                      + "\r\n\r\n"
                      + document)
                  .getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void invokeWhenFunctionIsPendingThenSaysWhatTheDaemonSays() throws IOException {
    Throwable failure =
        failure("{\"error\":\"pending\",\"message\":\"orders is Pending\",\"remedy\":\"wait\"}");

    assertThat(failure)
        .isInstanceOfSatisfying(
            CommandFailure.class,
            refused -> {
              assertThat(refused).hasMessage("orders is Pending");
              assertThat(refused.remedy()).isEqualTo("wait");
              assertThat(refused.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
            });
  }

  @Test
  void invokeWhenNoEnvironmentIsWarmThenIsTheEmulatorsOwnException() throws IOException {
    assertThat(failure("{\"error\":\"no_warm_environment\",\"message\":\"none is warm\"}"))
        .isInstanceOf(NoWarmEnvironmentException.class);
  }
}
