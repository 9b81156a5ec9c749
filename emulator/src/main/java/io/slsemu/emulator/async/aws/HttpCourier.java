package io.slsemu.emulator.async.aws;

import java.time.InstantSource;
import java.util.concurrent.Executor;

/** Brings parcels to an endpoint over HTTP. */
public final class HttpCourier implements Courier {
  private final AwsClient client;

  /**
   * @param wall for signatures
   * @param threads of the HTTP client
   */
  public HttpCourier(AwsEndpoint endpoint, InstantSource wall, Executor threads) {
    this.client = new AwsClient(endpoint, wall, threads);
  }

  @Override
  public void bring(String destination, Parcel parcel) throws DeliveryException {
    Arn arn =
        Arn.parse(destination)
            .orElseThrow(() -> DeliveryException.lasting("'" + destination + "' is no ARN"));
    if (arn.isFifo()) {
      // invocation-async-retain-records: FIFO queues and topics are not supported.
      throw DeliveryException.lasting("FIFO queues and topics are no destinations");
    }
    switch (arn.service()) {
      case "sqs" -> client.send(ServiceRequests.toQueue(arn, client.endpoint().prefix(), parcel));
      case "sns" -> client.send(ServiceRequests.toTopic(arn, destination, parcel));
      case "events" -> putEvent(arn, destination, parcel);
      case "s3" -> client.send(ServiceRequests.toBucket(arn, client.endpoint().region(), parcel));
      default ->
          throw DeliveryException.lasting(
              "records go to queues, topics, event buses, buckets and functions, not to "
                  + arn.service());
    }
  }

  private void putEvent(Arn bus, String busArn, Parcel parcel) throws DeliveryException {
    String answer = client.send(ServiceRequests.toEventBus(bus, busArn, parcel));
    if (ServiceRequests.failedEntries(answer) > 0) {
      throw DeliveryException.lasting("the event bus did not take the event: " + answer);
    }
  }
}
