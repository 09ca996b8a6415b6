// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import jp.jpkicard.raw.Native;
import jp.jpkicard.raw.Native.SizeT;

/** Values of Java as the library has them. */
final class Bytes {
    private static final long MILLISECONDS_AT_MOST = Integer.MAX_VALUE;

    private Bytes() {}

    static byte[] copy(Pointer data, long length) {
        return data.getByteArray(0, Math.toIntExact(length));
    }

    static SizeT size(byte[] data) {
        return new SizeT(data == null ? 0 : data.length);
    }

    /** The length of bytes that have to be there: null is not an empty challenge to be signed. */
    static SizeT sizeOf(byte[] data) {
        return new SizeT(Objects.requireNonNull(data, "bytes").length);
    }

    static SizeT size(long size) {
        return new SizeT(size);
    }

    /** A copy in native memory; an empty array has an address too, and is not taken for none. */
    static Memory memory(byte[] data) {
        Memory copy = new Memory(Math.max(1, data.length));
        copy.write(0, data, 0, data.length);
        return copy;
    }

    static Memory memory(String text) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        Memory copy = new Memory(data.length + 1L);
        copy.write(0, data, 0, data.length);
        copy.setByte(data.length, (byte) 0);
        return copy;
    }

    /** The text of a structure's field, which ends with NUL. */
    static String text(byte[] field) {
        int length = 0;
        while (length < field.length && field[length] != 0) {
            length++;
        }
        return new String(field, 0, length, StandardCharsets.UTF_8);
    }

    static String text(Pointer text) {
        return text.getString(0, StandardCharsets.UTF_8.name());
    }

    /** Null is for ever. A duration that the library does not take is left for it to refuse. */
    static int milliseconds(Duration timeout) {
        if (timeout == null) {
            return Native.JPKI_WAIT_FOREVER;
        }
        if (timeout.isNegative()) {
            return Integer.MIN_VALUE;
        }
        if (timeout.getSeconds() > MILLISECONDS_AT_MOST / 1000) {
            return Integer.MAX_VALUE;
        }
        // A part of a millisecond is not a look without waiting.
        return (int) Math.min(MILLISECONDS_AT_MOST, timeout.plusNanos(999_999).toMillis());
    }

    /** As a number of 32 bits without a sign. */
    static int seconds(Duration tolerance) {
        // A part of a second must not become 0, which stands for the default.
        long seconds = tolerance.getSeconds() + (tolerance.getNano() > 0 ? 1 : 0);
        return seconds < 0 || seconds > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) seconds;
    }

    /** The library takes 0 for now, and refuses what is before 1970. */
    static long seconds(Instant time) {
        long seconds = time.getEpochSecond();
        return seconds == 0 ? -1 : seconds;
    }

    /** A text, which C would end at a NUL: then it would mean another one. */
    static String whole(String text) {
        if (text != null && text.indexOf('\0') >= 0) {
            throw JpkiException.of(Status.ARGUMENT);
        }
        return text;
    }

    static int number(LocalDate date) {
        if (date.getYear() < 0 || date.getYear() > 9999) {
            // Eight digits have no room for it: a number that the library refuses.
            return -1;
        }
        return (date.getYear() * 100 + date.getMonthValue()) * 100 + date.getDayOfMonth();
    }

    /** YYYYMMDD; none if it is no date. */
    static Optional<LocalDate> date(int number) {
        try {
            return Optional.of(
                    LocalDate.of(number / 10_000, number / 100 % 100, number % 100));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
