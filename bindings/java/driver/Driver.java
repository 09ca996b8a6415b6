// SPDX-License-Identifier: MIT OR Apache-2.0

import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jp.jpkicard.JpkiException;
import jp.jpkicard.Language;
import jp.jpkicard.Status;

/** Reads requests and prints answers: bindings/DRIVER.md. */
final class Driver {
    private Driver() {}

    public static void main(String[] arguments) throws Exception {
        Objects objects = new Objects();
        Map<String, Work> requests = new HashMap<>();
        LibraryRequests.add(requests, objects);
        CardRequests.add(requests, objects);
        RecordRequests.add(requests, objects);
        TrustRequests.add(requests, objects);
        ReaderRequests.add(requests, objects);
        requests.put("forget", request -> {
            objects.forget();
            return none();
        });
        OutputStream output = new FileOutputStream(FileDescriptor.out);
        BufferedReader input =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            Request request = new Request(line);
            if (request.name().equals("quit")) {
                objects.forget();
                write(output, list("ok"));
                return;
            }
            answer(output, requests.get(request.name()), request);
        }
    }

    private static void answer(OutputStream output, Work work, Request request) throws Exception {
        List<Object> values = new ArrayList<>();
        if (work == null) {
            values.add("cannot");
        } else {
            try {
                values.addAll(work.run(request));
                values.add(0, "ok");
            } catch (JpkiException failure) {
                values = error(failure);
            } catch (InterruptedException interrupted) {
                // How Java says that a wait was cancelled.
                values = error(JpkiException.of(Status.CANCELLED));
            }
        }
        write(output, values);
    }

    private static List<Object> error(JpkiException failure) {
        return list(
                "error",
                failure.statusNumber(),
                failure.triesLeft().orElse(-1),
                Integer.toUnsignedLong(failure.statusWord()),
                failure.deskText(Language.JAPANESE));
    }

    private static void write(OutputStream output, List<Object> values) throws IOException {
        String line = values.stream().map(Request::printed).collect(Collectors.joining("\t"));
        output.write(Request.encoded(line + "\n"));
    }

    static List<Object> none() {
        return new ArrayList<>();
    }

    static List<Object> list(Object... values) {
        List<Object> list = new ArrayList<>();
        for (Object value : values) {
            list.add(value);
        }
        return list;
    }

    /** What a request does; the values are its answer's. */
    interface Work {
        List<Object> run(Request request) throws Exception;
    }
}
