/*
 * The words of the driver's requests and answers: see ../../DRIVER.md.
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#ifndef DRIVER_WORDS_HPP
#define DRIVER_WORDS_HPP

#include <jpkicard.hpp>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace driver {

using bytes = std::vector<std::uint8_t>;

/* Characters that are wiped when they go. They never move: a short std::string would leave a copy
 * where it was. */
class secret {
public:
    secret() = default;
    explicit secret(std::string &&text) noexcept { take(std::move(text)); }
    secret(const secret &) = delete;
    secret &operator=(const secret &) = delete;
    ~secret() { jpki::secure_wipe(text_); }

    /* Keeps this one, and wipes what it came from. */
    void take(std::string &&text)
    {
        jpki::secure_wipe(text_);
        text_ = text;
        jpki::secure_wipe(text);
    }
    void forget() noexcept { jpki::secure_wipe(text_); }

    [[nodiscard]] jpki::text_view view() const noexcept { return text_; }

private:
    std::string text_;
};

[[nodiscard]] inline std::uint8_t nibble(char digit)
{
    if (digit >= '0' && digit <= '9') {
        return static_cast<std::uint8_t>(digit - '0');
    }
    if (digit >= 'a' && digit <= 'f') {
        return static_cast<std::uint8_t>(digit - 'a' + 10);
    }
    throw std::invalid_argument("not a hexadecimal digit");
}

/* A secret on the wire is masked with this, so that no line of input has it in it. */
constexpr std::uint8_t MASK = 0x5A;

/* A request: words separated by tabs, taken one after the other. */
class request {
public:
    explicit request(std::string_view line) : rest_(line) {}

    [[nodiscard]] std::string_view word()
    {
        if (is_empty_) {
            throw std::invalid_argument("a word is missing");
        }
        const std::size_t end = rest_.find('\t');
        const std::string_view word = rest_.substr(0, end);
        is_empty_ = end == std::string_view::npos;
        rest_.remove_prefix(is_empty_ ? rest_.size() : end + 1);
        return word;
    }
    /* Text; none is empty. */
    [[nodiscard]] std::string text()
    {
        const std::string_view found = word();
        return found == "-" ? std::string() : std::string(found);
    }
    [[nodiscard]] std::int64_t time() { return std::stoll(std::string(word())); }
    [[nodiscard]] std::int32_t number() { return std::stoi(std::string(word())); }
    /* A constant; 0 is `usual`, which the layer has as its default. */
    [[nodiscard]] std::int32_t constant(std::int32_t usual)
    {
        const std::int32_t found = number();
        return found == 0 ? usual : found;
    }
    [[nodiscard]] std::uint32_t flags()
    {
        return static_cast<std::uint32_t>(std::stoul(std::string(word())));
    }
    [[nodiscard]] bool yes() { return number() != 0; }
    /* None is empty. */
    [[nodiscard]] bytes data() { return data_or_none().value_or(bytes()); }
    [[nodiscard]] std::optional<bytes> data_or_none()
    {
        const std::string_view digits = word();
        if (digits == "-") {
            return std::nullopt;
        }
        bytes found;
        found.reserve(digits.size() / 2);
        for (std::size_t at = 0; at + 1 < digits.size(); at += 2) {
            found.push_back(byte(digits, at));
        }
        return found;
    }
    /* The result is built where it is kept: it is not copied. */
    void read(secret &into)
    {
        const std::string_view digits = word();
        std::string text(digits == "-" ? 0 : digits.size() / 2, '\0');
        for (std::size_t at = 0; at < text.size(); at++) {
            text[at] = static_cast<char>(byte(digits, 2 * at) ^ MASK);
        }
        into.take(std::move(text));
    }

private:
    [[nodiscard]] static std::uint8_t byte(std::string_view digits, std::size_t at)
    {
        return static_cast<std::uint8_t>(nibble(digits.at(at)) << 4 | nibble(digits.at(at + 1)));
    }

    std::string_view rest_;
    bool is_empty_ = false;
};

/* The values of an answer. */
class answer {
public:
    answer &none() { return word("-"); }
    answer &number(std::int64_t number) { return word(std::to_string(number)); }
    answer &yes(bool is_so) { return word(is_so ? "1" : "0"); }
    answer &data(jpki::bytes_view data) { return hexadecimal(data, 0); }
    /* Where nothing is lent it is none. */
    answer &data_or_none(jpki::bytes_view data)
    {
        return data.data() == nullptr ? none() : this->data(data);
    }
    answer &masked(jpki::text_view text) { return hexadecimal({text.data(), text.size()}, MASK); }
    /* Control characters would end the word, or the line. */
    answer &text(std::string_view text)
    {
        std::string shown(text);
        for (char &character : shown) {
            const auto value = static_cast<unsigned char>(character);
            if (value < 0x20 || value == 0x7F) {
                character = ' ';
            }
        }
        /* U+0080 to U+009F. */
        for (std::size_t at = 0; at + 1 < shown.size(); at++) {
            const auto next = static_cast<unsigned char>(shown[at + 1]);
            if (static_cast<unsigned char>(shown[at]) == 0xC2 && next >= 0x80 && next < 0xA0) {
                shown.replace(at, 2, " ");
            }
        }
        return word(shown);
    }
    answer &text_or_none(std::string_view text)
    {
        return text.data() == nullptr ? none() : this->text(text);
    }

    [[nodiscard]] const std::string &words() const noexcept { return words_; }

private:
    answer &word(std::string_view word)
    {
        words_ += '\t';
        words_ += word;
        return *this;
    }
    answer &hexadecimal(jpki::bytes_view data, std::uint8_t mask)
    {
        static constexpr std::string_view digits = "0123456789abcdef";
        words_ += '\t';
        for (const std::uint8_t byte : data) {
            const auto masked = static_cast<std::uint8_t>(byte ^ mask);
            words_ += digits[masked >> 4];
            words_ += digits[masked & 15];
        }
        return *this;
    }

    std::string words_;
};

} // namespace driver

#endif
