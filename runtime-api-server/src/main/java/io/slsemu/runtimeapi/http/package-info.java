/**
 * The Runtime API over HTTP, one handler for each endpoint. Everything here runs on I/O threads and
 * never blocks; only an event may be written by the thread that offered it.
 */
@NullMarked
package io.slsemu.runtimeapi.http;

import org.jspecify.annotations.NullMarked;
