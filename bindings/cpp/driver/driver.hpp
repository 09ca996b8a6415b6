/*
 * What the driver keeps from one request to the next, and its table of requests.
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#ifndef DRIVER_HPP
#define DRIVER_HPP

#include "words.hpp"

#include <map>
#include <memory>
#include <mutex>

namespace driver {

/* The log's lines, which come from any thread. */
class log_lines {
public:
    void begin()
    {
        const std::lock_guard<std::mutex> lock(mutex_);
        count_ = 0;
        first_.clear();
    }
    void add(std::string_view line)
    {
        const std::lock_guard<std::mutex> lock(mutex_);
        if (count_++ == 0) {
            first_ = line;
        }
    }
    void show(answer &to)
    {
        const std::lock_guard<std::mutex> lock(mutex_);
        to.number(static_cast<std::int64_t>(count_));
        if (count_ == 0) {
            to.none();
        } else {
            to.text(first_);
        }
    }

private:
    std::mutex mutex_;
    std::size_t count_ = 0;
    std::string first_;
};

/* The last of each object. An empty owner is as a null handle. */
struct kept {
    jpki::context context{nullptr};
    jpki::monitor monitor;
    jpki::card card;
    jpki::certificate certificate, ca_certificate;
    jpki::signature signature;
    bytes challenge;
    std::unique_ptr<secret> check_number;
    jpki::face face;
    jpki::attributes attributes;
    jpki::card_authorities authorities;
    jpki::ocsp_request ocsp_request;
};

/* What is not there is answered as the library answers a null handle. */
template <typename Object>
[[nodiscard]] Object &needed(Object &object)
{
    if (!object) {
        throw jpki::error(JPKI_ERROR_HANDLE);
    }
    return object;
}

using run = void (*)(kept &, request &, answer &);
using table = std::map<std::string_view, run>;

void add_library_requests(table &to);
void add_reader_requests(table &to);
void add_card_requests(table &to);
void add_face_requests(table &to);
void add_trust_requests(table &to);

} // namespace driver

#endif
