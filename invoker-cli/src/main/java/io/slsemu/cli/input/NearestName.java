package io.slsemu.cli.input;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what a user may have meant by a misspelt name. */
public final class NearestName {
  private static final int MAX_SIBLINGS = 1_000;

  private NearestName() {}

  /** The most similar candidate, or null if none is similar enough to be worth telling. */
  public static @Nullable String of(String name, Collection<String> candidates) {
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int distance = distance(name, candidate);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return bestDistance <= Math.max(1, name.length() / 3) ? best : null;
  }

  /** "did you mean …?" with the most similar name beside a path that is not there, or null. */
  public static @Nullable String ofSibling(Path missing) {
    Path parent = missing.getParent();
    Path fileName = missing.getFileName();
    if (parent == null || fileName == null || !Files.isDirectory(parent)) {
      return null;
    }
    String nearest = of(fileName.toString(), namesIn(parent));
    return nearest == null ? null : "did you mean " + parent.resolve(nearest) + "?";
  }

  private static List<String> namesIn(Path directory) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        names.add(String.valueOf(entry.getFileName()));
        if (names.size() == MAX_SIBLINGS) {
          break;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // A hint only: a directory that cannot be listed gives none.
      return List.of();
    }
    return names;
  }

  /** Edits (insert, delete, replace, swap of neighbours) that turn one into the other. */
  private static int distance(String left, String right) {
    int[][] table = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        table[i][j] = i == 0 || j == 0 ? i + j : cheapest(table, left, right, i, j);
      }
    }
    return table[left.length()][right.length()];
  }

  private static int cheapest(int[][] table, String left, String right, int i, int j) {
    int replace = table[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
    int cost = Math.min(replace, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return swapped ? Math.min(cost, table[i - 2][j - 2] + 1) : cost;
  }
}
