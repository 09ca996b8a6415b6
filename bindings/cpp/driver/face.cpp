/*
 * Requests about what is printed on a card, and its text.
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#include "driver.hpp"

namespace driver {
namespace {

void keep(kept &kept, std::string &&number, answer &answer)
{
    kept.check_number = std::make_unique<secret>(std::move(number));
    answer.masked(kept.check_number->view());
}

void check_number(kept &kept, request &request, answer &answer)
{
    const std::int32_t birth_date = request.number();
    const std::int32_t calendar = request.constant(JPKI_CALENDAR_JAPANESE);
    const std::int32_t expiry_year = request.number();
    secret code;
    request.read(code);
    keep(kept, jpki::check_number(birth_date, expiry_year, code.view(), calendar), answer);
}

void check_number_digits(kept &kept, request &request, answer &answer)
{
    secret digits, code;
    request.read(digits);
    const std::int32_t expiry_year = request.number();
    request.read(code);
    keep(kept, jpki::check_number_printed_digits(digits.view(), expiry_year, code.view()), answer);
}

jpki::text_view number_of(kept &kept)
{
    return needed(kept.check_number)->view();
}

void show(const jpki::face &face, answer &answer)
{
    answer.number(face.birth_date())
        .number(face.sex())
        .number(face.expiry())
        .text(face.birth_date_digits())
        .number(static_cast<std::int64_t>(face.photo().size()));
}

void face(kept &kept, request &request, answer &answer)
{
    const std::int32_t authorities = request.constant(JPKI_AUTHORITIES_PRODUCTION);
    const std::int32_t last_try = request.constant(JPKI_LAST_TRY_KEEP);
    kept.face = kept.card.face(number_of(kept), authorities, last_try);
    show(kept.face, answer);
}

void face_for_challenge(kept &kept, request &request, answer &answer)
{
    kept.challenge = request.data();
    const std::int32_t authorities = request.constant(JPKI_AUTHORITIES_PRODUCTION);
    const std::int32_t last_try = request.constant(JPKI_LAST_TRY_KEEP);
    kept.face =
        kept.card.face_for_challenge(number_of(kept), kept.challenge, authorities, last_try);
    show(kept.face, answer);
}

void face_files(kept &kept, request &request, answer &answer)
{
    const std::int32_t authorities = request.constant(JPKI_AUTHORITIES_PRODUCTION);
    const jpki::face &face = needed(kept.face);
    const jpki::record_files files{face.file(JPKI_FILE_RECORD), face.file(JPKI_FILE_CERTIFICATE),
                                   kept.challenge, face.file(JPKI_FILE_SIGNATURE)};
    const bool is_own = authorities == JPKI_AUTHORITIES_OWN;
    show(jpki::face_from_files(files, authorities, is_own ? &kept.authorities : nullptr), answer);
}

void picture(kept &kept, request &request, answer &answer)
{
    const bool is_photo = request.constant(JPKI_PICTURE_CARD_SVG) == JPKI_PICTURE_PHOTO_PNG;
    const jpki::picture picture = is_photo ? kept.face.photo_png() : kept.face.svg();
    const jpki::bytes_view file = picture.file();
    answer.number(static_cast<std::int64_t>(file.size()));
    answer.data({file.data(), std::min<std::size_t>(file.size(), 8)});
}

void show(const jpki::attributes &attributes, answer &answer)
{
    answer.text(attributes.name())
        .text(attributes.address())
        .number(attributes.birth_date())
        .number(attributes.sex())
        .text(attributes.birth_date_digits());
}

void attributes(kept &kept, request &request, answer &answer)
{
    secret pin;
    request.read(pin);
    const std::int32_t authorities = request.constant(JPKI_AUTHORITIES_PRODUCTION);
    const std::int32_t last_try = request.constant(JPKI_LAST_TRY_KEEP);
    kept.attributes = kept.card.attributes(pin.view(), authorities, last_try);
    show(kept.attributes, answer);
}

void attributes_by_check_number(kept &kept, request &request, answer &answer)
{
    const std::int32_t authorities = request.constant(JPKI_AUTHORITIES_PRODUCTION);
    const std::int32_t last_try = request.constant(JPKI_LAST_TRY_KEEP);
    kept.attributes = kept.card.attributes_by_check_number(number_of(kept), authorities, last_try);
    show(kept.attributes, answer);
}

void other_objects(kept &kept, request &, answer &answer)
{
    answer.number(static_cast<std::int64_t>(kept.attributes.other_objects().size()));
}

void compare_birth_date(kept &kept, request &request, answer &)
{
    const std::int32_t date = request.number();
    const std::int32_t calendar = request.constant(JPKI_CALENDAR_JAPANESE);
    const std::int32_t authorities = request.constant(JPKI_AUTHORITIES_PRODUCTION);
    const std::int32_t last_try = request.constant(JPKI_LAST_TRY_KEEP);
    kept.card.compare_birth_date(date, authorities, last_try, calendar);
}

void compare_birth_date_digits(kept &kept, request &request, answer &)
{
    secret digits;
    request.read(digits);
    const std::int32_t authorities = request.constant(JPKI_AUTHORITIES_PRODUCTION);
    const std::int32_t last_try = request.constant(JPKI_LAST_TRY_KEEP);
    kept.card.compare_birth_date_printed_digits(digits.view(), authorities, last_try);
}

void information(kept &kept, request &, answer &answer)
{
    const jpki::information information = kept.card.information();
    answer.number(information.expiry)
        .text(information.municipality_code)
        .text(information.serial);
}

void own_authority(kept &kept, request &request, answer &)
{
    const std::int32_t record = request.number();
    const bytes key_id = request.data();
    const bytes modulus = request.data();
    kept.authorities = jpki::card_authorities::make();
    kept.authorities.add(record, key_id, modulus);
    kept.card.set_authorities(kept.authorities);
}

} // namespace

void add_face_requests(table &to)
{
    to["check-number"] = check_number;
    to["check-number-digits"] = check_number_digits;
    to["face"] = face;
    to["face-for-challenge"] = face_for_challenge;
    to["face-files"] = face_files;
    to["picture"] = picture;
    to["attributes"] = attributes;
    to["attributes-by-check-number"] = attributes_by_check_number;
    to["other-objects"] = other_objects;
    to["compare-birth-date"] = compare_birth_date;
    to["compare-birth-date-digits"] = compare_birth_date_digits;
    to["information"] = information;
    to["own-authority"] = own_authority;
}

} // namespace driver
