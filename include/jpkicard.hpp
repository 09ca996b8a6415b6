/*
 * jpkicard for C++17: owners in place of handles, exceptions in place of statuses.
 * Needs <jpkicard.h> and the library, and nothing else.
 * SPDX-License-Identifier: MIT OR Apache-2.0
 *
 * - An owner (context, monitor, card, certificate, signature, readers; face, attributes and
 *   picture in jpkicard_card_face.hpp, which this takes in) frees its handle. It
 *   can be moved, not copied; an empty or moved-from one holds no handle, and its
 *   functions say so as the C functions do with null.
 * - What can fail throws jpki::error. No PIN, name or serial number is in it.
 * - Views (bytes_view, std::string_view) point into the owner they came from.
 * - Constants are those of C: JPKI_TOKEN_*, JPKI_DIGEST_* and so on.
 * - Threads, PIN tries and the rest are as jpkicard.h states for each function.
 */
#ifndef JPKICARD_HPP
#define JPKICARD_HPP

#include <jpkicard.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace jpki {

/*
 * Bytes that belong to somebody else: of a pointer and a length, or of a container with data()
 * and size() such as std::string, std::vector, std::array or std::string_view. An array or
 * pointer of characters alone is refused: where it ends is not known, for it may hold a NUL. Write
 * "1234"sv, or give the length.
 */
template <typename Byte> class basic_view {
public:
    constexpr basic_view() noexcept = default;
    template <typename Other, typename = std::enable_if_t<sizeof(Other) == 1>>
    basic_view(const Other *data, std::size_t size) noexcept
        : data_(reinterpret_cast<const Byte *>(data)), size_(size)
    {
    }
    template <typename Container,
              typename Element = std::remove_pointer_t<
                  decltype(std::declval<const Container &>().data())>,
              typename = decltype(std::declval<const Container &>().size()),
              typename = std::enable_if_t<sizeof(Element) == 1>>
    basic_view(const Container &bytes) noexcept : basic_view(bytes.data(), bytes.size())
    {
    }

    [[nodiscard]] constexpr const Byte *data() const noexcept { return data_; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] constexpr const Byte *begin() const noexcept { return data_; }
    [[nodiscard]] constexpr const Byte *end() const noexcept { return data_ + size_; }
    [[nodiscard]] constexpr Byte operator[](std::size_t index) const noexcept
    {
        return data_[index];
    }
    [[nodiscard]] std::vector<Byte> copy() const { return {begin(), end()}; }

private:
    const Byte *data_ = nullptr;
    std::size_t size_ = 0;
};

/* Data. */
using bytes_view = basic_view<std::uint8_t>;
/* A PIN, a password, a check number: characters. */
using text_view = basic_view<char>;

/* A failure; what() is the library's sentence for the person at the desk. */
class error : public std::runtime_error {
public:
    explicit error(const jpki_error &from)
        : std::runtime_error(from.message), status_(from.status), tries_left_(from.tries_left),
          status_word_(from.status_word), pcsc_code_(from.pcsc_code)
    {
    }
    explicit error(jpki_status status)
        : std::runtime_error(jpki_status_name(status)), status_(status)
    {
    }

    /* One of JPKI_ERROR_*. */
    [[nodiscard]] jpki_status status() const noexcept { return status_; }
    [[nodiscard]] const char *status_name() const noexcept { return jpki_status_name(status_); }
    /* How many PIN tries are left, if the card said so. */
    [[nodiscard]] std::optional<std::int32_t> tries_left() const noexcept
    {
        return tries_left_ < 0 ? std::nullopt : std::optional<std::int32_t>(tries_left_);
    }
    /* The card's status word, or 0. */
    [[nodiscard]] std::uint32_t status_word() const noexcept { return status_word_; }
    /* The PC/SC return code, or 0. */
    [[nodiscard]] std::uint32_t pcsc_code() const noexcept { return pcsc_code_; }
    /* The sentence for the desk in one of JPKI_LANGUAGE_*, with what is above. */
    [[nodiscard]] std::string text(std::int32_t language) const
    {
        jpki_error failure{}, outcome{};
        std::string text(JPKI_ERROR_TEXT_SIZE, '\0');
        failure.struct_size = outcome.struct_size = sizeof failure;
        failure.status = status_;
        failure.tries_left = tries_left_;
        failure.status_word = status_word_;
        failure.pcsc_code = pcsc_code_;
        if (jpki_error_text(&failure, language, text.data(), text.size(), &outcome) != JPKI_OK) {
            throw error(outcome);
        }
        text.resize(text.find('\0'));
        return text;
    }

private:
    jpki_status status_;
    std::int32_t tries_left_ = -1;
    std::uint32_t status_word_ = 0;
    std::uint32_t pcsc_code_ = 0;
};

