// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;

/**
 * Searches the memory of another Java process for a secret that it had: in a {@link Pin}, of which
 * nothing stays, and in an array, to show what the garbage collector does with one. On Linux.
 */
public class MemoryTest {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int LENGTH = 16;

    private final String secret = secret();

    private static String secret() {
        SecureRandom random = new SecureRandom();
        StringBuilder text = new StringBuilder();
        while (text.length() < LENGTH) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    /** Of a PIN that was used and closed, nothing is left, wherever the heap was collected. */
    public void testPin() throws Exception {
        if (!new File("/proc/self/mem").exists()) {
            return;
        }
        try (Holder holder = new Holder("pin", secret)) {
            Expect.isTrue(holder.count(secret) > 0, "the search does not find it");
            holder.tell("use");
            holder.tell("collect");
            Expect.equal(1, holder.count(secret));
            holder.tell("wipe");
            Expect.equal(0, holder.count(secret));
        }
    }

    /** An array leaves a copy where it was before the collector moved it. */
    public void testArray() throws Exception {
        if (!new File("/proc/self/mem").exists()) {
            return;
        }
        try (Holder holder = new Holder("array", secret)) {
            holder.tell("collect");
            holder.tell("wipe");
            int left = holder.count(secret);
            System.out.println("        an array, moved and then overwritten, leaves " + left);
        }
    }

    /** The other process. */
    private static final class Holder implements AutoCloseable {
        private final Process process;
        private final BufferedReader answers;

        Holder(String kind, String secret) throws IOException {
            process =
                    new ProcessBuilder(
                                    System.getProperty("java.home") + "/bin/java",
                                    "-XX:+UseSerialGC",
                                    "-Xms64m",
                                    "-Xmx64m",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    SecretHolder.class.getName(),
                                    kind)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            answers =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.US_ASCII));
            StringBuilder masked = new StringBuilder();
            for (int index = 0; index < secret.length(); index++) {
                masked.append((char) (secret.charAt(index) ^ SecretHolder.MASK));
            }
            tell(masked.toString());
        }

        void tell(String what) throws IOException {
            process.getOutputStream().write((what + "\n").getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
            Expect.equal("done", answers.readLine());
        }

        int count(String secret) throws Exception {
            byte[] pattern = secret.getBytes(StandardCharsets.US_ASCII);
            // Java 8 has no Process.pid().
            Field field = process.getClass().getDeclaredField("pid");
            int count = 0;
            String folder = "/proc/" + processId(field);
            try (RandomAccessFile memory = new RandomAccessFile(folder + "/mem", "r")) {
                for (String line : Files.readAllLines(new File(folder, "maps").toPath())) {
                    count += count(memory, line.split("[- ]"), pattern);
                }
            }
            return count;
        }

        private long processId(Field field) throws ReflectiveOperationException {
            try {
                return (long) Process.class.getMethod("pid").invoke(process);
            } catch (NoSuchMethodException e) {
                field.setAccessible(true);
                return field.getInt(process);
            }
        }

        /** Of a line such as {@code 7f00-7fff rw-p}. */
        private static int count(RandomAccessFile memory, String[] region, byte[] pattern) {
            long at = Long.parseUnsignedLong(region[0], 16);
            long end = Long.parseUnsignedLong(region[1], 16);
            int count = 0;
            byte[] block = new byte[1 << 20];
            int kept = 0;
            try {
                while (region[2].startsWith("rw") && at < end) {
                    memory.seek(at);
                    int room = (int) Math.min(block.length - kept, end - at);
                    int read = memory.read(block, kept, room);
                    if (read <= 0) {
                        break;
                    }
                    int length = kept + read;
                    count += count(block, length, pattern);
                    kept = Math.min(pattern.length - 1, length);
                    System.arraycopy(block, length - kept, block, 0, kept);
                    at += read;
                }
            } catch (IOException unreadable) {
                return count;
            }
            return count;
        }

        private static int count(byte[] block, int length, byte[] pattern) {
            int count = 0;
            for (int at = 0; at + pattern.length <= length; at++) {
                int same = 0;
                while (same < pattern.length && block[at + same] == pattern[same]) {
                    same++;
                }
                count += same == pattern.length ? 1 : 0;
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            // The end of its input is its own.
            process.getOutputStream().close();
        }
    }
}
