// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

/** Receives the library's log lines. */
@FunctionalInterface
public interface LogListener {
    /**
     * Receives a line, in the thread that causes it, and possibly in several at a time. It must not
     * use a card that is in use. What it throws goes to the thread's uncaught exception handler,
     * and not through the library.
     *
     * @param level how important the line is
     * @param line the line; never a PIN, a name or a serial number
     */
    void line(LogLevel level, String line);
}
