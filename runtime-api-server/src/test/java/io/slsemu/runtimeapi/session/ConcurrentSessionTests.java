package io.slsemu.runtimeapi.session;

import static io.slsemu.runtimeapi.http.ApiFixture.invocation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.runtimeapi.model.FunctionIdentity;
import io.slsemu.runtimeapi.model.InitOutcome;
import io.slsemu.runtimeapi.model.RuntimeAnswer;
import io.slsemu.runtimeapi.state.RuntimeEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConcurrentSessionTests {
  private static final RuntimeAnswer ANSWER =
      new RuntimeAnswer.Response(new byte[0], "application/json");

  private final ConcurrentSession session =
      new ConcurrentSession(System::nanoTime, ExtensionSession.disabled(), null);

  @Test
  void nextWhenItIsTheFirstThenTheRuntimeIsReady() {
    new FakePoll(session).park();

    assertThat(session.initialized()).isCompletedWithValue(new InitOutcome.Ready());
  }

  @Test
  @DisplayName("8.1/19: whoever finds no idle worker waits for one, and is counted")
  void claimWhenAllWorkersAreTakenThenWaitsForTheNextPoll() {
    new FakePoll(session).park();
    CompletableFuture<Void> first = session.claim();
    CompletableFuture<Void> second = session.claim();
    assertThat(first).isCompleted();
    assertThat(second).isNotDone();

    new FakePoll(session).park();

    assertThat(second).isCompleted();
  }

  @Test
  void claimWhenAGrantedOneIsWithdrawnThenItsWorkerIsFree() {
    new FakePoll(session).park();
    CompletableFuture<Void> first = session.claim();
    CompletableFuture<Void> second = session.claim();

    session.withdraw(first);

    assertThat(second).isCompleted();
  }

  @Test
  void offerWhenSeveralPollsAreParkedThenEachGetsOneAndAnswersComeInAnyOrder() {
    FakePoll one = new FakePoll(session).park();
    FakePoll two = new FakePoll(session).park();
    PendingInvocation a = offer("a");
    PendingInvocation b = offer("b");

    assertThat(ticket("b").answer(ANSWER, 1, 2)).isTrue();
    assertThat(ticket("a").answer(ANSWER, 1, 2)).isTrue();

    assertThat(one.delivered()).containsExactly(b);
    assertThat(two.delivered()).containsExactly(a);
    assertThat(a.answer()).isCompletedWithValue(ANSWER);
    assertThat(b.answer()).isCompletedWithValue(ANSWER);
  }

  @Test
  void offerWhenTheWorkerHasGoneThenTheNextPollGetsIt() {
    FakePoll gone = new FakePoll(session).park();
    session.claim();
    gone.vanish();
    PendingInvocation pending = session.offer(invocation("a"), null);

    FakePoll poll = new FakePoll(session).park();

    assertThat(poll.delivered()).containsExactly(pending);
  }

  @Test
  @DisplayName("8.1/18: a duplicate id in flight is refused")
  void offerWhenTheIdIsInFlightThenThrowsAndKeepsTheWorker() {
    new FakePoll(session).park();
    new FakePoll(session).park();
    offer("a");

    assertThatThrownBy(() -> offer("a"))
        .isInstanceOf(DuplicateRequestIdException.class)
        .hasMessageContaining("request id a");
    assertThat(session.claim()).isCompleted();
  }

  @Test
  void beginAnswerWhenAnsweredBeforeThenTheIdIsInvalid() {
    new FakePoll(session).park();
    offer("a");
    ticket("a").answer(ANSWER, 1, 2);

    assertThat(refusal("a")).isEqualTo(new Refusal.InvalidRequestId());
  }

  @Test
  void beginAnswerWhenTheInvocationExpiredThenIsToldOnce() {
    new FakePoll(session).park();
    assertThat(session.expire(offer("a"))).isTrue();

    assertThat(refusal("a")).isEqualTo(new Refusal.InvokeTimeout());
    assertThat(refusal("a")).isEqualTo(new Refusal.InvalidRequestId());
  }

  @Test
  void beginAnswerWhenMoreExpiredThanAreRememberedThenTheOldestIsForgotten() {
    for (int i = 0; i <= LateAnswers.LIMIT; i++) {
      session.expire(offer("id-" + i));
    }

    assertThat(refusal("id-0")).isEqualTo(new Refusal.InvalidRequestId());
    assertThat(refusal("id-1")).isEqualTo(new Refusal.InvokeTimeout());
  }

  @Test
  void expireWhenAnsweredThenNothingIsExpected() {
    new FakePoll(session).park();
    PendingInvocation pending = offer("a");
    ticket("a").answer(ANSWER, 1, 2);

    assertThat(session.expire(pending)).isFalse();
  }

  @Test
  void answerWhenTheBodyWasCutShortThenMayComeAgain() {
    new FakePoll(session).park();
    offer("a");

    ticket("a").withdraw();

    assertThat(ticket("a").answer(ANSWER, 1, 2)).isTrue();
  }

  @Test
  void closeWhenInvocationsAreInFlightThenAllAreCancelled() {
    new FakePoll(session).park();
    PendingInvocation delivered = offer("a");
    PendingInvocation waiting = session.offer(invocation("b"), null);
    CompletableFuture<Void> claim = session.claim();

    session.close();

    assertThat(delivered.answer()).isCancelled();
    assertThat(waiting.answer()).isCancelled();
    assertThat(claim).isCancelled();
    assertThat(refusal("a")).isEqualTo(new Refusal.SessionClosed());
  }

  @Test
  void registerWhenInvokeIsAskedForThenIsRefused() {
    FunctionIdentity function = new FunctionIdentity("f", "$LATEST", "h", null);
    ExtensionSession extensions =
        ExtensionSession.shutdownOnly(function, List.of("agent"), status -> {});

    assertThat(extensions.calls().register("agent", List.of("INVOKE")))
        .isEqualTo(new Registration.Refused(new ExtensionRefusal.UnknownEvent("INVOKE")));
    assertThat(extensions.calls().register("inside", List.of("INVOKE")))
        .isEqualTo(new Registration.Refused(new ExtensionRefusal.EventOfInternal()));
    assertThat(extensions.calls().register("agent", List.of("SHUTDOWN")))
        .isInstanceOf(Registration.Accepted.class);
  }

  private PendingInvocation offer(String id) {
    session.claim();
    return session.offer(invocation(id), null);
  }

  private AnswerTicket ticket(String id) {
    Admission admission = session.beginAnswer(RuntimeEvent.RESPONSE, id, null);
    return ((Admission.Admitted) admission).ticket();
  }

  private Refusal refusal(String id) {
    Admission admission = session.beginAnswer(RuntimeEvent.RESPONSE, id, null);
    return ((Admission.Refused) admission).refusal();
  }
}
