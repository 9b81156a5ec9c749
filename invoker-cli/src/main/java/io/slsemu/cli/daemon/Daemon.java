package io.slsemu.cli.daemon;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.input.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A running emulator that listens somewhere.
 *
 * @param url where, without a path
 */
public record Daemon(URI url) {
  private static final String PREFIX = "/_sls-emu/";
  private static final int PATIENCE_MILLIS = 5_000;

  /** A line of a function's log waits for so long to be asked for again. */
  private static final int FOLLOW_SECONDS = 10;

  private static final byte[] NOTHING = {};

  /** Whether an emulator answers there. */
  public boolean answers() {
    try {
      return new HttpExchange(url, PATIENCE_MILLIS)
          .send("GET", PREFIX + "health", Map.of(), NOTHING)
          .isGood();
    } catch (IOException e) {
      return false;
    }
  }

  /** What emulator it is. */
  public JsonObject health() {
    return get("health");
  }

  public List<JsonObject> functions() {
    return get("functions").objects("functions");
  }

  /** Whether it has a function of that name, whatever its qualifier. */
  public boolean has(String reference) {
    String name = reference.split(":", 2)[0];
    return functions().stream().anyMatch(function -> name.equals(function.text("name")));
  }

  public List<JsonObject> environments() {
    return get("environments").objects("environments");
  }

  /**
   * The newest log lines.
   *
   * @param function whose, null: everybody's
   * @param after the last that is known; 0: none
   * @param follow whether to wait for one if there is none, for some seconds
   */
  public JsonObject logs(@Nullable String function, long after, boolean follow) {
    String whose = function == null ? "" : "&function=" + encoded(function);
    String wait = follow ? "&wait=" + FOLLOW_SECONDS : "";
    return get("logs?after=" + after + wait + whose);
  }

  /**
   * Does something to an environment.
   *
   * @return its whole id
   */
  public String act(String action, String environment) {
    return post("environments/" + encoded(environment) + "/" + action).requireText("id");
  }

  /** Asks it to end. */
  public void stop() {
    post("stop");
  }

  /**
   * Invokes a function.
   *
   * @param query what of the call is no header
   */
  Answer invoke(String reference, String query, Map<String, String> headers, byte[] event) {
    String path = "functions/" + encoded(reference).replace("%3A", ":") + "/invocations" + query;
    try {
      return new HttpExchange(url, 0).send("POST", PREFIX + path, headers, event);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private JsonObject get(String path) {
    return send("GET", path);
  }

  private JsonObject post(String path) {
    return send("POST", path);
  }

  private JsonObject send(String method, String path) {
    Answer answer;
    try {
      answer =
          new HttpExchange(url, PATIENCE_MILLIS + 1_000 * FOLLOW_SECONDS)
              .send(method, PREFIX + path, Map.of(), NOTHING);
    } catch (IOException e) {
      throw absent();
    }
    if (answer.isGood()) {
      return answer.document();
    }
    throw refusal(answer);
  }

  /** Nothing of ours listens there. */
  public CommandFailure absent() {
    return CommandFailure.notFound(
        "no sls-emu answers at " + url,
        "start one: sls-emu start --detach; or say where it is: --endpoint-url URL");
  }

  private CommandFailure broken(IOException cause) {
    return new CommandFailure(
        ExitCode.SANDBOX_MISSING,
        "the sls-emu at " + url + " was lost in the middle of a call: " + cause.getMessage(),
        "see whether it still runs: sls-emu ps");
  }

  /** What an answer says that is not the one that was wanted. */
  CommandFailure refusal(Answer answer) {
    try {
      JsonObject document = answer.document();
      String message = document.text("message");
      if (document.text("error") != null && message != null) {
        boolean isFault = answer.status() >= 500;
        return new CommandFailure(
            isFault ? ExitCode.SANDBOX_MISSING : ExitCode.NOT_FOUND,
            message,
            document.text("remedy"));
      }
    } catch (IllegalArgumentException e) {
      return absent(); // something else listens there
    }
    return absent();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
