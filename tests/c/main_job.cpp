/*
 * The complete job in C++, with jpkicard.hpp.
 *
 *   main_job FOLDER
 *
 * FOLDER gets certificate.der, challenge and signature, for another program to verify.
 */
#include "check.h"

#include <jpkicard.hpp>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <array>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>

using namespace std::string_view_literals;

namespace {

/* The relying party accepts at least 16 bytes. */
const std::string CHALLENGE = "challenge of the relying party";

template <typename Owner>
constexpr bool moves_only =
    std::is_nothrow_move_constructible_v<Owner> && std::is_nothrow_move_assignable_v<Owner>
    && !std::is_copy_constructible_v<Owner> && !std::is_copy_assignable_v<Owner>;

/* An array of characters is no challenge and no PIN: it may hold a NUL, or end without one. */
static_assert(!std::is_convertible_v<char[32], jpki::bytes_view>);
static_assert(!std::is_convertible_v<const char[5], jpki::text_view>);
static_assert(!std::is_convertible_v<const char *, jpki::bytes_view>);
static_assert(!std::is_convertible_v<std::uint8_t *, jpki::bytes_view>);
static_assert(!std::is_convertible_v<std::u16string, jpki::text_view>);
static_assert(std::is_convertible_v<std::array<std::uint8_t, 32>, jpki::bytes_view>);
static_assert(std::is_convertible_v<std::array<char, 32>, jpki::bytes_view>);
static_assert(std::is_convertible_v<std::string, jpki::text_view>);
static_assert(std::is_convertible_v<std::vector<unsigned char>, jpki::bytes_view>);

static_assert(moves_only<jpki::context>);
static_assert(moves_only<jpki::card>);
static_assert(moves_only<jpki::certificate>);
static_assert(moves_only<jpki::signature>);
static_assert(moves_only<jpki::readers>);
static_assert(moves_only<jpki::face>);
static_assert(moves_only<jpki::picture>);
static_assert(moves_only<jpki::attributes>);
static_assert(moves_only<jpki::authentication>);
static_assert(moves_only<jpki::card_authorities>);
static_assert(moves_only<jpki::ocsp_request>);
static_assert(std::is_base_of_v<std::runtime_error, jpki::error>);
static_assert(std::is_nothrow_copy_constructible_v<jpki::error>);

template <typename Function>
jpki::error thrown_by(Function function)
{
    try {
        function();
    } catch (const jpki::error &error) {
        return error;
    }
    CHECK(!"an error was thrown");
    std::abort();
}

void save(const std::string &path, jpki::bytes_view bytes)
{
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char *>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    file.close();
    CHECK(file.good());
}

void library()
{
    CHECK(jpki::version().find('.') != std::string_view::npos);
    CHECK((jpki::features() & JPKI_FEATURE_VIRTUAL_CARD) != 0);
    std::string secret = "1234";
    jpki::secure_wipe(secret);
    CHECK(secret.empty() && secret.data()[0] == 0);
}

void reading()
{
    auto card = jpki::card::open_virtual();
    CHECK(card && card.get() != nullptr);
    CHECK(card.reader_name().empty());
    const auto token = card.token();
    CHECK(token.kind == JPKI_TOKEN_MY_NUMBER_CARD && token.label == "JPKIAPICCTOKEN2");
    CHECK(card.has_certificate(JPKI_CERTIFICATE_AUTHENTICATION));
    CHECK(card.has_certificate(JPKI_CERTIFICATE_SIGNATURE));
    CHECK(thrown_by([&] { (void)card.has_certificate(JPKI_CERTIFICATE_SIGNATURE_CA); }).status()
          == JPKI_ERROR_ARGUMENT);
    card.set_read_length(200);
    const auto pin = card.tries();
    CHECK(pin.state == JPKI_TRIES_LEFT && pin.left == 3);

    const auto certificate = card.certificate();
    const auto ca_certificate = card.certificate(JPKI_CERTIFICATE_AUTHENTICATION_CA);
    CHECK(certificate.issuer_key_id().copy() == ca_certificate.subject_key_id().copy());
    CHECK(!certificate.serial_number().empty() && certificate.public_key().size() == 294);
    CHECK(certificate.not_before() < certificate.not_after());
    const std::vector<std::uint8_t> kept = certificate.der().copy();

    const auto again = jpki::certificate::from_der(kept);
    CHECK(again.der().copy() == kept);
    jpki::sign_options options;
    options.scheme = JPKI_SCHEME_PSS_DIGEST;
    options.known_certificate = &again;
    const auto signature = card.sign("1234"sv, CHALLENGE, options);
    CHECK(signature.bytes().size() == 256);
    CHECK(signature.algorithm() == JPKI_ALGORITHM_RSA_PSS_SHA256);
    CHECK(signature.algorithm_name() == "RSA-PSS-SHA256");
    CHECK(thrown_by([&] { card.set_read_length(0); }).status() == JPKI_ERROR_ARGUMENT);
    CHECK(thrown_by([&] { (void)jpki::certificate::from_der("no certificate"sv); }).status()
          == JPKI_ERROR_CERTIFICATE_MALFORMED);
}

void documents()
{
    auto card = jpki::card::open_virtual();
    CHECK(card.tries(JPKI_CREDENTIAL_SIGNATURE_PASSWORD).left == 5);
    const auto [certificate, signature] = card.sign_document("abc123"sv, CHALLENGE);
    const auto names = certificate.other_names();
    CHECK(names.size() == 4 && names.name(0) == "1.2.392.200149.8.5.5.1");
    CHECK(names.text(1) == "19800217" && names.data(1).size() == 10);
    CHECK(names.name(4).empty() && names.text(4).empty() && names.data(4).empty());
    CHECK(certificate.der().copy() == card.signature_certificate("ABC123"sv).der().copy());
    CHECK(certificate.issuer_key_id().copy()
          == card.certificate(JPKI_CERTIFICATE_SIGNATURE_CA).subject_key_id().copy());
    CHECK(signature.bytes().size() == 256);
    const auto wrong = thrown_by([&] { (void)card.sign_document("WRONG1"sv, CHALLENGE); });
    CHECK(wrong.status() == JPKI_ERROR_PASSWORD_WRONG && wrong.tries_left() == 4);
    card.change_signature_password("ABC123"sv, "XYZ789"sv);
    card.change_pin("1234"sv, "9876"sv);
    CHECK(card.sign("9876"sv, CHALLENGE).bytes().size() == 256);
    CHECK(card.tries().left == 3 && card.tries(JPKI_CREDENTIAL_SIGNATURE_PASSWORD).left == 5);
    CHECK(jpki::status_text(JPKI_ERROR_PIN_WRONG, JPKI_LANGUAGE_JAPANESE).find("暗証番号")
          != std::string_view::npos);
    CHECK(jpki::status_text(-999, JPKI_LANGUAGE_ENGLISH).size() > 10);
}

void card_face()
{
    constexpr auto authorities = JPKI_AUTHORITIES_VIRTUAL_CARD;
    auto card = jpki::card::open_virtual();
    std::string number = jpki::check_number(19800217, 2035, "2285"sv);
    CHECK(number == "55021720352285");
    CHECK(jpki::check_number(19800217, 2035, "2285"sv, JPKI_CALENDAR_GREGORIAN) == "G80021720352285"sv);
    CHECK(jpki::check_number_printed_digits("250400"sv, 2035, "2285"sv) == "P25040020352285"sv);
    CHECK(thrown_by([&] {
              card.compare_birth_date(19550217, authorities, JPKI_LAST_TRY_KEEP,
                                      JPKI_CALENDAR_GREGORIAN);
          }).status()
          == JPKI_ERROR_BIRTH_DATE_DIFFERS);
    CHECK(number == "55021720352285");
    jpki::face face = card.face(number, authorities);
    CHECK(face.birth_date() == 19800217 && face.expiry() == 20350217);
    CHECK(face.sex() == JPKI_SEX_FEMALE);
    CHECK(!face.photo().empty() && !face.name_image().empty() && !face.address_image().empty());
    CHECK(!face.security_code_image().empty());
    const jpki::picture photo = face.photo_png();
    CHECK(photo.file().size() > 8 && photo.file()[1] == 'P');
    CHECK(face.svg().file().size() > 1000);
    CHECK(!face.file(JPKI_FILE_RECORD).empty() && face.file(JPKI_FILE_SIGNATURE).empty());

    /* A server that verifies what the desk sends. */
    const jpki::face sent = card.face_for_challenge(number, CHALLENGE, authorities);
    jpki::record_files files;
    files.record = sent.file(JPKI_FILE_RECORD);
    files.certificate = sent.file(JPKI_FILE_CERTIFICATE);
    files.challenge = CHALLENGE;
    files.signature = sent.file(JPKI_FILE_SIGNATURE);
    CHECK(jpki::face_from_files(files, authorities).birth_date() == 19800217);
    CHECK(thrown_by([&] { (void)jpki::face_from_files(files); }).status()
          == JPKI_ERROR_RECORD_NOT_AUTHENTIC);
    auto own = jpki::card_authorities::make();
    CHECK(thrown_by([&] { (void)jpki::face_from_files(files, JPKI_AUTHORITIES_OWN, &own); }).status()
          == JPKI_ERROR_RECORD_NOT_AUTHENTIC);
    CHECK(thrown_by([&] { own.add(JPKI_RECORD_FACE, "short"sv, "too"sv); }).status()
          == JPKI_ERROR_ARGUMENT);
    CHECK(thrown_by([&] { (void)card.face(number, JPKI_AUTHORITIES_OWN); }).status()
          == JPKI_ERROR_ARGUMENT);
    card.set_authorities(own);
    CHECK(thrown_by([&] { (void)card.face(number, JPKI_AUTHORITIES_OWN); }).status()
          == JPKI_ERROR_RECORD_NOT_AUTHENTIC);
    files.challenge = "another challenge of that server"sv;
    CHECK(thrown_by([&] { (void)jpki::face_from_files(files, authorities); }).status()
          == JPKI_ERROR_CARD_NOT_GENUINE);
    CHECK(thrown_by([&] { (void)jpki::attributes_from_files(files, authorities); }).status()
          == JPKI_ERROR_ARGUMENT);

    const jpki::face moved = std::move(face);
    CHECK(!face && face.photo().empty() && moved.birth_date() == 19800217);
    CHECK(thrown_by([&] { (void)face.svg(); }).status() == JPKI_ERROR_HANDLE);

    const auto attributes = card.attributes("1234"sv, authorities);
    CHECK(attributes.name()
          == card.attributes_by_check_number(number, authorities).name());
    CHECK(!attributes.address().empty() && attributes.birth_date() == 19800217);
    card.compare_birth_date(19800217, authorities);
    const auto wrong = thrown_by([&] { (void)card.face("55021720352286"sv, authorities); });
    CHECK(wrong.status() == JPKI_ERROR_CHECK_NUMBER_WRONG && wrong.tries_left() == 9);
    CHECK(card.tries(JPKI_CREDENTIAL_CHECK_NUMBER_SURFACE).left == 9);
    CHECK(card.tries(JPKI_CREDENTIAL_CHECK_NUMBER_INPUT_SUPPORT).left == 10);
    CHECK(card.tries(JPKI_CREDENTIAL_BIRTH_DATE).left == 10);
    /* The default is the authorities of real cards. */
    CHECK(thrown_by([&] { (void)card.face(number); }).status() == JPKI_ERROR_RECORD_NOT_AUTHENTIC);
    card.change_input_support_pin("1234"sv, "9876"sv);
    CHECK(card.tries(JPKI_CREDENTIAL_INPUT_SUPPORT_PIN).left == 3);
    const auto information = card.information();
    CHECK(information.expiry == 20350217 && information.serial.size() == 15);
    CHECK(information.municipality_code.size() == 5);
    jpki::secure_wipe(number);
}

void receiving(const std::string &folder)
{
    CHECK(jpki::card::open_virtual(JPKI_VIRTUAL_EXPIRED).information().expiry == 20250331);
    auto wary = jpki::card::open_virtual(JPKI_VIRTUAL_CHILD_CARD, "pin-tries 1");
    CHECK(wary.tries(JPKI_CREDENTIAL_PIN).left == 1);
    auto card = jpki::card::open_virtual(JPKI_VIRTUAL_ANDROID);
    const auto hidden = thrown_by([&] { (void)card.certificate(); });
    CHECK(hidden.status() == JPKI_ERROR_PIN_REQUIRED && hidden.status_word() == 0x6982);

    const jpki::authentication authentication = card.authenticate("1234"sv, CHALLENGE);
    CHECK(authentication.token_kind == JPKI_TOKEN_ANDROID);
    CHECK(authentication.pin.state == JPKI_TRIES_LEFT && authentication.pin.left == 3);
    CHECK(!authentication.ca_certificate->der().empty());
    save(folder + "/certificate.der", authentication.certificate.der());
    save(folder + "/challenge", CHALLENGE);
    save(folder + "/signature", authentication.signature.bytes());
}

void pins()
{
    auto card = jpki::card::open_virtual();
    const auto wrong = thrown_by([&] { (void)card.sign("9999"sv, CHALLENGE); });
    CHECK(wrong.status() == JPKI_ERROR_PIN_WRONG && wrong.tries_left() == 2);
    CHECK(wrong.status_word() == 0x63C2 && wrong.pcsc_code() == 0);
    CHECK(std::string(wrong.what()).find("the PIN is wrong") == 0);
    CHECK(std::string(wrong.status_name()) == "JPKI_ERROR_PIN_WRONG");
    CHECK(wrong.text(JPKI_LANGUAGE_ENGLISH) == wrong.what());
    CHECK(wrong.text(JPKI_LANGUAGE_JAPANESE).find("暗証番号が違います（残り 2 回）。")
          == 0);
    CHECK(jpki::error(JPKI_ERROR_CANCELLED).text(JPKI_LANGUAGE_JAPANESE)
          == jpki::status_text(JPKI_ERROR_CANCELLED, JPKI_LANGUAGE_JAPANESE));
    CHECK(thrown_by([&] { (void)wrong.text(2); }).status() == JPKI_ERROR_ARGUMENT);
    CHECK(thrown_by([&] { (void)card.authenticate("9999"sv, CHALLENGE); }).tries_left() == 1);
    const auto last = thrown_by([&] { (void)card.sign("1234"sv, CHALLENGE); });
    CHECK(last.status() == JPKI_ERROR_PIN_LAST_TRY && card.tries().left == 1);
    jpki::sign_options options;
    options.last_try = JPKI_LAST_TRY_ALLOW;
    CHECK(card.sign("1234"sv, CHALLENGE, options).bytes().size() == 256);
    CHECK(card.tries().left == 3);
    CHECK(!thrown_by([&] { (void)card.sign(""sv, CHALLENGE); }).tries_left());
}

void owners()
{
    jpki::card first = jpki::card::open_virtual();
    jpki::card second = std::move(first);
    CHECK(!first && second);
    CHECK(thrown_by([&] { (void)first.token(); }).status() == JPKI_ERROR_HANDLE);
    first = std::move(second);
    CHECK(first && !second);
    auto &itself = first;
    first = std::move(itself);
    CHECK(first && first.token().kind == JPKI_TOKEN_MY_NUMBER_CARD);
    jpki_card *handle = first.release();
    CHECK(!first && jpki_card_set_read_length(handle, 1, nullptr) == JPKI_OK);
    second.reset(handle);
    second.reset();
    CHECK(jpki_card_set_read_length(handle, 1, nullptr) == JPKI_ERROR_HANDLE);
    CHECK(jpki::certificate().der().empty() && jpki::signature().algorithm_name().empty());
    CHECK(jpki::readers().empty() && jpki::readers()[0].empty() && jpki::readers().copy().empty());
}

/* A connection that follows instructions. */
class connection : public jpki::transport {
public:
    enum class way { status, other_exception, too_long, refused };

