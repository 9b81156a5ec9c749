package io.slsemu.cli.project;

import io.slsemu.emulator.code.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Builds Go packages into task roots, once for each state of their module. */
final class GoCode {
  private final CodeCache cache;
  private final GoTool go;
  private final BuildProgress progress;

  GoCode(CodeCache cache, GoTool go, BuildProgress progress) {
    this.cache = cache;
    this.go = go;
    this.progress = progress;
  }

  /** The task root with the package's program. */
  Path taskRoot(GoPackage source, String shown) throws IOException {
    List<Path> files = source.isSelfContained() ? source.files() : null;
    String salt = go.salt(source);
    if (files != null) {
      String hash = new Fingerprint(cache.root(), salt).of(source.module(), files);
      return cache.entry(hash, directory -> build(source, shown, directory));
    }
    return buildAlways(source, shown);
  }

  /** Go's own cache makes this fast; the result is known by its content. */
  private Path buildAlways(GoPackage source, String shown) throws IOException {
    Path scratch = java.nio.file.Files.createTempDirectory("sls-emu-go-");
    try {
      build(source, shown, scratch);
      return Program.stage(scratch.resolve(Bootstrap.NAME), cache);
    } finally {
      FileTree.deleteQuietly(scratch);
    }
  }

  private void build(GoPackage source, String shown, Path directory) throws IOException {
    long begin = System.nanoTime();
    progress.started("building " + shown);
    String said = go.build(source, shown, directory.resolve(Bootstrap.NAME), progress);
    progress.finished((System.nanoTime() - begin) / 1_000_000, said);
  }
}
