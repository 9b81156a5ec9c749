package io.slsemu.cli.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectFunctionsTests {
  @TempDir private Path directory;

  @Test
  void inWhenDirectoryIsAFunctionThenItAlone() throws IOException {
    write("bootstrap", "");
    write("lib/bootstrap", "");

    assertThat(ProjectFunctions.in(directory, "shop")).containsExactly("shop");
  }

  @Test
  void inWhenFoldersAreFunctionsThenThoseByName() throws IOException {
    write("orders/bootstrap", "");
    write("mail/main.go", "package main\n");
    write("lib/lib.go", "package lib\n");
    write(".git/bootstrap", "");
    write("functions/tax/bootstrap", "");
    write("cmd/bill/main.go", "package main\n");

    assertThat(ProjectFunctions.in(directory, "shop"))
        .containsExactly("shop/mail", "shop/orders", "shop/functions/tax", "shop/cmd/bill");
    assertThat(ProjectFunctions.in(directory, ".")).contains("mail", "functions/tax");
  }

  @Test
  void inWhenThereIsNoneThenNone() throws IOException {
    write("README.md", "");

    assertThat(ProjectFunctions.in(directory, "shop")).isEmpty();
  }

  @Test
  void inWhenItIsNoDirectoryThenItself() {
    assertThat(ProjectFunctions.in(directory.resolve("a.zip"), "a.zip")).containsExactly("a.zip");
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
