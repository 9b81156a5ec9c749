package io.slsemu.emulator.sandbox.docker;

/** Images as {@code docker save} writes them. */
final class SavedImage {
  private SavedImage() {}

  /** An image with nothing in it. */
  static byte[] empty(String name, String architecture) {
    byte[] layer = new TarWriter().finish();
    String config =
        "{\"architecture\":\"%s\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/none\"]},"
                .formatted(architecture)
            + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:%s\"]}}"
                .formatted(Digest.sha256(layer));
    String manifest =
        "[{\"Config\":\"config.json\",\"RepoTags\":[\"%s\"],\"Layers\":[\"layer.tar\"]}]"
            .formatted(name);
    return new TarWriter()
        .file("config.json", 0644, config)
        .file("layer.tar", 0644, layer)
        .file("manifest.json", 0644, manifest)
        .finish();
  }
}
