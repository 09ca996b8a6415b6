/*
 * Requests about readers: waits, and what a monitor reports.
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#include "driver.hpp"

#include <chrono>
#include <thread>

namespace driver {
namespace {

void context(kept &kept, request &, answer &)
{
    kept.context = jpki::context();
}

void timeout(kept &kept, request &request, answer &)
{
    const std::int32_t kind = request.number();
    kept.context.set_timeout(kind, request.number());
}

void readers(kept &kept, request &, answer &answer)
{
    for (const std::string &name : kept.context.readers().copy()) {
        answer.text(name);
    }
}

void presence(kept &kept, request &request, answer &answer)
{
    answer.number(kept.context.reader_status(request.text()));
}

void connect(kept &kept, request &request, answer &)
{
    kept.card = kept.context.connect(request.text());
}

void wait(kept &kept, request &request, answer &answer)
{
    const std::string reader = request.text();
    const std::int32_t milliseconds = request.number();
    kept.card = kept.context.wait(milliseconds, reader, request.flags());
    answer.text_or_none(kept.card.reader_name());
}

void wait_cancelled_before(kept &kept, request &request, answer &answer)
{
    jpki::cancellation button;
    button.cancel();
    kept.card = kept.context.wait(button, request.number());
    answer.text_or_none(kept.card.reader_name());
}

/* A thread that is joined, whatever happens. */
class later {
public:
    template <typename Work>
    explicit later(Work work) : thread_(std::move(work))
    {
    }
    later(const later &) = delete;
    later &operator=(const later &) = delete;
    ~later() { thread_.join(); }

private:
    std::thread thread_;
};

void wait_cancelled_during(kept &kept, request &request, answer &answer)
{
    jpki::cancellation button;
    const std::chrono::milliseconds before(request.number());
    const std::int32_t milliseconds = request.number();
    const later cancel([&] {
        std::this_thread::sleep_for(before);
        button.cancel();
    });
    kept.card = kept.context.wait(button, milliseconds);
    answer.text_or_none(kept.card.reader_name());
}

void monitor(kept &kept, request &request, answer &)
{
    const std::string reader = request.text();
    kept.monitor = kept.context.monitor(request.flags(), reader);
}

void next(kept &kept, request &request, answer &answer)
{
    const std::optional<jpki::event> event = kept.monitor.next(request.number());
    if (!event) {
        throw jpki::error(JPKI_ERROR_TIMED_OUT);
    }
    answer.number(event->kind)
        .number(event->card_kind)
        .number(event->token_kind)
        .number(event->reason)
        .text(event->reader);
}

} // namespace

void add_reader_requests(table &to)
{
    to["context"] = context;
    to["timeout"] = timeout;
    to["readers"] = readers;
    to["presence"] = presence;
    to["connect"] = connect;
    to["wait"] = wait;
    to["wait-cancelled-before"] = wait_cancelled_before;
    to["wait-cancelled-during"] = wait_cancelled_during;
    to["monitor"] = monitor;
    to["next"] = next;
}

} // namespace driver
