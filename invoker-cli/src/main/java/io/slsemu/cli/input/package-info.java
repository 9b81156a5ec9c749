/**
 * What a user hands over besides code: payloads, environment variables, durations, client context.
 */
@NullMarked
package io.slsemu.cli.input;

import org.jspecify.annotations.NullMarked;
