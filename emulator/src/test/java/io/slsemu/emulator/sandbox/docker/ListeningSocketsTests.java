package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ListeningSocketsTests {

  @Test
  void anyAtWhenSomebodyListensThereThenTrueAndElsewhereFalse() throws Exception {
    InetAddress here = InetAddress.getByName("127.213.7.9");
    ListeningSockets sockets = ListeningSockets.ofThisMachine();

    try (ServerSocket listener = new ServerSocket(0, 1, here)) {
      assertThat(listener.isBound()).isTrue();
      assertThat(sockets.anyAt(here)).isTrue();
      assertThat(sockets.anyAt(InetAddress.getByName("127.213.7.8"))).isFalse();
    }

    assertThat(sockets.anyAt(here)).isFalse();
  }

  @Test
  void anyAtWhenThereIsNoTableThenFalse() throws Exception {
    ListeningSockets nowhere = new ListeningSockets(Path.of("/nowhere"));

    assertThat(nowhere.anyAt(InetAddress.getLoopbackAddress())).isFalse();
  }
}
