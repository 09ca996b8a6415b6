// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Pointer;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jp.jpkicard.raw.Native;

/**
 * The library's log. No line has a PIN, a name or a serial number in it, at any level. There is one
 * receiver for the whole process; as the library is loaded, nothing is logged.
 */
public final class Log {
    // Never collected: another thread may still be in it when it is no longer set.
    private static final Native.JpkiLogCallback CALLBACK =
            (user, level, message) -> received(LogLevel.of(level), message);

    private static volatile LogListener listener;

    private Log() {}

    /**
     * Sends the lines to a listener.
     *
     * @param level up to which
     * @param receiver what receives them
     */
    public static synchronized void listen(LogLevel level, LogListener receiver) {
        LogListener before = listener;
        listener = receiver;
        try {
            Call.run(
                    error ->
                            LibraryHolder.library()
                                    .jpki_log_set(CALLBACK, null, level.value(), error));
        } catch (JpkiException e) {
            listener = before;
            throw e;
        }
    }

    /**
     * Sends the lines to a logger, at the levels {@code SEVERE}, {@code WARNING}, {@code INFO},
     * {@code FINE} and {@code FINER}.
     *
     * @param level up to which
     * @param logger what receives them
     */
    public static void to(LogLevel level, Logger logger) {
        listen(level, (found, line) -> logger.log(levelOf(found), line));
    }

    private static Level levelOf(LogLevel level) {
        switch (level) {
            case ERROR:
                return Level.SEVERE;
            case WARNING:
                return Level.WARNING;
            case INFO:
                return Level.INFO;
            case DEBUG:
                return Level.FINE;
            default:
                return Level.FINER;
        }
    }

    /**
     * Keeps the lines for {@link #poll}, up to 1,000 of them.
     *
     * @param level up to which
     */
    public static synchronized void keep(LogLevel level) {
        Call.run(error -> LibraryHolder.library().jpki_log_keep(level.value(), error));
        listener = null;
    }

    /**
     * Takes the oldest line that was kept.
     *
     * @return the line; empty if there is none
     */
    public static Optional<LogLine> poll() {
        Native.JpkiLogRecord record = new Native.JpkiLogRecord();
        Call.run(error -> LibraryHolder.library().jpki_log_next(record, error));
        LogLevel level = LogLevel.of(record.level);
        if (level == LogLevel.OFF) {
            return Optional.empty();
        }
        long dropped = Integer.toUnsignedLong(record.dropped_count);
        return Optional.of(new LogLine(level, Bytes.text(record.message), dropped));
    }

    /** Logs nothing any more. */
    public static synchronized void off() {
        Call.run(
                error ->
                        LibraryHolder.library()
                                .jpki_log_set(null, null, LogLevel.OFF.value(), error));
        listener = null;
    }

    private static void received(LogLevel level, Pointer message) {
        try {
            LogListener receiver = listener;
            if (receiver != null) {
                receiver.line(level, Bytes.text(message));
            }
        } catch (Throwable thrown) {
            report(thrown);
        }
    }

    private static void report(Throwable thrown) {
        try {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
        } catch (Throwable ignored) {
            // A handler's own exception has nowhere to go, and must not pass through the library.
        }
    }
}
