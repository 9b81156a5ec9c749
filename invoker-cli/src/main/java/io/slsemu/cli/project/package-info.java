/**
 * Turns what a user calls code (a directory, a program, a zip, a Go package) into a ready task
 * root.
 */
@NullMarked
package io.slsemu.cli.project;

import org.jspecify.annotations.NullMarked;
