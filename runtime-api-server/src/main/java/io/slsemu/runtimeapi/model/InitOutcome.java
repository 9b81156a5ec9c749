package io.slsemu.runtimeapi.model;

/** How the Init phase ended, as far as the runtime itself told it. */
public sealed interface InitOutcome {

  /** The runtime asked for its first invocation. */
  record Ready() implements InitOutcome {}

  /**
   * The runtime posted to {@code /runtime/init/error}.
   *
   * @param payload the error document, which becomes the caller's answer
   * @param errorType the error's type, from the header or the document
   */
  record Failed(byte[] payload, String errorType) implements InitOutcome {}
}
