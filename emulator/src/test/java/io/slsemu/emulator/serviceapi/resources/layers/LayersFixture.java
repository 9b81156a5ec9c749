package io.slsemu.emulator.serviceapi.resources.layers;

import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.PREFIX;

import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.resources.CatalogFixture;
import io.slsemu.emulator.serviceapi.resources.account.CodeStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Layers that a test may publish, with one file in them. */
abstract class LayersFixture {
  static final Operation PUBLISH = Operation.PUBLISH_LAYER_VERSION;
  static final String L = "LayerName=l";
  static final String ONE = "LayerName=l&VersionNumber=1";
  static final String ARN = PREFIX + "layer:l";

  CatalogFixture fixture;
  Layers group;
  byte[] zip;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    fixture = new CatalogFixture(directory);
    group =
        new Layers(
            fixture.catalog,
            digest -> "http://x/" + digest,
            new CodeStorage(fixture.catalog, CodeStorage.DEFAULT_LIMIT),
            null,
            CatalogFixture.CLOCK);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry("lib/a.txt"));
      out.write('a');
    }
    zip = bytes.toByteArray();
  }

  String body(String more) {
    return "{\"Content\":{\"ZipFile\":\""
        + Base64.getEncoder().encodeToString(zip)
        + "\"}"
        + more
        + "}";
  }
}
