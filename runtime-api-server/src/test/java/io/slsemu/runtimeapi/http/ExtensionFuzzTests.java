package io.slsemu.runtimeapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.runtimeapi.model.FunctionIdentity;
import io.slsemu.runtimeapi.model.ShutdownReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What no extension should send: no 5xx, no hang, no stack trace. */
class ExtensionFuzzTests extends ConnectedExtension {

  private static final int REQUESTS = 2_000;
  private static final List<String> PATHS =
      List.of(REGISTER, EVENT_NEXT, EXTENSION_INIT_ERROR, EXIT_ERROR);
  private static final List<String> NAMES = List.of("one", "two", "a", "b", "", "\u00fc", "../x");
  private static final List<String> BODIES =
      List.of(
          "",
          "null",
          "{}",
          "{\"events\":[]}",
          "{\"events\":[\"INVOKE\",\"SHUTDOWN\"]}",
          "{\"events\":[\"INVOKE\"],\"configurationKeys\":[]}",
          "{\"errorMessage\":\"a\",\"errorType\":\"b\",\"stackTrace\":[\"c\"]}");

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  @DisplayName("8.2/48: random bodies and headers on every endpoint of the Extensions API")
  void requestWhenRandomThenNo5xxAndNoHang() throws IOException {
    System.out.println("seed " + seed);
    for (int i = 0; i < REQUESTS; i++) {
      if (i % 200 == 0) {
        open(new FunctionIdentity("f", "1", "h", "123456789012"), "one", "two");
      } else if (random.nextInt(100) == 0) {
        runtimeAtNext();
      } else if (random.nextInt(100) == 0) {
        extensions.shutdown(ShutdownReason.SPINDOWN, 1);
      }
      byte[] request = mutated(request());

      assertThat(exchange(request))
          .as("seed %d request %d:%n%s", seed, i, new String(request, StandardCharsets.ISO_8859_1))
          .doesNotContainPattern("HTTP/1\\.[01] 5")
          .doesNotContain("Exception", "\tat ", "com.fasterxml");
    }
    open(new FunctionIdentity("f", "1", "h", null), "one");
    assertThat(register(client, "one", "{}").status()).isEqualTo(200);
  }

  private byte[] request() {
    byte[] body = mutated(pick(BODIES).getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    String head =
        (random.nextInt(3) == 0 ? "GET " : "POST ")
            + pick(PATHS)
            + " HTTP/1.1\r\nHost: t\r\n"
            + "Lambda-Extension-Name: "
            + pick(NAMES)
            + "\r\nLambda-Extension-Identifier: "
            + identifier()
            + "\r\nLambda-Extension-Function-Error-Type: "
            + pick(List.of("", "Extension.X", "\u0001", "x".repeat(5_000)))
            + "\r\nLambda-Extension-Accept-Feature: "
            + pick(List.of("", "accountId", ",,", "a,b"))
            + "\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    all.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(body);
    return all.toByteArray();
  }

  /** One that was given out, as a rule. */
  private String identifier() {
    return switch (random.nextInt(6)) {
      case 0 -> "";
      case 1 -> new UUID(random.nextLong(), random.nextLong()).toString();
      case 2 -> "x";
      default -> given();
    };
  }

  /** Registers one more, as long as that is possible. */
  private String given() {
    try (RawClient own = new RawClient(endpoint.address())) {
      String id =
          register(own, "i" + random.nextInt(20), "{\"events\":[\"INVOKE\"]}")
              .header("Lambda-Extension-Identifier");
      return id == null ? STRANGER : id;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] mutated(byte[] model) {
    if (random.nextInt(3) != 0 || model.length == 0) {
      return model;
    }
    byte[] changed = model.clone();
    changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    return changed;
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private String exchange(byte[] request) throws IOException {
    try (RawClient own = new RawClient(endpoint.address())) {
      return own.exchange(request);
    } catch (SocketTimeoutException e) {
      throw new AssertionError(
          "seed " + seed + " hangs: " + new String(request, StandardCharsets.ISO_8859_1), e);
    }
  }
}