namespace detail {

/* For a status that changes nothing for the caller. */
inline void ignore(jpki_status) noexcept {}

/* Runs a C function with an error structure, and throws what it says. */
template <typename Function>
void call(Function function)
{
    jpki_error outcome{};
    outcome.struct_size = sizeof outcome;
    if (function(&outcome) != JPKI_OK) {
        throw error(outcome);
    }
}

/* A text for C, which would end it at a NUL: then it would mean another one. */
[[nodiscard]] inline const char *whole(const std::string &text)
{
    if (text.find('\0') != std::string::npos) {
        throw error(JPKI_ERROR_ARGUMENT);
    }
    return text.c_str();
}

/* What is given to C, or none. One whose object was moved away is not none. */
template <typename Owner>
[[nodiscard]] auto given(const Owner *owner) -> decltype(owner->get())
{
    if (owner == nullptr) {
        return nullptr;
    }
    if (owner->get() == nullptr) {
        throw error(JPKI_ERROR_HANDLE);
    }
    return owner->get();
}

/* Owns one handle. */
template <typename Handle, void (*Free)(Handle *)>
class owner {
public:
    owner() noexcept = default;
    explicit owner(Handle *handle) noexcept : handle_(handle) {}
    owner(owner &&other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
    owner &operator=(owner &&other) noexcept
    {
        if (this != &other) {
            reset(std::exchange(other.handle_, nullptr));
        }
        return *this;
    }
    owner(const owner &) = delete;
    owner &operator=(const owner &) = delete;
    ~owner() { Free(handle_); }

    /* The handle, for the C functions; it stays the owner's. */
    [[nodiscard]] Handle *get() const noexcept { return handle_; }
    explicit operator bool() const noexcept { return handle_ != nullptr; }
    /* Gives the handle to the caller, who frees it. */
    [[nodiscard]] Handle *release() noexcept { return std::exchange(handle_, nullptr); }
    void reset(Handle *handle = nullptr) noexcept { Free(std::exchange(handle_, handle)); }

private:
    Handle *handle_ = nullptr;
};

/* What a getter lends: it stores the length. */
template <typename Lend>
[[nodiscard]] bytes_view lent(Lend lend) noexcept
{
    std::size_t length = 0;
    const std::uint8_t *data = lend(&length);
    return {data, length};
}

[[nodiscard]] inline std::string_view text(const char *text) noexcept
{
    return text == nullptr ? std::string_view() : std::string_view(text);
}

} // namespace detail

/* What a certificate or a record says that is handed out as it is; all of it personal data.
 * Each is empty past the end. */
class items : public detail::owner<jpki_items, jpki_items_free> {
public:
    using owner::owner;

    [[nodiscard]] std::size_t size() const noexcept { return jpki_items_count(get()); }
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    /* An object identifier, or a tag in hexadecimal digits. */
    [[nodiscard]] std::string_view name(std::size_t index) const noexcept
    {
        return detail::text(jpki_items_name(get(), index));
    }
    /* Empty too if it is no text. */
    [[nodiscard]] std::string_view text(std::size_t index) const noexcept
    {
        return detail::text(jpki_items_text(get(), index));
    }
    [[nodiscard]] bytes_view data(std::size_t index) const noexcept
    {
        std::size_t length = 0;
        const std::uint8_t *data = jpki_items_data(get(), index, &length);
        return {data, length};
    }
};

/* A certificate; independent of the card it came from. */
class certificate : public detail::owner<jpki_certificate, jpki_certificate_free> {
public:
    using owner::owner;

