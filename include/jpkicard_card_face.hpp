/*
 * jpkicard for C++17: what is printed on the card, and its text. A part of jpkicard.hpp,
 * which takes it in where its turn comes; the functions are those of jpki::card.
 * SPDX-License-Identifier: MIT OR Apache-2.0
 *
 * All of it is personal data: do not log it. Days are numbers, YYYYMMDD.
 */
#ifndef JPKICARD_HPP
#include <jpkicard.hpp>
#elif !defined(JPKICARD_CARD_FACE_HPP)
#define JPKICARD_CARD_FACE_HPP

namespace jpki {

/* A picture: a file that a browser or a window shows. */
class picture : public detail::owner<jpki_picture, jpki_picture_free> {
public:
    using owner::owner;

    [[nodiscard]] bytes_view file() const noexcept
    {
        return detail::lent([&](std::size_t *length) {
            return jpki_picture_data(get(), length);
        });
    }
};

/* What is printed on the card's front. */
class face : public detail::owner<jpki_face, jpki_face_free> {
public:
    using owner::owner;

    /* What the record has that the library does not know, by its tags. */
    [[nodiscard]] items other_objects() const
    {
        jpki_items *handle = nullptr;
        detail::call([&](jpki_error *error) {
            return jpki_face_other_objects(get(), &handle, error);
        });
        return items(handle);
    }
    /* 0 where the card has no day of the calendar. */
    [[nodiscard]] std::int32_t birth_date() const noexcept { return jpki_face_birth_date(get()); }
    /* What the card has there: YYYYMMDD, or what stands for a day that nobody knows. */
    [[nodiscard]] std::string_view birth_date_digits() const noexcept
    {
        const bytes_view digits = detail::lent([&](std::size_t *length) {
            return jpki_face_birth_date_digits(get(), length);
        });
        return {reinterpret_cast<const char *>(digits.data()), digits.size()};
    }
    /* One of JPKI_SEX_*. */
    [[nodiscard]] std::int32_t sex() const noexcept { return jpki_face_sex(get()); }
    /* No signature covers it, and an expired card passes: compare it with today, and its
     * year with the check number's. */
    [[nodiscard]] std::int32_t expiry() const noexcept { return jpki_face_expiry(get()); }
    /* JPEG 2000. */
    [[nodiscard]] bytes_view photo() const noexcept { return image(JPKI_IMAGE_PHOTO); }
    /* This and the next: PNG. */
    [[nodiscard]] bytes_view name_image() const noexcept { return image(JPKI_IMAGE_NAME); }
    [[nodiscard]] bytes_view address_image() const noexcept { return image(JPKI_IMAGE_ADDRESS); }
    /* PNG; no signature covers it. */
    [[nodiscard]] bytes_view security_code_image() const noexcept { return image(JPKI_IMAGE_SECURITY_CODE); }
    /* JPKI_FILE_*: what to send to a server; empty where it is not there. */
    [[nodiscard]] bytes_view file(std::int32_t file) const noexcept
    {
        return detail::lent([&](std::size_t *length) {
            return jpki_face_file(get(), file, length);
        });
    }
    /* Throws JPKI_ERROR_NOT_BUILT without JPKI_FEATURE_PICTURE, as svg() does. */
    [[nodiscard]] picture photo_png() const { return made(JPKI_PICTURE_PHOTO_PNG); }
    [[nodiscard]] picture svg() const { return made(JPKI_PICTURE_CARD_SVG); }

private:
    [[nodiscard]] bytes_view image(std::int32_t image) const noexcept
    {
        return detail::lent([&](std::size_t *length) {
            return jpki_face_image(get(), image, length);
        });
    }

    [[nodiscard]] picture made(std::int32_t kind) const
    {
        jpki_picture *handle = nullptr;
        detail::call([&](jpki_error *error) {
            return jpki_face_picture(get(), kind, &handle, error);
        });
        return picture(handle);
    }
};

/* Name, address, birth date and sex as text. */
class attributes : public detail::owner<jpki_attributes, jpki_attributes_free> {
public:
    using owner::owner;

