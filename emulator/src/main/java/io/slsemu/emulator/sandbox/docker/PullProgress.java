package io.slsemu.emulator.sandbox.docker;

/** Follows an image on its way from its registry. Called by one thread at a time. */
public interface PullProgress {
  /** Nobody watches. */
  PullProgress UNSEEN =
      new PullProgress() {
        @Override
        public void progress(String image, long doneBytes, long totalBytes) {}

        @Override
        public void done(String image) {}
      };

  /**
   * Some of it is there.
   *
   * @param doneBytes of the layers known so far
   * @param totalBytes grows while layers become known
   */
  void progress(String image, long doneBytes, long totalBytes);

  /** All of it is there, or it will not come: no more progress. */
  void done(String image);
}
