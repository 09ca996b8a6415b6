/*
 * Requests about a card's certificates, keys and PINs.
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#include "driver.hpp"

#include <tuple>

namespace driver {
namespace {

void open(kept &kept, request &request, answer &)
{
    const std::int32_t kind = request.constant(JPKI_VIRTUAL_MY_NUMBER_CARD);
    kept.card = jpki::card::open_virtual(kind, request.text());
}

void close(kept &kept, request &, answer &)
{
    kept.card.reset();
}

void token(kept &kept, request &, answer &answer)
{
    const jpki::token token = kept.card.token();
    answer.number(token.kind).text(token.label);
}

void tries(kept &kept, request &request, answer &answer)
{
    const jpki::tries tries = kept.card.tries(request.constant(JPKI_CREDENTIAL_PIN));
    answer.number(tries.state).number(tries.left.value_or(-1));
}

void has_certificate(kept &kept, request &request, answer &answer)
{
    answer.yes(kept.card.has_certificate(request.constant(JPKI_CERTIFICATE_AUTHENTICATION)));
}

void certificate(kept &kept, request &request, answer &answer)
{
    const std::int32_t kind = request.constant(JPKI_CERTIFICATE_AUTHENTICATION);
    const bool is_authority =
        kind == JPKI_CERTIFICATE_AUTHENTICATION_CA || kind == JPKI_CERTIFICATE_SIGNATURE_CA;
    jpki::certificate &into = is_authority ? kept.ca_certificate : kept.certificate;
    into = kept.card.certificate(kind);
    answer.data(into.der())
        .number(into.not_before())
        .number(into.not_after())
        .data_or_none(into.subject_key_id())
        .data_or_none(into.public_key());
}

void load_certificate(kept &kept, request &request, answer &)
{
    kept.certificate = jpki::certificate::from_der(request.data());
}

void authenticate(kept &kept, request &request, answer &answer)
{
    secret pin;
    request.read(pin);
    bytes challenge = request.data();
    jpki::sign_options options;
    options.last_try = request.constant(JPKI_LAST_TRY_KEEP);
    if (request.yes()) {
        options.known_certificate = &needed(kept.certificate);
    }
    options.read_ca_certificate = request.yes();
    jpki::authentication made = kept.card.authenticate(pin.view(), challenge, options);
    answer.number(made.token_kind)
        .number(made.pin.state)
        .number(made.pin.left.value_or(-1))
        .data(made.certificate.der());
    if (made.ca_certificate) {
        answer.data(made.ca_certificate->der());
        kept.ca_certificate = std::move(*made.ca_certificate);
    } else {
        answer.none();
    }
    answer.number(made.signature.algorithm()).data(made.signature.bytes());
    kept.certificate = std::move(made.certificate);
    kept.signature = std::move(made.signature);
    kept.challenge = std::move(challenge);
}

void sign(kept &kept, request &request, answer &answer)
{
    secret pin;
    request.read(pin);
    const bytes data = request.data();
    jpki::sign_options options;
    options.digest = request.constant(JPKI_DIGEST_SHA256);
    options.scheme = request.constant(JPKI_SCHEME_DIGEST_INFO);
    options.input = request.constant(JPKI_INPUT_DATA);
    options.last_try = request.constant(JPKI_LAST_TRY_KEEP);
    kept.signature = kept.card.sign(pin.view(), data, options);
    answer.number(kept.signature.algorithm())
        .text(kept.signature.algorithm_name())
        .data(kept.signature.bytes());
}

void signature_certificate(kept &kept, request &request, answer &answer)
{
    secret password;
    request.read(password);
    const std::int32_t last_try = request.constant(JPKI_LAST_TRY_KEEP);
    kept.certificate = kept.card.signature_certificate(password.view(), last_try);
    answer.data(kept.certificate.der());
}

void sign_document(kept &kept, request &request, answer &answer)
{
    secret password;
    request.read(password);
    const bytes data = request.data();
    jpki::sign_options options;
    options.last_try = request.constant(JPKI_LAST_TRY_KEEP);
    std::tie(kept.certificate, kept.signature) =
        kept.card.sign_document(password.view(), data, options);
    answer.data(kept.certificate.der())
        .number(kept.signature.algorithm())
        .data(kept.signature.bytes());
}

void other_names(kept &kept, request &, answer &answer)
{
    const jpki::items names = kept.certificate.other_names();
    for (std::size_t at = 0; at < names.size(); at++) {
        answer.text(names.name(at)).text_or_none(names.text(at));
    }
}

/* One of the changes, which take the same words. */
template <typename Change>
void change_secret(request &request, Change change)
{
    secret before, after;
    request.read(before);
    request.read(after);
    change(before.view(), after.view(), request.constant(JPKI_LAST_TRY_KEEP));
}

void change_pin(kept &kept, request &request, answer &)
{
    change_secret(request, [&](auto... words) { kept.card.change_pin(words...); });
}

void change_signature_password(kept &kept, request &request, answer &)
{
    change_secret(request, [&](auto... words) { kept.card.change_signature_password(words...); });
}

void change_input_support_pin(kept &kept, request &request, answer &)
{
    change_secret(request, [&](auto... words) { kept.card.change_input_support_pin(words...); });
}

void begin(kept &kept, request &, answer &)
{
    kept.card.begin_transaction();
}

void end(kept &kept, request &, answer &)
{
    kept.card.end_transaction();
}

void read_length(kept &kept, request &request, answer &)
{
    kept.card.set_read_length(static_cast<std::size_t>(request.number()));
}

/* A card that answers everything in the same way. */
class same_answer final : public jpki::transport {
public:
    same_answer(std::optional<bytes> answer, std::int32_t status)
        : answer_(std::move(answer)), status_(status)
    {
    }
    [[nodiscard]] std::vector<std::uint8_t> transmit(jpki::bytes_view) override
    {
        if (!answer_) {
            throw jpki::error(status_);
        }
        return *answer_;
    }
    void power_down() override {}

private:
    std::optional<bytes> answer_;
    std::int32_t status_;
};

void transport(kept &kept, request &request, answer &)
{
    std::optional<bytes> every = request.data_or_none();
    const std::string_view status = request.word();
    const std::int32_t number = status == "-" ? JPKI_OK : std::stoi(std::string(status));
    kept.card = jpki::card::open(std::make_unique<same_answer>(std::move(every), number));
}

} // namespace

void add_card_requests(table &to)
{
    to["open"] = open;
    to["close"] = close;
    to["token"] = token;
    to["tries"] = tries;
    to["has-certificate"] = has_certificate;
    to["certificate"] = certificate;
    to["load-certificate"] = load_certificate;
    to["authenticate"] = authenticate;
    to["sign"] = sign;
    to["signature-certificate"] = signature_certificate;
    to["sign-document"] = sign_document;
    to["other-names"] = other_names;
    to["change-pin"] = change_pin;
    to["change-signature-password"] = change_signature_password;
    to["change-input-support-pin"] = change_input_support_pin;
    to["begin"] = begin;
    to["end"] = end;
    to["read-length"] = read_length;
    to["transport"] = transport;
}

} // namespace driver