    /* One that the caller kept. */
    [[nodiscard]] static certificate from_der(bytes_view der)
    {
        jpki_certificate *handle = nullptr;
        detail::call([&](jpki_error *error) {
            return jpki_certificate_new(der.data(), der.size(), &handle, error);
        });
        return certificate(handle);
    }

    [[nodiscard]] bytes_view der() const noexcept
    {
        std::size_t length = 0;
        const std::uint8_t *data = jpki_certificate_data(get(), &length);
        return {data, length};
    }
    /* One of JPKI_FIELD_*; empty if the certificate does not have it. */
    [[nodiscard]] bytes_view field(std::int32_t field) const noexcept
    {
        std::size_t length = 0;
        const std::uint8_t *data = jpki_certificate_field(get(), field, &length);
        return {data, length};
    }
    /* Restricted by law: do not log it. */
    [[nodiscard]] bytes_view serial_number() const noexcept { return field(JPKI_FIELD_SERIAL_NUMBER); }
    [[nodiscard]] bytes_view issuer_key_id() const noexcept { return field(JPKI_FIELD_ISSUER_KEY_ID); }
    [[nodiscard]] bytes_view subject_key_id() const noexcept { return field(JPKI_FIELD_SUBJECT_KEY_ID); }
    /* The DER encoding of its SubjectPublicKeyInfo. */
    [[nodiscard]] bytes_view public_key() const noexcept { return field(JPKI_FIELD_PUBLIC_KEY); }
    /* Seconds since 1970-01-01T00:00:00Z. */
    [[nodiscard]] std::int64_t not_before() const noexcept { return jpki_certificate_not_before(get()); }
    [[nodiscard]] std::int64_t not_after() const noexcept { return jpki_certificate_not_after(get()); }
    /* Of a signature certificate the holder's name, birth date, sex and address. Restricted. */
    [[nodiscard]] items other_names() const
    {
        jpki_items *handle = nullptr;
        detail::call([&](jpki_error *error) {
            return jpki_certificate_other_names(get(), &handle, error);
        });
        return items(handle);
    }
};

class signature : public detail::owner<jpki_signature, jpki_signature_free> {
public:
    using owner::owner;

    [[nodiscard]] bytes_view bytes() const noexcept
    {
        std::size_t length = 0;
        const std::uint8_t *data = jpki_signature_data(get(), &length);
        return {data, length};
    }
    /* One of JPKI_ALGORITHM_*. */
    [[nodiscard]] std::int32_t algorithm() const noexcept { return jpki_signature_algorithm(get()); }
    [[nodiscard]] std::string_view algorithm_name() const noexcept
    {
        return detail::text(jpki_signature_algorithm_name(get()));
    }
};

/* How to sign; as it is made, the default. */
struct sign_options {
    std::int32_t digest = JPKI_DIGEST_SHA256;
    std::int32_t scheme = JPKI_SCHEME_DIGEST_INFO;
    std::int32_t input = JPKI_INPUT_DATA;
    std::int32_t last_try = JPKI_LAST_TRY_KEEP;
    /* The card's certificate, if the caller kept it. */
    const certificate *known_certificate = nullptr;
    /* For an authentication: the CA certificate that its issuer is expected to have. */
    const certificate *ca_certificate = nullptr;
    /* For an authentication: reads the CA certificate even if the issuer is known. */
    bool read_ca_certificate = false;

