package io.slsemu.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... headings) {
    rows.add(List.of(headings));
  }

  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(row.get(column)).append(" ".repeat(gap(row, column)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int gap(List<String> row, int column) {
    int widest = rows.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
    return widest - row.get(column).length() + 2;
  }
}