    /* What the record has that the library does not know, by its tags. */
    [[nodiscard]] items other_objects() const
    {
        jpki_items *handle = nullptr;
        detail::call([&](jpki_error *error) {
            return jpki_attributes_other_objects(get(), &handle, error);
        });
        return items(handle);
    }
    /* This and the next: UTF-8. */
    [[nodiscard]] std::string_view name() const noexcept { return detail::text(jpki_attributes_name(get())); }
    [[nodiscard]] std::string_view address() const noexcept
    {
        return detail::text(jpki_attributes_address(get()));
    }
    /* 0 where the card has no day of the calendar. */
    [[nodiscard]] std::int32_t birth_date() const noexcept { return jpki_attributes_birth_date(get()); }
    /* What the card has there: YYYYMMDD, or what stands for a day that nobody knows. */
    [[nodiscard]] std::string_view birth_date_digits() const noexcept
    {
        const bytes_view digits = detail::lent([&](std::size_t *length) {
            return jpki_attributes_birth_date_digits(get(), length);
        });
        return {reinterpret_cast<const char *>(digits.data()), digits.size()};
    }
    /* One of JPKI_SEX_*. */
    [[nodiscard]] std::int32_t sex() const noexcept { return jpki_attributes_sex(get()); }
    /* JPKI_FILE_*: see jpki_attributes_file. */
    [[nodiscard]] bytes_view file(std::int32_t file) const noexcept
    {
        return detail::lent([&](std::size_t *length) {
            return jpki_attributes_file(get(), file, length);
        });
    }
};

/* Card authorities of one's own: see jpki_card_authorities_add. */
class card_authorities
    : public detail::owner<jpki_card_authorities, jpki_card_authorities_free> {
public:
    using owner::owner;

    /* An empty list. */
    [[nodiscard]] static card_authorities make()
    {
        jpki_card_authorities *handle = nullptr;
        detail::call([&](jpki_error *error) { return jpki_card_authorities_new(&handle, error); });
        return card_authorities(handle);
    }
    /* `record`: JPKI_RECORD_*. */
    void add(std::int32_t record, bytes_view key_id, bytes_view modulus)
    {
        detail::call([&](jpki_error *error) {
            return jpki_card_authorities_add(get(), record, key_id.data(), key_id.size(),
                                             modulus.data(), modulus.size(), error);
        });
    }
};

/* What a desk sent, and the challenge that the server kept: see jpki_record_files. */
struct record_files {
    bytes_view record, certificate, challenge, signature;

