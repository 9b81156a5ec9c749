package io.slsemu.emulator.sandbox;

/** Makes sandboxes of one kind. */
public interface SandboxProvider extends AutoCloseable {

  /** The kind's name as users type it: {@code process} or {@code docker}. */
  String kind();

  /** What sandboxes made here enforce on this machine. */
  Fidelity fidelity();

  /**
   * Makes ready what a sandbox needs that does not depend on the function's code, in the
   * background, so that the next {@link #create} finds it done. Only a hint.
   *
   * @param count how many environments may be wanted soon
   * @param ephemeralStorageMb the size of their {@code /tmp}
   */
  void anticipate(int count, int ephemeralStorageMb);

  /**
   * Makes a sandbox, not yet started.
   *
   * @throws SandboxException if the host refuses
   */
  Sandbox create(SandboxSpec spec);

  /** Closes every sandbox made here and gives back all that was prepared. */
  @Override
  void close();
}
