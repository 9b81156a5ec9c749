package io.slsemu.emulator.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What functions and their code are found by: equal when every part is, and only then. */
class IdentityTests {
  private static final FunctionName NAME = new FunctionName("orders");
  private static final Path CODE = Path.of("/code");

  @Test
  void equalsWhenAPartDiffersThenTheWholeDoes() {
    assertAllDiffer(
        List.of(
            new FunctionArn("us-east-1", "000000000000", NAME),
            new FunctionArn("us-east-2", "000000000000", NAME),
            new FunctionArn("us-east-1", "000000000001", NAME),
            new FunctionArn("us-east-1", "000000000000", new FunctionName("Orders")),
            new Scope("us-east-1", "000000000000"),
            new Scope("us-east-2", "000000000000"),
            new Scope("us-east-1", "000000000001"),
            NAME,
            new FunctionCode.Directory(CODE, null),
            new FunctionCode.Directory(Path.of("/other"), null),
            new FunctionCode.Directory(CODE, "image"),
            new FunctionCode.Directory(CODE, null, Path.of("/layers"))));
  }

  @Test
  void equalsWhenAllPartsAreEqualThenTheWholeIsAndItsHashToo() {
    assertSame(
        new FunctionArn("us-east-1", "000000000000", NAME),
        new Scope("us-east-1", "000000000000").function("orders"));
    assertSame(
        new Scope("us-east-1", "000000000000"),
        new FunctionArn("us-east-1", "000000000000", NAME).scope());
    assertSame(
        new FunctionCode.Directory(CODE, "image", Path.of("/layers")),
        new FunctionCode.Directory(CODE, "image").withLayers(Path.of("/layers")));
  }

  private static void assertAllDiffer(List<Object> values) {
    for (Object one : values) {
      assertThat(values).filteredOn(other -> Objects.equals(one, other)).containsExactly(one);
    }
  }

  private static void assertSame(Object one, Object other) {
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
  }
}