    connection(way way, int &ends) : way_(way), ends_(ends) {}
    ~connection() override { ends_++; }

    std::vector<std::uint8_t> transmit(jpki::bytes_view command) override
    {
        CHECK(command.size() > 4);
        switch (way_) {
        case way::status: throw jpki::error(JPKI_ERROR_CARD_REMOVED);
        case way::other_exception: throw std::bad_alloc();
        case way::too_long: return std::vector<std::uint8_t>(100000);
        default: return {0x6A, 0x82};
        }
    }
    void power_down() override {}

private:
    way way_;
    int &ends_;
};

/* Jobs of one transaction, which ends with its scope. */
void transactions()
{
    auto card = jpki::card::open_virtual();
    {
        jpki::transaction held(card);
        CHECK(thrown_by([&] { card.begin_transaction(); }).status() == JPKI_ERROR_ARGUMENT);
        CHECK(card.sign("1234"sv, CHALLENGE).bytes().size() == 256);
        CHECK(card.tries().left == 3);
    }
    CHECK(thrown_by([&] { card.end_transaction(); }).status() == JPKI_ERROR_ARGUMENT);
    jpki::transaction held(card);
    CHECK(thrown_by([&] { (void)card.sign("9999"sv, CHALLENGE); }).status()
          == JPKI_ERROR_PIN_WRONG);
    held.end();
    CHECK(card.tries().left == 2);
}

void transports()
{
    const std::pair<connection::way, jpki_status> expected[] = {
        {connection::way::status, JPKI_ERROR_CARD_REMOVED},
        {connection::way::other_exception, JPKI_ERROR_READER_FAILED},
        {connection::way::too_long, JPKI_ERROR_CARD_ANSWER},
        {connection::way::refused, JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD},
    };
    int ends = 0, made = 0;
    for (const auto &[way, status] : expected) {
        auto card = jpki::card::open(std::make_unique<connection>(way, ends));
        CHECK(thrown_by([&] { (void)card.token(); }).status() == status);
        CHECK(ends == made++);
    }
    CHECK(ends == made);
    CHECK(thrown_by([] { (void)jpki::card::open(nullptr); }).status() == JPKI_ERROR_ARGUMENT);
}

void contexts()
{
    jpki::context context;
    context.cancel();
    const auto failed = thrown_by([&] { (void)context.readers(); });
    CHECK(failed.status() == JPKI_ERROR_SERVICE_NOT_RUNNING && failed.pcsc_code() != 0);
    CHECK(thrown_by([&] { (void)context.wait(0, "a reader"); }).status()
          == JPKI_ERROR_SERVICE_NOT_RUNNING);
    CHECK(thrown_by([&] { (void)context.connect("a reader"); }).status()
          == JPKI_ERROR_SERVICE_NOT_RUNNING);
    context.set_timeout(JPKI_TIMEOUT_EXCHANGE, JPKI_WAIT_FOREVER);
    CHECK(thrown_by([&] { context.set_timeout(JPKI_TIMEOUT_EXCHANGE, -2); }).status()
          == JPKI_ERROR_ARGUMENT);
    CHECK(context.monitor(0, "a reader").next(0)->kind == JPKI_EVENT_SERVICE_STOPPED);
    CHECK(thrown_by([&] { (void)context.reader_status("a reader"); }).status()
          == JPKI_ERROR_SERVICE_NOT_RUNNING);
}

/* The relying party's side: the verdict, and not whether there is one. */
void checking()
{
    auto card = jpki::card::open_virtual();
    const auto received = card.authenticate("1234"sv, CHALLENGE);
    const auto check = [&](jpki::bytes_view challenge, const jpki::verify_options &options) {
        return jpki::check_signature(received.certificate, challenge,
                                     JPKI_ALGORITHM_RSA_PKCS1_SHA256, received.signature.bytes(),
                                     options);
    };
    jpki::verify_options options;
    CHECK(!check(CHALLENGE, options));
    CHECK(check(CHALLENGE, options).get().revocation == JPKI_REVOCATION_NOT_REQUESTED);
    options.anchors = JPKI_ANCHORS_OWN;
    options.own_anchors = {&*received.ca_certificate};
    const auto good = check(CHALLENGE, options);
    CHECK(good && good.is_good() && good.reasons().empty());
    CHECK(good.days_left().value() > 0 && !good.revocation_time() && !good.revocation_reason());
    CHECK(!good.days_expired() && !good.is_within_grace());
    CHECK(good.revocation() == JPKI_REVOCATION_NOT_REQUESTED);
    good.require_good();
    CHECK(good.policy() == "1.2.392.200149.8.5.1.0.30" && good.policy_is_known());
    CHECK(good.policy_text(JPKI_LANGUAGE_ENGLISH)
          == "user authentication on test cards, class 30");
    CHECK(good.anchor_key_id().size() == 20);
    options.policies = JPKI_POLICIES_OWN;
    options.own_policies = "1.2.3.4 1.2.392.200149.8.5.1.3.30";
    const auto of_others = check(CHALLENGE, options);
    CHECK(!of_others && of_others.policy().empty() && !of_others.policy_is_known());
    CHECK(of_others.reasons() == std::vector<std::int32_t>{JPKI_REASON_POLICY_WRONG});
    options.policies = JPKI_POLICIES_KNOWN;
    options.own_policies.clear();
    CHECK(check(CHALLENGE, options).is_good());
    options.policies = JPKI_POLICIES_BY_ARC;
    const auto bad = check("another challenge"sv, options);
    CHECK(!bad && bad.status() == JPKI_ERROR_SIGNATURE_INVALID);
    CHECK(bad.reasons() == std::vector<std::int32_t>{JPKI_REASON_CHALLENGE_SIGNATURE_INVALID});
    CHECK(thrown_by([&] { bad.require_good(); }).status() == JPKI_ERROR_SIGNATURE_INVALID);
    const auto lost = check({}, options);
    CHECK(!lost && lost.reasons().back() == JPKI_REASON_CHALLENGE_EMPTY);
    const auto brief = check("fifteen bytes.."sv, options);
    CHECK(!brief && brief.reasons().back() == JPKI_REASON_CHALLENGE_TOO_SHORT);
    CHECK(jpki::reason_text(JPKI_REASON_EXPIRED, JPKI_LANGUAGE_ENGLISH)
          == "the certificate has expired");
    CHECK(!jpki::verdict() && jpki::verdict().status() == JPKI_ERROR_HANDLE);

    const auto request = jpki::make_ocsp_request(received.certificate, {}, options);
    CHECK(request.der().size() > 50);
    CHECK(thrown_by([&] { (void)jpki::make_ocsp_request(received.certificate, {}); }).status()
          == JPKI_ERROR_CERTIFICATE_NOT_TRUSTED);
    options.ocsp_request = &request;
    CHECK(jpki::check_certificate(received.certificate, options).status()
          == JPKI_ERROR_REVOCATION_UNKNOWN);
    options.ocsp_request = nullptr;
    options.crl = jpki::bytes_view();
    CHECK(jpki::check_certificate(received.certificate, options).status()
          == JPKI_ERROR_REVOCATION_UNKNOWN);
    options.crl.reset();
    CHECK(jpki::check_certificate(received.certificate, options));
    options.purpose = JPKI_PURPOSE_SIGNATURE + 1;
    CHECK(thrown_by([&] {
              CHECK(!jpki::check_certificate(received.certificate, options));
          }).status()
          == JPKI_ERROR_ARGUMENT);
}

void count_line(void *user, std::int32_t, const char *) noexcept
{
    ++*static_cast<int *>(user);
}

void log()
{
    int lines = 0;
    jpki::log_set(count_line, &lines, JPKI_LOG_TRACE);
    (void)jpki::card::open_virtual().token();
    jpki::log_set(nullptr, nullptr, JPKI_LOG_OFF);
    CHECK(lines > 0);
    CHECK(thrown_by([] { jpki::log_set(nullptr, nullptr, 6); }).status() == JPKI_ERROR_ARGUMENT);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fputs("usage: main_job FOLDER\n", stderr);
        return 3;
    }
    /* No smart card service, whatever runs on this computer. */
    CHECK(setenv("PCSCLITE_CSOCK_NAME", "/nonexistent/pcscd.comm", 1) == 0);
    library();
    reading();
    documents();
    card_face();
    receiving(argv[1]);
    pins();
    owners();
    transactions();
    transports();
    contexts();
    checking();
    log();
    return checks_end();
}