    [[nodiscard]] jpki_sign_options for_c() const
    {
        jpki_sign_options options{};
        options.struct_size = sizeof options;
        options.digest = digest;
        options.scheme = scheme;
        options.input = input;
        options.last_try = last_try;
        options.certificate = detail::given(known_certificate);
        options.ca_certificate = detail::given(ca_certificate);
        options.read_ca_certificate = read_ca_certificate ? 1 : 0;
        return options;
    }
};

struct token {
    std::int32_t kind = JPKI_TOKEN_UNKNOWN;
    std::string label;
};

/* The tries of a PIN, password or number. */
struct tries {
    /* One of JPKI_TRIES_*. */
    std::int32_t state = JPKI_TRIES_NOT_REPORTED;
    /* If the card says it; 0 when locked. */
    std::optional<std::int32_t> left;
};

/* What an authentication desk needs of one card. */
struct authentication {
    std::int32_t token_kind = JPKI_TOKEN_UNKNOWN;
    /* Before the PIN was sent. */
    tries pin;
    jpki::certificate certificate;
    /* None where it was not read: see sign_options. */
    std::optional<jpki::certificate> ca_certificate;
    jpki::signature signature;
};

/*
 * A connection to a card that the caller makes: derive from it. A failure is told by
 * throwing jpki::error with a status such as JPKI_ERROR_CARD_REMOVED; any other
 * exception is JPKI_ERROR_READER_FAILED. None passes through the library.
 */
class transport {
public:
    virtual ~transport() = default;
    /* Sends a command once; returns the answer with its status word. Do not log
     * the bytes: a command may hold a PIN. */
    [[nodiscard]] virtual std::vector<std::uint8_t> transmit(bytes_view command) = 0;
    virtual void begin_transaction() {}
    virtual void end_transaction() {}
    /* Takes the card's power away, so that it forgets a verified PIN. */
    virtual void power_down() = 0;
    /* How many data bytes one APDU may have, at most 65,536; 0 if unknown. Asked once. */
    [[nodiscard]] virtual std::uint32_t max_apdu_data() const { return 0; }
};

namespace detail {

[[nodiscard]] inline tries tries_of(std::int32_t state, std::int32_t left) noexcept
{
    return {state, left < 0 ? std::nullopt : std::optional<std::int32_t>(left)};
}

/* Runs `work`, and makes a status of what it throws. */
template <typename Function>
[[nodiscard]] std::int32_t status_of(Function work) noexcept
{
    try {
        work();
        return JPKI_OK;
    } catch (const error &thrown) {
        /* What was thrown is no success, whatever it says. */
        return thrown.status() == JPKI_OK ? JPKI_ERROR_READER_FAILED : thrown.status();
    } catch (...) {
        return JPKI_ERROR_READER_FAILED;
    }
}

[[nodiscard]] inline jpki_transport for_c(transport *connection)
{
    jpki_transport functions{};
    functions.struct_size = sizeof functions;
    /* More is refused, and the connection would not be closed. */
    functions.max_apdu_data = std::min<std::uint32_t>(connection->max_apdu_data(), 65536);
    functions.user = connection;
    functions.transmit = [](void *user, const std::uint8_t *command, std::size_t command_length,
                            std::uint8_t *response, std::size_t response_size,
                            std::size_t *response_length) -> std::int32_t {
        return status_of([&] {
            const auto answer =
                static_cast<transport *>(user)->transmit({command, command_length});
            /* A length above the room is the library's to refuse. */
            for (std::size_t i = 0; i < answer.size() && i < response_size; i++) {
                response[i] = answer[i];
            }
            *response_length = answer.size();
        });
    };
    functions.begin_transaction = [](void *user) -> std::int32_t {
        return status_of([&] { static_cast<transport *>(user)->begin_transaction(); });
    };
    functions.end_transaction = [](void *user) -> std::int32_t {
        return status_of([&] { static_cast<transport *>(user)->end_transaction(); });
    };
    functions.power_down = [](void *user) -> std::int32_t {
        return status_of([&] { static_cast<transport *>(user)->power_down(); });
    };
    functions.close = [](void *user) { delete static_cast<transport *>(user); };
    return functions;
}

} // namespace detail

} // namespace jpki

#include <jpkicard_card_face.hpp>

