/*
 * The driver of ../../DRIVER.md: reads requests, calls jpkicard.hpp, prints answers.
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#include "driver.hpp"

#include <iostream>

namespace {

std::string answered(driver::kept &kept, const driver::table &table, std::string_view line)
{
    driver::request request(line);
    const auto found = table.find(request.word());
    if (found == table.end()) {
        return "cannot";
    }
    driver::answer answer;
    try {
        found->second(kept, request, answer);
        return "ok" + answer.words();
    } catch (const jpki::error &error) {
        driver::answer failure;
        failure.number(error.status())
            .number(error.tries_left().value_or(-1))
            .number(static_cast<std::int64_t>(error.status_word()))
            .text(error.text(JPKI_LANGUAGE_JAPANESE));
        return "error" + failure.words();
    }
}

} // namespace

int main()
{
    driver::table table;
    driver::add_library_requests(table);
    driver::add_reader_requests(table);
    driver::add_card_requests(table);
    driver::add_face_requests(table);
    driver::add_trust_requests(table);
    driver::kept kept;
    try {
        std::string line;
        while (std::getline(std::cin, line) && line != "quit") {
            std::cout << answered(kept, table, line) << std::endl;
        }
        if (line == "quit") {
            std::cout << "ok" << std::endl;
        }
    } catch (const std::exception &fault) {
        std::cerr << "driver: " << fault.what() << "\n";
        return 1;
    }
    return 0;
}
