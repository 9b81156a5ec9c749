package io.slsemu.emulator.trigger.mapping;

import org.jspecify.annotations.Nullable;

/**
 * How a function URL is set up.
 *
 * @param authType who may call it
 * @param cors what the service says to browsers, null: nothing, that is the function's
 * @param invokeMode how the response comes
 */
public record FunctionUrlConfig(AuthType authType, @Nullable Cors cors, InvokeMode invokeMode) {
  /** Open to all, no CORS, the response in one piece. */
  public static final FunctionUrlConfig OPEN =
      new FunctionUrlConfig(AuthType.NONE, null, InvokeMode.BUFFERED);

  /** Who may call. */
  public enum AuthType {
    NONE,
    /** Who signs. Any signature will do: there is no IAM here. */
    AWS_IAM
  }

  /** How the response comes. */
  public enum InvokeMode {
    /** In one piece, once it is whole. */
    BUFFERED,
    /** As the function makes it. */
    RESPONSE_STREAM
  }
}