    [[nodiscard]] jpki_record_files for_c() const noexcept
    {
        jpki_record_files files{};
        files.struct_size = sizeof files;
        files.record = record.data();
        files.record_length = record.size();
        files.certificate = certificate.data();
        files.certificate_length = certificate.size();
        files.challenge = challenge.data();
        files.challenge_length = challenge.size();
        files.signature = signature.data();
        files.signature_length = signature.size();
        return files;
    }
};

/* Verifies a face from what a desk sent: see jpki_face_from_files. */
[[nodiscard]] inline face face_from_files(const record_files &files,
                            std::int32_t authorities = JPKI_AUTHORITIES_PRODUCTION,
                            const card_authorities *own = nullptr)
{
    const jpki_record_files for_c = files.for_c();
    jpki_face *handle = nullptr;
    detail::call([&](jpki_error *error) {
        return jpki_face_from_files(&for_c, authorities, detail::given(own),
                                    &handle, error);
    });
    return face(handle);
}

/* Verifies attributes from what a desk sent: see jpki_attributes_from_files. */
[[nodiscard]] inline attributes attributes_from_files(const record_files &files,
                                        std::int32_t authorities = JPKI_AUTHORITIES_PRODUCTION,
                                        const card_authorities *own = nullptr)
{
    const jpki_record_files for_c = files.for_c();
    jpki_attributes *handle = nullptr;
    detail::call([&](jpki_error *error) {
        return jpki_attributes_from_files(&for_c, authorities,
                                          detail::given(own), &handle, error);
    });
    return attributes(handle);
}

/* What the card says of itself; nothing signs it. The serial is restricted by law. */
struct information {
    std::int32_t expiry = 0;
    std::string municipality_code;
    std::string serial;
};

/* The check number B of what is printed on the card's front: wipe it after use. `calendar`:
 * JPKI_CALENDAR_*, the other one for some foreign residents. */
[[nodiscard]] inline std::string check_number(std::int32_t birth_date, std::int32_t expiry_year,
                                text_view security_code,
                                std::int32_t calendar = JPKI_CALENDAR_JAPANESE)
{
    std::string number(JPKI_CHECK_NUMBER_SIZE, '\0');
    detail::call([&](jpki_error *error) {
        return jpki_check_number(birth_date, calendar, expiry_year, security_code.data(),
                                 security_code.size(), number.data(), number.size(), error);
    });
    number.resize(number.find('\0'));
    return number;
}

/* That of a card which prints a date that is no day of the calendar, from its six digits,
 * which are not checked: see jpki_check_number_printed_digits. */
[[nodiscard]] inline std::string check_number_printed_digits(text_view date_digits,
                                               std::int32_t expiry_year,
                                               text_view security_code)
{
    std::string number(JPKI_CHECK_NUMBER_SIZE, '\0');
    detail::call([&](jpki_error *error) {
        return jpki_check_number_printed_digits(date_digits.data(), date_digits.size(),
                                                expiry_year, security_code.data(),
                                                security_code.size(), number.data(),
                                                number.size(), error);
    });
    number.resize(number.find('\0'));
    return number;
}

namespace detail {

/* The functions that a card has for what is printed on it. */
template <typename Card>
class reads_card_face {
public:
    /* Sends the number once at most: a wrong one spends one of ten tries. `authorities`:
     * JPKI_AUTHORITIES_*, whose records are believed. */
    [[nodiscard]] jpki::face face(text_view check_number,
                    std::int32_t authorities = JPKI_AUTHORITIES_PRODUCTION,
                    std::int32_t last_try = JPKI_LAST_TRY_KEEP)
    {
        jpki_face *handle = nullptr;
        call([&](jpki_error *error) {
            return jpki_card_face(card(), check_number.data(), check_number.size(), authorities,
                                  last_try, &handle, error);
        });
        return jpki::face(handle);
    }

    /* The same, with a challenge of a server, which can verify the result's files: see
     * jpki_card_face_for_challenge. */
    [[nodiscard]] jpki::face face_for_challenge(text_view check_number, bytes_view challenge,
                                  std::int32_t authorities = JPKI_AUTHORITIES_PRODUCTION,
                                  std::int32_t last_try = JPKI_LAST_TRY_KEEP)
    {
        jpki_face *handle = nullptr;
        call([&](jpki_error *error) {
            return jpki_card_face_for_challenge(card(), check_number.data(), check_number.size(),
                                                challenge.data(), challenge.size(), authorities,
                                                last_try, &handle, error);
        });
        return jpki::face(handle);
    }

    /* Says whom JPKI_AUTHORITIES_OWN names from now on. */
    void set_authorities(const card_authorities &authorities)
    {
        call([&](jpki_error *error) {
            return jpki_card_set_authorities(card(), authorities.get(), error);
        });
    }

    /* Throws JPKI_ERROR_CHECK_NUMBER_WRONG, after a try was spent, or, without one,
     * JPKI_ERROR_BIRTH_DATE_DIFFERS, unless this is the card of someone born on that day.
     * `calendar`: JPKI_CALENDAR_*, the other one for some foreign residents. */
    void compare_birth_date(std::int32_t birth_date,
                            std::int32_t authorities = JPKI_AUTHORITIES_PRODUCTION,
                            std::int32_t last_try = JPKI_LAST_TRY_KEEP,
                            std::int32_t calendar = JPKI_CALENDAR_JAPANESE)
    {
        call([&](jpki_error *error) {
            return jpki_card_compare_birth_date(card(), birth_date, calendar, authorities,
                                                last_try, error);
        });
    }