namespace jpki {

class card : public detail::owner<jpki_card, jpki_card_free>,
             public detail::reads_card_face<card> {
public:
    using owner::owner;

    /* The embedded virtual card, PIN 1234, if the library has it; `kind`: one of
     * JPKI_VIRTUAL_*. */
    [[nodiscard]] static card open_virtual(std::int32_t kind = JPKI_VIRTUAL_MY_NUMBER_CARD)
    {
        jpki_card *handle = nullptr;
        detail::call([&](jpki_error *error) {
            return jpki_card_open_virtual(kind, &handle, error);
        });
        return card(handle);
    }

    /* The same with settings, and with what is to go wrong: as for
     * jpki_card_open_virtual_with_settings. */
    [[nodiscard]] static card open_virtual(std::int32_t kind, const std::string &settings)
    {
        jpki_card *handle = nullptr;
        detail::call([&](jpki_error *error) {
            return jpki_card_open_virtual_with_settings(kind, detail::whole(settings), &handle, error);
        });
        return card(handle);
    }

    /* A card behind a connection of the caller's, which the card owns from then on. */
    [[nodiscard]] static card open(std::unique_ptr<transport> connection)
    {
        if (connection == nullptr) {
            throw error(JPKI_ERROR_ARGUMENT);
        }
        const jpki_transport functions = detail::for_c(connection.get());
        jpki_card *handle = nullptr;
        detail::call([&](jpki_error *error) {
            const jpki_status status = jpki_card_open_transport(&functions, &handle, error);
            /* This structure is one that is accepted: from here on `close` deletes it. */
            static_cast<void>(connection.release());
            return status;
        });
        return card(handle);
    }

    /* In UTF-8; empty for a card without a reader. */
    [[nodiscard]] std::string_view reader_name() const noexcept
    {
        return detail::text(jpki_card_reader_name(get()));
    }

    void set_read_length(std::size_t length)
    {
        detail::call(
            [&](jpki_error *error) { return jpki_card_set_read_length(get(), length, error); });
    }

    [[nodiscard]] jpki::token token()
    {
        jpki::token found;
        /* 32 characters, of up to three bytes when they are no UTF-8. */
        char label[3 * 32 + 1] = {};
        detail::call([&](jpki_error *error) {
            return jpki_card_token(get(), &found.kind, label, sizeof label, error);
        });
        found.label = label;
        return found;
    }

    /* `kind`: JPKI_CERTIFICATE_AUTHENTICATION or JPKI_CERTIFICATE_SIGNATURE. */
    [[nodiscard]] bool has_certificate(std::int32_t kind)
    {
        std::int32_t present = 0;
        detail::call([&](jpki_error *error) {
            return jpki_card_has_certificate(get(), kind, &present, error);
        });
        return present != 0;
    }

    /* `kind`: one of JPKI_CERTIFICATE_*, but that of the signature, which takes the password:
     * signature_certificate. */
    [[nodiscard]] jpki::certificate certificate(std::int32_t kind = JPKI_CERTIFICATE_AUTHENTICATION)
    {
        jpki_certificate *handle = nullptr;
        detail::call([&](jpki_error *error) {
            return jpki_card_certificate(get(), kind, &handle, error);
        });
        return jpki::certificate(handle);
    }

    /* Spends none. `credential`: one of JPKI_CREDENTIAL_*. Throws JPKI_ERROR_NOT_ON_CARD where the
     * token does not have it. */
    [[nodiscard]] jpki::tries tries(std::int32_t credential = JPKI_CREDENTIAL_PIN)
    {
        std::int32_t state = JPKI_TRIES_NOT_REPORTED, left = -1;
        detail::call([&](jpki_error *error) {
            return jpki_card_tries(get(), credential, &state, &left, error);
        });
        return detail::tries_of(state, left);
    }

    /* From here until end_transaction all functions of the card run in one PC/SC transaction, and
     * no other program gets the card: keep it short. See also jpki::transaction. */
    void begin_transaction()
    {
        detail::call(
            [&](jpki_error *error) { return jpki_card_begin_transaction(get(), error); });
    }

    /* It is over, also where this throws. */
    void end_transaction()
    {
        detail::call([&](jpki_error *error) { return jpki_card_end_transaction(get(), error); });
    }

    /* Sends the PIN once at most: a wrong one spends a try. */
    [[nodiscard]] jpki::signature sign(text_view pin, bytes_view input, const sign_options &options = {})
    {
        const jpki_sign_options for_c = options.for_c();
        jpki_signature *handle = nullptr;
        detail::call([&](jpki_error *error) {
            return jpki_card_sign(get(), pin.data(), pin.size(), input.data(), input.size(),
                                  &for_c, &handle, error);
        });
        return jpki::signature(handle);
    }

    /* Sends the PIN once at most: a wrong one spends a try. */
    [[nodiscard]] jpki::authentication authenticate(text_view pin, bytes_view input,
                            const sign_options &options = {})
    {
        const jpki_sign_options for_c = options.for_c();
        jpki_authentication got{};
        got.struct_size = sizeof got;
        detail::call([&](jpki_error *error) {
            return jpki_card_authenticate(get(), pin.data(), pin.size(), input.data(), input.size(),
                                     &for_c, &got, error);
        });
        jpki::authentication authentication{
            got.token_kind, detail::tries_of(got.pin_status, got.tries_left),
            jpki::certificate(got.certificate), std::nullopt, jpki::signature(got.signature)};
        if (got.ca_certificate != nullptr) {
            authentication.ca_certificate.emplace(got.ca_certificate);
        }
        return authentication;
    }

    /* Sends each PIN once at most: a wrong old one spends a try. */
    void change_pin(text_view old_pin, text_view new_pin,
                    std::int32_t last_try = JPKI_LAST_TRY_KEEP)
    {
        detail::call([&](jpki_error *error) {
            return jpki_card_change_pin(get(), old_pin.data(), old_pin.size(), new_pin.data(),
                                        new_pin.size(), last_try, error);
        });
    }

    /* Sends the password once at most: a wrong one spends one of five tries. */
    [[nodiscard]] jpki::certificate signature_certificate(text_view password,
                                            std::int32_t last_try = JPKI_LAST_TRY_KEEP)
    {
        jpki_certificate *handle = nullptr;
        detail::call([&](jpki_error *error) {
            return jpki_card_signature_certificate(get(), password.data(), password.size(),
                                                   last_try, &handle, error);
        });
        return jpki::certificate(handle);
    }

    /* Sends the password once at most: a wrong one spends one of five tries. */
    [[nodiscard]] std::pair<jpki::certificate, jpki::signature> sign_document(text_view password,
                                                          bytes_view input,
                                                          const sign_options &options = {})
    {
        const jpki_sign_options for_c = options.for_c();
        jpki_certificate *certificate_handle = nullptr;
        jpki_signature *signature_handle = nullptr;
        detail::call([&](jpki_error *error) {
            return jpki_card_sign_document(get(), password.data(), password.size(), input.data(),
                                           input.size(), &for_c, &certificate_handle,
                                           &signature_handle, error);
        });
        return {jpki::certificate(certificate_handle), jpki::signature(signature_handle)};
    }

    /* Sends each password once at most: a wrong old one spends one of five tries. */
    void change_signature_password(text_view old_password, text_view new_password,
                                   std::int32_t last_try = JPKI_LAST_TRY_KEEP)
    {
        detail::call([&](jpki_error *error) {
            return jpki_card_change_signature_password(get(), old_password.data(),
                                                       old_password.size(), new_password.data(),
                                                       new_password.size(), last_try, error);
        });
    }
};

/* A transaction of a card that ends with the scope, whatever happens in it. The card outlives it. */
class transaction {
public:
    explicit transaction(jpki::card &card) : card_(&card) { card.begin_transaction(); }
    transaction(const transaction &) = delete;
    transaction &operator=(const transaction &) = delete;
    ~transaction()
    {
        if (card_ != nullptr) {
            detail::ignore(jpki_card_end_transaction(card_->get(), nullptr));
        }
    }

