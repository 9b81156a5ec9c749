package io.slsemu.cli.project;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.Interruption;
import io.slsemu.cli.input.NearestName;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a task root of whatever a user calls code: a directory with a {@code bootstrap}, a program
 * of any name, a zip, a Go package.
 */
public final class CodeReader {
  /** The service's limit of an uploaded archive ("Zipped size must be smaller than …"). */
  private static final long MAX_ZIP_BYTES = 52_428_800;

  private final CodeCache cache;
  private final GoCode go;

  public CodeReader(
      Map<String, String> environment, Interruption interruption, BuildProgress progress) {
    Path root = CodeCache.rootFor(environment);
    cache = new CodeCache(root, interruption);
    go = new GoCode(cache, new GoTool(environment, root, interruption), progress);
  }

  /**
   * The code, ready to run.
   *
   * @param code the path
   * @param shown how the user wrote it
   * @throws CommandFailure with exit code 10 if it cannot run here, 12 if its build fails
   */
  public ReadyCode read(Path code, String shown) {
    try {
      if (Files.isDirectory(code)) {
        return directory(code, shown);
      }
      if (Files.isRegularFile(code)) {
        return file(code, shown);
      }
    } catch (AccessDeniedException e) {
      throw CommandFailure.notFound(
          shown + " cannot be read: permission denied", "check it: ls -ld " + e.getFile());
    } catch (IOException e) {
      throw CommandFailure.notFound(shown + " cannot be read: " + e.getMessage(), null);
    }
    throw CommandFailure.notFound(
        Files.exists(code) ? shown + " is neither file nor directory" : shown + " does not exist",
        NearestName.ofSibling(code));
  }

  private ReadyCode directory(Path code, String shown) throws IOException {
    Path bootstrap = code.resolve(Bootstrap.NAME);
    if (Files.exists(bootstrap, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      new Bootstrap(bootstrap, join(shown, Bootstrap.NAME)).requireRunnable();
      return new ReadyCode(code.toRealPath(), "directory");
    }
    GoPackage source = GoPackage.in(code);
    if (source == null) {
      throw GoPackage.noneIn(code, shown);
    }
    return new ReadyCode(go.taskRoot(source, shown), "go");
  }

  private ReadyCode file(Path code, String shown) throws IOException {
    byte[] header = Bootstrap.headerOf(code);
    if (isZip(header)) {
      return zip(code, shown);
    }
    if (code.toString().endsWith(".go")) {
      throw CommandFailure.notFound(
          shown + " is a Go source file", "name its directory: sls-emu invoke " + parent(shown));
    }
    if (code.toString().endsWith(".zip")) {
      throw CommandFailure.notFound(
          shown + " is not a good zip: it does not begin as one", "check it: unzip -t " + shown);
    }
    new Bootstrap(code, shown).requireRunnable();
    return new ReadyCode(Program.stage(code.toRealPath(), cache), "program");
  }

  private ReadyCode zip(Path archive, String shown) throws IOException {
    long size = Files.size(archive);
    if (size > MAX_ZIP_BYTES) {
      throw CommandFailure.notFound(
          shown + " is " + size + " bytes",
          "the service takes no zip over "
              + MAX_ZIP_BYTES
              + " bytes; leave out what is not needed");
    }
    Path real = archive.toRealPath();
    String hash = new Fingerprint(cache.root(), "zip").of(real.getParent(), List.of(real));
    Path taskRoot = cache.entry(hash, new CallersZip(real, shown)::unpackInto);
    if (!Files.exists(taskRoot.resolve(Bootstrap.NAME), java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      throw CommandFailure.notFound("no bootstrap in " + shown, deeperBootstrap(taskRoot));
    }
    Bootstrap.zipped(taskRoot.resolve(Bootstrap.NAME), shown).requireRunnable();
    return new ReadyCode(taskRoot, "zip");
  }

  private static @Nullable String deeperBootstrap(Path taskRoot) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(taskRoot)) {
      for (Path entry : entries) {
        if (Files.exists(entry.resolve(Bootstrap.NAME))) {
          return "it lies in "
              + entry.getFileName()
              + "/: zip the folder's content, not the folder";
        }
      }
    }
    return "put an executable file named bootstrap at the top of the zip";
  }

  private static boolean isZip(byte[] header) {
    return header.length >= 4
        && header[0] == 'P'
        && header[1] == 'K'
        && (header[2] == 3 && header[3] == 4 || header[2] == 5 && header[3] == 6);
  }

  private static String join(String directory, String name) {
    if (directory.equals(".")) {
      return name;
    }
    return directory.endsWith("/") ? directory + name : directory + "/" + name;
  }

  private static String parent(String shown) {
    int slash = shown.lastIndexOf('/');
    return slash <= 0 ? "." : shown.substring(0, slash);
  }
}
