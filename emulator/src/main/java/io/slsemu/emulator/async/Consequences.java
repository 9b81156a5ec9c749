package io.slsemu.emulator.async;

import io.slsemu.emulator.async.aws.Arn;
import io.slsemu.emulator.async.aws.Parcel;
import io.slsemu.emulator.async.aws.Parcel.Attribute;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.invoke.Identifiers;
import io.slsemu.emulator.report.TraceHeader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What follows from an event that is over: records for its destinations, a dead letter. */
final class Consequences {
  /** Of a topic's message: beyond it records go without payloads (API reference of OnFailure). */
  private static final int MAX_TOPIC_BYTES = 262_144;

  private static final DateTimeFormatter DAY = format("yyyy/MM/dd");
  private static final DateTimeFormatter SECOND = format("yyyy-MM-dd'T'HH.mm.ss");

  private final Verdict.Over over;
  private final EventInvokeSettings settings;
  private final QueueClock clock;

  Consequences(Verdict.Over over, EventInvokeSettings settings, QueueClock clock) {
    this.over = over;
    this.settings = settings;
    this.clock = clock;
  }

  /** What is to be done, all of it now. Empty if nobody is to know. */
  List<QueuedItem> items() {
    boolean success = over.condition() == Condition.SUCCESS;
    String destination = success ? settings.onSuccess() : settings.onFailure();
    String deadLetters = success ? null : settings.deadLetterTarget();
    List<QueuedItem> items = new ArrayList<>(2);
    if (destination != null && !destination.isEmpty()) {
      items.add(record(destination));
    }
    if (deadLetters != null && !deadLetters.isEmpty()) {
      String body = new String(over.event().payload(), StandardCharsets.UTF_8);
      items.add(delivery(deadLetters, body, DeadLetter.attributes(over)));
    }
    return items;
  }

  private QueuedItem record(String destination) {
    Arn arn = Arn.parse(destination).orElse(null);
    String service = arn == null ? "" : arn.service();
    String body = json(true);
    if (arn != null && service.equals("lambda")) {
      return call(arn, body);
    }
    if (service.equals("sns") && body.getBytes(StandardCharsets.UTF_8).length > MAX_TOPIC_BYTES) {
      body = json(false);
    }
    return delivery(destination, body, List.of());
  }

  /** The record as another event. */
  private QueuedItem call(Arn arn, String body) {
    String[] parts = arn.resource().split(":"); // function:NAME, and a qualifier perhaps
    QueuedEvent cause = over.event();
    FunctionArn function =
        new Scope(arn.region(), arn.account()).function(parts.length > 1 ? parts[1] : parts[0]);
    String trace =
        TraceHeader.parse(cause.trace())
            .map(each -> each.then(function.toString()).toString())
            .orElse(cause.trace());
    long now = clock.millisOf(clock.now());
    return QueuedItem.of(
        new QueuedEvent(
            Identifiers.requestId(),
            function,
            parts.length > 2 ? parts[2] : null,
            body.getBytes(StandardCharsets.UTF_8),
            trace,
            now,
            0,
            0,
            null),
        now);
  }

  private QueuedItem delivery(String destination, String body, List<Attribute> attributes) {
    QueuedEvent event = over.event();
    boolean success = over.condition() == Condition.SUCCESS;
    Parcel parcel =
        new Parcel(event.event().qualifiedArn(), success, body, attributes, objectKey(event));
    return QueuedItem.of(
        new Delivery(event.requestId(), destination, parcel, 0), clock.millisOf(clock.now()));
  }

  private String json(boolean withPayloads) {
    return new RecordJson(over.event(), over.condition(), withPayloads).write(clock.instant());
  }

  /** {@code aws/lambda/async/NAME/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-UUID}. */
  private String objectKey(QueuedEvent event) {
    Instant now = clock.instant();
    return "aws/lambda/async/"
        + (event.function().name() + "/" + DAY.format(now) + "/" + SECOND.format(now))
        + ("-" + UUID.randomUUID());
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }
}
