package io.slsemu.cli.project;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The hash that names a cache entry: over the content of files and whatever else the result depends
 * on.
 *
 * <p>Hashing megabytes for each run would be felt. So the outcome is remembered under the files'
 * sizes, inodes and change times (which no tool can set back); a file changed less than two seconds
 * ago is not trusted to this, since it may change again within the same tick of the clock.
 */
final class Fingerprint {
  private static final long SETTLED_MILLIS = 2_000;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path stamps;
  private final String salt;

  /**
   * @param cache where stamps are kept
   * @param salt what the result depends on besides the files
   */
  Fingerprint(Path cache, String salt) {
    this.stamps = cache.resolve("stamps");
    this.salt = salt;
  }

  /** The hash over files, in their order; paths count as given relative to {@code base}. */
  String of(Path base, List<Path> files) throws IOException {
    MessageDigest looks = sha256();
    long newest = 0;
    for (Path file : files) {
      Map<String, Object> status =
          Files.readAttributes(file, "unix:size,ino,ctime", LinkOption.NOFOLLOW_LINKS);
      java.nio.file.attribute.FileTime changed =
          (java.nio.file.attribute.FileTime) status.get("ctime");
      newest = Math.max(newest, changed.toMillis());
      update(looks, file + "\0" + status.get("size") + status.get("ino") + changed);
    }
    update(looks, salt);
    Path stamp = stamps.resolve(hex(looks));
    if (Files.isRegularFile(stamp)) {
      return Files.readString(stamp);
    }
    String hash = hashContent(base, files);
    if (System.currentTimeMillis() - newest > SETTLED_MILLIS) {
      remember(stamp, hash);
    }
    return hash;
  }

  private String hashContent(Path base, List<Path> files) throws IOException {
    MessageDigest content = sha256();
    update(content, salt);
    byte[] buffer = new byte[BUFFER_BYTES];
    for (Path file : files) {
      update(content, "\0" + base.relativize(file) + "\0" + Files.size(file) + "\0");
      try (InputStream in = Files.newInputStream(file)) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          content.update(buffer, 0, n);
        }
      }
    }
    return hex(content);
  }

  private void remember(Path stamp, String hash) {
    try {
      Files.createDirectories(stamps);
      Path unfinished = Files.createTempFile(stamps, ".unfinished-", "");
      Files.writeString(unfinished, hash);
      Files.move(unfinished, stamp, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Only a short cut: without it the next run hashes again.
      return;
    }
  }

  private static void update(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
