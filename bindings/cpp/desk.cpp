/*
 * A desk: waits for a card, shows how many tries the PIN has left, asks for the PIN, authenticates
 * a random challenge and verifies the answer. After a wrong PIN it shows the sentence for the
 * holder in Japanese and gives a second chance, which is never the last try.
 *
 *     desk              a real card, believed if J-LIS issued its certificate
 *     desk --virtual    the embedded virtual card (PIN 1234), believed by its own CA certificate
 *
 * The PIN is asked for on the terminal without echo; otherwise it is a line of standard input, or
 * of the file descriptor N of --pin-fd N. Exit code: 0 accepted, 1 not.
 */
#include <jpkicard.hpp>

#include <cstdint>
#include <iostream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <termios.h>
#include <unistd.h>

namespace {

constexpr std::int32_t WAIT_MILLISECONDS = 60000;
constexpr int CHANCES = 2;

struct arguments {
    bool is_virtual = false;
    int pin_fd = STDIN_FILENO;
};

/* A terminal without echo, until the end of the scope. */
class silence {
public:
    explicit silence(int fd) : fd_(fd), is_terminal_(tcgetattr(fd, &before_) == 0)
    {
        if (is_terminal_) {
            termios quiet = before_;
            quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
            tcsetattr(fd, TCSAFLUSH, &quiet);
        }
    }
    silence(const silence &) = delete;
    silence &operator=(const silence &) = delete;
    ~silence()
    {
        if (is_terminal_) {
            tcsetattr(fd_, TCSAFLUSH, &before_);
        }
    }

private:
    int fd_;
    termios before_{};
    bool is_terminal_;
};

/* A PIN as it was typed, wiped at the end of the scope. It is read byte by byte, past the buffers
 * of the standard library, which nobody could wipe. */
class typed_pin {
public:
    explicit typed_pin(int fd)
    {
        const silence quiet(fd);
        while (length_ < sizeof typed_ && read(fd, typed_ + length_, 1) == 1) {
            if (typed_[length_] == '\n') {
                is_there_ = true;
                break;
            }
            length_++;
        }
    }
    typed_pin(const typed_pin &) = delete;
    typed_pin &operator=(const typed_pin &) = delete;
    ~typed_pin() { jpki_secure_wipe(typed_, sizeof typed_); }

    [[nodiscard]] bool is_there() const { return is_there_; }
    [[nodiscard]] jpki::text_view view() const { return {typed_, length_}; }

private:
    char typed_[64] = {};
    std::size_t length_ = 0;
    bool is_there_ = false;
};

/* What the relying party's server would send: random, and fresh each time. */
std::vector<std::uint8_t> new_challenge()
{
    std::random_device random;
    std::vector<std::uint8_t> challenge(32);
    for (auto &byte : challenge) {
        byte = static_cast<std::uint8_t>(random());
    }
    return challenge;
}

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
    const jpki::tries tries = card.tries();
    std::cout << "tries left: ";
    if (tries.left) {
        std::cout << *tries.left << "\n";
    } else {
        std::cout << "not reported\n";
    }
}

/* Whether what the card signed is believed. */
jpki::verdict judge(const jpki::authentication &authentication, jpki::bytes_view challenge,
                    bool is_virtual)
{
    jpki::verify_options options;
    if (is_virtual) {
        /* For this card only: no real one is believed by a certificate that it brings along. */
        options.anchors = JPKI_ANCHORS_OWN;
        options.own_anchors = {&authentication.ca_certificate.value()};
    }
    return jpki::check_signature(authentication.certificate, challenge,
                                 JPKI_ALGORITHM_RSA_PKCS1_SHA256,
                                 authentication.signature.bytes(), options);
}

bool show(const jpki::verdict &verdict)
{
    if (verdict) {
        std::cout << "ACCEPTED: " << verdict.policy_text(JPKI_LANGUAGE_JAPANESE) << "\n";
        return true;
    }
    std::cout << "REFUSED: " << jpki::status_text(verdict.status(), JPKI_LANGUAGE_JAPANESE) << "\n";
    for (const std::int32_t reason : verdict.reasons()) {
        std::cout << "  " << jpki::reason_text(reason, JPKI_LANGUAGE_JAPANESE) << "\n";
    }
    return false;
}

/* Whether the holder may type the PIN again. The library itself keeps the last try. */
bool may_repeat(const jpki::error &error)
{
    return error.status() == JPKI_ERROR_PIN_WRONG || error.status() == JPKI_ERROR_PIN_FORMAT;
}

/* Asks for the PIN once; nothing if it may be typed again. */
std::optional<bool> ask(jpki::card &card, const arguments &arguments)
{
    show_tries(card);
    std::cout << "PIN: " << std::flush;
    const typed_pin pin(arguments.pin_fd);
    std::cout << "\n";
    if (!pin.is_there()) {
        std::cerr << "no PIN was typed\n";
        return false;
    }
    const auto challenge = new_challenge();
    jpki::sign_options options;
    options.read_ca_certificate = arguments.is_virtual;
    try {
        return show(judge(card.authenticate(pin.view(), challenge, options), challenge,
                          arguments.is_virtual));
    } catch (const jpki::error &error) {
        std::cout << error.text(JPKI_LANGUAGE_JAPANESE) << "\n";
        return may_repeat(error) ? std::nullopt : std::optional<bool>(false);
    }
}

bool serve(const arguments &arguments)
{
    jpki::card card = find_card(arguments.is_virtual);
    for (int chance = 0; chance < CHANCES; chance++) {
        if (const std::optional<bool> result = ask(card, arguments)) {
            return *result;
        }
    }
    return false;
}

} // namespace

int main(int argc, char **argv)
{
    arguments arguments;
    for (int at = 1; at < argc; at++) {
        const std::string_view argument = argv[at];
        if (argument == "--virtual") {
            arguments.is_virtual = true;
        } else if (argument == "--pin-fd" && at + 1 < argc) {
            arguments.pin_fd = std::atoi(argv[++at]);
        } else {
            std::cerr << "usage: desk [--virtual] [--pin-fd N]\n";
            return 1;
        }
    }
    try {
        return serve(arguments) ? 0 : 1;
    } catch (const jpki::error &error) {
        std::cerr << error.text(JPKI_LANGUAGE_JAPANESE) << "\n";
        return 1;
    }
}