    /* Ends it, and throws JPKI_ERROR_CARD_RESET if it was interrupted. */
    void end() { std::exchange(card_, nullptr)->end_transaction(); }

private:
    jpki::card *card_;
};

/* Names of readers, in UTF-8. */
class readers : public detail::owner<jpki_readers, jpki_readers_free> {
public:
    using owner::owner;

    [[nodiscard]] std::size_t size() const noexcept { return jpki_readers_count(get()); }
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    /* Empty past the end. */
    [[nodiscard]] std::string_view operator[](std::size_t index) const noexcept
    {
        return detail::text(jpki_readers_name(get(), index));
    }
    [[nodiscard]] std::vector<std::string> copy() const
    {
        std::vector<std::string> names;
        for (std::size_t index = 0; index < size(); index++) {
            names.emplace_back((*this)[index]);
        }
        return names;
    }
};

/* One thing that happened at the readers; the numbers are those of jpki_event. */
struct event {
    /* One of JPKI_EVENT_*. */
    std::int32_t kind = JPKI_EVENT_NONE;
    /* One of JPKI_CARD_*, and with JPKI_CARD_TOKEN one of JPKI_TOKEN_*. */
    std::int32_t card_kind = JPKI_CARD_NOT_ASKED;
    std::int32_t token_kind = JPKI_TOKEN_UNKNOWN;
    /* Why the service stopped, or the card was not identified; else JPKI_OK. */
    jpki_status reason = JPKI_OK;
    std::uint32_t pcsc_code = 0;
    /* In UTF-8. */
    std::string reader;
};

/* Ends the waits that it is given to, now and later: for a Cancel button. From any thread. */
class cancellation : public detail::owner<jpki_cancellation, jpki_cancellation_free> {
public:
    cancellation()
    {
        jpki_cancellation *handle = nullptr;
        detail::call([&](jpki_error *error) { return jpki_cancellation_new(&handle, error); });
        reset(handle);
    }

