/**
 * The Telemetry API and its elder, the Logs API: who may hear what, and how it is brought to them.
 * Knows neither HTTP servers nor runtimes.
 */
@NullMarked
package io.slsemu.runtimeapi.telemetry;

import org.jspecify.annotations.NullMarked;
