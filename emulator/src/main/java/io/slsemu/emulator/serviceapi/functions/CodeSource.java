package io.slsemu.emulator.serviceapi.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.async.aws.BucketReader;
import io.slsemu.emulator.catalog.VersionDocument;
import io.slsemu.emulator.code.CodeStore;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.serviceapi.operation.Fields;
import io.slsemu.emulator.serviceapi.operation.Refused;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.slsemu.emulator.serviceapi.resources.ZipArchive;
import io.slsemu.emulator.serviceapi.resources.ZipIntake;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes in the code of a function that a request brings. */
final class CodeSource {
  private final ZipIntake zips;

  CodeSource(CodeStore code, @Nullable BucketReader buckets) {
    this.zips = new ZipIntake(code, ZipIntake.Content.FUNCTION, buckets);
  }

  /**
   * Code as it was taken in.
   *
   * @param size of the zip in bytes; 0 for an image
   * @param sha256 as the service shows it, null where it is not known
   */
  record Taken(VersionDocument.Code code, long size, @Nullable String sha256) {
    void describe(ObjectNode settings) {
      settings.put("CodeSize", size);
      if (sha256 == null) {
        settings.remove("CodeSha256");
      } else {
        settings.put("CodeSha256", sha256);
      }
    }
  }

  /**
   * @param members ZipFile, ImageUri or S3Bucket with S3Key
   * @param packageType Zip or Image
   * @throws Refused if there is none, or it cannot be used
   */
  Taken take(Fields members, String packageType) {
    members.text("ZipFile"); // of a wrong type it is refused, be it wanted or not
    String image = members.text("ImageUri");
    String key = members.text("SourceKMSKeyArn", Settings.ARN);
    members.check();
    if (!packageType.equals("Image")) {
      return zip(zips.take(members), key == null || key.isEmpty() ? null : key);
    }
    if (image == null) {
      throw new Refused(
          ServiceError.invalidParameter("Please provide ImageUri when the package type is Image."));
    }
    return image(image);
  }

  private static Taken zip(ZipArchive archive, @Nullable String key) {
    return new Taken(
        new VersionDocument.Code(archive.digest(), null, List.of()).withSourceKey(key),
        archive.size(),
        archive.sha256());
  }

  private static Taken image(String uri) {
    int digest = uri.indexOf("@sha256:");
    return new Taken(
        VersionDocument.Code.image(uri, FunctionCode.Image.newDeployment(uri)),
        0,
        digest < 0 ? null : uri.substring(digest + "@sha256:".length()));
  }
}
