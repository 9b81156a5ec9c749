package io.slsemu.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.fixtures.Functions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the AWS CLI does, of either version. */
abstract class AwsCliContract {
  private static final String ARN = ServiceFixture.ARN;

  /** The one that comes with CLI 2, and that CLI 1 does not know and does as well without. */
  private static final String RAW_PAYLOAD = "--cli-binary-format raw-in-base64-out";

  private final List<String> program;
  @TempDir private Path directory;
  @AutoClose private ServiceFixture service;
  private boolean second;

  /**
   * @param program the words that begin its command line
   */
  AwsCliContract(String... program) {
    this.program = List.of(program);
  }

  @BeforeEach
  void serve() throws Exception {
    service = ServiceFixture.settling(ServiceSettings.DEFAULT_SETTLING);
    second = run(command(List.of("--version"))).output().startsWith("aws-cli/2");
  }

  /** The lines of the seeds, to the letter. */
  @Test
  void awsWhenTheSeedsLinesAreTypedThenTheyWork() throws Exception {
    Functions.directory("hello-go");
    Files.copy(Functions.helloGoArchive(), directory.resolve("function.zip"));

    ClientProgram.Ended created =
        shell(
            """
            aws lambda create-function \\
            --function-name hello-go \\
            --runtime provided.al2023 \\
            --architecture x86_64 \\
            --role arn:aws:iam::123456789012:role/lambda-basic-exec \\
            --handler bootstrap \\
            --zip-file fileb://function.zip
            """);
    assertThat(created.errors()).isEmpty();
    assertThat(created.output()).contains("\"State\": \"Pending\"");
    assertSilent("aws lambda wait function-active-v2 --function-name hello-go");
    ClientProgram.Ended invoked =
        shell(
            """
            aws lambda invoke \\
            --function-name hello-go \\
            --payload '{"name":"world"}' \\
            --cli-binary-format raw-in-base64-out \\
            out.json
            """);
    assertThat(invoked.errors()).isEmpty();
    assertThat(invoked.output())
        .contains("\"StatusCode\": 200", "\"ExecutedVersion\": \"$LATEST\"");
    assertThat(directory.resolve("out.json")).hasContent("{\"message\":\"hello, world\"}");
    assertThat(
            shell(
                    "aws lambda update-function-code --function-name hello-go"
                        + " --zip-file fileb://function.zip")
                .output())
        .contains("\"LastUpdateStatus\": \"InProgress\"");
    assertSilent("aws lambda wait function-updated-v2 --function-name hello-go");
    assertSilent("aws lambda wait function-exists --function-name hello-go");
    assertThat(
            shell("aws lambda publish-version --function-name hello-go --query Version").output())
        .isEqualTo("\"1\"\n");
    assertSilent("aws lambda wait published-version-active --function-name hello-go --qualifier 1");
    assertThat(shell("aws lambda delete-function --function-name hello-go").status()).isZero();
  }

  @Test
  void awsWhenItIsRefusedThenSaysWhyAndFails() throws Exception {
    assertFails(
        "aws lambda get-function --function-name nobody",
        "An error occurred (ResourceNotFoundException) when calling the GetFunction operation:"
            + " Function not found: "
            + ARN
            + "nobody");
    assertFails(
        "aws lambda invoke --function-name nobody out.json",
        "An error occurred (ResourceNotFoundException) when calling the Invoke operation: Function"
            + " not found: "
            + ARN
            + "nobody:$LATEST");
    assertFails(
        "aws lambda update-function-configuration --function-name nobody --timeout 901",
        "An error occurred (ValidationException) when calling the UpdateFunctionConfiguration"
            + " operation: 1 validation error detected: Value '901' at 'timeout' failed to satisfy"
            + " constraint: Member must have value less than or equal to 900");
  }

  private void assertSilent(String line) throws Exception {
    assertThat(shell(line)).isEqualTo(new ClientProgram.Ended(0, "", ""));
  }

  /** CLI 1 ends with 255 whatever the error, CLI 2 with 254 where the service refused. */
  private void assertFails(String line, String message) throws Exception {
    ClientProgram.Ended ended = shell(line);
    // The latest of CLI 2 put their name before it, and what else the error says behind it.
    assertThat(ended.errors()).contains(message);
    assertThat(ended.status()).isEqualTo(second ? 254 : 255);
    assertThat(ended.output()).isEmpty();
  }

  private ClientProgram.Ended shell(String line) throws Exception {
    String endpoint = "--endpoint-url http://127.0.0.1:" + service.port();
    String known = second ? line : line.replace(RAW_PAYLOAD, "");
    String words = String.join(" ", command(List.of(endpoint, "lambda ")));
    return run(List.of("sh", "-c", known.replace("aws lambda ", words)));
  }

  private List<String> command(List<String> more) {
    return Stream.concat(program.stream(), more.stream()).toList();
  }

  private ClientProgram.Ended run(List<String> command) throws Exception {
    return ClientProgram.run(command, service, directory);
  }
}
