package io.slsemu.cli.output;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * The three streams of the process.
 *
 * @param in stdin; read only when asked to
 * @param out stdout, unbuffered
 * @param err stderr, unbuffered
 * @param outIsTerminal whether a person reads stdout
 * @param errIsTerminal whether a person reads stderr
 */
public record Terminal(
    InputStream in,
    OutputStream out,
    OutputStream err,
    boolean outIsTerminal,
    boolean errIsTerminal) {}
