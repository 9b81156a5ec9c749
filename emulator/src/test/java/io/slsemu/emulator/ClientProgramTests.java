package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.AWS_SDK_GO;
import static io.slsemu.fixtures.Requirement.AWS_SDK_JS;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs on AWS's SDKs for Go and JavaScript, told by their environment where the service is. All
 * they check is written in them; each prints a line for what it found to be in order.
 */
class ClientProgramTests {
  private static final String[] STEPS = {
    "created and active",
    "invoked with a client context and the log's tail",
    "an error of the function is told",
    "an event is accepted, a dry run too",
    "refusals have their types",
    "configuration updated",
    "code updated",
    "versions published, an alias shifts traffic",
    "functions listed page by page",
    "throttled with a reason",
    "responses streamed",
    "deleted"
  };

  @TempDir Path directory;

  @AutoClose
  private final ServiceFixture service = ServiceFixture.settling(ServiceSettings.DEFAULT_SETTLING);

  @Test
  @Requires({ROOT, AWS_SDK_GO})
  void goSdkWhenItDoesAllThatUsersDoThenFindsNoDifference() throws Exception {
    String program = Functions.directory("client-go").resolve("client").toString();

    assertThat(run(program)).containsExactly(STEPS);
  }

  @Test
  @Requires({ROOT, AWS_SDK_JS})
  void javaScriptSdkWhenItDoesAllThatUsersDoThenFindsNoDifference() throws Exception {
    String program = Functions.directory("client-node").resolve("client.mjs").toString();

    assertThat(run("/usr/bin/node", "--no-warnings", program)).containsExactly(STEPS);
  }

  private List<String> run(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(command));
    all.add(Functions.archive("answers-go").toString());
    ClientProgram.Ended ended = ClientProgram.run(all, service, directory);
    assertThat(ended).isEqualTo(new ClientProgram.Ended(0, ended.output(), ""));
    return ended.output().lines().toList();
  }
}