    void cancel() noexcept { detail::ignore(jpki_cancellation_cancel(get(), nullptr)); }
};

/* Tells what comes and goes at the readers; made by context::monitor. */
class monitor : public detail::owner<jpki_monitor, jpki_monitor_free> {
public:
    using owner::owner;

    /* The next event, or none in the time given. Throws JPKI_ERROR_CANCELLED. */
    [[nodiscard]] std::optional<event> next(std::int32_t timeout_milliseconds = JPKI_WAIT_FOREVER)
    {
        return next(timeout_milliseconds, nullptr);
    }

    /* Ended by the cancellation too. */
    [[nodiscard]] std::optional<event> next(std::int32_t timeout_milliseconds, const cancellation &button)
    {
        return next(timeout_milliseconds, detail::given(&button));
    }

private:
    [[nodiscard]] std::optional<event> next(std::int32_t timeout_milliseconds, const jpki_cancellation *button)
    {
        jpki_event got{};
        got.struct_size = sizeof got;
        jpki_error outcome{};
        outcome.struct_size = sizeof outcome;
        switch (jpki_monitor_next(get(), timeout_milliseconds, button, &got, &outcome)) {
        case JPKI_OK:
            return event{got.event,  got.card_kind, got.token_kind,
                         got.reason, got.pcsc_code, got.reader};
        case JPKI_ERROR_TIMED_OUT:
            return std::nullopt;
        default:
            throw error(outcome);
        }
    }
};

/* The readers of this computer. */
class context : public detail::owner<jpki_context, jpki_context_free> {
public:
    /* Throws if the library was built without PC/SC. */
    context()
    {
        jpki_context *handle = nullptr;
        detail::call([&](jpki_error *error) { return jpki_context_new(&handle, error); });
        reset(handle);
    }
    explicit context(jpki_context *handle) noexcept : owner(handle) {}

    [[nodiscard]] jpki::readers readers()
    {
        jpki_readers *handle = nullptr;
        detail::call(
            [&](jpki_error *error) { return jpki_context_readers(get(), &handle, error); });
        return jpki::readers(handle);
    }

    /* One of JPKI_PRESENCE_*. */
    [[nodiscard]] std::int32_t reader_status(const std::string &reader)
    {
        std::int32_t presence = JPKI_PRESENCE_UNAVAILABLE;
        detail::call([&](jpki_error *error) {
            return jpki_context_reader_status(get(), detail::whole(reader), &presence, error);
        });
        return presence;
    }

    /* `reader`: empty for any, or its name; `flags`: a sum of JPKI_WAIT_*. */
    [[nodiscard]] card wait(std::int32_t timeout_milliseconds = JPKI_WAIT_FOREVER,
              const std::string &reader = {}, std::uint32_t flags = 0)
    {
        return wait(nullptr, timeout_milliseconds, reader, flags);
    }

    /* Ended by the cancellation too. */
    [[nodiscard]] card wait(const cancellation &button, std::int32_t timeout_milliseconds = JPKI_WAIT_FOREVER,
              const std::string &reader = {}, std::uint32_t flags = 0)
    {
        return wait(detail::given(&button), timeout_milliseconds, reader, flags);
    }

