package io.slsemu.emulator.sandbox.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The root file system for static programs, made from nothing: the function's user, the
 * directories, the certificate authorities and time zones of this machine.
 *
 * @param init our init
 * @param root where this machine's files are
 */
record StaticBase(byte[] init, Path root) {
  /** Changes with what {@link #archive} makes. */
  private static final String RECIPE = "1";

  /** The user that functions run as: lambda-platform 6. */
  private static final String PASSWD =
      "root:x:0:0:root:/root:/sbin/nologin\nsbx_user1051:x:993:990::/home/sbx_user1051:/sbin/nologin\n";

  private static final String GROUP = "root:x:0:\nsbx_user1051:x:990:\n";
  private static final String AUTHORITIES = "etc/ssl/certs/ca-certificates.crt";
  private static final List<String> BUNDLES =
      List.of(AUTHORITIES, "etc/pki/tls/certs/ca-bundle.crt", "etc/ssl/ca-bundle.pem");
  private static final String ZONES = "usr/share/zoneinfo";

  /**
   * Tells two contents apart without reading them: of the machine's files only sizes and times.
   *
   * @return hexadecimal
   */
  String fingerprint() {
    StringBuilder all = new StringBuilder(RECIPE).append(' ').append(Digest.sha256(init));
    BUNDLES.forEach(bundle -> all.append(' ').append(stamp(root.resolve(bundle))));
    all.append(' ').append(stamp(root.resolve(ZONES).resolve("tzdata.zi")));
    return Digest.sha256(all.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static String stamp(Path file) {
    try {
      return Files.size(file) + "@" + Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      return "none";
    }
  }

  /** The file system as a tar archive. */
  byte[] archive() {
    TarWriter tar = new TarWriter();
    for (String directory :
        List.of("dev", "etc", "etc/pki", "etc/pki/tls", "etc/pki/tls/certs", "etc/ssl")) {
      tar.directory(directory, 0755);
    }
    tar.directory("etc/ssl/certs", 0755)
        .file("etc/group", 0644, GROUP)
        .file("etc/nsswitch.conf", 0644, "hosts: files dns\n")
        .file("etc/passwd", 0644, PASSWD)
        .file(AUTHORITIES, 0644, authorities())
        .link("etc/pki/tls/certs/ca-bundle.crt", "../../../ssl/certs/ca-certificates.crt");
    for (String directory : List.of("opt", "proc", "sys", "usr", "usr/share", "var")) {
      tar.directory(directory, 0755);
    }
    tar.directory("tmp", 01777).directory("var/rapid", 0755).directory("var/task", 0755);
    tar.file("var/rapid/init", 0755, init);
    zones(tar);
    return tar.finish();
  }

  private byte[] authorities() {
    try {
      for (String bundle : BUNDLES) {
        if (Files.isReadable(root.resolve(bundle))) {
          return Files.readAllBytes(root.resolve(bundle));
        }
      }
      return authoritiesOfThisJdk().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException("the certificate authorities cannot be read", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK's certificate authorities cannot be read", e);
    }
  }

  private static String authoritiesOfThisJdk() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((@Nullable KeyStore) null);
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    StringBuilder pem = new StringBuilder();
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager trusting) {
        for (X509Certificate authority : trusting.getAcceptedIssuers()) {
          pem.append("-----BEGIN CERTIFICATE-----\n")
              .append(lines.encodeToString(authority.getEncoded()))
              .append("\n-----END CERTIFICATE-----\n");
        }
      }
    }
    return pem.toString();
  }

  /** Without the two further copies of all zones that some systems keep, and the tables. */
  private void zones(TarWriter tar) {
    Path zones = root.resolve(ZONES);
    if (!Files.isDirectory(zones)) {
      return;
    }
    tar.directory(ZONES, 0755);
    try (Stream<Path> paths = Files.walk(zones)) {
      paths
          .skip(1)
          .filter(path -> isZone(zones.relativize(path)))
          .sorted()
          .forEach(path -> zone(tar, ZONES + "/" + zones.relativize(path), path));
    } catch (IOException e) {
      throw new UncheckedIOException("the time zones in " + zones + " cannot be read", e);
    }
  }

  private static boolean isZone(Path path) {
    String name = path.getFileName().toString();
    return !path.startsWith("posix")
        && !path.startsWith("right")
        && !name.contains(".")
        && !name.startsWith("leap")
        && !name.equals("localtime");
  }

  private static void zone(TarWriter tar, String name, Path path) {
    try {
      if (Files.isSymbolicLink(path) && !Files.readSymbolicLink(path).isAbsolute()) {
        tar.link(name, Files.readSymbolicLink(path).toString());
      } else if (Files.isDirectory(path)) {
        tar.directory(name, 0755);
      } else if (Files.isReadable(path)) {
        tar.file(name, 0644, Files.readAllBytes(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
