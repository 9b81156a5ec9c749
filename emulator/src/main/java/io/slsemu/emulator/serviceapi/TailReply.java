package io.slsemu.emulator.serviceapi;

import io.slsemu.emulator.environment.InvocationOutcome;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.invoke.Responder;
import io.slsemu.runtimeapi.model.Invocation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Holds an answer back until the end of the log can go with it. */
final class TailReply implements Responder {
  private record Answer(Invocation invocation, InvocationOutcome outcome) {}

  private final InvokeReply reply;
  private volatile @Nullable Answer answer;

  TailReply(InvokeReply reply) {
    this.reply = reply;
  }

  @Override
  public void resolved(Function function) {
    reply.resolved(function);
  }

  @Override
  public void answer(Invocation invocation, InvocationOutcome outcome) {
    answer = new Answer(invocation, outcome);
  }

  /** Sends what it was given. To be called when the invocation is over. */
  void send(List<String> logs) {
    Answer given = Objects.requireNonNull(answer, "an invocation that is over has an outcome");
    reply.tail(logs);
    reply.answer(given.invocation(), given.outcome());
  }
}