    /* The card that is in the reader of this name now, of whatever kind it is. */
    [[nodiscard]] card connect(const std::string &reader)
    {
        jpki_card *handle = nullptr;
        detail::call([&](jpki_error *error) {
            return jpki_card_connect(get(), detail::whole(reader), &handle, error);
        });
        return card(handle);
    }

    /* `timeout`: one of JPKI_TIMEOUT_*. */
    void set_timeout(std::int32_t timeout, std::int32_t milliseconds)
    {
        detail::call([&](jpki_error *error) {
            return jpki_context_set_timeout(get(), timeout, milliseconds, error);
        });
    }

    /* `flags`: 0 or JPKI_MONITOR_IDENTIFY. `reader`: empty for every reader, or its name. */
    [[nodiscard]] jpki::monitor monitor(std::uint32_t flags = 0, const std::string &reader = {})
    {
        jpki_monitor *handle = nullptr;
        detail::call([&](jpki_error *error) {
            return jpki_monitor_new(get(), detail::whole(reader), flags, &handle, error);
        });
        return jpki::monitor(handle);
    }

    /* Ends the waits, and the monitors' next(), that are in progress; from another thread. */
    void cancel() noexcept { detail::ignore(jpki_context_cancel(get(), nullptr)); }

private:
    [[nodiscard]] card wait(const jpki_cancellation *button, std::int32_t timeout_milliseconds,
              const std::string &reader, std::uint32_t flags)
    {
        jpki_card *handle = nullptr;
        detail::call([&](jpki_error *error) {
            return jpki_card_wait(get(), detail::whole(reader), timeout_milliseconds, flags, button,
                                  &handle, error);
        });
        return card(handle);
    }
};

[[nodiscard]] inline std::string_view version() noexcept { return detail::text(jpki_version()); }

/* The name of the constant, such as JPKI_ERROR_PIN_WRONG. */
[[nodiscard]] inline std::string_view status_name(std::int32_t status) noexcept
{
    return detail::text(jpki_status_name(status));
}

/* A sentence for the person at the desk; `language`: JPKI_LANGUAGE_*. */
[[nodiscard]] inline std::string_view status_text(std::int32_t status, std::int32_t language) noexcept
{
    return detail::text(jpki_status_text(status, language));
}

/* A sum of JPKI_FEATURE_*. */
[[nodiscard]] inline std::uint32_t features() noexcept { return jpki_features(); }

/* Overwrites a PIN that the caller held, with what the string keeps behind its end. */
inline void secure_wipe(std::string &secret) noexcept
{
    secret.resize(secret.capacity());
    jpki_secure_wipe(secret.data(), secret.size());
    secret.clear();
}

/* A log callback that cannot throw, as the library needs it. */
using log_callback = void (*)(void *user, std::int32_t level, const char *message) noexcept;

/* Null or JPKI_LOG_OFF ends it. Another thread may still be in the old callback. */
inline void log_set(log_callback callback, void *user, std::int32_t level)
{
    detail::call(
        [&](jpki_error *error) { return jpki_log_set(callback, user, level, error); });
}

/* Keeps the lines up to `level` for log_next, in place of a callback; JPKI_LOG_OFF ends it. */
inline void log_keep(std::int32_t level)
{
    detail::call([&](jpki_error *error) { return jpki_log_keep(level, error); });
}

struct log_record {
    /* One of JPKI_LOG_*. */
    std::int32_t level = JPKI_LOG_OFF;
    /* How many lines were dropped before this one, because too many were waiting. */
    std::uint32_t dropped_count = 0;
    /* In UTF-8. */
    std::string message;
};

/* Takes the oldest line that was kept; none if there is none. Does not wait. */
[[nodiscard]] inline std::optional<log_record> log_next()
{
    jpki_log_record got{};
    got.struct_size = sizeof got;
    detail::call([&](jpki_error *error) { return jpki_log_next(&got, error); });
    if (got.level == JPKI_LOG_OFF) {
        return std::nullopt;
    }
    return log_record{got.level, got.dropped_count, got.message};
}

} // namespace jpki

/* The relying party's verifications. */
#include <jpkicard_trust.hpp>

#endif
