/** HTTP requests as events, and functions' answers as HTTP responses: pure, no network. */
@NullMarked
package io.slsemu.emulator.trigger.mapping;

import org.jspecify.annotations.NullMarked;
