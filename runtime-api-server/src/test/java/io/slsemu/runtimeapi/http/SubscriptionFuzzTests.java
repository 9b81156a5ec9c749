package io.slsemu.runtimeapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.runtimeapi.http.RawClient.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Subscriptions that are none, or nearly. */
class SubscriptionFuzzTests extends ConnectedSubscriber {

  @Test
  @DisplayName("8.2/48, 8.8/96: random bodies are never a fault of ours")
  void putWhenBodyIsMutatedThenOkOrClientError() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] body = mutate(random);

      // An extension of its own each time, so that none is refused for having come before.
      sendPut(random.nextBoolean() ? TELEMETRY : LOGS, MANY + String.format("%012x", i), body);
      Reply reply = extension.read();

      assertThat(reply.status())
          .as("seed %d body %d: %s", seed, i, new String(body, StandardCharsets.ISO_8859_1))
          .isIn(200, 400);
      assertThat(reply.text()).doesNotContain("Exception", "\tat ", "com.fasterxml");
    }
  }

  private static byte[] mutate(Random random) {
    byte[] now = GOOD.getBytes(StandardCharsets.UTF_8);
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int from = random.nextInt(now.length + 1);
      int to = Math.min(now.length, from + random.nextInt(12));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(now, 0, from);
      switch (random.nextInt(5)) {
        case 0 -> out.write(random.nextInt(256));
        case 1 -> out.writeBytes("[{\"\\u0000".getBytes(StandardCharsets.UTF_8));
        case 2 -> out.writeBytes("9".repeat(random.nextInt(30)).getBytes(StandardCharsets.UTF_8));
        case 3 -> out.writeBytes("[".repeat(3_000).getBytes(StandardCharsets.UTF_8));
        default -> out.write(now, from, to - from);
      }
      out.write(now, to, now.length - to);
      now = out.toByteArray();
    }
    return now;
  }
}
