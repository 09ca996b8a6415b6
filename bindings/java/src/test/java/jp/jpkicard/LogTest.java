// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The log reaches Java, also after a collection, and stops nothing. */
public class LogTest {
    private static void work() {
        System.gc();
        try (Card card = Card.openVirtual(VirtualKind.MY_NUMBER_CARD);
                Pin pin = Pin.wiping(new byte[] {'8', '6', '4', '2'})) {
            Expect.thrown(
                    WrongPinException.class, () -> card.authenticate(pin, new byte[32]));
        }
    }

    /** A listener receives lines, which have no PIN in them. */
    public void testListener() {
        List<String> lines = new CopyOnWriteArrayList<>();
        Log.listen(LogLevel.TRACE, (level, line) -> lines.add(line));
        work();
        Log.off();
        int count = lines.size();
        Expect.isTrue(count > 10, "lines: " + count);
        Expect.isTrue(lines.stream().noneMatch(line -> line.contains("8642")), "the PIN");
        work();
        Expect.equal(count, lines.size());
    }

    /** What a listener throws is reported, and the call goes on. */
    public void testThrowingListener() {
        List<Throwable> reported = new CopyOnWriteArrayList<>();
        Thread thread = Thread.currentThread();
        thread.setUncaughtExceptionHandler((where, thrown) -> reported.add(thrown));
        Log.listen(
                LogLevel.TRACE,
                (level, line) -> {
                    throw new IllegalStateException("from a listener");
                });
        work();
        Log.off();
        thread.setUncaughtExceptionHandler(null);
        Expect.isTrue(reported.get(0) instanceof IllegalStateException, "nothing reported");
    }

    /** Lines go to java.util.logging at its levels. */
    public void testLogger() {
        List<LogRecord> records = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("jp.jpkicard.test");
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.ALL);
        logger.addHandler(
                new Handler() {
                    @Override
                    public void publish(LogRecord record) {
                        records.add(record);
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                });
        Log.to(LogLevel.TRACE, logger);
        work();
        Log.off();
        Expect.isTrue(
                records.stream().anyMatch(record -> record.getLevel() == Level.FINER), "trace");
    }

    /** Lines can be kept and taken. */
    public void testKeep() {
        Log.keep(LogLevel.TRACE);
        work();
        Expect.isTrue(Log.poll().isPresent(), "no line");
        Log.off();
        Expect.isTrue(!Log.poll().isPresent(), "a line");
    }
}
