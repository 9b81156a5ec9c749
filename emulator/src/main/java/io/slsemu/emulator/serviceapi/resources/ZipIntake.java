package io.slsemu.emulator.serviceapi.resources;

import io.slsemu.emulator.async.aws.BucketReader;
import io.slsemu.emulator.async.aws.DeliveryException;
import io.slsemu.emulator.code.CodeStore;
import io.slsemu.emulator.code.CodeTooLargeException;
import io.slsemu.emulator.code.InvalidCodeException;
import io.slsemu.emulator.serviceapi.operation.Fields;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes in the zips that requests bring, and keeps those that can be unpacked. */
public final class ZipIntake {
  /**
   * Of a zip in a bucket: the quota is that of its files (gettingstarted-limits), and no zip has to
   * be larger than they are.
   */
  private static final int MAX_IN_BUCKET = 262_144_000;

  private static final Pattern BUCKET = Pattern.compile("[0-9A-Za-z\\.\\-_]*(?<!\\.)");

  /** Of a zip in a request, in bytes (lambda-platform §3). */
  public static final int MAX_ZIPPED = 52_428_800;

  private final CodeStore code;
  private final Content content;
  private final @Nullable BucketReader buckets;

  /**
   * @param buckets where zips may be beside requests, null if nowhere
   */
  public ZipIntake(CodeStore code, Content content, @Nullable BucketReader buckets) {
    this.code = code;
    this.content = content;
    this.buckets = buckets;
  }

  /** What is in a zip, as messages name it. */
  public enum Content {
    FUNCTION("code", "Please provide a source for function code."),
    LAYER("layer", "Please provide a source for the layer's content: ZipFile.");

    private final String noun;
    private final String missing;

    Content(String noun, String missing) {
      this.noun = noun;
      this.missing = missing;
    }
  }

  /**
   * Waits for the bucket, if the zip is in one.
   *
   * @param source ZipFile, or S3Bucket with S3Key and perhaps S3ObjectVersion; null if the request
   *     has none
   * @throws Refused if there is no zip, or it cannot be used
   */
  public ZipArchive take(@Nullable Fields source) {
    if (source == null) {
      throw refused(content.missing);
    }
    String zip = source.text("ZipFile");
    String bucket = source.text("S3Bucket", BUCKET);
    String key = source.text("S3Key", 1, 1_024);
    String version = source.text("S3ObjectVersion", 1, 1_024);
    source.check();
    if (zip != null && !zip.isEmpty()) {
      return keep(decoded(zip));
    }
    if (bucket == null || key == null) {
      throw refused(content.missing);
    }
    return keep(fetched(bucket, key, version));
  }

  private byte[] fetched(String bucket, String key, @Nullable String version) {
    if (buckets == null) {
      throw refused(
          "S3 is not reachable from here: bring the %s as ZipFile (--zip-file fileb://…), or start with --aws-endpoint URL"
              .formatted(content.noun));
    }
    byte[] archive;
    try {
      archive = buckets.read(bucket, key, version, MAX_IN_BUCKET);
    } catch (DeliveryException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
    if (archive.length > MAX_IN_BUCKET) {
      throw tooLarge();
    }
    return archive;
  }

  private static byte[] decoded(String base64) {
    byte[] archive;
    try {
      archive = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new Refused(ServiceError.serialization("ZipFile is not base64: " + e.getMessage()));
    }
    if (archive.length > MAX_ZIPPED) {
      throw refused("Zipped size must be smaller than " + MAX_ZIPPED + " bytes");
    }
    return archive;
  }

  private ZipArchive keep(byte[] archive) {
    String digest = code.keep(archive);
    try {
      code.unpacked(digest);
    } catch (CodeTooLargeException e) {
      code.forget(digest);
      throw tooLarge();
    } catch (InvalidCodeException e) {
      code.forget(digest);
      // The service says no more than its first sentence; the second tells a developer what to
      // mend.
      throw refused(
          "Could not unzip uploaded file. Please check your file, then try to upload again. ("
              + e.getMessage()
              + ")");
    }
    return new ZipArchive(digest, archive.length);
  }

  private static Refused tooLarge() {
    return refused(
        "Unzipped size must be smaller than "
            + CodeTooLargeException.MAX_UNPACKED_BYTES
            + " bytes"); // lambda-platform §4.3
  }

  private static Refused refused(String message) {
    return new Refused(ServiceError.invalidParameter(message));
  }
}
