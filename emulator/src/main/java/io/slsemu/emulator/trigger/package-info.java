/**
 * Front doors by which HTTP requests reach functions: function URLs, API Gateway, load balancers.
 */
@NullMarked
package io.slsemu.emulator.trigger;

import org.jspecify.annotations.NullMarked;
