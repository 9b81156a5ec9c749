package io.slsemu.emulator.environment;

import io.slsemu.emulator.sandbox.Launch;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.emulator.sandbox.SandboxExit;
import io.slsemu.emulator.sandbox.SandboxOutput;
import io.slsemu.emulator.sandbox.SandboxProcess;
import io.slsemu.runtimeapi.model.ExtensionLaunchError;
import io.slsemu.runtimeapi.session.ExtensionSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The processes of one generation's external extensions: all there is in /opt/extensions. */
final class ExternalExtensions {
  /** The service's limit ("Lambda quotas"). */
  private static final int LIMIT = 10;

  private final Sandbox sandbox;
  private final ExtensionSession session;
  private final Map<String, SandboxProcess> processes = new LinkedHashMap<>();

  ExternalExtensions(Sandbox sandbox, ExtensionSession session) {
    this.sandbox = sandbox;
    this.session = session;
  }

  /** Starts them one after another, without waiting for any. */
  void start(List<String> names, Map<String, String> variables, SandboxOutput output) {
    for (String name : names) {
      if (processes.size() == LIMIT) {
        session.launchFailed(
            name,
            ExtensionLaunchError.TOO_MANY_EXTENSIONS,
            "there are " + names.size() + " extensions in /opt/extensions, at most 10 are started");
        return;
      }
      String path = sandbox.layersRoot() + "/extensions/" + name;
      SandboxProcess process =
          sandbox.startExtension(name, new Launch(List.of(path), "/", variables, output));
      processes.put(name, process);
      process.exit().thenAccept(exit -> ended(name, exit));
    }
  }

  Map<String, SandboxProcess> processes() {
    return processes;
  }

  private void ended(String name, SandboxExit exit) {
    if (exit instanceof SandboxExit.NotExecutable refused) {
      ExtensionLaunchError reason =
          refused.reason().equals("permission denied")
              ? ExtensionLaunchError.PERMISSION_DENIED
              : ExtensionLaunchError.UNKNOWN;
      session.launchFailed(name, reason, "fork/exec " + refused.path() + ": " + refused.reason());
    } else {
      session.exited(name, exit.reason().isEmpty() ? "exit code 0" : exit.reason());
    }
  }
}
