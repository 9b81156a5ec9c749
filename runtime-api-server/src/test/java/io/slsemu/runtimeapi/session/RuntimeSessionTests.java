package io.slsemu.runtimeapi.session;

import static io.slsemu.runtimeapi.http.ApiFixture.invocation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.slsemu.runtimeapi.model.InitOutcome;
import io.slsemu.runtimeapi.model.RuntimeAnswer;
import io.slsemu.runtimeapi.state.RuntimeEvent;
import io.slsemu.runtimeapi.state.RuntimeState;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RuntimeSessionTests {

  private static final RuntimeAnswer ANSWER =
      new RuntimeAnswer.Response(new byte[0], "application/json");

  private final AtomicLong clock = new AtomicLong();
  private final RuntimeSession session = new RuntimeSession(clock::get);

  @Test
  void offerWhenAPollIsParkedThenDeliversAtOnce() {
    FakePoll poll = new FakePoll(session).park();
    clock.set(7);

    PendingInvocation pending = session.offer(invocation("a"));

    assertThat(poll.delivered()).containsExactly(pending);
    assertThat(pending.deliveredNanos()).hasValue(7);
  }

  @Test
  void offerWhenNobodyPollsThenWaitsForThePoll() {
    PendingInvocation pending = session.offer(invocation("a"));

    FakePoll poll = new FakePoll(session).park();

    assertThat(poll.delivered()).containsExactly(pending);
    assertThat(session.initialized()).isCompletedWithValue(new InitOutcome.Ready());
  }

  @Test
  @DisplayName("8.4/67: a second reservation is refused, without a deadlock")
  void offerWhenAnotherIsUnansweredThenThrows() {
    session.offer(invocation("a"));

    assertThatIllegalStateException()
        .isThrownBy(() -> session.offer(invocation("b")))
        .withMessageContaining("invocation b")
        .withMessageContaining("unanswered");
  }

  @Test
  void offerWhenAnsweredButNotSettledThenTheSettlingPollGetsIt() {
    new FakePoll(session).park();
    PendingInvocation first = session.offer(invocation("a"));
    ticket("a").answer(ANSWER, 1, 2);
    PendingInvocation second = session.offer(invocation("b"));
    clock.set(9);

    FakePoll poll = new FakePoll(session).park();

    assertThat(first.settled()).isCompleted();
    assertThat(first.settledNanos()).hasValue(9);
    assertThat(poll.delivered()).containsExactly(second);
  }

  @Test
  void offerWhenSeveralPollsAreParkedThenServesTheNewestLiveOne() {
    FakePoll oldest = new FakePoll(session).park();
    FakePoll middle = new FakePoll(session).park();
    FakePoll newest = new FakePoll(session).park();
    newest.vanish();

    PendingInvocation pending = session.offer(invocation("a"));

    assertThat(middle.delivered()).containsExactly(pending);
    assertThat(oldest.delivered()).isEmpty();
    assertThat(newest.delivered()).isEmpty();
  }

  @Test
  void undeliveredWhenAnotherPollIsParkedThenThatOneGetsIt() {
    FakePoll other = new FakePoll(session).park();
    new FakePoll(session).park().die();

    PendingInvocation pending = session.offer(invocation("a"));

    assertThat(other.delivered()).containsExactly(pending);
  }

  @Test
  void undeliveredWhenNobodyIsParkedThenTheNextPollGetsIt() {
    new FakePoll(session).park().die();
    PendingInvocation pending = session.offer(invocation("a"));

    FakePoll later = new FakePoll(session).park();

    assertThat(later.delivered()).containsExactly(pending);
  }

  @Test
  void answerWhenTakenThenTheInstantsAreKept() {
    new FakePoll(session).park();
    PendingInvocation pending = session.offer(invocation("a"));

    boolean taken = ticket("a").answer(ANSWER, 11, 12);

    assertThat(taken).isTrue();
    assertThat(pending.answer()).isCompletedWithValue(ANSWER);
    assertThat(pending.answerFirstByteNanos()).hasValue(11);
    assertThat(pending.answerLastByteNanos()).hasValue(12);
    assertThat(pending.settledNanos()).isEmpty();
    assertThat(pending.settled()).isNotDone();
  }

  @Test
  void nextWhenABodyIsBeingTakenThenIsRefused() {
    new FakePoll(session).park();
    session.offer(invocation("a"));
    ticket("a");

    assertThat(session.next(new FakePoll(session)))
        .contains(
            new Refusal.InvalidTransition(RuntimeState.INVOCATION_RESPONSE, RuntimeEvent.NEXT));
  }

  @Test
  void withdrawWhenABodyWasCutShortThenTheInvocationStaysUnanswered() {
    new FakePoll(session).park();
    PendingInvocation pending = session.offer(invocation("a"));

    ticket("a").withdraw();
    FakePoll again = new FakePoll(session).park();

    assertThat(pending.answer()).isNotDone();
    assertThat(again.delivered()).containsExactly(pending);
  }

  @Test
  void beginAnswerWhenNotDeliveredThenTheIdIsNotValid() {
    session.offer(invocation("a"));

    assertThat(session.beginAnswer(RuntimeEvent.RESPONSE, "a", null))
        .isEqualTo(new Admission.Refused(new Refusal.InvalidRequestId()));
  }

  @Test
  void closeWhenAnInvocationIsUnderWayThenFuturesAreCancelledAndItsIdIsInvalid() {
    FakePoll stale = new FakePoll(session).park();
    new FakePoll(session).park();
    PendingInvocation pending = session.offer(invocation("a"));
    AnswerTicket ticket = ticket("a");

    session.close();
    session.close();

    assertThat(pending.answer()).isCancelled();
    assertThat(pending.settled()).isCancelled();
    assertThat(stale.isAbandoned()).isTrue();
    assertThat(ticket.answer(ANSWER, 1, 2)).isFalse();
    assertThat(session.beginAnswer(RuntimeEvent.RESPONSE, "a", null))
        .isEqualTo(new Admission.Refused(new Refusal.InvalidRequestId()));
    assertThat(session.offer(invocation("b")).answer()).isCancelled();
    assertThat(session.next(new FakePoll(session))).contains(new Refusal.SessionClosed());
  }

  @Test
  void closeWhenNotInitializedThenInitIsCancelled() {
    session.close();

    assertThat(session.initialized()).isCancelled();
  }

  @Test
  void futuresWhenCompletedThenTheLockIsFree() {
    FakePoll poll = new FakePoll(session);
    session.initialized().thenRun(() -> inAnotherThread(() -> session.offer(invocation("a"))));

    poll.park();

    assertThat(poll.delivered()).hasSize(1);
  }

  private static void inAnotherThread(Runnable task) {
    Thread thread = new Thread(task, "other");
    thread.start();
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    assertThat(thread.isAlive()).isFalse();
  }

  private AnswerTicket ticket(String id) {
    return ((Admission.Admitted) session.beginAnswer(RuntimeEvent.RESPONSE, id, null)).ticket();
  }
}
