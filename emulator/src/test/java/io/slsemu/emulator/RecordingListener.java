package io.slsemu.emulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps all it hears. */
final class RecordingListener implements EmulatorListener {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<String> notices = new CopyOnWriteArrayList<>();

  @Override
  public void platformLine(String environmentId, String line) {
    lines.add(line);
  }

  @Override
  public void functionLine(String environmentId, byte[] line) {
    lines.add(new String(line, StandardCharsets.UTF_8));
  }

  @Override
  public void notice(String text) {
    notices.add(text);
  }

  List<String> notices() {
    return notices;
  }

  List<String> lines() {
    return lines;
  }
}
