package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class InitListenerTests {
  private int tries;
  private int pauses;

  @Test
  void acceptWhenItFailsAgainAndAgainThenThereIsAPauseAfterEach() throws Exception {
    try (ServerSocket server = new OutOfDescriptors()) {

      InitListener.listen(server, (name, work) -> work.run(), () -> pause(server));

      assertThat(server.isClosed()).isTrue();
      assertThat(pauses).isEqualTo(3);
    }
  }

  private void pause(ServerSocket server) {
    pauses++;
    try {
      if (pauses == 3) {
        server.close();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private final class OutOfDescriptors extends ServerSocket {
    OutOfDescriptors() throws IOException {
      super();
    }

    @Override
    public Socket accept() throws IOException {
      assertThat(tries++).as("tries before this one").isEqualTo(pauses);
      throw new SocketException("Too many open files");
    }
  }
}
