/*
 * A desk in C++17: waits for a card, says how many PIN tries are left, authenticates, and after a
 * wrong PIN shows the Japanese sentence and asks once more.
 *
 *     g++ -std=c++17 authenticate.cpp $(pkg-config --cflags --libs jpkicard) -o authenticate
 *     ./authenticate --virtual        (the embedded virtual card, PIN 1234)
 *     ./authenticate                  (a real reader)
 *
 * The PIN is read from standard input, a line each. Exit code: 0 authenticated, 1 not.
 */
#include <jpkicard.hpp>

#include "utf8.h"

#include <cstdint>
#include <iostream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::int32_t WAIT_MILLISECONDS = 30000;

/* What the relying party sends; here made on the spot. */
std::vector<std::uint8_t> new_challenge()
{
    std::random_device random;
    std::vector<std::uint8_t> challenge(32);
    for (auto &byte : challenge) {
        byte = static_cast<std::uint8_t>(random());
    }
    return challenge;
}

/* A PIN that is wiped when it goes out of scope. */
class typed_pin {
public:
    typed_pin()
    {
        pin_.reserve(64);
        std::cout << "PIN: " << std::flush;
        std::getline(std::cin, pin_);
    }
    ~typed_pin() { jpki_secure_wipe(pin_.data(), pin_.size()); }
    typed_pin(const typed_pin &) = delete;
    typed_pin &operator=(const typed_pin &) = delete;

    [[nodiscard]] jpki::text_view view() const { return pin_; }

private:
    std::string pin_;
};

jpki::card find_card(bool is_virtual)
{
    if (is_virtual) {
        return jpki::card::open_virtual();
    }
    std::cout << "Put the card on the reader.\n";
    return jpki::context().wait(WAIT_MILLISECONDS);
}

void show_tries(jpki::card &card)
{
    const auto tries = card.tries(JPKI_CREDENTIAL_PIN);
    if (tries.left) {
        std::cout << "tries left: " << *tries.left << "\n";
    }
}

/* Once more after a wrong PIN, as long as it does not use the last try. */
bool authenticate(jpki::card &card, bool may_ask_again)
{
    show_tries(card);
    const typed_pin pin;
    try {
        const auto authentication = card.authenticate(pin.view(), new_challenge());
        std::cout << "signed with " << authentication.signature.algorithm_name() << ", "
                  << authentication.signature.bytes().size() << " bytes\n";
        return true;
    } catch (const jpki::error &error) {
        std::cout << error.text(JPKI_LANGUAGE_JAPANESE) << "\n";
        const bool is_wrong = error.status() == JPKI_ERROR_PIN_WRONG;
        return is_wrong && may_ask_again && authenticate(card, false);
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (utf8_begin(&argc, &argv) == 0) {
        return 1;
    }
    const bool is_virtual = argc > 1 && std::string_view(argv[1]) == "--virtual";
    try {
        auto card = find_card(is_virtual);
        return authenticate(card, true) ? 0 : 1;
    } catch (const jpki::error &error) {
        std::cerr << error.text(JPKI_LANGUAGE_JAPANESE) << "\n";
        return 1;
    }
}
