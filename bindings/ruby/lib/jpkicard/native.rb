# frozen_string_literal: true

# Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0

module Jpkicard
  # One of these, the constants `JPKI_ERROR_*` of C:
  #
  # - `:ok`: Success.
  # - `:internal`: Internal error.
  # - `:argument`: An argument is invalid: a NULL pointer, a length, a number, a struct_size.
  # - `:handle`: The handle is NULL, freed, or of another kind.
  # - `:not_built`: The library was built without this feature.
  # - `:system`: The operating system refused a resource.
  # - `:reentered`: A callback used a card that is in use: the card whose call invoked it, or one
  #   that another thread is using.
  # - `:forked`: The handle was created by the parent process, before a fork.
  # - `:service_not_running`: The smart card service is not running.
  # - `:service_refused`: The smart card service refused the connection: the account is not
  #   allowed to use it, or other programs hold all its connections.
  # - `:service_failed`: The smart card service reported another failure.
  # - `:no_reader`: No reader is connected.
  # - `:unknown_reader`: The requested reader is not connected.
  # - `:no_card`: No card is on the reader.
  # - `:card_unresponsive`: The card does not answer.
  # - `:not_individual_number_card`: The card is not an Individual Number Card.
  # - `:sharing_violation`: Another program holds the card exclusively.
  # - `:card_removed`: The card was removed.
  # - `:card_reset`: The card was reset, or it may have been exchanged and nothing read from it
  #   before can rule that out.
  # - `:timed_out`: No card arrived before the timeout.
  # - `:cancelled`: The wait was cancelled.
  # - `:reader_failed`: The exchange between reader and card failed.
  # - `:card_busy`: Another program is using the card and did not release it in time, or the card
  #   or its reader is slow.
  # - `:service_not_responding`: The smart card service is running but does not respond.
  # - `:reader_not_responding`: The card reader, its driver or the card did not respond in time.
  # - `:pcsc_not_installed`: The PC/SC library, libpcsclite.so.1, is not installed on this
  #   machine.
  # - `:card_answer`: The card's response is malformed.
  # - `:card_status`: The card refused the command; see status_word.
  # - `:not_on_card`: The card does not hold the requested data: many children's cards have no
  #   signature certificate, and a phone or an old Resident Registry card has no card-face
  #   application.
  # - `:certificate_malformed`: The certificate is damaged.
  # - `:card_exchanged`: After a reset or a lost response, a different card answered.
  # - `:pin_format`: The PIN is not four half-width digits.
  # - `:pin_wrong`: The PIN is wrong.
  # - `:pin_blocked`: The PIN is locked, or the card was issued without one.
  # - `:pin_last_try`: One try is left and spending it was not allowed.
  # - `:pin_tries_unknown`: The number of tries left is unknown (no answer, or "no limit",
  #   status_word 0x6300), and spending the last one was not allowed.
  # - `:pin_required`: The card allows this only after the PIN is verified.
  # - `:pin_uncertain`: The PIN was sent, but the answer was lost or not understood: a try may
  #   have been spent.
  # - `:pin_change_uncertain`: A PIN change was sent, but may not have taken effect: either the
  #   old or the new PIN is in force.
  # - `:pin_last_two_tries`: Two tries are left and spending one was not allowed
  #   (JPKI_LAST_TRY_KEEP_TWO).
  # - `:signature_invalid`: The card's signature does not match its certificate and was discarded.
  # - `:key_not_supported`: The certificate's key is of a type that this version does not support.
  # - `:key_not_locked`: The key could not be locked: have the card removed from the reader now.
  # - `:password_format`: The signature password is not 6 to 16 letters and digits, or a new one
  #   does not mix both.
  # - `:password_wrong`: The signature password is wrong.
  # - `:password_blocked`: The signature password is locked; the four-digit PIN is not affected.
  # - `:input_support_pin_wrong`: The input-support PIN is wrong.
  # - `:input_support_pin_blocked`: The input-support PIN is locked; the other PINs are not
  #   affected.
  # - `:check_number_format`: The birth date, expiry year or security code cannot be right.
  # - `:check_number_wrong`: The check number or birth date does not match this card.
  # - `:check_number_blocked`: The check number or birth date is locked; the PINs are not
  #   affected.
  # - `:birth_date_differs`: The six digits of the birth date match the card's, but the year does
  #   not.
  # - `:certificate_expired`: The certificate has expired: the holder can renew it at the
  #   municipal office.
  # - `:certificate_not_yet_valid`: The certificate is not valid yet: check the computer's clock.
  # - `:certificate_revoked`: The certificate was revoked: do not accept it.
  # - `:certificate_not_trusted`: The certificate is not issued by a trust anchor for this
  #   purpose: do not accept it.
  # - `:record_malformed`: A record read from the card cannot be parsed.
  # - `:record_not_authentic`: The record's signature or its issuer's certificate is not valid: do
  #   not rely on the record.
  # - `:card_not_genuine`: The challenge was not signed by the card's own key: the card may be a
  #   copy.
  # - `:image_malformed`: The photo or another image on the card cannot be decoded.
  # - `:revocation_unknown`: The revocation data supplied do not show whether the certificate is
  #   revoked.
  STATUS = Enumeration.new(
    "jpki_status",
    ok: 0,
    internal: -1,
    argument: -2,
    handle: -3,
    not_built: -4,
    system: -5,
    reentered: -6,
    forked: -7,
    service_not_running: -10,
    service_refused: -11,
    service_failed: -12,
    no_reader: -13,
    unknown_reader: -14,
    no_card: -15,
    card_unresponsive: -16,
    not_individual_number_card: -17,
    sharing_violation: -18,
    card_removed: -19,
    card_reset: -20,
    timed_out: -21,
    cancelled: -22,
    reader_failed: -23,
    card_busy: -24,
    service_not_responding: -25,
    reader_not_responding: -26,
    pcsc_not_installed: -27,
    card_answer: -30,
    card_status: -31,
    not_on_card: -32,
    certificate_malformed: -33,
    card_exchanged: -34,
    pin_format: -40,
    pin_wrong: -41,
    pin_blocked: -42,
    pin_last_try: -43,
    pin_tries_unknown: -44,
    pin_required: -45,
    pin_uncertain: -46,
    pin_change_uncertain: -47,
    pin_last_two_tries: -48,
    signature_invalid: -50,
    key_not_supported: -51,
    key_not_locked: -52,
    password_format: -60,
    password_wrong: -61,
    password_blocked: -62,
    input_support_pin_wrong: -65,
    input_support_pin_blocked: -66,
    check_number_format: -70,
    check_number_wrong: -71,
    check_number_blocked: -72,
    birth_date_differs: -73,
    certificate_expired: -80,
    certificate_not_yet_valid: -81,
    certificate_revoked: -82,
    certificate_not_trusted: -83,
    record_malformed: -84,
    record_not_authentic: -85,
    card_not_genuine: -86,
    image_malformed: -87,
    revocation_unknown: -88
  )

  # One of these, the constants `JPKI_LANGUAGE_*` of C:
  #
  # - `:english`: English, for texts shown to the person at the desk.
  # - `:japanese`: Japanese, for texts shown to the person at the desk.
  LANGUAGE = Enumeration.new(
    "jpki_language",
    english: 0x4A000101,
    japanese: 0x4A000102
  )

  # Any of these, the constants `JPKI_FEATURE_*` of C:
  #
  # - `:pcsc`: The library accesses readers through PC/SC.
  # - `:verify`: The library verifies each signature before returning it, and can verify the
  #   records of the card.
  # - `:virtual_card`: The library includes the embedded virtual card: a build for tests.
  # - `:trust`: The library verifies certificates and signatures for a relying party.
  # - `:picture`: The library can decode the images on the card into pictures.
  # - `:individual_number`: The library can read the 12-digit individual number (kojin bango).
  FEATURE_FLAGS = Enumeration.new(
    "jpki_feature_flags",
    pcsc: 1,
    verify: 2,
    virtual_card: 4,
    trust: 8,
    picture: 16,
    individual_number: 32
  )

  # One of these, the constants `JPKI_LOG_*` of C:
  #
  # - `:off`: Log nothing: the initial state.
  # - `:error`: Log failures that no status reports.
  # - `:warning`: Also log conditions that deserve attention.
  # - `:info`: Also log what happened.
  # - `:debug`: Also log how it happened.
  # - `:trace`: Also log each exchange with a card: header, lengths and status word.
  LOG_LEVEL = Enumeration.new(
    "jpki_log_level",
    off: 0x4A000201,
    error: 0x4A000202,
    warning: 0x4A000203,
    info: 0x4A000204,
    debug: 0x4A000205,
    trace: 0x4A000206
  )

  # One of these, the constants `JPKI_FIELD_*` of C:
  #
  # - `:serial_number`: The serial number, big-endian.
  # - `:issuer_key_id`: The identifier of the issuer's key (authorityKeyIdentifier).
  # - `:subject_key_id`: The identifier of the certificate's own key (subjectKeyIdentifier).
  # - `:public_key`: The public key, as the DER encoding of its SubjectPublicKeyInfo.
  FIELD = Enumeration.new(
    "jpki_field",
    serial_number: 0x4A001701,
    issuer_key_id: 0x4A001702,
    subject_key_id: 0x4A001703,
    public_key: 0x4A001704
  )

  # One of these, the constants `JPKI_ALGORITHM_*` of C:
  #
  # - `:rsa_pkcs1_sha256`: RSASSA-PKCS1-v1_5 with SHA-256.
  # - `:rsa_pkcs1_sha384`: RSASSA-PKCS1-v1_5 with SHA-384.
  # - `:rsa_pkcs1_sha512`: RSASSA-PKCS1-v1_5 with SHA-512.
  # - `:rsa_pkcs1_bare_sha256`: PKCS #1 v1.5 padding around a bare SHA-256 digest, without
  #   DigestInfo.
  # - `:rsa_pss_sha256`: RSASSA-PSS with SHA-256 and MGF1 of SHA-256.
  ALGORITHM = Enumeration.new(
    "jpki_algorithm",
    rsa_pkcs1_sha256: 0x4A000901,
    rsa_pkcs1_sha384: 0x4A000902,
    rsa_pkcs1_sha512: 0x4A000903,
    rsa_pkcs1_bare_sha256: 0x4A000904,
    rsa_pss_sha256: 0x4A000905
  )

  # One of these, the constants `JPKI_TIMEOUT_*` of C:
  #
  # - `:transaction`: The maximum time that a call waits for another program's transaction with
  #   the card, or for a service that does not respond, before it returns JPKI_ERROR_CARD_BUSY or
  #   JPKI_ERROR_SERVICE_NOT_RESPONDING.
  # - `:exchange`: The maximum time that a call waits for the reader's answer to one command
  #   before it gives up on the card and returns JPKI_ERROR_READER_NOT_RESPONDING
  #   (JPKI_ERROR_KEY_NOT_LOCKED if a PIN was sent).
  # - `:service_absence`: The maximum time that a wait tolerates a service that stops or does not
  #   respond, each time, before it returns JPKI_ERROR_SERVICE_*.
  TIMEOUT = Enumeration.new(
    "jpki_timeout",
    transaction: 0x4A001B01,
    exchange: 0x4A001B02,
    service_absence: 0x4A001B03
  )

  # One of these, the constants `JPKI_PRESENCE_*` of C:
  #
  # - `:empty`: No card is in the reader.
  # - `:present`: The reader holds a card that no program uses.
  # - `:in_use`: The reader holds a card that a program uses in shared mode.
  # - `:exclusive`: The reader holds a card that a program uses exclusively.
  # - `:unresponsive`: The reader holds a card that does not respond.
  # - `:unavailable`: The reader itself does not respond.
  PRESENCE = Enumeration.new(
    "jpki_presence",
    empty: 0x4A000301,
    present: 0x4A000302,
    in_use: 0x4A000303,
    exclusive: 0x4A000304,
    unresponsive: 0x4A000305,
    unavailable: 0x4A000306
  )

  # Any of these, the constants `JPKI_WAIT_*` of C:
  #
  # - `:name_part`: In jpki_card_wait: reader is a part of the name, in UTF-8; ASCII letters match
  #   in either case.
  # - `:report_other_card`: In jpki_card_wait: return JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD as
  #   soon as a card of another kind is present and no reader holds the right one.
  # - `:for_service`: In jpki_card_wait: also wait for a service that is not running when the wait
  #   begins, as on Windows while no reader is connected.
  WAIT_FLAGS = Enumeration.new(
    "jpki_wait_flags",
    name_part: 0x10000000,
    report_other_card: 0x20000000,
    for_service: 0x40000000
  )

  # Any of these, the constants `JPKI_MONITOR_*` of C:
  #
  # - `:identify`: In jpki_monitor_new: identify each inserted card before it is reported.
  MONITOR_FLAGS = Enumeration.new(
    "jpki_monitor_flags",
    identify: 0x08000000
  )

  # One of these, the constants `JPKI_EVENT_*` of C:
  #
  # - `:none`: No event: the value after a call that fails.
  # - `:reader_arrived`: A reader is connected: it was when the monitor began, or has been plugged
  #   in.
  # - `:reader_left`: A reader is no longer connected.
  # - `:card_inserted`: A card is in a reader.
  # - `:card_removed`: The card is no longer in the reader, or the reader can no longer report on
  #   it.
  # - `:service_stopped`: The smart card service cannot be used; reason says why.
  # - `:service_started`: The service can be used again.
  EVENT_KIND = Enumeration.new(
    "jpki_event_kind",
    none: 0x4A000401,
    reader_arrived: 0x4A000402,
    reader_left: 0x4A000403,
    card_inserted: 0x4A000404,
    card_removed: 0x4A000405,
    service_stopped: 0x4A000406,
    service_started: 0x4A000407
  )

  # One of these, the constants `JPKI_CARD_*` of C:
  #
  # - `:not_asked`: The card was not queried.
  # - `:token`: The card has the JPKI application: it is an Individual Number Card or one of its
  #   counterparts; token_kind says which.
  # - `:other`: The card is of another kind.
  # - `:not_identified`: The card could not be queried; reason says why:
  #   JPKI_ERROR_CARD_UNRESPONSIVE, SHARING_VIOLATION, CARD_BUSY, CARD_REMOVED or another failure.
  CARD_KIND = Enumeration.new(
    "jpki_card_kind",
    not_asked: 0x4A000501,
    token: 0x4A000502,
    other: 0x4A000503,
    not_identified: 0x4A000504
  )

  # One of these, the constants `JPKI_TOKEN_*` of C:
  #
  # - `:unknown`: A token with an unknown label.
  # - `:my_number_card`: The Individual Number Card (My Number Card).
  # - `:resident_registry_card`: The older Basic Resident Registration Card.
  # - `:android`: Certificates on an Android phone.
  # - `:iphone`: Certificates on an iPhone.
  TOKEN_KIND = Enumeration.new(
    "jpki_token_kind",
    unknown: 0x4A000601,
    my_number_card: 0x4A000602,
    resident_registry_card: 0x4A000603,
    android: 0x4A000604,
    iphone: 0x4A000605
  )

  # One of these, the constants `JPKI_CREDENTIAL_*` of C:
  #
  # - `:pin`: The PIN of the user-authentication key (riyosha shomei): three tries.
  # - `:signature_password`: The password of the signature key (shomei): five tries.
  # - `:input_support_pin`: The PIN of the input-support application (kenmen jiko nyuryoku hojo):
  #   three tries.
  # - `:check_number_surface`: The check number B in the card-surface application (kenmen jiko
  #   kakunin), sent by jpki_card_face: ten tries.
  # - `:check_number_input_support`: The check number B in the input-support application, sent by
  #   jpki_card_attributes_by_check_number: ten tries of its own.
  # - `:birth_date`: The birth date, sent by jpki_card_compare_birth_date: ten tries.
  CREDENTIAL = Enumeration.new(
    "jpki_credential",
    pin: 0x4A001501,
    signature_password: 0x4A001502,
    input_support_pin: 0x4A001503,
    check_number_surface: 0x4A001504,
    check_number_input_support: 0x4A001505,
    birth_date: 0x4A001506
  )

  # One of these, the constants `JPKI_TRIES_*` of C:
  #
  # - `:not_reported`: The card does not report how many tries are left.
  # - `:left`: The card reports the number of tries left.
  # - `:blocked`: The PIN, password or number is locked.
  # - `:no_limit`: The card reports that wrong tries are unlimited (6300).
  TRIES = Enumeration.new(
    "jpki_tries",
    not_reported: 0x4A000701,
    left: 0x4A000702,
    blocked: 0x4A000703,
    no_limit: 0x4A000704
  )

  # One of these, the constants `JPKI_CERTIFICATE_*` of C:
  #
  # - `:authentication`: The user-authentication certificate (riyosha shomei).
  # - `:authentication_ca`: The certificate of the authority that issued it.
  # - `:signature`: The signature certificate (shomei), with the holder's name, address, birth
  #   date and sex.
  # - `:signature_ca`: The certificate of the authority that issued it.
  CERTIFICATE_KIND = Enumeration.new(
    "jpki_certificate_kind",
    authentication: 0x4A001601,
    authentication_ca: 0x4A001602,
    signature: 0x4A001603,
    signature_ca: 0x4A001604
  )

  # One of these, the constants `JPKI_VIRTUAL_*` of C:
  #
  # - `:my_number_card`: A virtual My Number Card.
  # - `:resident_registry_card`: A virtual Resident Registry Card.
  # - `:android`: A virtual Android phone.
  # - `:iphone`: A virtual iPhone.
  # - `:child_card`: A virtual child's card: born on 20200401, no signature certificate.
  # - `:expired`: A virtual card that was not renewed: card and certificates expired on 20250331.
  # - `:without_pins`: A virtual card without PINs (kao ninsho My Number Card): its PIN and
  #   input-support PIN are locked from the start, and it has no signature certificate.
  # - `:ca_generation_1`: A virtual card with certificates issued with the authority's first key.
  # - `:ca_generation_2`: A virtual card with certificates issued with the authority's second key;
  #   the other kinds use the third.
  VIRTUAL_KIND = Enumeration.new(
    "jpki_virtual_kind",
    my_number_card: 0x4A000801,
    resident_registry_card: 0x4A000802,
    android: 0x4A000803,
    iphone: 0x4A000804,
    child_card: 0x4A000805,
    expired: 0x4A000806,
    without_pins: 0x4A000807,
    ca_generation_1: 0x4A000808,
    ca_generation_2: 0x4A000809
  )

  # One of these, the constants `JPKI_DIGEST_*` of C:
  #
  # - `:sha256`: SHA-256, the default.
  # - `:sha384`: SHA-384; only with JPKI_SCHEME_DIGEST_INFO.
  # - `:sha512`: SHA-512; only with JPKI_SCHEME_DIGEST_INFO.
  DIGEST = Enumeration.new(
    "jpki_digest",
    sha256: 0x4A000A01,
    sha384: 0x4A000A02,
    sha512: 0x4A000A03
  )

  # One of these, the constants `JPKI_SCHEME_*` of C:
  #
  # - `:digest_info`: PKCS #1 v1.5 over a DigestInfo built by the library: the default.
  # - `:bare_digest_of_data`: The card hashes the data (1 to 255 bytes) with SHA-256 and pads the
  #   bare digest.
  # - `:sha256_digest`: The card receives the SHA-256 digest and wraps it in a DigestInfo.
  # - `:sha256_data`: The card hashes the data (1 to 255 bytes) with SHA-256 and wraps the digest
  #   in a DigestInfo.
  # - `:pss_digest`: PSS over a SHA-256 digest, which the card receives.
  # - `:pss_data`: The card hashes the data (1 to 255 bytes) with SHA-256 and signs with PSS.
  SCHEME = Enumeration.new(
    "jpki_scheme",
    digest_info: 0x4A000B01,
    bare_digest_of_data: 0x4A000B02,
    sha256_digest: 0x4A000B03,
    sha256_data: 0x4A000B04,
    pss_digest: 0x4A000B05,
    pss_data: 0x4A000B06
  )

  # One of these, the constants `JPKI_INPUT_*` of C:
  #
  # - `:data`: The input is data, to be hashed here or on the card: the default.
  # - `:digest`: The input is a digest computed by the caller.
  INPUT = Enumeration.new(
    "jpki_input",
    data: 0x4A000C01,
    digest: 0x4A000C02
  )

  # One of these, the constants `JPKI_LAST_TRY_*` of C:
  #
  # - `:keep`: The PIN is not sent if one try is left or the card does not report the number: the
  #   default.
  # - `:allow`: The PIN may be sent even if one try is left: a wrong PIN then locks it.
  # - `:keep_two`: Like JPKI_LAST_TRY_KEEP, and the PIN is not sent if two tries are left either:
  #   a reader's driver may repeat a try by itself (libccid does after three damaged blocks in a
  #   row), so that one call can spend two.
  LAST_TRY = Enumeration.new(
    "jpki_last_try",
    keep: 0x4A000D01,
    allow: 0x4A000D02,
    keep_two: 0x4A000D03
  )

  # One of these, the constants `JPKI_RECORD_*` of C:
  #
  # - `:face`: For jpki_card_authorities_add: the key is that of the authority for the card's face
  #   and birth date.
  # - `:attributes`: The key is that of the authority for name, address, birth date and sex as
  #   text.
  RECORD_KIND = Enumeration.new(
    "jpki_record_kind",
    face: 0x4A001D01,
    attributes: 0x4A001D02
  )

  # One of these, the constants `JPKI_CALENDAR_*` of C:
  #
  # - `:japanese`: The year of a birth date is that of the Japanese era, as on every citizen's
  #   card.
  # - `:gregorian`: The year of a birth date is Gregorian.
  CALENDAR = Enumeration.new(
    "jpki_calendar",
    japanese: 0x4A001A01,
    gregorian: 0x4A001A02
  )

  # One of these, the constants `JPKI_AUTHORITIES_*` of C:
  #
  # - `:production`: The card authorities of real cards: the only choice for a program that serves
  #   people.
  # - `:test`: The card authorities of the test cards that J-LIS lends to developers: these cards
  #   identify no real person.
  # - `:virtual_card`: The card authorities of the embedded virtual card, for tests.
  # - `:unverified`: The record is read without being verified: anyone could have written it.
  # - `:own`: The caller's own card authorities: those of jpki_card_set_authorities, or the
  #   argument of a call that has no card.
  AUTHORITIES = Enumeration.new(
    "jpki_authorities",
    production: 0x4A001301,
    test: 0x4A001302,
    virtual_card: 0x4A001303,
    unverified: 0x4A001304,
    own: 0x4A001305
  )

  # One of these, the constants `JPKI_SEX_*` of C:
  #
  # - `:not_known`: Sex: not known (JIS X 0303), or the handle is not open.
  # - `:male`: Sex: male (JIS X 0303).
  # - `:female`: Sex: female (JIS X 0303).
  # - `:not_applicable`: Sex: not applicable (JIS X 0303).
  # - `:other`: Sex: the card has a character that JIS X 0303 does not define.
  SEX = Enumeration.new(
    "jpki_sex",
    not_known: 0,
    male: 1,
    female: 2,
    not_applicable: 9,
    other: -1
  )

  # One of these, the constants `JPKI_IMAGE_*` of C:
  #
  # - `:photo`: The photo: JPEG 2000 (a JP2 file, grayscale).
  # - `:name`: The name as printed: a PNG.
  # - `:address`: The address as printed: a PNG.
  # - `:security_code`: The security code as printed: a PNG.
  IMAGE = Enumeration.new(
    "jpki_image",
    photo: 0x4A001801,
    name: 0x4A001802,
    address: 0x4A001803,
    security_code: 0x4A001804
  )

  # One of these, the constants `JPKI_FILE_*` of C:
  #
  # - `:record`: The record: the file of a card's face, or of name, address, birth date and sex.
  # - `:certificate`: The certificate of the key that signed the record.
  # - `:signature`: Of a face: the card's signature over the challenge.
  FILE = Enumeration.new(
    "jpki_file",
    record: 0x4A001C01,
    certificate: 0x4A001C02,
    signature: 0x4A001C03
  )

  # One of these, the constants `JPKI_PICTURE_*` of C:
  #
  # - `:photo_png`: The photo as a PNG, which most programs can display directly.
  # - `:card_svg`: The whole face in one picture at the size of the card: an SVG document in UTF-8
  #   with Japanese captions, which browsers and SVG 1.1 renderers display (tested with Qt 5.15,
  #   librsvg and CairoSVG).
  PICTURE_KIND = Enumeration.new(
    "jpki_picture_kind",
    photo_png: 0x4A001901,
    card_svg: 0x4A001902
  )

  # One of these, the constants `JPKI_REASON_*` of C:
  #
  # - `:certificate_malformed`: The certificate, or a required extension of it, is malformed.
  # - `:duplicate_extension`: An extension is present twice in the certificate (RFC 5280, 4.2).
  # - `:unknown_critical_extension`: A critical extension is unknown.
  # - `:issuer_key_unnamed`: The certificate does not name its issuer's key.
  # - `:issuer_unknown`: No trust anchor has the key that the certificate names as its issuer's.
  # - `:issuer_name_differs`: The issuer's name is not the anchor's.
  # - `:algorithm_not_allowed`: The certificate is not signed with SHA-256 and RSA, or names two
  #   different algorithms.
  # - `:certificate_signature_invalid`: The certificate's signature is not by the anchor's key.
  # - `:anchor_of_other_purpose`: The anchor is that of the other CA: authentication and signature
  #   are not interchangeable.
  # - `:anchor_not_yet_valid`: The anchor is not valid yet.
  # - `:anchor_expired`: The anchor is no longer valid.
  # - `:not_yet_valid`: The certificate is not valid yet.
  # - `:expired`: The certificate is no longer valid: the holder renews it at the municipal
  #   office.
  # - `:key_not_allowed`: The certificate's key is not RSA of 2048 to 4096 bits.
  # - `:key_usage_wrong`: The key usage is not the one for this purpose, or missing.
  # - `:extended_key_usage_wrong`: The extended key usage does not allow this purpose.
  # - `:is_authority`: The certificate is a CA's, not a person's.
  # - `:policy_wrong`: The certificate is not issued under the policy for this purpose and
  #   hierarchy.
  # - `:ca_certificate_differs`: The supplied CA certificate does not have the anchor's key and
  #   name.
  # - `:revoked`: The certificate is revoked.
  # - `:status_unknown`: The responder does not know the certificate.
  # - `:revocation_undeterminable`: Evidence was supplied, but the issuer that must have signed it
  #   is unknown.
  # - `:ocsp_malformed`: The OCSP response is malformed or contradicts itself.
  # - `:ocsp_request_malformed`: The responder answered malformedRequest.
  # - `:ocsp_internal_error`: The responder answered internalError.
  # - `:ocsp_try_later`: The responder answered tryLater.
  # - `:ocsp_signature_required`: The responder answered sigRequired.
  # - `:ocsp_unauthorized`: The responder answered unauthorized, as it does to anyone who is not a
  #   notified verifier.
  # - `:ocsp_responder_unknown`: Neither the CA nor a certificate in the response is the responder
  #   that it names.
  # - `:ocsp_responder_not_authorized`: The responder's certificate does not let it answer for the
  #   CA.
  # - `:ocsp_responder_not_yet_valid`: The responder's certificate is not valid yet.
  # - `:ocsp_responder_expired`: The responder's certificate has expired.
  # - `:ocsp_algorithm_not_allowed`: The response is not signed with SHA-256 and RSA of 2048 to
  #   4096 bits.
  # - `:ocsp_signature_invalid`: The response's signature is invalid.
  # - `:ocsp_nonce_missing`: The request had a nonce and the response has none: it may be an old
  #   response.
  # - `:ocsp_nonce_differs`: The response's nonce is not the request's: it answers another
  #   request.
  # - `:ocsp_other_certificate`: The response is not about this certificate.
  # - `:ocsp_not_yet_valid`: The response was produced in the future, or reports a future state.
  # - `:ocsp_expired`: The response is too old.
  # - `:ocsp_unknown_critical_extension`: A critical extension of the response is unknown.
  # - `:crl_malformed`: The CRL is malformed or inconsistent.
  # - `:crl_other_issuer`: The CRL is by another issuer.
  # - `:crl_algorithm_not_allowed`: The CRL is not signed with SHA-256 and RSA, or names two
  #   different algorithms.
  # - `:crl_signature_invalid`: The CRL's signature is not by the anchor's key.
  # - `:crl_not_yet_valid`: The CRL was issued in the future.
  # - `:crl_expired`: The next CRL is overdue.
  # - `:crl_unknown_critical_extension`: A critical extension of the CRL or of an entry is
  #   unknown.
  # - `:crl_delta`: A delta CRL: it contains only changes.
  # - `:crl_indirect`: An indirect CRL: it covers other issuers' certificates.
  # - `:crl_out_of_scope`: The CRL does not cover holders' certificates, or all reasons for
  #   revocation.
  # - `:crl_other_distribution_point`: The CRL belongs to a distribution point that the
  #   certificate does not name.
  # - `:challenge_digest_length`: The supplied digest does not have the algorithm's length.
  # - `:challenge_signature_invalid`: The signature is not one by the certificate's key over this
  #   challenge.
  # - `:challenge_empty`: The challenge is empty, or the digest of empty data: it was lost, and a
  #   signature over it could be replayed to anyone.
  # - `:challenge_too_short`: The challenge has fewer than 16 bytes: it may have been used before,
  #   or be guessed.
  REASON = Enumeration.new(
    "jpki_reason",
    certificate_malformed: 100,
    duplicate_extension: 101,
    unknown_critical_extension: 102,
    issuer_key_unnamed: 103,
    issuer_unknown: 104,
    issuer_name_differs: 105,
    algorithm_not_allowed: 106,
    certificate_signature_invalid: 107,
    anchor_of_other_purpose: 108,
    anchor_not_yet_valid: 109,
    anchor_expired: 110,
    not_yet_valid: 111,
    expired: 112,
    key_not_allowed: 113,
    key_usage_wrong: 114,
    extended_key_usage_wrong: 115,
    is_authority: 116,
    policy_wrong: 117,
    ca_certificate_differs: 118,
    revoked: 200,
    status_unknown: 201,
    revocation_undeterminable: 202,
    ocsp_malformed: 300,
    ocsp_request_malformed: 301,
    ocsp_internal_error: 302,
    ocsp_try_later: 303,
    ocsp_signature_required: 304,
    ocsp_unauthorized: 305,
    ocsp_responder_unknown: 306,
    ocsp_responder_not_authorized: 307,
    ocsp_responder_not_yet_valid: 308,
    ocsp_responder_expired: 309,
    ocsp_algorithm_not_allowed: 310,
    ocsp_signature_invalid: 311,
    ocsp_nonce_missing: 312,
    ocsp_nonce_differs: 313,
    ocsp_other_certificate: 314,
    ocsp_not_yet_valid: 315,
    ocsp_expired: 316,
    ocsp_unknown_critical_extension: 317,
    crl_malformed: 400,
    crl_other_issuer: 401,
    crl_algorithm_not_allowed: 402,
    crl_signature_invalid: 403,
    crl_not_yet_valid: 404,
    crl_expired: 405,
    crl_unknown_critical_extension: 406,
    crl_delta: 407,
    crl_indirect: 408,
    crl_out_of_scope: 409,
    crl_other_distribution_point: 410,
    challenge_digest_length: 500,
    challenge_signature_invalid: 501,
    challenge_empty: 502,
    challenge_too_short: 503
  )

  # One of these, the constants `JPKI_PURPOSE_*` of C:
  #
  # - `:authentication`: The certificate for the PIN of four digits: its holder is present.
  # - `:signature`: The certificate for the signature password: its holder signs a document.
  PURPOSE = Enumeration.new(
    "jpki_purpose",
    authentication: 0x4A000E01,
    signature: 0x4A000E02
  )

  # One of these, the constants `JPKI_ANCHORS_*` of C:
  #
  # - `:production`: Trust anchors: J-LIS's CAs for real cards, built into the library.
  # - `:test`: Trust anchors: the CAs of the test cards that J-LIS lends to developers.
  # - `:own`: Trust anchors: only own_anchors, treated as CAs of test cards (their certificate
  #   policy), such as those of the embedded virtual card.
  # - `:production_and_own`: Trust anchors: J-LIS's CAs for real cards, and own_anchors in
  #   addition: generations newer than the library.
  ANCHORS = Enumeration.new(
    "jpki_anchors",
    production: 0x4A000F01,
    test: 0x4A000F02,
    own: 0x4A000F03,
    production_and_own: 0x4A000F04
  )

  # One of these, the constants `JPKI_OCSP_HASH_*` of C:
  #
  # - `:sha1`: For jpki_verify_options.ocsp_hash: SHA-1, which every responder supports.
  # - `:sha256`: For jpki_verify_options.ocsp_hash: SHA-256.
  OCSP_HASH = Enumeration.new(
    "jpki_ocsp_hash",
    sha1: 0x4A001201,
    sha256: 0x4A001202
  )

  # One of these, the constants `JPKI_POLICIES_*` of C:
  #
  # - `:by_arc`: Certificate policies: every class of the purpose's arc, 1.2.392.200149.8.5.1.3
  #   for authentication and 1.2.392.200149.8.5.1.1 for signature, including a class newer than
  #   the library (see jpki_verdict.policy_is_known).
  # - `:known`: Certificate policies: only those that the library knows, 1.2.392.200149.8.5.1.3.30
  #   and 1.2.392.200149.8.5.1.1.20; for test cards 1.2.392.200149.8.5.1.0.30 and
  #   1.2.392.200149.8.5.1.0.20.
  # - `:own`: Certificate policies: only own_policies.
  POLICIES = Enumeration.new(
    "jpki_policies",
    by_arc: 0x4A001001,
    known: 0x4A001002,
    own: 0x4A001003
  )

  # One of these, the constants `JPKI_REVOCATION_*` of C:
  #
  # - `:not_requested`: No OCSP response and no CRL was passed: revocation was not checked.
  # - `:undetermined`: The revocation data that was passed cannot be relied on; the reasons say
  #   why.
  # - `:good`: Not revoked, according to signed and current data.
  # - `:revoked`: Revoked, according to signed data, which may be of another time.
  # - `:unknown`: The responder does not know the certificate.
  REVOCATION = Enumeration.new(
    "jpki_revocation",
    not_requested: 0x4A001101,
    undetermined: 0x4A001102,
    good: 0x4A001103,
    revoked: 0x4A001104,
    unknown: 0x4A001105
  )

  # The functions and structures of the C library.
  # @api private
  module Native
    # The size of jpki_error.message in bytes, including its NUL.
    ERROR_MESSAGE_SIZE = 512

    # A size in bytes that is enough for every text of jpki_error_text, including its NUL.
    ERROR_TEXT_SIZE = 1024

    # The size of jpki_log_record.message in bytes, including its NUL.
    LOG_MESSAGE_SIZE = 512

    # The number of log lines that jpki_log_keep keeps.
    LOG_KEPT = 1000

    # In jpki_card_wait, jpki_monitor_next and jpki_context_set_timeout: no timeout.
    WAIT_FOREVER = -1

    # The size of jpki_event.reader in bytes, including its NUL; PC/SC names have up to 128.
    EVENT_READER_SIZE = 256

    # The size of a check number in bytes, including its prefix and its NUL.
    CHECK_NUMBER_SIZE = 16

    # The maximum number of reasons in a verdict.
    VERDICT_REASONS = 32

    # The size of a verdict's policy in bytes, including its NUL.
    VERDICT_POLICY_SIZE = 64

    # The maximum size of a verdict's anchor_key_id in bytes.
    VERDICT_KEY_ID_SIZE = 32

    # Details of a failure.
    ERROR = Structure.new(
      "jpki_error",
      532,
      struct_size: :uint32,
      status: :int32,
      tries_left: :int32,
      status_word: :uint32,
      pcsc_code: :uint32,
      message: [:char, 512]
    )

    # One log line.
    LOG_RECORD = Structure.new(
      "jpki_log_record",
      528,
      struct_size: :uint32,
      level: :int32,
      dropped_count: :uint32,
      reserved: :uint32,
      message: [:char, 512]
    )

    # One event at the readers.
    EVENT = Structure.new(
      "jpki_event",
      284,
      struct_size: :uint32,
      event: :int32,
      card_kind: :int32,
      token_kind: :int32,
      reason: :int32,
      pcsc_code: :uint32,
      reserved: :uint32,
      reader: [:char, 256]
    )

    # A connection to a card supplied by the caller: a reader without PC/SC, a card at the other
    # end of a network, a test.
    TRANSPORT = Structure.new(
      "jpki_transport",
      56,
      struct_size: :uint32,
      max_apdu_data: :uint32,
      user: :pointer,
      transmit: :pointer,
      begin_transaction: :pointer,
      end_transaction: :pointer,
      power_down: :pointer,
      close: :pointer
    )

    # How to sign.
    SIGN_OPTIONS = Structure.new(
      "jpki_sign_options",
      40,
      struct_size: :uint32,
      digest: :int32,
      scheme: :int32,
      input: :int32,
      last_try: :int32,
      read_ca_certificate: :int32,
      certificate: :pointer,
      ca_certificate: :pointer
    )

    # The result of jpki_card_authenticate.
    AUTHENTICATION = Structure.new(
      "jpki_authentication",
      40,
      struct_size: :uint32,
      token_kind: :int32,
      pin_status: :int32,
      tries_left: :int32,
      certificate: :pointer,
      ca_certificate: :pointer,
      signature: :pointer
    )

    # The files that a desk read from a card and sent, for jpki_face_from_files and
    # jpki_attributes_from_files, and the challenge, which the verifier has kept itself and
    # accepts from nobody else.
    RECORD_FILES = Structure.new(
      "jpki_record_files",
      72,
      struct_size: :uint32,
      reserved: :uint32,
      record: :pointer,
      record_length: :size,
      certificate: :pointer,
      certificate_length: :size,
      challenge: :pointer,
      challenge_length: :size,
      signature: :pointer,
      signature_length: :size
    )

    # What the card says about itself.
    INFORMATION = Structure.new(
      "jpki_information",
      32,
      struct_size: :uint32,
      expiry: :int32,
      municipality_code: [:char, 8],
      serial: [:char, 16]
    )

    # How to verify a certificate.
    VERIFY_OPTIONS = Structure.new(
      "jpki_verify_options",
      112,
      struct_size: :uint32,
      purpose: :int32,
      anchors: :int32,
      tolerance: :uint32,
      time: :int64,
      ocsp_hash: :int32,
      policies: :int32,
      own_anchors: :pointer,
      own_anchors_count: :size,
      ca_certificate: :pointer,
      ocsp_request: :pointer,
      ocsp_response: :pointer,
      ocsp_response_length: :size,
      crl: :pointer,
      crl_length: :size,
      revocation_list: :pointer,
      own_policies: :pointer
    )

    # The result of jpki_certificate_verify or jpki_signature_verify.
    VERDICT = Structure.new(
      "jpki_verdict",
      272,
      struct_size: :uint32,
      status: :int32,
      reason_count: :uint32,
      revocation: :int32,
      reasons: [:int32, 32],
      revocation_time: :int64,
      revocation_reason: :int32,
      days_left: :int32,
      days_expired: :int32,
      is_within_grace: :int32,
      policy_is_known: :int32,
      anchor_key_id_length: :uint32,
      policy: [:char, 64],
      anchor_key_id: [:uint8, 32]
    )

    # The address in UTF-8, ended by NUL. NULL if the handle is not open.
    function(:jpki_attributes_address, :pointer, attributes: :pointer)

    # The birth date, YYYYMMDD as a number; 0 if the handle is not open, or where the card has no
    # calendar date, as for a holder whose day or month of birth is unknown:
    # `jpki_attributes_birth_date_digits` then returns what the card has instead, and is what to
    # compare.
    function(:jpki_attributes_birth_date, :int32, attributes: :pointer)

    # The birth date as the card writes it, without a NUL, and its length in bytes, 8 if it is a
    # calendar date: YYYYMMDD, or what the card has instead where `jpki_attributes_birth_date` is
    # 0, such as 19500400 or spaces. NULL and 0 if the handle is not open. `length` may be NULL.
    function(:jpki_attributes_birth_date_digits, :pointer, attributes: :pointer, length: :pointer)

    # A file to send to a server that verifies the attributes, by one of JPKI_FILE_*, and its
    # length in bytes. JPKI_FILE_SIGNATURE has a digest of the individual number (kojin bango),
    # from which the number can be found: only a library built for it
    # (JPKI_FEATURE_INDIVIDUAL_NUMBER) returns it, and the law says who may send it. Without it
    # nobody can verify the others. NULL and 0 for a missing file, any other number, or if the
    # handle is not open. `length` may be NULL.
    function(:jpki_attributes_file, :pointer, attributes: :pointer, file: :int32, length: :pointer)

    # Frees the attributes and wipes them. Does nothing if they are NULL or already freed.
    function(:jpki_attributes_free, :void, attributes: :pointer)

    # Verifies attributes that a desk read and sent: one of the chosen authorities signed them
    # (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC). As for `jpki_card_attributes`, nothing proves
    # that they belong to one particular card, so `files->challenge` is NULL and its length 0:
    # otherwise JPKI_ERROR_ARGUMENT.
    #
    # JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_INDIVIDUAL_NUMBER: see
    # `jpki_attributes_file`. `authorities`, `own`, other errors and threads: as for
    # `jpki_face_from_files`. Free `*attributes` with `jpki_attributes_free`; it is NULL on
    # failure.
    function(:jpki_attributes_from_files, :int32, files: :pointer, authorities: :int32,
             own: :pointer, attributes: :pointer, error: :pointer)

    # The name in UTF-8, ended by NUL; an ideographic space (U+3000) separates family and given
    # name. NULL if the handle is not open.
    function(:jpki_attributes_name, :pointer, attributes: :pointer)

    # Lists the objects of the attributes' record that this version does not know, in the record's
    # order, such as the reading of the name on a future card; most often none. The issuer's
    # signature covers them as it covers the others.
    #
    # `jpki_items_name` is the tag in hexadecimal digits, such as "DF26", `jpki_items_data` the
    # value and `jpki_items_text` its text, if it is UTF-8. Free `*items` with `jpki_items_free`;
    # it is NULL on failure. Any thread; does not touch a card.
    function(:jpki_attributes_other_objects, :int32, attributes: :pointer, items: :pointer,
             error: :pointer)

    # The sex: one of JPKI_SEX_*; JPKI_SEX_NOT_KNOWN if the handle is not open.
    function(:jpki_attributes_sex, :int32, attributes: :pointer)

    # Cancels every wait that the cancellation is passed to, now and later: they return
    # JPKI_ERROR_CANCELLED. Returns once those in progress have been woken; a second call does
    # nothing. Any thread, at any time. Does not touch a card.
    function(:jpki_cancellation_cancel, :int32, cancellation: :pointer, error: :pointer)

    # Frees a cancellation. A wait that uses it continues, and can no longer be cancelled through
    # it. NULL or an already freed cancellation is ignored.
    function(:jpki_cancellation_free, :void, cancellation: :pointer)

    # Creates a cancellation, not yet cancelled. On success the caller must free `*cancellation`;
    # on failure it is NULL. JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_PCSC.
    function(:jpki_cancellation_new, :int32, cancellation: :pointer, error: :pointer)

    # Reads name, address, birth date and sex with the input-support PIN (kenmen jiko nyuryoku
    # hojo-yo no ansho bango), so that nobody has to type them.
    #
    # `pin`, `pin_length`: four ASCII digits; not kept. It is a separate PIN with its own three
    # tries, even if the holder chose the same digits as for the authentication PIN.
    # `authorities`: one of JPKI_AUTHORITIES_*. Unless it is JPKI_AUTHORITIES_UNVERIFIED, JPKI_OK
    # means that one of those authorities signed the attributes (otherwise
    # JPKI_ERROR_RECORD_NOT_AUTHENTIC). Nothing on any card proves that they belong to this card:
    # they name no key, so a forged card can hold those of another person, even if
    # `jpki_card_face` or `jpki_card_sign` found it genuine. Compare them with the face: birth
    # date and sex by program, name and address with its pictures by eye. `last_try`: one of
    # JPKI_LAST_TRY_*. Free `*attributes` with `jpki_attributes_free`; it is NULL on failure.
    #
    # PIN tries: the PIN is sent at most once, under the rules of `jpki_card_sign`. A wrong one
    # spends one of three: JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG, error->tries_left. The issuer's
    # certificate can be read without a PIN and is verified first: if none of the authorities
    # issued it, nothing is sent. A record that its key did not sign is detected after the right
    # PIN, and spends no try. JPKI_ERROR_NOT_ON_CARD on a phone. Any thread; waits for other calls
    # on the card.
    function(:jpki_card_attributes, :int32, card: :pointer, pin: :pointer, pin_length: :size,
             authorities: :int32, last_try: :int32, attributes: :pointer, error: :pointer)

    # Reads name, address, birth date and sex with check number B instead of a PIN.
    #
    # `check_number`: from `jpki_check_number`; not kept. Other parameters, errors and threads are
    # as for `jpki_card_attributes`.
    #
    # Tries: a wrong number spends one of ten, which this application counts separately
    # (JPKI_ERROR_CHECK_NUMBER_WRONG), under the rules of `jpki_card_face`.
    function(:jpki_card_attributes_by_check_number, :int32, card: :pointer,
             check_number: :pointer, check_number_length: :size, authorities: :int32,
             last_try: :int32, attributes: :pointer, error: :pointer)

    # Performs a complete authentication in one PC/SC transaction: reads the kind of token and the
    # authentication certificate, queries the tries, verifies the PIN, signs `input` and locks the
    # key again. This takes 13 exchanges with a card if nothing has to be repeated. The CA
    # certificate is also read, with 6 more exchanges, if `options->read_ca_certificate` is 1 or
    # the issuer is neither one of the published CAs nor `options->ca_certificate`.
    #
    # With `options->certificate`, known from an earlier visit, it takes 7 exchanges: the first
    # 256 bytes of the card's certificate are compared with it before the PIN is sent, and
    # `authentication->certificate` is a copy of it. If they differ, the call returns
    # JPKI_ERROR_CARD_EXCHANGED and no try is spent; the card can still be used without that
    # certificate. A phone hides its certificate until the PIN is verified: the call returns
    # JPKI_ERROR_PIN_REQUIRED, and no PIN is sent.
    #
    # Arguments, PIN tries and threads are as for `jpki_card_sign`. The caller sets
    # `authentication->struct_size`; anything else in the structure is overwritten and not freed.
    # On failure the three objects are NULL: use the individual calls to read what is still
    # needed.
    function(:jpki_card_authenticate, :int32, card: :pointer, pin: :pointer, pin_length: :size,
             input: :pointer, input_length: :size, options: :pointer, authentication: :pointer,
             error: :pointer)

    # Adds an authority's key to those that the list trusts. Whoever can choose this key can make
    # cards: obtain it from the issuer, over a channel that nobody can tamper with, and never from
    # a card.
    #
    # `record`: one of JPKI_RECORD_*; a key for one is not valid for the other. `key_id`: the 16
    # bytes by which the card's certificate names the key. `modulus`: that of the RSA key of 2048
    # bits, big-endian; leading zeros do not count. The exponent is 65537.
    #
    # JPKI_ERROR_ARGUMENT for another key_id_length, JPKI_ERROR_KEY_NOT_SUPPORTED for another kind
    # of key. Any thread; does not touch a card.
    function(:jpki_card_authorities_add, :int32, authorities: :pointer, record: :int32,
             key_id: :pointer, key_id_length: :size, modulus: :pointer, modulus_length: :size,
             error: :pointer)

    # Frees a list. Does nothing if it is NULL or already freed; a card that it was set for keeps
    # its authorities.
    function(:jpki_card_authorities_free, :void, authorities: :pointer)

    # Makes an empty list. With an empty list every record is refused: add an authority first.
    #
    # Free `*authorities` with `jpki_card_authorities_free`; it is NULL on failure. Any thread;
    # does not touch a card.
    function(:jpki_card_authorities_new, :int32, authorities: :pointer, error: :pointer)

    # Begins a transaction that lasts until `jpki_card_end_transaction`.
    #
    # All calls on the card between the two run in one PC/SC transaction, so that no other program
    # can access the card between them. Each call still locks the key at its end, and sends no
    # more PINs than it would outside a transaction.
    #
    # Meanwhile **no other program can use the card**: keep the transaction short, and never open
    # while a person types. Windows resets a card whose transaction has been idle for five
    # seconds. Calls of other threads on this card are part of the transaction. Waits for another
    # program's transaction up to JPKI_TIMEOUT_TRANSACTION, then returns JPKI_ERROR_CARD_BUSY. On
    # failure no transaction has begun.
    #
    # JPKI_ERROR_ARGUMENT if one has already begun. Freeing the card ends it. No PIN try is spent.
    # Any thread; another thread may end the transaction.
    function(:jpki_card_begin_transaction, :int32, card: :pointer, error: :pointer)

    # Reads a certificate that needs no password.
    #
    # `kind`: one of
    #
    # - JPKI_CERTIFICATE_AUTHENTICATION: readable without the PIN on a card. An Android phone
    #   requires the PIN: the call returns JPKI_ERROR_PIN_REQUIRED; use `jpki_card_authenticate`;
    # - JPKI_CERTIFICATE_AUTHENTICATION_CA, JPKI_CERTIFICATE_SIGNATURE_CA: as stored on the card;
    #   not a trust anchor.
    #
    # JPKI_CERTIFICATE_SIGNATURE is JPKI_ERROR_ARGUMENT, since the card requires the password: use
    # `jpki_card_signature_certificate`, which sends it. On success the caller must free
    # `*certificate`; on failure it is NULL. No PIN try is spent. Any thread.
    function(:jpki_card_certificate, :int32, card: :pointer, kind: :int32, certificate: :pointer,
             error: :pointer)

    # Changes the input-support PIN, as `jpki_card_change_pin` changes the authentication PIN,
    # which stays as it is: for a holder who wants the same PIN for both, change both.
    #
    # PIN tries: a wrong old PIN spends one of three: JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG. The new
    # one is also sent, to be verified, as for `jpki_card_change_pin`.
    function(:jpki_card_change_input_support_pin, :int32, card: :pointer, old_pin: :pointer,
             old_pin_length: :size, new_pin: :pointer, new_pin_length: :size, last_try: :int32,
             error: :pointer)

    # Changes the authentication PIN: verifies the old one, sets the new one, verifies the new one
    # and locks the key again, in one PC/SC transaction.
    #
    # `old_pin`, `new_pin`: four ASCII digits each, of the stated lengths; not stored. `last_try`:
    # one of JPKI_LAST_TRY_*.
    #
    # Tries: the old PIN is sent at most once, under the rules of `jpki_card_sign`; a wrong one
    # spends one try. The new PIN is sent at most twice: to set it and, if the card reports
    # success, to verify it. If the card reported success without making the change, it counts
    # this as a wrong try, which may be the last: JPKI_ERROR_PIN_CHANGE_UNCERTAIN, with
    # tries_left. On every other failure the old PIN stays in force, except for
    # JPKI_ERROR_KEY_NOT_LOCKED and JPKI_ERROR_INTERNAL. After these three either PIN may be in
    # force; the message of KEY_NOT_LOCKED says if it is the new one. Any thread.
    function(:jpki_card_change_pin, :int32, card: :pointer, old_pin: :pointer,
             old_pin_length: :size, new_pin: :pointer, new_pin_length: :size, last_try: :int32,
             error: :pointer)

    # Changes the signature password, as `jpki_card_change_pin` changes the PIN.
    #
    # Passwords are as for `jpki_card_signature_certificate`. The new one must mix letters and
    # digits; otherwise the call returns JPKI_ERROR_PASSWORD_FORMAT before anything is sent.
    # JPKI_ERROR_NOT_ON_CARD if the token has no signature certificate; then no password was sent.
    #
    # Tries: as for `jpki_card_change_pin`, out of the password's five. Any thread.
    function(:jpki_card_change_signature_password, :int32, card: :pointer, old_password: :pointer,
             old_password_length: :size, new_password: :pointer, new_password_length: :size,
             last_try: :int32, error: :pointer)

    # Compares the holder's birth date with `birth_date` (YYYYMMDD as a number): the least about a
    # person that a card can reveal to a terminal. JPKI_OK means that it matches.
    #
    # `calendar`: one of JPKI_CALENDAR_*, JPKI_CALENDAR_JAPANESE for all but some foreign
    # residents. `authorities`: one of JPKI_AUTHORITIES_*; unless it is
    # JPKI_AUTHORITIES_UNVERIFIED, JPKI_OK also means that one of those authorities signed the
    # card's age record and that the card proved not to be a copy. `last_try`: one of
    # JPKI_LAST_TRY_*.
    #
    # Tries: the birth date is sent at most once, under the rules of `jpki_card_face`. A date that
    # differs from the card's spends one try: JPKI_ERROR_CHECK_NUMBER_WRONG, error->tries_left.
    # The card compares six digits, with the year of the Japanese era, so a date in another era
    # may have the same digits: that is JPKI_ERROR_BIRTH_DATE_DIFFERS, and spends none. No PIN is
    # sent. JPKI_ERROR_NOT_ON_CARD on a phone. Any thread; waits for other calls on the card.
    function(:jpki_card_compare_birth_date, :int32, card: :pointer, birth_date: :int32,
             calendar: :int32, authorities: :int32, last_try: :int32, error: :pointer)

    # Compares a birth date as `jpki_card_compare_birth_date` does, for a card that prints one
    # which is not a calendar date, as where the day or month of birth is unknown. JPKI_OK means
    # that it matches.
    #
    # `date_digits`: six ASCII digits as for `jpki_check_number_printed_digits`; not kept. Whether
    # they can be a date is **not checked**, and the same six digits in another era are not
    # distinguished: JPKI_ERROR_BIRTH_DATE_DIFFERS is never returned. A wrong date spends one of
    # the same ten tries.
    function(:jpki_card_compare_birth_date_printed_digits, :int32, card: :pointer,
             date_digits: :pointer, date_digits_length: :size, authorities: :int32,
             last_try: :int32, error: :pointer)

    # Connects to the card that is in a reader now, of any kind, in shared mode.
    #
    # `reader`: its exact name, as returned by `jpki_readers_name`. On success the caller must
    # free `*card`; on failure it is NULL. With a card of another kind, the functions that use the
    # card return JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD.
    #
    # Does not wait for a card (use `jpki_card_wait`), but waits for another program's transaction
    # up to JPKI_TIMEOUT_TRANSACTION, then returns JPKI_ERROR_CARD_BUSY. Other errors:
    # JPKI_ERROR_NO_CARD, UNKNOWN_READER, CARD_UNRESPONSIVE, SHARING_VIOLATION,
    # READER_NOT_RESPONDING, READER_FAILED, SERVICE_*, PCSC_NOT_INSTALLED; CANCELLED after
    # `jpki_context_cancel`. Powers the card on if it is off. No PIN try is spent. Any thread.
    function(:jpki_card_connect, :int32, context: :pointer, reader: :pointer, card: :pointer,
             error: :pointer)

    # Ends the transaction begun by `jpki_card_begin_transaction`: other programs can use the card
    # again. It has ended whatever this function returns.
    #
    # JPKI_ERROR_ARGUMENT if none has begun. JPKI_ERROR_CARD_RESET if it was interrupted: an
    # exchange was lost or the card was reset, and the call at that time repeated what may be
    # repeated, or failed, so that another program may have used the card between calls.
    # JPKI_ERROR_CARD_REMOVED and the like if the card is gone. No PIN try is spent. Any thread.
    function(:jpki_card_end_transaction, :int32, card: :pointer, error: :pointer)

    # Reads the card's face and verifies it: what a clerk compares with the person at the desk
    # when there is no PIN. No PIN is sent. It does not show whether the person is insured: that
    # is online eligibility verification.
    #
    # `check_number`: from `jpki_check_number`; not kept. `authorities`: one of
    # JPKI_AUTHORITIES_*. Unless it is JPKI_AUTHORITIES_UNVERIFIED, JPKI_OK means that one of
    # those authorities signed the record (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC), and that
    # the card signed a fresh challenge with the key that the record names (otherwise
    # JPKI_ERROR_CARD_NOT_GENUINE: a copy). The expiry date and the picture of the security code
    # are not signed on any card, and an expired card passes: see `jpki_face_expiry`. Whether the
    # photo shows the person at the desk is for a human to judge, and nothing on the card shows
    # whether it was reported lost. `last_try`: one of JPKI_LAST_TRY_*. Free `*face` with
    # `jpki_face_free`; it is NULL on failure.
    #
    # Tries: the number is sent at most once. A wrong one spends one of ten tries
    # (JPKI_ERROR_CHECK_NUMBER_WRONG, error->tries_left), a right one restores all. Ten wrong ones
    # in a row lock it until the municipal office resets it. It is not sent when its format is
    # wrong, when it is locked, or when one try is left and `last_try` does not allow using it.
    # When the call returns the application is locked again, under the rules of `jpki_card_sign`.
    # JPKI_ERROR_NOT_ON_CARD on a phone, which has no face. Any thread; waits for other calls on
    # the card.
    function(:jpki_card_face, :int32, card: :pointer, check_number: :pointer,
             check_number_length: :size, authorities: :int32, last_try: :int32, face: :pointer,
             error: :pointer)

    # Reads the card's face as `jpki_card_face` does, and has the card sign a challenge that a
    # server chose. `jpki_face_file` then returns what the server needs to verify the face without
    # a card (`jpki_face_from_files`), so that it does not have to trust the desk.
    #
    # `challenge`: 16 bytes or more, random, fresh from the server for this card; a shorter one is
    # JPKI_ERROR_ARGUMENT, and nothing is sent. With JPKI_AUTHORITIES_UNVERIFIED only the server
    # verifies. Everything else, including tries, is as for `jpki_card_face`.
    function(:jpki_card_face_for_challenge, :int32, card: :pointer, check_number: :pointer,
             check_number_length: :size, challenge: :pointer, challenge_length: :size,
             authorities: :int32, last_try: :int32, face: :pointer, error: :pointer)

    # Frees a card's handle and disconnects from the card, leaving it powered and not reset. This
    # ends a transaction begun by `jpki_card_begin_transaction`, and tries once more to lock a key
    # that could not be locked before. NULL or an already freed card is ignored.
    #
    # A call in progress in another thread finishes first, which locks the key, and only then does
    # this function return: do not hold a lock that the call's own callback may take. Calls still
    # waiting for their turn return JPKI_ERROR_HANDLE. In a callback (a log callback or a
    # transport's functions) it does not wait, and the card is released when the call that is
    # using it returns. No effect on PIN tries. Any thread.
    #
    # `exit()`, and returning from `main`, do not wait for threads and may leave the key unlocked:
    # first free the cards, or join the threads that use them.
    function(:jpki_card_free, :void, card: :pointer)

    # Asks whether the token has a certificate.
    #
    # `kind`: JPKI_CERTIFICATE_AUTHENTICATION or JPKI_CERTIFICATE_SIGNATURE. The CA certificates
    # are JPKI_ERROR_ARGUMENT, since the token does not report them. `*present` receives 1 or 0,
    # and 0 on failure. Many children's cards have no signature certificate; this is not a fault.
    # No PIN try is spent. Any thread.
    function(:jpki_card_has_certificate, :int32, card: :pointer, kind: :int32, present: :pointer,
             error: :pointer)

    # Reads the card's serial number, the municipality that issued it and its expiry date. No PIN
    # or check number is needed, and no try is spent.
    #
    # The caller sets `information->struct_size`; on failure the other fields are 0 and empty.
    # JPKI_ERROR_NOT_ON_CARD on a phone. Any thread; waits for other calls on the card.
    function(:jpki_card_information, :int32, card: :pointer, information: :pointer,
             error: :pointer)

    # Opens a card behind a transport supplied by the caller.
    #
    # `transport` is copied, and nothing is sent yet. On success the caller must free `*card`; on
    # failure it is NULL. `close` is called when the card is freed, or immediately if the call
    # fails after the structure was accepted. Any thread.
    function(:jpki_card_open_transport, :int32, transport: :pointer, card: :pointer,
             error: :pointer)

    # Opens a new embedded virtual card, for development and tests.
    #
    # `kind`: one of JPKI_VIRTUAL_*. Unless the kind says otherwise, the PIN and the input-support
    # PIN are 1234, the signature password is ABC123, the check number is made of 19800217, 2035
    # and "2285", and the certificates are test certificates.
    #
    # JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_VIRTUAL_CARD. On success the caller
    # must free `*card`; on failure it is NULL. Any thread.
    function(:jpki_card_open_virtual, :int32, kind: :int32, card: :pointer, error: :pointer)

    # Opens a new embedded virtual card with settings, and with what is to go wrong at it: for
    # tests of what a program does then.
    #
    # `kind`: as for `jpki_card_open_virtual`. `settings`: in UTF-8, separated by line feeds or
    # semicolons and ended by NUL; NULL or empty for none. Each is one of
    #
    # - `name TEXT`, `address TEXT`: the holder's, as text;
    # - `pin TEXT`, `signature-password TEXT`, `input-support-pin TEXT`, `security-code TEXT`;
    # - `pin-tries N`, `signature-password-tries N`, `input-support-pin-tries N`,
    #   `check-number-tries N`: how many are left;
    # - `hides-tries`, `unlimited-tries`, `no-signature-certificate`; `seed N` for other keys;
    # - `fault FAULT at N`, `fault FAULT every N`: what goes wrong at which command, counted from
    #   1. The faults are in docs/virtual-card.md: `removed-before`, `lost-after`, `reader-fails`
    #   and so on.
    #
    # JPKI_ERROR_ARGUMENT for any other setting or value, JPKI_ERROR_NOT_BUILT unless the library
    # has JPKI_FEATURE_VIRTUAL_CARD. On success the caller must free `*card`; on failure it is
    # NULL. Any thread.
    function(:jpki_card_open_virtual_with_settings, :int32, kind: :int32, settings: :pointer,
             card: :pointer, error: :pointer)

    # Returns the name of the card's reader, in UTF-8, NUL-terminated and valid until the card is
    # freed; NULL for a card without a reader. The reader or its driver chose the name: before
    # displaying or logging it, replace control characters, characters that change the direction
    # of text, and bytes that are not UTF-8, which pcsc-lite passes on from a driver or
    # `reader.conf`.
    function(:jpki_card_reader_name, :pointer, card: :pointer)

    # Sets the authorities that JPKI_AUTHORITIES_OWN stands for in calls on this card: those in
    # the list now, replacing any set before. The list may be changed or freed afterwards.
    #
    # Any thread; waits for other calls on the card, and sends nothing to it.
    function(:jpki_card_set_authorities, :int32, card: :pointer, authorities: :pointer,
             error: :pointer)

    # Sets how many bytes are read from files at a time.
    #
    # `length`: 1 to 32,768 bytes, from now on; the default is 256. Some readers fail on answers
    # of 256 bytes: try 128 there. Above 256, extended-length commands are used, and a card face
    # is read in one command instead of a dozen; an application that refuses them is read in
    # pieces of 256. Not every reader supports them: test with the readers in use. Sends nothing.
    # Any thread.
    function(:jpki_card_set_read_length, :int32, card: :pointer, length: :size, error: :pointer)

    # Verifies the authentication PIN, signs `input` with the user-authentication key and locks
    # the key again, in one PC/SC transaction.
    #
    # `pin`, `pin_length`: four ASCII digits; not stored. `input`, `input_length`: any data, or a
    # digest if the options say so. `options`: may be NULL. On success the caller must free
    # `*signature`; on failure it is NULL.
    #
    # PIN tries: the PIN is sent at most once. A wrong PIN spends one try (JPKI_ERROR_PIN_WRONG,
    # error->tries_left); a correct one restores all. It is not sent if its format is wrong, if it
    # is locked, or if one try is left and the options do not allow spending it. After
    # JPKI_ERROR_PIN_UNCERTAIN a try may have been spent: call `jpki_card_tries` before trying
    # again.
    #
    # The signature is verified with the certificate's key (JPKI_FEATURE_VERIFY). When the call
    # returns the key is locked, also on failure, except for JPKI_ERROR_KEY_NOT_LOCKED and
    # possibly JPKI_ERROR_INTERNAL: in these cases have the card removed from the reader. Calls on
    # one card run one after the other. Any thread.
    function(:jpki_card_sign, :int32, card: :pointer, pin: :pointer, pin_length: :size,
             input: :pointer, input_length: :size, options: :pointer, signature: :pointer,
             error: :pointer)

    # Verifies the signature password, reads the signature certificate, signs `input` with the
    # signature key and locks it again, in one PC/SC transaction.
    #
    # Arguments are as for `jpki_card_signature_certificate` and `jpki_card_sign`.
    # `options->certificate`: the signature certificate if the caller has it, so that it is not
    # read again. On success the caller must free `*certificate` and `*signature`; on failure both
    # are NULL.
    #
    # Tries: as for `jpki_card_signature_certificate`. The signature is verified with the
    # certificate's key (JPKI_FEATURE_VERIFY). Any thread.
    function(:jpki_card_sign_document, :int32, card: :pointer, password: :pointer,
             password_length: :size, input: :pointer, input_length: :size, options: :pointer,
             certificate: :pointer, signature: :pointer, error: :pointer)

    # Verifies the signature password, reads the signature certificate and locks the key again, in
    # one PC/SC transaction. The certificate contains the holder's name, address, birth date and
    # sex: do not log it, and store it only with a reason.
    #
    # `password`, `password_length`: 6 to 16 ASCII letters and digits, where lower case counts as
    # upper case; not stored. `last_try`: one of JPKI_LAST_TRY_*. On success the caller must free
    # `*certificate`; on failure it is NULL.
    #
    # Tries: the password is sent at most once, under the rules of `jpki_card_sign`. A wrong one
    # spends one of five tries (JPKI_ERROR_PASSWORD_WRONG, error->tries_left).
    # JPKI_ERROR_NOT_ON_CARD if the token has no signature certificate; then the password was not
    # sent. Any thread.
    function(:jpki_card_signature_certificate, :int32, card: :pointer, password: :pointer,
             password_length: :size, last_try: :int32, certificate: :pointer, error: :pointer)

    # Reads what kind of token this is: a card or a phone.
    #
    # `*kind` receives one of JPKI_TOKEN_*. `label` may be NULL; otherwise it receives the token's
    # label, such as "JPKIAPICCTOKEN2", in UTF-8, truncated to `label_size` bytes including its
    # NUL (33 hold any ASCII label); on failure it is empty. The label is safe to display: each
    # control, invisible or direction-changing character is replaced by U+FFFD. No PIN try is
    # spent. Any thread.
    function(:jpki_card_token, :int32, card: :pointer, kind: :pointer, label: :pointer,
             label_size: :size, error: :pointer)

    # Asks how many tries a PIN, password or number has left; spends none.
    #
    # `credential`: one of JPKI_CREDENTIAL_*. `*state` receives one of JPKI_TRIES_*, `*left` the
    # number of tries: 0 when locked, -1 when the card does not report it.
    #
    # JPKI_ERROR_NOT_ON_CARD if the token does not have the credential: a phone has only the PIN
    # and perhaps the signature password, and many children's cards have no signature certificate.
    # This is a normal answer, not a fault. Any thread.
    function(:jpki_card_tries, :int32, card: :pointer, credential: :int32, state: :pointer,
             left: :pointer, error: :pointer)

    # Waits until an Individual Number Card is on a reader, and connects to it in shared mode.
    #
    # `reader`: the exact name of a reader, or a part of it (JPKI_WAIT_NAME_PART); NULL or empty
    # for any reader. `timeout_milliseconds`: 0 checks once, up to 86,400,000 (24 hours) waits
    # that long, JPKI_WAIT_FOREVER waits without limit; any other value is JPKI_ERROR_ARGUMENT.
    # `flags`: a sum of JPKI_WAIT_*. `cancellation`: also ends the wait, immediately if it is
    # already cancelled; NULL for none. It may be freed while the wait uses it. On success the
    # caller must free `*card`; on failure it is NULL.
    #
    # A card of another kind is queried again while it stays on the reader, after 0.5, 1, 2, 4 and
    # then every 5 s, since a phone's application may appear late. Cards of other kinds,
    # unresponsive cards and cards held exclusively by another program are skipped. On timeout the
    # call returns the most informative of JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD,
    # CARD_UNRESPONSIVE, SHARING_VIOLATION, CARD_BUSY, READER_NOT_RESPONDING, NO_READER,
    # UNKNOWN_READER, NO_CARD (with timeout 0) and TIMED_OUT.
    #
    # Before the timeout it returns JPKI_ERROR_CANCELLED if cancelled, and JPKI_ERROR_SERVICE_* or
    # JPKI_ERROR_PCSC_NOT_INSTALLED if the service is not running or not installed when the wait
    # begins, unless JPKI_WAIT_FOR_SERVICE is set, and JPKI_ERROR_SERVICE_REFUSED if it refuses
    # the card. A service that stops later, fails or does not respond is tolerated for
    # JPKI_TIMEOUT_SERVICE_ABSENCE; then, or on timeout, the call returns one of these. The
    # service has at least one second to respond. With JPKI_WAIT_FOREVER only a card, a
    # cancellation, `jpki_context_cancel`, that limit or a refusal ends the wait. No PIN try is
    # spent. Any thread.
    function(:jpki_card_wait, :int32, context: :pointer, reader: :pointer,
             timeout_milliseconds: :int32, flags: :uint32, cancellation: :pointer, card: :pointer,
             error: :pointer)

    # Returns the certificate's DER encoding, `*length` bytes; `length` may be NULL. Returns NULL
    # and 0 if the handle is invalid.
    function(:jpki_certificate_data, :pointer, certificate: :pointer, length: :pointer)

    # Returns a field of the certificate, `*length` bytes; `length` may be NULL.
    #
    # `field`: one of JPKI_FIELD_*. Returns NULL and 0 if the certificate does not have the field,
    # `field` is not one of these constants, or the handle is invalid.
    function(:jpki_certificate_field, :pointer, certificate: :pointer, field: :int32,
             length: :pointer)

    # Frees a certificate. NULL or an already freed certificate is ignored.
    function(:jpki_certificate_free, :void, certificate: :pointer)

    # Creates a certificate from DER that the caller has stored, for example to pass it to
    # `jpki_card_sign`.
    #
    # `data`, `length`: the DER encoding, which is copied. On success the caller must free
    # `*certificate`; on failure it is NULL. JPKI_ERROR_CERTIFICATE_MALFORMED if it is not a
    # certificate. Any thread; does not touch a card.
    function(:jpki_certificate_new, :int32, data: :pointer, length: :size, certificate: :pointer,
             error: :pointer)

    # Returns the last second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the handle
    # is invalid.
    function(:jpki_certificate_not_after, :int64, certificate: :pointer)

    # Returns the first second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the
    # handle is invalid.
    function(:jpki_certificate_not_before, :int64, certificate: :pointer)

    # Lists the otherNames of a certificate's subject (subjectAltName), in the certificate's
    # order. For a signature certificate these are the holder's attributes, below
    # 1.2.392.200149.8.5.5: .1 name, .3 sex, .4 birth date, .5 address, .2 and .6 whether
    # characters were substituted. Others may be present, such as the reading of the name, and are
    # listed too. An authentication certificate has none: the list is then empty.
    #
    # `jpki_items_name` is the object identifier as dotted numbers, `jpki_items_data` the value as
    # the certificate has it, one DER element, and `jpki_items_text` its text, if it is a
    # UTF8String or a PrintableString. They are only as trustworthy as the certificate: see
    # `jpki_certificate_verify`. Their use is restricted by law.
    #
    # JPKI_ERROR_CERTIFICATE_MALFORMED if they cannot be read. Free `*items` with
    # `jpki_items_free`; it is NULL on failure. Any thread; does not touch a card.
    function(:jpki_certificate_other_names, :int32, certificate: :pointer, items: :pointer,
             error: :pointer)

    # Verifies a certificate. Uses only the data passed: no network, nothing is sent.
    #
    # JPKI_OK only if an anchor issued the certificate for this purpose, it is valid at the given
    # time, and it is not revoked according to the OCSP response or CRL, if one was passed.
    # Otherwise the status is the reason that helps the desk most, and `*verdict`, whose
    # struct_size the caller sets, has all reasons. `*verdict` is written whenever the certificate
    # was verified, with any result. JPKI_ERROR_ARGUMENT (a bad option, or one of own_anchors is
    # not an anchor), JPKI_ERROR_HANDLE and JPKI_ERROR_NOT_BUILT (no JPKI_FEATURE_TRUST) mean that
    # it was not. `verdict->status` is the returned status.
    #
    # J-LIS provides its revocation data (OCSP responses, CRLs) only to verifiers that have
    # notified it; a private business must first be accredited by the competent minister: articles
    # 17 and 36 of the Public Personal Authentication Act. Verifying commercially requires this
    # accreditation. Others can check everything except revocation; `verdict->revocation` says
    # whether revocation was checked.
    #
    # `options`: may be NULL. Any thread; does not touch a card.
    function(:jpki_certificate_verify, :int32, certificate: :pointer, options: :pointer,
             verdict: :pointer, error: :pointer)

    # Makes check number B (shogo bango B) from what is printed on the card's front. It opens the
    # card's face, and name and address as text, without a PIN.
    #
    # `birth_date`: YYYYMMDD as a number, such as 19800217. `calendar`: one of JPKI_CALENDAR_*,
    # JPKI_CALENDAR_JAPANESE for all but some foreign residents. `expiry_year`: four digits, such
    # as 2035. `security_code`: the four ASCII digits printed beside the photo. `number` receives
    # 14 digits and a NUL; with JPKI_CALENDAR_GREGORIAN, `G`, 14 digits and a NUL. Every function
    # that takes a check number accepts either. `number_size`: JPKI_CHECK_NUMBER_SIZE or more. On
    # failure `number` is the empty string.
    #
    # JPKI_ERROR_CHECK_NUMBER_FORMAT for a birth date that is not a calendar date or is before
    # Meiji, an expiry year before the year of birth, before 2016 or after 2099, or a security
    # code of another form; JPKI_ERROR_ARGUMENT for a year that does not have four digits. Touches
    # no card and spends no try. The number is personal data: wipe it with `jpki_secure_wipe` once
    # the card is read. Any thread.
    function(:jpki_check_number, :int32, birth_date: :int32, calendar: :int32,
             expiry_year: :int32, security_code: :pointer, security_code_length: :size,
             number: :pointer, number_size: :size, error: :pointer)

    # Makes check number B of a card that prints a birth date which is not a calendar date, as
    # where the day or month of birth is unknown: `P` and 14 digits, which every function that
    # takes a check number accepts.
    #
    # `date_digits`: six ASCII digits, YYMMDD as the card prints it, with the year of the Japanese
    # era and zeros or whatever is printed for an unknown part, such as "250400". Whether they can
    # be a date is **not checked**: a typing error is sent too, and a wrong number spends one of
    # ten tries. How a card compares such a date is not published. Other parameters, errors and
    # threads are as for `jpki_check_number`.
    function(:jpki_check_number_printed_digits, :int32, date_digits: :pointer,
             date_digits_length: :size, expiry_year: :int32, security_code: :pointer,
             security_code_length: :size, number: :pointer, number_size: :size, error: :pointer)

    # Cancels every wait of the context, and every `jpki_monitor_next` of its monitors, that is in
    # progress: they return JPKI_ERROR_CANCELLED. So do blocked calls that list readers, query one
    # or connect to one. Otherwise it does nothing, and waits that begin later are not affected;
    # for those use a `jpki_cancellation`. Intended to be called from another thread. Any thread;
    # does not touch a card.
    function(:jpki_context_cancel, :int32, context: :pointer, error: :pointer)

    # Frees a context and cancels its waits and monitors, including calls that are just beginning,
    # whatever state the service is in. Returns once every call on the context in another thread
    # has returned; in a callback it does not wait. NULL or an already freed context is ignored.
    function(:jpki_context_free, :void, context: :pointer)

    # Creates a context. It does not connect yet, so if the service is not running, only the calls
    # that need it fail. On success the caller must free `*context`; on failure it is NULL.
    # JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_PCSC. Any thread; does not touch a
    # card.
    function(:jpki_context_new, :int32, context: :pointer, error: :pointer)

    # Reports what is in a reader now: `*presence` receives one of JPKI_PRESENCE_*. `reader`: its
    # exact name. A service that does not respond is waited for as in `jpki_context_readers`. Any
    # thread; does not touch a card.
    function(:jpki_context_reader_status, :int32, context: :pointer, reader: :pointer,
             presence: :pointer, error: :pointer)

    # Lists the readers that are connected now. On success the caller must free `*readers`; on
    # failure it is NULL. If no reader is connected, the list is empty. A service that does not
    # respond is waited for up to JPKI_TIMEOUT_TRANSACTION, then the call returns
    # JPKI_ERROR_SERVICE_NOT_RESPONDING. Any thread; does not touch a card.
    function(:jpki_context_readers, :int32, context: :pointer, readers: :pointer, error: :pointer)

    # Sets one of the context's timeouts.
    #
    # `timeout`: one of JPKI_TIMEOUT_*, which describe what they limit. `milliseconds`: 0 to
    # 86,400,000 (24 hours), or JPKI_WAIT_FOREVER for no limit; any other value is
    # JPKI_ERROR_ARGUMENT. Any thread; does not touch a card.
    function(:jpki_context_set_timeout, :int32, context: :pointer, timeout: :int32,
             milliseconds: :int32, error: :pointer)

    # Writes a failure as a sentence for the person at the desk.
    #
    # The text contains that of `jpki_status_text`, the number of tries left and, for the log, the
    # card's status word and the PC/SC code, as in error->message. For a locked PIN it says
    # whether this call's try locked it or it was already locked. It omits what the message has in
    # parentheses: the part of the call that failed or, for JPKI_ERROR_KEY_NOT_LOCKED after a
    # change, which PIN is in force.
    #
    # `failure`: an error stored by a call; its message is not read. `language`: one of
    # JPKI_LANGUAGE_*. `text`: receives NUL-terminated UTF-8, truncated between two characters to
    # `text_size` bytes; JPKI_ERROR_TEXT_SIZE is enough. On failure it is empty.
    # JPKI_ERROR_ARGUMENT if `failure` holds a status, a number of tries or a status word that no
    # call stores.
    #
    # `failure` and `error` may be the same structure: it is read first and then cleared, as after
    # any success, so save the status. Any thread; does not touch a card.
    function(:jpki_error_text, :int32, failure: :pointer, language: :int32, text: :pointer,
             text_size: :size, error: :pointer)

    # The birth date, YYYYMMDD as a number; 0 if the handle is not open, or where the card has no
    # calendar date, as for a holder whose day or month of birth is unknown:
    # `jpki_face_birth_date_digits` then returns what the card has instead, and is what to
    # compare.
    function(:jpki_face_birth_date, :int32, face: :pointer)

    # The birth date as the card writes it, without a NUL, and its length in bytes, 8 if it is a
    # calendar date: YYYYMMDD, or what the card has instead where `jpki_face_birth_date` is 0,
    # such as 19500400 or spaces. NULL and 0 if the handle is not open. `length` may be NULL.
    function(:jpki_face_birth_date_digits, :pointer, face: :pointer, length: :pointer)

    # The last day on which the card is valid, YYYYMMDD as a number; 0 if the handle is not open.
    # The issuer's signature does not cover it, and the library compares it with nothing: compare
    # its year with that of the check number, which the card has compared, and the date with
    # today's in Japan. An expired card passes `jpki_card_face`.
    function(:jpki_face_expiry, :int32, face: :pointer)

    # A file to send to the server that chose the challenge, by one of JPKI_FILE_*, and its length
    # in bytes. A face that `jpki_card_face` read has only JPKI_FILE_RECORD: the library chose the
    # challenge. NULL and 0 for a missing file, any other number, or if the handle is not open.
    # `length` may be NULL.
    function(:jpki_face_file, :pointer, face: :pointer, file: :int32, length: :pointer)

    # Frees a face and wipes it. Does nothing if it is NULL or already freed.
    function(:jpki_face_free, :void, face: :pointer)

    # Verifies a face that a desk read (`jpki_card_face_for_challenge`) and sent: one of the
    # chosen authorities signed the record (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC), and the
    # card with the key that the record names signed `files->challenge` (otherwise
    # JPKI_ERROR_CARD_NOT_GENUINE: a copy, or an answer to another challenge). Which parts are
    # signed, and what the face cannot show, is as for `jpki_card_face`.
    #
    # `authorities`: one of JPKI_AUTHORITIES_*; JPKI_AUTHORITIES_UNVERIFIED is
    # JPKI_ERROR_ARGUMENT. `own`: with JPKI_AUTHORITIES_OWN the authorities to trust, otherwise
    # NULL. A challenge that is missing or shorter than 16 bytes is JPKI_ERROR_CARD_NOT_GENUINE,
    # whatever signed it. Bytes that are not such files are JPKI_ERROR_RECORD_MALFORMED. Free
    # `*face` with `jpki_face_free`; it is NULL on failure. Any thread; does not touch a card.
    function(:jpki_face_from_files, :int32, files: :pointer, authorities: :int32, own: :pointer,
             face: :pointer, error: :pointer)

    # A picture as the card has it, by one of JPKI_IMAGE_*, and its length in bytes. NULL and 0
    # for any other number, or if the handle is not open. `length` may be NULL.
    function(:jpki_face_image, :pointer, face: :pointer, image: :int32, length: :pointer)

    # Lists the unknown objects of a card face's record, as `jpki_attributes_other_objects` does.
    # The issuer's signature does not cover them.
    function(:jpki_face_other_objects, :int32, face: :pointer, items: :pointer, error: :pointer)

    # Makes a picture of a face. `kind`: one of JPKI_PICTURE_*.
    #
    # JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_PICTURE. Free `*picture` with
    # `jpki_picture_free`; it is NULL on failure. Any thread; does not touch a card.
    function(:jpki_face_picture, :int32, face: :pointer, kind: :int32, picture: :pointer,
             error: :pointer)

    # The sex: one of JPKI_SEX_*; JPKI_SEX_NOT_KNOWN if the handle is not open.
    function(:jpki_face_sex, :int32, face: :pointer)

    # Returns the features that the library was built with: a sum of JPKI_FEATURE_*.
    function(:jpki_features, :uint32)

    # The number of items; 0 if the handle is not open.
    function(:jpki_items_count, :size, items: :pointer)

    # The item's value, `*length` bytes; `length` may be NULL. NULL and 0 past the end, or if the
    # handle is not open.
    function(:jpki_items_data, :pointer, items: :pointer, index: :size, length: :pointer)

    # Frees a list and wipes it. Does nothing if it is NULL or already freed.
    function(:jpki_items_free, :void, items: :pointer)

    # The name of the item at `index`, from 0, ended by NUL: see the function that made the list.
    # NULL past the end, or if the handle is not open.
    function(:jpki_items_name, :pointer, items: :pointer, index: :size)

    # The item's text in UTF-8, ended by NUL, unchanged: replace control characters before
    # displaying it on a terminal. NULL if it is not text or has a NUL in it, past the end, or if
    # the handle is not open.
    function(:jpki_items_text, :pointer, items: :pointer, index: :size)

    # Keeps the library's log lines up to `level` for `jpki_log_next`: for programs that cannot be
    # called back.
    #
    # `level`: one of JPKI_LOG_*. JPKI_LOG_OFF turns logging off, which is the initial state, and
    # drops what is kept. Of more than JPKI_LOG_KEPT lines the oldest are dropped, and counted in
    # the next record. It replaces the callback of `jpki_log_set`. No line contains a PIN, a name
    # or a serial number, at any level. Any thread; does not touch a card.
    function(:jpki_log_keep, :int32, level: :int32, error: :pointer)

    # Takes the oldest log line that `jpki_log_keep` kept, and returns immediately. If there is
    # none, the call succeeds with `record->level` JPKI_LOG_OFF and an empty message; so it does
    # if nothing is kept at all. Lines come in the order in which they were caused. Any thread;
    # does not touch a card.
    function(:jpki_log_next, :int32, record: :pointer, error: :pointer)

    # Sends the library's log lines up to `level` to `callback`.
    #
    # `level`: one of JPKI_LOG_*. JPKI_LOG_OFF or a NULL `callback` turns logging off, which is
    # the initial state. `user` is passed to the callback. No line contains a PIN, a name or a
    # serial number, at any level.
    #
    # A callback may call the library, including this function, but not use a card that is in use
    # (JPKI_ERROR_REENTERED); log lines of its own calls are dropped. Another thread may still be
    # in the old callback when this function returns. It replaces `jpki_log_keep`, whose lines are
    # dropped. Any thread; does not touch a card.
    function(:jpki_log_set, :int32, callback: :pointer, user: :pointer, level: :int32,
             error: :pointer)

    # Frees a monitor. A `jpki_monitor_next` in another thread returns JPKI_ERROR_CANCELLED, and
    # this function returns after it has; in a callback it does not wait. NULL or an already freed
    # monitor is ignored.
    function(:jpki_monitor_free, :void, monitor: :pointer)

    # Creates a monitor of readers and their cards. It does not connect yet, so it can be created
    # before the service runs.
    #
    # `reader`: the exact name of the reader to watch, which need not be connected yet; NULL or
    # empty for every reader. `flags`: 0 or JPKI_MONITOR_IDENTIFY. On success the caller must free
    # `*monitor`; on failure it is NULL. The monitor outlives its context, but `jpki_context_free`
    # cancels it permanently. Any thread; does not touch a card.
    function(:jpki_monitor_new, :int32, context: :pointer, reader: :pointer, flags: :uint32,
             monitor: :pointer, error: :pointer)

    # Waits for the next event and stores it.
    #
    # `timeout_milliseconds`: 0 checks once, up to 86,400,000 (24 hours) waits that long,
    # JPKI_WAIT_FOREVER waits without limit; any other value is JPKI_ERROR_ARGUMENT.
    # `cancellation`: also ends the call, immediately if it is already cancelled, and the monitor
    # continues; NULL for none. It may be freed while the call uses it. The thread sleeps in the
    # service until something changes.
    #
    # The initial state is reported first: the readers, then their cards. Changes between two
    # calls are reported as the difference between then and now. While the service is unavailable
    # the monitor continues, and looks for it every 250 ms; a service that does not respond before
    # the timeout, or within ten seconds if there is none, counts as stopped. With
    # JPKI_MONITOR_IDENTIFY the call may exceed the timeout by the time that it takes to query a
    # card.
    #
    # JPKI_ERROR_TIMED_OUT; JPKI_ERROR_CANCELLED after `jpki_context_cancel` or through
    # `cancellation`, which loses no event, and permanently once the context or the monitor is
    # freed; JPKI_ERROR_REENTERED in a callback while the monitor is in use. On failure
    # `event->event` is JPKI_EVENT_NONE. No PIN try is spent. Any thread.
    function(:jpki_monitor_next, :int32, monitor: :pointer, timeout_milliseconds: :int32,
             cancellation: :pointer, event: :pointer, error: :pointer)

    # The request's DER encoding, and its length in bytes. NULL and 0 if the handle is not open.
    # `length` may be NULL.
    function(:jpki_ocsp_request_data, :pointer, request: :pointer, length: :pointer)

    # Frees a request. Does nothing if it is NULL or already freed.
    function(:jpki_ocsp_request_free, :void, request: :pointer)

    # Makes an OCSP request for `certificate`. The issuer is found among the anchors of the
    # options (NULL: the default). Of the options only purpose, anchors, own_anchors and ocsp_hash
    # are used.
    #
    # Nothing is sent: send the request as the body of an HTTP POST (Content-Type
    # application/ocsp-request), and pass the response, with this request, in the options of the
    # verification. J-LIS answers only verifiers that have notified it; a private business must
    # first be accredited by the competent minister: articles 17 and 36 of the Public Personal
    # Authentication Act.
    #
    # `nonce`, `nonce_length`: 32 fresh random bytes, so that an old response cannot be replayed;
    # or NULL and 0 for a responder that does not support nonces.
    #
    # JPKI_ERROR_CERTIFICATE_NOT_TRUSTED if no anchor signed the certificate, JPKI_ERROR_NOT_BUILT
    # unless the library has JPKI_FEATURE_TRUST. Free `*request` with `jpki_ocsp_request_free`; it
    # is NULL on failure. It contains the certificate's serial number, whose use is restricted by
    # law: do not log it. Any thread; does not touch a card.
    function(:jpki_ocsp_request_new, :int32, certificate: :pointer, options: :pointer,
             nonce: :pointer, nonce_length: :size, request: :pointer, error: :pointer)

    # The picture's file, and its length in bytes. NULL and 0 if the handle is not open. `length`
    # may be NULL.
    function(:jpki_picture_data, :pointer, picture: :pointer, length: :pointer)

    # Frees a picture and wipes it. Does nothing if it is NULL or already freed.
    function(:jpki_picture_free, :void, picture: :pointer)

    # Describes a certificate policy, as in `jpki_verdict.policy`, in UTF-8: purpose, class,
    # whether it is that of test cards, and whether the library knows it. If it is not one of
    # J-LIS's, such as a policy that the caller added, or is empty or NULL, the text says so.
    #
    # `policy`: ended by NUL. `language`: one of JPKI_LANGUAGE_*, English for any other number.
    # The text is static: do not free it. Any thread.
    function(:jpki_policy_text, :pointer, policy: :pointer, language: :int32)

    # Returns the number of readers in the list; 0 if the handle is invalid.
    function(:jpki_readers_count, :size, readers: :pointer)

    # Frees a list of readers. NULL or an already freed list is ignored.
    function(:jpki_readers_free, :void, readers: :pointer)

    # Returns a reader's name, in UTF-8, NUL-terminated and valid until the list is freed. `index`
    # counts from 0; NULL past the end. Pass the bytes back unchanged; to display them, see
    # `jpki_card_reader_name`.
    function(:jpki_readers_name, :pointer, readers: :pointer, index: :size)

    # The name of a reason's constant, such as "JPKI_REASON_EXPIRED"; "JPKI_REASON_UNKNOWN" for a
    # number that is not a reason. The text is static: do not free it. Any thread.
    function(:jpki_reason_name, :pointer, reason: :int32)

    # Describes a reason, for the log or the person who investigates: one sentence without its
    # full stop, in UTF-8. It contains no data about the holder. For what to do next, use
    # `jpki_status_text` with the verdict's status. For a number that is not a reason, and in a
    # library without JPKI_FEATURE_TRUST, the text says so.
    #
    # `language`: one of JPKI_LANGUAGE_*, English for any other number. The text is static: do not
    # free it. Any thread.
    function(:jpki_reason_text, :pointer, reason: :int32, language: :int32)

    # The number of entries in the list; 0 if the handle is not open.
    function(:jpki_revocation_list_entry_count, :size, list: :pointer)

    # Frees a list. A verification that uses it finishes first. Does nothing if it is NULL or
    # already freed.
    function(:jpki_revocation_list_free, :void, list: :pointer)

    # Loads a complete CRL that one of the options' anchors signed: the one whose key it names. Of
    # the options (NULL: the default) only purpose, anchors and own_anchors are used.
    #
    # `data`, `length`: the CRL (DER), up to 256 MiB; it is copied, and may be freed after the
    # call. The list uses four more bytes for each entry. At most 64 extensions of 64 KiB together
    # and 64 names of its distribution point are read; serial numbers have 21 octets at most.
    #
    # A CRL that is not yet or no longer valid is loaded too: each verification checks that
    # against its own time. JPKI_ERROR_REVOCATION_UNKNOWN if the CRL cannot be used, with the
    # reason as the error's detail: it or any of its entries cannot be read; no anchor signed it;
    # it is a delta or indirect CRL; it or an entry has an unknown critical extension.
    # JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_TRUST. Free `*list` with
    # `jpki_revocation_list_free`; it is NULL on failure. Any thread; does not touch a card.
    function(:jpki_revocation_list_load, :int32, data: :pointer, length: :size, options: :pointer,
             list: :pointer, error: :pointer)

    # When the next list is due at the latest, in seconds since 1970-01-01T00:00:00Z: load it
    # before then. After this time a verification reports JPKI_REASON_CRL_EXPIRED. -1 if the
    # handle is not open.
    function(:jpki_revocation_list_next_update, :int64, list: :pointer)

    # When the list was issued, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is not
    # open.
    function(:jpki_revocation_list_this_update, :int64, list: :pointer)

    # Overwrites `length` bytes at `data` with zeros, in a way that compilers do not optimise
    # away: for the caller's own copy of a PIN. NULL is ignored.
    function(:jpki_secure_wipe, :void, data: :pointer, length: :size)

    # Returns the algorithm to verify the signature with, one of JPKI_ALGORITHM_*; 0 if the handle
    # is invalid.
    function(:jpki_signature_algorithm, :int32, signature: :pointer)

    # Returns the algorithm's name, such as "RSA-SHA256"; empty if the handle is invalid. The text
    # is static: do not free it.
    function(:jpki_signature_algorithm_name, :pointer, signature: :pointer)

    # Returns the signature, `*length` bytes: 256 for RSA-2048; future keys have other lengths.
    # `length` may be NULL. Returns NULL and 0 if the handle is invalid.
    function(:jpki_signature_data, :pointer, signature: :pointer, length: :pointer)

    # Frees a signature. NULL or an already freed signature is ignored.
    function(:jpki_signature_free, :void, signature: :pointer)

    # Verifies a signature over a challenge, and the certificate of the key that made it. The
    # certificate is verified as by `jpki_certificate_verify`, with the same status and
    # `*verdict`: JPKI_OK only if both are good.
    #
    # `challenge`, `challenge_length`: what the holder was to sign, or its digest. It must be the
    # relying party's own, random, and never used before: a signature over an old one proves
    # nothing. A challenge that is empty (NULL and 0 too, or the digest of an empty one) or
    # shorter than 16 bytes is JPKI_ERROR_SIGNATURE_INVALID, with JPKI_REASON_CHALLENGE_EMPTY or
    # JPKI_REASON_CHALLENGE_TOO_SHORT. `input`: one of JPKI_INPUT_*. `algorithm`: one of
    # JPKI_ALGORITHM_*, as agreed beforehand and not as claimed by the holder's side. `signature`,
    # `signature_length`: the bytes as received, whatever they are; any that are not the right
    # signature are JPKI_ERROR_SIGNATURE_INVALID.
    #
    # `options`: may be NULL. Any thread; does not touch a card.
    function(:jpki_signature_verify, :int32, certificate: :pointer, challenge: :pointer,
             challenge_length: :size, input: :int32, algorithm: :int32, signature: :pointer,
             signature_length: :size, options: :pointer, verdict: :pointer, error: :pointer)

    # Returns the name of a status constant, such as "JPKI_ERROR_PIN_WRONG", or
    # "JPKI_ERROR_UNKNOWN" for an unknown number. The text is static: do not free it. Any thread;
    # does not touch a card.
    function(:jpki_status_name, :pointer, status: :int32)

    # Returns a sentence about a status for the person at the desk, in UTF-8: what happened, what
    # it means, what to do next, and what was left unchanged.
    #
    # `language`: one of JPKI_LANGUAGE_*; any other number means English. The sentence does not
    # include the number of tries left; use `jpki_error_text` for that. For an unknown status, it
    # says that the status is unknown. The text is static: do not free it. Any thread; does not
    # touch a card.
    function(:jpki_status_text, :pointer, status: :int32, language: :int32)

    # Returns the library's version, such as "0.1.0". The text is static: do not free it.
    function(:jpki_version, :pointer)
  end
end
