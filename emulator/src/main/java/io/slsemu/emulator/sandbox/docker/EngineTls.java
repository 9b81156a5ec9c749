package io.slsemu.emulator.sandbox.docker;

import com.github.dockerjava.transport.SSLConfig;
import io.slsemu.emulator.sandbox.SandboxException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of an encrypted connection, from the PEM files that the docker command uses.
 *
 * @param directory holds {@code ca.pem}, {@code cert.pem} and {@code key.pem}, each of which may be
 *     missing
 * @param verify whether the engine's certificate is checked
 */
record EngineTls(Path directory, boolean verify) implements SSLConfig {
  private static final char[] PASSWORD = "unused".toCharArray();

  @Override
  public SSLContext getSSLContext() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(), verify ? trust() : new TrustManager[] {new AnyServer()}, null);
      return context;
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw new SandboxException(
          "the certificates of the engine in " + directory + " cannot be used: " + e.getMessage(),
          "put ca.pem, cert.pem and key.pem there as docker context create makes them",
          e);
    }
  }

  private KeyManager @Nullable [] keys() throws GeneralSecurityException, IOException {
    Path certificate = directory.resolve("cert.pem");
    Path key = directory.resolve("key.pem");
    if (!Files.exists(certificate) || !Files.exists(key)) {
      return null;
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, PASSWORD);
    store.setKeyEntry("engine", privateKey(key), PASSWORD, certificates(certificate));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, PASSWORD);
    return factory.getKeyManagers();
  }

  /** Null, that is the JDK's own authorities, where there is no {@code ca.pem}. */
  private TrustManager @Nullable [] trust() throws GeneralSecurityException, IOException {
    Path authorities = directory.resolve("ca.pem");
    if (!Files.exists(authorities)) {
      return null;
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, PASSWORD);
    for (Certificate authority : certificates(authorities)) {
      store.setCertificateEntry("authority " + store.size(), authority);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static Certificate[] certificates(Path file)
      throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(in)
          .toArray(Certificate[]::new);
    }
  }

  /** In any of the forms that openssl writes; the JDK itself reads only one of them. */
  private static PrivateKey privateKey(Path file) throws IOException {
    try (PEMParser parser = new PEMParser(Files.newBufferedReader(file))) {
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        if (part instanceof PEMKeyPair pair) {
          return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
        }
        if (part instanceof PrivateKeyInfo key) {
          return new JcaPEMKeyConverter().getPrivateKey(key);
        }
      }
    }
    throw new IOException("no private key without a password in " + file);
  }

  /** For contexts made with {@code skip-tls-verify}: the user decided that any engine will do. */
  private static final class AnyServer extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
