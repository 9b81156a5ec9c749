package io.slsemu.emulator.sandbox.docker;

/**
 * An image's name, taken apart as the docker command does.
 *
 * @param text what the user wrote
 * @param repository with the registry, without tag and digest
 * @param tag the tag or digest; {@code latest} if none is written
 * @param registry the host, {@code docker.io} if none is written
 */
record ImageName(String text, String repository, String tag, String registry) {
  static ImageName parse(String text) {
    int digest = text.indexOf('@');
    String name = digest < 0 ? text : text.substring(0, digest);
    int colon = name.lastIndexOf(':');
    boolean tagged = colon > name.lastIndexOf('/');
    String repository = tagged ? name.substring(0, colon) : name;
    String tag = tagged ? name.substring(colon + 1) : "latest";
    int slash = repository.indexOf('/');
    String first = slash < 0 ? "" : repository.substring(0, slash);
    boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
    return new ImageName(
        text,
        repository,
        digest < 0 ? tag : text.substring(digest + 1),
        host ? first : "docker.io");
  }
}
