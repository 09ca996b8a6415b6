/*
 * What only C++ has to show: owners, views, exceptions that stay out of the library. Prints a line
 * a check; exit code 1 if one fails.
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#include <jpkicard.hpp>

#include <array>
#include <cstring>
#include <future>
#include <iostream>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

namespace {

using namespace std::literals;

template <typename Owner>
constexpr bool is_owner = std::is_nothrow_move_constructible_v<Owner>
                          && std::is_nothrow_move_assignable_v<Owner>
                          && !std::is_copy_constructible_v<Owner>
                          && !std::is_copy_assignable_v<Owner>;

static_assert(is_owner<jpki::card> && is_owner<jpki::context> && is_owner<jpki::certificate>
              && is_owner<jpki::signature> && is_owner<jpki::face> && is_owner<jpki::attributes>
              && is_owner<jpki::picture> && is_owner<jpki::items> && is_owner<jpki::monitor>
              && is_owner<jpki::cancellation> && is_owner<jpki::card_authorities>
              && is_owner<jpki::ocsp_request> && is_owner<jpki::revocation_list>);

/* Where an array of characters ends is not known: it is no PIN and no challenge. */
static_assert(!std::is_convertible_v<const char (&)[5], jpki::text_view>
              && !std::is_convertible_v<const char *, jpki::text_view>
              && !std::is_convertible_v<const char (&)[32], jpki::bytes_view>
              && std::is_convertible_v<std::string_view, jpki::text_view>
              && std::is_convertible_v<std::array<std::uint8_t, 32>, jpki::bytes_view>);

/* Every secret is taken in the same way. */
static_assert(!std::is_invocable_v<decltype(&jpki::card::face_for_challenge), jpki::card &,
                                   const char (&)[15], jpki::bytes_view, std::int32_t,
                                   std::int32_t>);

bool all_good = true;

void check(const char *what, bool is_so)
{
    std::cout << (is_so ? "ok    " : "FAILS ") << what << "\n";
    all_good = all_good && is_so;
}

template <typename Function>
std::int32_t status_of(Function function)
{
    try {
        function();
        return JPKI_OK;
    } catch (const jpki::error &error) {
        return error.status();
    }
}

void owners()
{
    auto card = jpki::card::open_virtual();
    auto other = std::move(card);
    check("a moved-from card is answered as a closed one",
          status_of([&] { static_cast<void>(card.token()); }) == JPKI_ERROR_HANDLE);
    jpki::card &same = other;
    other = std::move(same);
    check("a card moved onto itself stays open", other.token().kind == JPKI_TOKEN_MY_NUMBER_CARD);
    check("an empty owner lends nothing",
          jpki::certificate().der().empty() && jpki::face().photo().empty());
}

void errors()
{
    auto card = jpki::card::open_virtual();
    try {
        static_cast<void>(card.authenticate("9182"sv, "a challenge of 16 bytes or more"sv));
        check("a wrong PIN throws", false);
    } catch (const jpki::error &error) {
        const std::string all = error.what() + error.text(JPKI_LANGUAGE_JAPANESE)
                                + error.text(JPKI_LANGUAGE_ENGLISH) + error.status_name();
        check("a wrong PIN throws, with the tries left", error.tries_left() == 2);
        check("no error has the PIN in it", all.find("9182") == std::string::npos);
    }
    check("a verdict of no verification is not good", !jpki::verdict());
}

