package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.output.LogLines;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What {@code start} says when it is ready. */
final class Announcement {
  /** Where AWS's Runtime Interface Emulator takes events. */
  private static final String PATH = "/2015-03-31/functions/function/invocations";

  private final List<String> functions;
  private final InetAddress ip;
  private final URI url;

  /**
   * @param bound where it listens
   */
  Announcement(List<String> functions, InetSocketAddress bound) {
    this.functions = functions;
    this.ip = bound.getAddress();
    this.url = URI.create(url(bound));
  }

  private static String url(InetSocketAddress bound) {
    InetAddress ip = bound.getAddress();
    String host = ip.isAnyLocalAddress() ? "127.0.0.1" : ip.getHostAddress();
    return "http://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + bound.getPort();
  }

  /** That a front door is open too. */
  void tell(LogLines log, String door, InetSocketAddress bound) {
    log.notice(functions.get(0) + " is ready behind " + door + " at " + url(bound) + "/");
  }

  /** Where it listens, without a path. */
  URI url() {
    return url;
  }

  void tell(LogLines log) {
    if (!ip.isLoopbackAddress()) {
      log.notice(
          "others on the network can call the "
              + (functions.size() == 1 ? "function" : "functions")
              + ": --host 127.0.0.1 keeps it private");
    }
    log.notice(readyLine());
    log.notice(
        switch (functions.size()) {
          case 0 -> "try: aws lambda create-function --endpoint-url " + url + " …";
          case 1 -> "try: curl -d '{}' " + url + PATH;
          default -> "try: sls-emu invoke " + functions.get(0) + " --payload '{}'";
        });
    if (functions.size() == 1) {
      log.notice("its function URL: " + url + "/lambda-url/" + functions.get(0) + "/");
    }
  }

  private String readyLine() {
    return switch (functions.size()) {
      case 0 -> "ready at " + url + ", with no function yet";
      case 1 -> functions.get(0) + " is ready at " + url + PATH;
      default -> String.join(", ", functions) + " are ready at " + url;
    };
  }

  /** For the process that started this one in the background: where it is, and the line. */
  void tellStarter(OutputStream out) {
    try {
      out.write((url + "\n" + readyLine() + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw CommandFailure.usage("nobody waits for this daemon: " + e.getMessage(), null);
    }
  }
}
