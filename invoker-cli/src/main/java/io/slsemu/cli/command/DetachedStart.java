package io.slsemu.cli.command;

import io.slsemu.cli.daemon.Background;
import io.slsemu.cli.daemon.RunDirectory;
import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.input.JsonWriter;
import io.slsemu.cli.output.Diagnostics;
import io.slsemu.cli.output.Format;
import java.math.BigDecimal;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code sls-emu start --detach}: starts a daemon and returns when it is ready, or has failed. */
final class DetachedStart {
  private static final String SCHEMA = "sls-emu/started/1";

  private final CommandContext context;
  private final HostedFunction function;
  private final RunDirectory directory;

  DetachedStart(CommandContext context, HostedFunction function, RunDirectory directory) {
    this.context = context;
    this.function = function;
    this.directory = directory;
  }

  ExitCode run() {
    Background.Begun begun =
        new Background(directory, context.directory(), context.interruption()).begin();
    Diagnostics diagnostics = function.diagnostics();
    if (!begun.isReady()) {
      diagnostics.verbatim(begun.output());
      return ExitCode.ofCode(begun.exitCode());
    }
    URI url = URI.create(begun.lines().get(0));
    diagnostics.notice(begun.lines().get(begun.lines().size() - 1));
    diagnostics.notice(
        "it runs in the background as process " + begun.pid() + ", and writes to " + begun.log());
    diagnostics.notice("end it: sls-emu stop --port " + url.getPort());
    String result = function.format() == Format.JSON ? json(url, begun) : url.toString();
    context.terminal().print(result + "\n");
    return ExitCode.OK;
  }

  private static String json(URI url, Background.Begun begun) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("schema", SCHEMA);
    members.put("url", url.toString());
    members.put("pid", BigDecimal.valueOf(begun.pid()));
    members.put("log", begun.log().toString());
    return JsonWriter.toText(members);
  }
}
