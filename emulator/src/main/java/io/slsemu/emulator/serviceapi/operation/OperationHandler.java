package io.slsemu.emulator.serviceapi.operation;

/** Carries out an operation. Called by a thread that may wait. */
@FunctionalInterface
public interface OperationHandler {
  /**
   * @throws Refused if the service would refuse it
   */
  Reply handle(Call call);
}
