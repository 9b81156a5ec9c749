/** Other services of the cloud, as far as records of invocations go there. */
@NullMarked
package io.slsemu.emulator.async.aws;

import org.jspecify.annotations.NullMarked;
