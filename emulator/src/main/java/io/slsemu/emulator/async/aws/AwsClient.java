package io.slsemu.emulator.async.aws;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends signed requests to an endpoint. */
final class AwsClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int FETCH_SECONDS = 60;
  private static final int SHOWN_CHARACTERS = 200;

  private final AwsEndpoint endpoint;
  private final RequestSigner signer;
  private final InstantSource wall;
  private final Executor threads;
  private @Nullable HttpClient http;

  AwsClient(AwsEndpoint endpoint, InstantSource wall, Executor threads) {
    this.endpoint = endpoint;
    this.signer = new RequestSigner(endpoint.credentials());
    this.wall = wall;
    this.threads = threads;
  }

  AwsEndpoint endpoint() {
    return endpoint;
  }

  /**
   * @return the answer's body
   * @throws DeliveryException if there is no answer, or one that is no success
   */
  String send(AwsRequest request) throws DeliveryException {
    HttpResponse<String> response = exchange(request);
    int status = response.statusCode();
    if (status / 100 == 2) {
      return response.body();
    }
    String problem =
        endpoint.base() + " answered " + status + " for " + request.service() + said(response);
    boolean mayPass = status >= 500 || status == 429;
    throw mayPass ? DeliveryException.passing(problem) : DeliveryException.lasting(problem);
  }

  /**
   * What was fetched.
   *
   * @param body no more of it than was asked for
   */
  record Fetched(int status, byte[] body) {}

  /**
   * Fetches what may be large.
   *
   * @param limit bytes of the body; the rest is not kept
   * @throws DeliveryException if there is no whole answer within a minute
   */
  Fetched fetch(AwsRequest request, int limit) throws DeliveryException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    CompletableFuture<HttpResponse<Void>> response =
        http()
            .sendAsync(
                signed(request),
                HttpResponse.BodyHandlers.ofByteArrayConsumer(
                    piece ->
                        piece.ifPresent(
                            bytes ->
                                body.write(
                                    bytes, 0, Math.min(bytes.length, limit - body.size())))));
    try {
      int status = response.get(FETCH_SECONDS, TimeUnit.SECONDS).statusCode();
      return new Fetched(status, body.toByteArray());
    } catch (ExecutionException e) {
      throw unreachable(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      response.cancel(true);
      throw DeliveryException.passing(
          endpoint.base() + " took longer than " + FETCH_SECONDS + " s for " + request.path());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DeliveryException.passing("fetching from " + endpoint.base() + " was interrupted");
    }
  }

  private DeliveryException unreachable(Throwable cause) {
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return DeliveryException.passing(endpoint.base() + " cannot be reached: " + reason);
  }

  private HttpResponse<String> exchange(AwsRequest request) throws DeliveryException {
    try {
      return http().send(signed(request), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DeliveryException.passing("sending to " + endpoint.base() + " was interrupted");
    }
  }

  private HttpRequest signed(AwsRequest request) {
    AwsRequest whole =
        new AwsRequest(
            request.service(),
            request.region(),
            request.method(),
            endpoint.pathPrefix() + request.path(),
            request.headers(),
            request.body());
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(endpoint.prefix() + request.path()))
            .timeout(TIMEOUT)
            .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
    signer.sign(whole, endpoint.host(), wall.instant()).forEach(builder::header);
    return builder.build();
  }

  /** Made when first needed: it costs a thread and some megabytes. */
  private synchronized HttpClient http() {
    HttpClient made = http;
    if (made == null) {
      made =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(CONNECT_TIMEOUT)
              .executor(threads)
              .build();
      http = made;
    }
    return made;
  }

  private static String said(HttpResponse<String> response) {
    String text = response.body().replaceAll("\\s+", " ").strip();
    return text.isEmpty()
        ? ""
        : ": " + text.substring(0, Math.min(SHOWN_CHARACTERS, text.length()));
  }
}
