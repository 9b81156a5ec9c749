package io.slsemu.emulator.sandbox;

/** Makes sandboxes of one kind. */
public interface SandboxProvider extends AutoCloseable {

  /** The kind's name as users type it: {@code process} or {@code docker}. */
  String kind();

  /** What makes its sandboxes, and how, in one line for {@code sls-emu doctor}. */
  String description();

  /** What sandboxes made here enforce on this machine. */
  Fidelity fidelity();

  /**
   * Makes ready what a sandbox needs, in the background, so that the next {@link #create} finds it
   * done. Only a hint.
   *
   * @param count how many environments may be wanted soon
   * @param spec what their sandboxes have to be
   */
  void anticipate(int count, SandboxSpec spec);

  /**
   * What such a sandbox would execute, or why it cannot: found out without starting anything.
   *
   * @throws SandboxException if it cannot be found out
   */
  Entrypoint entrypoint(SandboxSpec spec);

  /**
   * Makes a sandbox, not yet started.
   *
   * @param environmentId the execution environment's id, unique in this emulator; names what the
   *     sandbox makes on the host
   * @throws SandboxException if the host refuses
   */
  Sandbox create(String environmentId, SandboxSpec spec);

  /** Closes every sandbox made here and gives back all that was prepared. */
  @Override
  void close();
}
