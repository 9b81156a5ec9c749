package io.slsemu.cli.daemon;

import io.slsemu.cli.input.JsonObject;

/**
 * What came back over HTTP.
 *
 * @param status the status code
 * @param body as it came
 */
record Answer(int status, byte[] body) {

  boolean isGood() {
    return status == 200;
  }

  /**
   * @throws IllegalArgumentException if it is no JSON object
   */
  JsonObject document() {
    return JsonObject.read(body);
  }
}
