// SPDX-License-Identifier: MIT OR Apache-2.0

import static java.util.Collections.synchronizedList;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jp.jpkicard.Feature;
import jp.jpkicard.Jpki;
import jp.jpkicard.Language;
import jp.jpkicard.Log;
import jp.jpkicard.LogLevel;
import jp.jpkicard.Reason;

/** Requests about the library itself. */
final class LibraryRequests {
    private LibraryRequests() {}

    static void add(Map<String, Driver.Work> requests, Objects objects) {
        List<String> lines = synchronizedList(new ArrayList<>());
        requests.put(
                "version",
                request -> Driver.list(Jpki.version(), Feature.sum(Jpki.features())));
        requests.put(
                "status-text",
                request -> {
                    int status = request.number(1);
                    Language language = request.constant(2, Language::of);
                    return Driver.list(
                            Jpki.statusName(status), Jpki.statusText(status, language));
                });
        requests.put(
                "reason",
                request -> {
                    Reason reason = request.constant(1, Reason::of);
                    return Driver.list(
                            Jpki.reasonName(reason),
                            Jpki.reasonText(reason, Language.JAPANESE));
                });
        requests.put(
                "log",
                request -> {
                    LogLevel level = request.constant(1, LogLevel::of);
                    lines.clear();
                    if (level == LogLevel.OFF) {
                        Log.off();
                    } else {
                        Log.listen(level, (found, line) -> lines.add(line));
                    }
                    return Driver.none();
                });
        requests.put(
                "log-lines",
                request -> Driver.list(lines.size(), lines.isEmpty() ? null : lines.get(0)));
    }
}
