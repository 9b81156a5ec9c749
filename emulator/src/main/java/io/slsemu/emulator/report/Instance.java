package io.slsemu.emulator.report;

/**
 * An execution environment as events name it.
 *
 * @param functionName the function
 * @param functionVersion its version
 * @param id the name of the environment's log stream
 * @param maxMemoryBytes the function's memory, in bytes
 */
public record Instance(
    String functionName, String functionVersion, String id, long maxMemoryBytes) {

  RecordJson write(RecordJson json) {
    return json.text("functionName", functionName)
        .text("functionVersion", functionVersion)
        .text("instanceId", id)
        .number("instanceMaxMemory", maxMemoryBytes);
  }
}
