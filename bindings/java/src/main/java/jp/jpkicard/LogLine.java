// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

/** A log line that {@link Log#keep} kept. */
public final class LogLine {
    private final LogLevel level;
    private final String text;
    private final long droppedCount;

    LogLine(LogLevel level, String text, long droppedCount) {
        this.level = level;
        this.text = text;
        this.droppedCount = droppedCount;
    }

    /**
     * Returns how important the line is.
     *
     * @return the level
     */
    public LogLevel level() {
        return level;
    }

    /**
     * Returns the line.
     *
     * @return its text
     */
    public String text() {
        return text;
    }

    /**
     * Returns how many lines before this one were dropped because too many were waiting.
     *
     * @return the number
     */
    public long droppedCount() {
        return droppedCount;
    }

    @Override
    public String toString() {
        return level + " " + text;
    }
}
