package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.slsemu.emulator.sandbox.SandboxException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Calls whose answers are read as JSON trees. What lies on the way of a first invocation is asked
 * here: docker-java's own beans for the same answers take it 100 ms of class loading each.
 *
 * @param transport waits as long as an answer takes
 * @param patience for calls that are answered at once, or never
 */
record EngineCalls(
    DockerHttpClient transport, ObjectMapper mapper, EngineFailure failure, Patience patience) {

  /** A value as it may stand in a query. */
  static String quote(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /**
   * GET.
   *
   * @param doing what the engine is to do, as in "cannot {doing}"
   * @throws SandboxException if the engine does not give it
   */
  JsonNode get(String doing, String path) {
    JsonNode found = find(doing, path);
    if (found == null) {
      throw failure.explain(doing, new DockerException("it knows no such thing", 404));
    }
    return found;
  }

  /** GET, null for what is not there. */
  @Nullable JsonNode find(String doing, String path) {
    try {
      return patience.within(
          () -> {
            try (Response response = transport.execute(request("GET", path).build())) {
              boolean absent = response.getStatusCode() == 404;
              return absent ? null : mapper.readTree(body(response));
            }
          });
    } catch (IOException | RuntimeException e) {
      throw failure.explain(doing, e);
    }
  }

  /**
   * GET of an answer that goes on as long as it is read. To be closed by the caller, from any
   * thread.
   */
  Response stream(String doing, String path) {
    try {
      Response response = transport.execute(request("GET", path).build());
      body(response);
      return response;
    } catch (RuntimeException e) {
      throw failure.explain(doing, e);
    }
  }

  /** POST of a JSON document, or of nothing. */
  JsonNode post(String doing, String path, @Nullable JsonNode document) {
    Request.Builder request = request("POST", path);
    if (document != null) {
      byte[] content = document.toString().getBytes(StandardCharsets.UTF_8);
      request.putHeader("Content-Type", "application/json").body(new ByteArrayInputStream(content));
    }
    try {
      return patience.within(() -> post(request.build()));
    } catch (IOException | RuntimeException e) {
      throw failure.explain(doing, e);
    }
  }

  /** POST of a JSON document, whatever the answer holds. */
  void order(String doing, String path, JsonNode document) {
    byte[] content = document.toString().getBytes(StandardCharsets.UTF_8);
    Request.Builder request =
        request("POST", path)
            .putHeader("Content-Type", "application/json")
            .body(new ByteArrayInputStream(content));
    try {
      patience.within(
          () -> {
            try (Response response = transport.execute(request.build())) {
              body(response).close();
              return response.getStatusCode();
            }
          });
    } catch (IOException | RuntimeException e) {
      throw failure.explain(doing, e);
    }
  }

  /**
   * DELETE.
   *
   * @return the HTTP status: 404 and 409 are answers too
   */
  int delete(String doing, String path) {
    try {
      return patience.within(
          () -> {
            try (Response response = transport.execute(request("DELETE", path).build())) {
              int status = response.getStatusCode();
              if (status != 404 && status != 409) {
                body(response).close();
              }
              return status;
            }
          });
    } catch (IOException | RuntimeException e) {
      throw failure.explain(doing, e);
    }
  }

  /**
   * POST of what takes an engine its time; the answer is a stream of JSON values, the last of which
   * is given.
   */
  JsonNode post(String doing, String path, InputStream content, String contentType) {
    try {
      return post(
          request("POST", path).putHeader("Content-Type", contentType).body(content).build());
    } catch (IOException | RuntimeException e) {
      throw failure.explain(doing, e);
    }
  }

  private JsonNode post(Request request) throws IOException {
    try (Response response = transport.execute(request);
        MappingIterator<JsonNode> values =
            mapper.readerFor(JsonNode.class).readValues(body(response))) {
      JsonNode last = mapper.missingNode();
      while (values.hasNext()) {
        last = values.next();
        if (last.has("error")) {
          throw new DockerException(last.path("error").asText(), response.getStatusCode());
        }
      }
      return last;
    }
  }

  /**
   * What a container's file system has at a path; its last link is not followed, but told.
   *
   * @return null if there is nothing
   */
  @Nullable JsonNode stat(String containerId, String path) {
    String where = "/containers/" + containerId + "/archive?path=" + quote(path);
    try (Response response = transport.execute(request("HEAD", where).build())) {
      if (response.getStatusCode() == 404) {
        return null;
      }
      String header = response.getHeader("X-Docker-Container-Path-Stat");
      if (response.getStatusCode() != 200 || header == null) {
        throw new DockerException("HTTP status " + response.getStatusCode(), 500);
      }
      return mapper.readTree(Base64.getDecoder().decode(header));
    } catch (IOException | RuntimeException e) {
      throw failure.explain("look for " + path + " in an image", e);
    }
  }

  private static Request.Builder request(String method, String path) {
    return Request.builder().method(method).path(path);
  }

  private static InputStream body(Response response) {
    if (response.getStatusCode() < 400) {
      return response.getBody();
    }
    try (InputStream body = response.getBody()) {
      String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      throw new DockerException(text, response.getStatusCode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