    /* The same of a card which prints a date that is no day of the calendar: see
     * jpki_card_compare_birth_date_printed_digits. */
    void compare_birth_date_printed_digits(text_view date_digits,
                                         std::int32_t authorities = JPKI_AUTHORITIES_PRODUCTION,
                                         std::int32_t last_try = JPKI_LAST_TRY_KEEP)
    {
        call([&](jpki_error *error) {
            return jpki_card_compare_birth_date_printed_digits(card(), date_digits.data(),
                                                             date_digits.size(), authorities,
                                                             last_try, error);
        });
    }

    /* Sends the input-support PIN once at most: a wrong one spends one of three tries. */
    [[nodiscard]] jpki::attributes attributes(text_view pin,
                                std::int32_t authorities = JPKI_AUTHORITIES_PRODUCTION,
                                std::int32_t last_try = JPKI_LAST_TRY_KEEP)
    {
        return read_attributes(jpki_card_attributes, pin, authorities, last_try);
    }

    /* Sends the number once at most: a wrong one spends one of ten tries. */
    jpki::attributes
    attributes_by_check_number(text_view check_number,
                               std::int32_t authorities = JPKI_AUTHORITIES_PRODUCTION,
                               std::int32_t last_try = JPKI_LAST_TRY_KEEP)
    {
        return read_attributes(jpki_card_attributes_by_check_number, check_number, authorities,
                               last_try);
    }

    /* Sends each PIN once at most: a wrong old one spends one of three tries. */
    void change_input_support_pin(text_view old_pin, text_view new_pin,
                                  std::int32_t last_try = JPKI_LAST_TRY_KEEP)
    {
        call([&](jpki_error *error) {
            return jpki_card_change_input_support_pin(card(), old_pin.data(), old_pin.size(),
                                                      new_pin.data(), new_pin.size(), last_try,
                                                      error);
        });
    }

    [[nodiscard]] jpki::information information()
    {
        jpki_information read{};
        read.struct_size = sizeof read;
        call([&](jpki_error *error) { return jpki_card_information(card(), &read, error); });
        return {read.expiry, read.municipality_code, read.serial};
    }

#ifdef JPKI_INDIVIDUAL_NUMBER
    /* The 12 digits: wipe them after use. The law says who may read them. */
    [[nodiscard]] std::string individual_number(text_view pin,
                                  std::int32_t last_try = JPKI_LAST_TRY_KEEP)
    {
        std::string number(JPKI_INDIVIDUAL_NUMBER_SIZE, '\0');
        call([&](jpki_error *error) {
            return jpki_card_individual_number(card(), pin.data(), pin.size(), last_try,
                                               number.data(), number.size(), error);
        });
        number.pop_back();
        return number;
    }

    [[nodiscard]] picture individual_number_image(text_view number,
                                    std::int32_t authorities = JPKI_AUTHORITIES_PRODUCTION,
                                    std::int32_t last_try = JPKI_LAST_TRY_KEEP)
    {
        jpki_picture *handle = nullptr;
        call([&](jpki_error *error) {
            return jpki_card_individual_number_image(card(), number.data(), number.size(),
                                                     authorities, last_try, &handle, error);
        });
        return picture(handle);
    }
#endif

private:
    [[nodiscard]] jpki_card *card() const noexcept { return static_cast<const Card *>(this)->get(); }

    template <typename Read>
    [[nodiscard]] jpki::attributes read_attributes(Read read, text_view secret,
                                     std::int32_t authorities, std::int32_t last_try)
    {
        jpki_attributes *handle = nullptr;
        call([&](jpki_error *error) {
            return read(card(), secret.data(), secret.size(), authorities, last_try, &handle,
                        error);
        });
        return jpki::attributes(handle);
    }
};

} // namespace detail

} // namespace jpki

#endif
