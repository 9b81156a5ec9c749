package io.slsemu.cli.output;

/** How results are written to stdout. */
public enum Format {
  /** The response, byte for byte. */
  TEXT,
  /** One JSON object for each result. */
  JSON
}