/* What is wrong never means something else. */
void refusals()
{
    const auto nul = "pin-tries 1\0; nonsense"s;
    check("a text with a NUL is not cut off", status_of([&] {
              static_cast<void>(jpki::card::open_virtual(JPKI_VIRTUAL_MY_NUMBER_CARD, nul));
          }) == JPKI_ERROR_ARGUMENT);
    jpki::context context;
    check("nor is a reader's name",
          status_of([&] { static_cast<void>(context.connect(nul)); }) == JPKI_ERROR_ARGUMENT
              && status_of([&] { static_cast<void>(context.wait(0, nul)); }) == JPKI_ERROR_ARGUMENT);

    auto card = jpki::card::open_virtual();
    const auto certificate = card.certificate(JPKI_CERTIFICATE_AUTHENTICATION);
    const jpki::certificate moved;
    jpki::verify_options verify;
    verify.own_policies = "1.2.3\0.4"s;
    check("nor are policies", status_of([&] {
              static_cast<void>(jpki::check_certificate(certificate, verify));
          }) == JPKI_ERROR_ARGUMENT);

    const jpki::revocation_list no_list;
    verify.own_policies.clear();
    verify.revocation_list = &no_list;
    check("a list that was moved away is not none", status_of([&] {
              static_cast<void>(jpki::check_certificate(certificate, verify));
          }) == JPKI_ERROR_HANDLE);
    jpki::sign_options sign;
    sign.known_certificate = &moved;
    check("nor is a certificate, and no try is spent", status_of([&] {
              static_cast<void>(card.sign("9999"sv, "a challenge"sv, sign));
          }) == JPKI_ERROR_HANDLE && card.tries(JPKI_CREDENTIAL_PIN).left == 3);
}

/* Throws that all is well. */
class cheerful final : public jpki::transport {
public:
    [[nodiscard]] std::vector<std::uint8_t> transmit(jpki::bytes_view) override
    {
        throw jpki::error(JPKI_OK);
    }
    void power_down() override {}
};

/* Counts itself, and fails in a way that the library knows nothing of. */
class unruly final : public jpki::transport {
public:
    explicit unruly(int &living) : living_(living) { living_++; }
    ~unruly() override { living_--; }
    [[nodiscard]] std::vector<std::uint8_t> transmit(jpki::bytes_view) override
    {
        throw std::logic_error("not of the library");
    }
    void power_down() override { throw 42; }
    /* More than the library takes. */
    [[nodiscard]] std::uint32_t max_apdu_data() const override { return 1U << 20; }

private:
    int &living_;
};

void transports()
{
    int living = 0;
    {
        auto card = jpki::card::open(std::make_unique<unruly>(living));
        check("an exception in a transport does not pass through the library",
              status_of([&] { static_cast<void>(card.token()); }) == JPKI_ERROR_READER_FAILED);
        check("a card owns its transport", living == 1);
        auto other = jpki::card::open(std::make_unique<cheerful>());
        check("what is thrown is no success",
              status_of([&] { static_cast<void>(other.token()); }) == JPKI_ERROR_READER_FAILED);
    }
    check("and ends it", living == 0);
}

void waits()
{
    jpki::context context;
    jpki::cancellation button;
    auto waiting = std::async(std::launch::async, [&] {
        return status_of([&] {
            /* It waits without the service too. */
            static_cast<void>(context.wait(button, 20000, {}, JPKI_WAIT_FOR_SERVICE));
        });
    });
    std::this_thread::sleep_for(100ms);
    button.cancel();
    check("another thread cancels a wait", waiting.get() == JPKI_ERROR_CANCELLED);
}

void logs()
{
    jpki::log_keep(JPKI_LOG_TRACE);
    static_cast<void>(jpki::card::open_virtual().token());
    bool is_any = false;
    while (const auto record = jpki::log_next()) {
        is_any = is_any || !record->message.empty();
    }
    check("lines of the log are kept", is_any);
    jpki::log_keep(JPKI_LOG_OFF);
    check("and end", !jpki::log_next());
}

void wipes()
{
    std::string pin(40, '7');
    const char *where = pin.data();
    jpki::secure_wipe(pin);
    check("a wiped PIN is gone", pin.empty() && std::memchr(where, '7', 40) == nullptr);
}

} // namespace

int main()
{
    owners();
    errors();
    refusals();
    transports();
    waits();
    logs();
    wipes();
    return all_good ? 0 : 1;
}
