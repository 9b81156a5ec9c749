package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import io.slsemu.emulator.sandbox.SandboxException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Says in one line what went wrong between the engine and us. */
record EngineFailure(EngineAddress address) {
  private static final int LONGEST = 500;

  /**
   * The words for a failure.
   *
   * @param doing what was asked for, as in "cannot {doing}"
   */
  SandboxException explain(String doing, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SandboxException known) {
        return known;
      }
      if (cause instanceof DockerException refusal) {
        return refused(doing, refusal);
      }
    }
    if (wasInterrupted(failure)) {
      Thread.currentThread().interrupt();
      return new SandboxException(
          "stopped while the engine was to " + doing, "run it again", failure);
    }
    return unreachable(doing, failure);
  }

  /** The engine answered, and the answer is an error of its own. */
  private SandboxException refused(String doing, DockerException refusal) {
    return new SandboxException(
        "the engine at " + address + " cannot " + doing + ": " + words(refusal),
        "docker info shows its state, the engine's own log the rest",
        refusal);
  }

  /** An engine's error is {@code {"message": "…"}}; the client puts the status before it. */
  static String words(DockerException refusal) {
    String text = String.valueOf(refusal.getMessage());
    int json = text.indexOf('{');
    if (json >= 0) {
      try {
        String message = new ObjectMapper().readTree(text.substring(json)).path("message").asText();
        text = message.isEmpty() ? "HTTP status " + refusal.getHttpStatus() : message;
      } catch (JsonProcessingException e) {
        text = "HTTP status " + refusal.getHttpStatus();
      }
    }
    return oneLine(text);
  }

  /** The text without line ends, and no longer than a person reads. */
  static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s*\\R\\s*", "; ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …";
  }

  private SandboxException unreachable(String doing, Throwable failure) {
    Throwable root = root(failure);
    String reason = String.valueOf(root.getMessage()).toLowerCase(Locale.ROOT);
    if (reason.contains("permission denied") || reason.contains("operation not permitted")) {
      return new SandboxException(
          "you may not use the engine's socket " + address,
          "add yourself to its group, sudo usermod -aG docker $USER, and log in again; or use sudo",
          failure);
    }
    if (reason.contains("no such file") || reason.contains("connection refused")) {
      return new SandboxException(
          "no engine answers at " + address + ": " + oneLine(reason), start(), failure);
    }
    if (root instanceof SocketTimeoutException && !reason.contains("connect")) {
      return new SandboxException(
          "the engine at %s hangs: it was to %s, and said nothing".formatted(address, doing),
          "docker info shows whether it answers; restart it if it does not",
          failure);
    }
    if (root instanceof UnknownHostException || reason.contains("timed out")) {
      return new SandboxException(
          "the engine at " + address + " cannot be reached: " + oneLine(reason),
          "correct " + address.origin() + ", or start the engine there",
          failure);
    }
    Path certificates = address.certificates();
    if (certificates != null && isHandshake(failure, certificates)) {
      return new SandboxException(
          "no secure connection to the engine at " + address + ": " + oneLine(reason),
          "check the certificates in " + certificates + ": ca.pem, cert.pem, key.pem",
          failure);
    }
    return new SandboxException(
        "the engine at %s went away when it was to %s: %s"
            .formatted(
                address, doing, oneLine(root.getMessage() == null ? root.toString() : reason)),
        "see whether it runs: docker info",
        failure);
  }

  /**
   * Whether it was about certificates. An engine that wants one of the client, and gets none, only
   * closes the connection (TLS 1.3: after the client's side of the handshake was done).
   */
  private static boolean isHandshake(Throwable failure, Path certificates) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
        return true;
      }
    }
    return !Files.exists(certificates.resolve("cert.pem"));
  }

  private String start() {
    Path socket = address.socket();
    String system =
        socket != null && socket.toString().contains("podman") ? "podman.socket" : "docker";
    return "start it, sudo systemctl start " + system + ", or name another with DOCKER_HOST";
  }

  private static boolean wasInterrupted(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      boolean timeout = cause instanceof java.net.SocketTimeoutException;
      if (cause instanceof InterruptedException
          || cause instanceof ClosedByInterruptException
          || (cause instanceof InterruptedIOException && !timeout)) {
        return true;
      }
    }
    return Thread.currentThread().isInterrupted();
  }

  /** Whether the engine said nothing for as long as it is waited for. */
  static boolean isHang(Throwable failure) {
    return root(failure) instanceof SocketTimeoutException;
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
