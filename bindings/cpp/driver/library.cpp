/*
 * Requests about the library itself: versions, texts, the log; and to forget everything.
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#include "driver.hpp"

namespace driver {
namespace {

log_lines &lines()
{
    static log_lines kept;
    return kept;
}

void version(kept &, request &, answer &answer)
{
    answer.text(jpki::version()).number(static_cast<std::int64_t>(jpki::features()));
}

void status_text(kept &, request &request, answer &answer)
{
    const std::int32_t status = request.number();
    const std::int32_t language = request.constant(JPKI_LANGUAGE_ENGLISH);
    answer.text(jpki::status_name(status)).text(jpki::status_text(status, language));
}

void reason(kept &, request &request, answer &answer)
{
    const std::int32_t reason = request.number();
    answer.text(jpki::reason_name(reason)).text(jpki::reason_text(reason, JPKI_LANGUAGE_JAPANESE));
}

void log(kept &, request &request, answer &)
{
    const std::int32_t level = request.constant(JPKI_LOG_OFF);
    lines().begin();
    const auto collect = [](void *, std::int32_t, const char *message) noexcept {
        lines().add(message);
    };
    jpki::log_set(collect, nullptr, level);
}

void show_log_lines(kept &, request &, answer &answer)
{
    lines().show(answer);
}

void forget(kept &kept, request &, answer &)
{
    kept = driver::kept();
}

} // namespace

void add_library_requests(table &to)
{
    to["version"] = version;
    to["status-text"] = status_text;
    to["reason"] = reason;
    to["log"] = log;
    to["log-lines"] = show_log_lines;
    to["forget"] = forget;
}

} // namespace driver
