package io.slsemu.cli.project;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Finds the functions in a directory. It is one itself if it has a {@code bootstrap} or a Go
 * command; else its folders are that have one, and those in its folders {@code functions}, as apex
 * has them, and {@code cmd}, as Go modules do.
 */
public final class ProjectFunctions {
  private static final List<String> FOLDERS = List.of("functions", "cmd");

  private ProjectFunctions() {}

  /**
   * The functions, as the user would write them; none if there is none.
   *
   * @param directory the path
   * @param shown how the user wrote it
   */
  public static List<String> in(Path directory, String shown) {
    try {
      if (!Files.isDirectory(directory) || isFunction(directory)) {
        return List.of(shown);
      }
      List<String> found = new ArrayList<>(below(directory, shown));
      for (String folder : FOLDERS) {
        if (Files.isDirectory(directory.resolve(folder))) {
          found.addAll(below(directory.resolve(folder), join(shown, folder)));
        }
      }
      return found;
    } catch (IOException e) {
      return List.of(shown); // whoever reads it tells why it cannot be read
    }
  }

  private static List<String> below(Path directory, String shown) throws IOException {
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!name.startsWith(".") && Files.isDirectory(entry) && isFunction(entry)) {
          found.add(join(shown, name));
        }
      }
    }
    Collections.sort(found);
    return found;
  }

  private static boolean isFunction(Path directory) throws IOException {
    return Files.isReadable(directory)
        && (Files.isRegularFile(directory.resolve(Bootstrap.NAME))
            || GoPackage.in(directory) != null);
  }

  private static String join(String directory, String name) {
    if (directory.equals(".")) {
      return name;
    }
    return directory.endsWith("/") ? directory + name : directory + "/" + name;
  }
}
