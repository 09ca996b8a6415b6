       *> The constants of jpkicard. Generated from the headers: do not
       *> edit. SPDX-License-Identifier: MIT OR Apache-2.0

       *> The return value of every fallible function: JPKI_OK or a
       *> negative JPKI_ERROR_*.
       *> Success.
       78  JPKI-OK VALUE 0.
       *> Internal error.
       78  JPKI-ERROR-INTERNAL VALUE -1.
       *> An argument is invalid: a NULL pointer, a length, a number, a
       *> struct_size.
       78  JPKI-ERROR-ARGUMENT VALUE -2.
       *> The handle is NULL, freed, or of another kind.
       78  JPKI-ERROR-HANDLE VALUE -3.
       *> The library was built without this feature.
       78  JPKI-ERROR-NOT-BUILT VALUE -4.
       *> The operating system refused a resource.
       78  JPKI-ERROR-SYSTEM VALUE -5.
       *> A callback used a card that is in use: the card whose call
       *> invoked it, or one that another thread is using.
       78  JPKI-ERROR-REENTERED VALUE -6.
       *> The handle was created by the parent process, before a fork.
       78  JPKI-ERROR-FORKED VALUE -7.
       *> The smart card service is not running.
       78  JPKI-ERROR-SERVICE-NOT-RUNNING VALUE -10.
       *> The smart card service refused the connection: the account is
       *> not allowed to use it, or other programs hold all its
       *> connections.
       78  JPKI-ERROR-SERVICE-REFUSED VALUE -11.
       *> The smart card service reported another failure.
       78  JPKI-ERROR-SERVICE-FAILED VALUE -12.
       *> No reader is connected.
       78  JPKI-ERROR-NO-READER VALUE -13.
       *> The requested reader is not connected.
       78  JPKI-ERROR-UNKNOWN-READER VALUE -14.
       *> No card is on the reader.
       78  JPKI-ERROR-NO-CARD VALUE -15.
       *> The card does not answer.
       78  JPKI-ERROR-CARD-UNRESPONSIVE VALUE -16.
       *> The card is not an Individual Number Card.
       78  JPKI-ERROR-NOT-INDIVIDUAL-NUMBER-CARD VALUE -17.
       *> Another program holds the card exclusively.
       78  JPKI-ERROR-SHARING-VIOLATION VALUE -18.
       *> The card was removed.
       78  JPKI-ERROR-CARD-REMOVED VALUE -19.
       *> The card was reset, or it may have been exchanged and nothing
       *> read from it before can rule that out.
       78  JPKI-ERROR-CARD-RESET VALUE -20.
       *> No card arrived before the timeout.
       78  JPKI-ERROR-TIMED-OUT VALUE -21.
       *> The wait was cancelled.
       78  JPKI-ERROR-CANCELLED VALUE -22.
       *> The exchange between reader and card failed.
       78  JPKI-ERROR-READER-FAILED VALUE -23.
       *> Another program is using the card and did not release it in
       *> time, or the card or its reader is slow.
       78  JPKI-ERROR-CARD-BUSY VALUE -24.
       *> The smart card service is running but does not respond.
       78  JPKI-ERROR-SERVICE-NOT-RESPONDING VALUE -25.
       *> The card reader, its driver or the card did not respond in
       *> time.
       78  JPKI-ERROR-READER-NOT-RESPONDING VALUE -26.
       *> The PC/SC library, libpcsclite.so.1, is not installed on this
       *> machine.
       78  JPKI-ERROR-PCSC-NOT-INSTALLED VALUE -27.
       *> The card's response is malformed.
       78  JPKI-ERROR-CARD-ANSWER VALUE -30.
       *> The card refused the command; see status_word.
       78  JPKI-ERROR-CARD-STATUS VALUE -31.
       *> The card does not hold the requested data: many children's
       *> cards have no signature certificate, and a phone or an old
       *> Resident Registry card has no card-face application.
       78  JPKI-ERROR-NOT-ON-CARD VALUE -32.
       *> The certificate is damaged.
       78  JPKI-ERROR-CERTIFICATE-MALFORMED VALUE -33.
       *> After a reset or a lost response, a different card answered.
       78  JPKI-ERROR-CARD-EXCHANGED VALUE -34.
       *> The PIN is not four half-width digits.
       78  JPKI-ERROR-PIN-FORMAT VALUE -40.
       *> The PIN is wrong.
       78  JPKI-ERROR-PIN-WRONG VALUE -41.
       *> The PIN is locked, or the card was issued without one.
       78  JPKI-ERROR-PIN-BLOCKED VALUE -42.
       *> One try is left and spending it was not allowed.
       78  JPKI-ERROR-PIN-LAST-TRY VALUE -43.
       *> The number of tries left is unknown (no answer, or "no limit",
       *> status_word 0x6300), and spending the last one was not
       *> allowed.
       78  JPKI-ERROR-PIN-TRIES-UNKNOWN VALUE -44.
       *> The card allows this only after the PIN is verified.
       78  JPKI-ERROR-PIN-REQUIRED VALUE -45.
       *> The PIN was sent, but the answer was lost or not understood: a
       *> try may have been spent.
       78  JPKI-ERROR-PIN-UNCERTAIN VALUE -46.
       *> A PIN change was sent, but may not have taken effect: either
       *> the old or the new PIN is in force.
       78  JPKI-ERROR-PIN-CHANGE-UNCERTAIN VALUE -47.
       *> Two tries are left and spending one was not allowed
       *> (JPKI_LAST_TRY_KEEP_TWO).
       78  JPKI-ERROR-PIN-LAST-TWO-TRIES VALUE -48.
       *> The card's signature does not match its certificate and was
       *> discarded.
       78  JPKI-ERROR-SIGNATURE-INVALID VALUE -50.
       *> The certificate's key is of a type that this version does not
       *> support.
       78  JPKI-ERROR-KEY-NOT-SUPPORTED VALUE -51.
       *> The key could not be locked: have the card removed from the
       *> reader now.
       78  JPKI-ERROR-KEY-NOT-LOCKED VALUE -52.
       *> The signature password is not 6 to 16 letters and digits, or a
       *> new one does not mix both.
       78  JPKI-ERROR-PASSWORD-FORMAT VALUE -60.
       *> The signature password is wrong.
       78  JPKI-ERROR-PASSWORD-WRONG VALUE -61.
       *> The signature password is locked; the four-digit PIN is not
       *> affected.
       78  JPKI-ERROR-PASSWORD-BLOCKED VALUE -62.
       *> The input-support PIN is wrong.
       78  JPKI-ERROR-INPUT-SUPPORT-PIN-WRONG VALUE -65.
       *> The input-support PIN is locked; the other PINs are not
       *> affected.
       78  JPKI-ERROR-INPUT-SUPPORT-PIN-BLOCKED VALUE -66.
       *> The birth date, expiry year or security code cannot be right.
       78  JPKI-ERROR-CHECK-NUMBER-FORMAT VALUE -70.
       *> The check number or birth date does not match this card.
       78  JPKI-ERROR-CHECK-NUMBER-WRONG VALUE -71.
       *> The check number or birth date is locked; the PINs are not
       *> affected.
       78  JPKI-ERROR-CHECK-NUMBER-BLOCKED VALUE -72.
       *> The six digits of the birth date match the card's, but the
       *> year does not.
       78  JPKI-ERROR-BIRTH-DATE-DIFFERS VALUE -73.
       *> The certificate has expired: the holder can renew it at the
       *> municipal office.
       78  JPKI-ERROR-CERTIFICATE-EXPIRED VALUE -80.
       *> The certificate is not valid yet: check the computer's clock.
       78  JPKI-ERROR-CERTIFICATE-NOT-YET-VALID VALUE -81.
       *> The certificate was revoked: do not accept it.
       78  JPKI-ERROR-CERTIFICATE-REVOKED VALUE -82.
       *> The certificate is not issued by a trust anchor for this
       *> purpose: do not accept it.
       78  JPKI-ERROR-CERTIFICATE-NOT-TRUSTED VALUE -83.
       *> A record read from the card cannot be parsed.
       78  JPKI-ERROR-RECORD-MALFORMED VALUE -84.
       *> The record's signature or its issuer's certificate is not
       *> valid: do not rely on the record.
       78  JPKI-ERROR-RECORD-NOT-AUTHENTIC VALUE -85.
       *> The challenge was not signed by the card's own key: the card
       *> may be a copy.
       78  JPKI-ERROR-CARD-NOT-GENUINE VALUE -86.
       *> The photo or another image on the card cannot be decoded.
       78  JPKI-ERROR-IMAGE-MALFORMED VALUE -87.
       *> The revocation data supplied do not show whether the
       *> certificate is revoked.
       78  JPKI-ERROR-REVOCATION-UNKNOWN VALUE -88.

       *> One of JPKI_LANGUAGE_*.
       *> English, for texts shown to the person at the desk.
       78  JPKI-LANGUAGE-ENGLISH VALUE 1241514241.
       *> Japanese, for texts shown to the person at the desk.
       78  JPKI-LANGUAGE-JAPANESE VALUE 1241514242.

       *> Any of JPKI_FEATURE_*, or 0 for none.
       *> The library accesses readers through PC/SC.
       78  JPKI-FEATURE-PCSC VALUE 1.
       *> The library verifies each signature before returning it, and
       *> can verify the records of the card.
       78  JPKI-FEATURE-VERIFY VALUE 2.
       *> The library includes the embedded virtual card: a build for
       *> tests.
       78  JPKI-FEATURE-VIRTUAL-CARD VALUE 4.
       *> The library verifies certificates and signatures for a relying
       *> party.
       78  JPKI-FEATURE-TRUST VALUE 8.
       *> The library can decode the images on the card into pictures.
       78  JPKI-FEATURE-PICTURE VALUE 16.
       *> The library can read the 12-digit individual number (kojin
       *> bango).
       78  JPKI-FEATURE-INDIVIDUAL-NUMBER VALUE 32.

       *> One of JPKI_LOG_*.
       *> Log nothing: the initial state.
       78  JPKI-LOG-OFF VALUE 1241514497.
       *> Log failures that no status reports.
       78  JPKI-LOG-ERROR VALUE 1241514498.
       *> Also log conditions that deserve attention.
       78  JPKI-LOG-WARNING VALUE 1241514499.
       *> Also log what happened.
       78  JPKI-LOG-INFO VALUE 1241514500.
       *> Also log how it happened.
       78  JPKI-LOG-DEBUG VALUE 1241514501.
       *> Also log each exchange with a card: header, lengths and status
       *> word.
       78  JPKI-LOG-TRACE VALUE 1241514502.

       *> One of JPKI_FIELD_*.
       *> The serial number, big-endian.
       78  JPKI-FIELD-SERIAL-NUMBER VALUE 1241519873.
       *> The identifier of the issuer's key (authorityKeyIdentifier).
       78  JPKI-FIELD-ISSUER-KEY-ID VALUE 1241519874.
       *> The identifier of the certificate's own key
       *> (subjectKeyIdentifier).
       78  JPKI-FIELD-SUBJECT-KEY-ID VALUE 1241519875.
       *> The public key, as the DER encoding of its
       *> SubjectPublicKeyInfo.
       78  JPKI-FIELD-PUBLIC-KEY VALUE 1241519876.

       *> One of JPKI_ALGORITHM_*.
       *> RSASSA-PKCS1-v1_5 with SHA-256.
       78  JPKI-ALGORITHM-RSA-PKCS1-SHA256 VALUE 1241516289.
       *> RSASSA-PKCS1-v1_5 with SHA-384.
       78  JPKI-ALGORITHM-RSA-PKCS1-SHA384 VALUE 1241516290.
       *> RSASSA-PKCS1-v1_5 with SHA-512.
       78  JPKI-ALGORITHM-RSA-PKCS1-SHA512 VALUE 1241516291.
       *> PKCS #1 v1.5 padding around a bare SHA-256 digest, without
       *> DigestInfo.
       78  JPKI-ALGORITHM-RSA-PKCS1-BARE-SHA256 VALUE 1241516292.
       *> RSASSA-PSS with SHA-256 and MGF1 of SHA-256.
       78  JPKI-ALGORITHM-RSA-PSS-SHA256 VALUE 1241516293.

       *> One of JPKI_TIMEOUT_*.
       *> The maximum time that a call waits for another program's
       *> transaction with the card, or for a service that does not
       *> respond, before it returns JPKI_ERROR_CARD_BUSY or
       *> JPKI_ERROR_SERVICE_NOT_RESPONDING.
       78  JPKI-TIMEOUT-TRANSACTION VALUE 1241520897.
       *> The maximum time that a call waits for the reader's answer to
       *> one command before it gives up on the card and returns
       *> JPKI_ERROR_READER_NOT_RESPONDING (JPKI_ERROR_KEY_NOT_LOCKED if
       *> a PIN was sent).
       78  JPKI-TIMEOUT-EXCHANGE VALUE 1241520898.
       *> The maximum time that a wait tolerates a service that stops or
       *> does not respond, each time, before it returns
       *> JPKI_ERROR_SERVICE_*.
       78  JPKI-TIMEOUT-SERVICE-ABSENCE VALUE 1241520899.

       *> One of JPKI_PRESENCE_*.
       *> No card is in the reader.
       78  JPKI-PRESENCE-EMPTY VALUE 1241514753.
       *> The reader holds a card that no program uses.
       78  JPKI-PRESENCE-PRESENT VALUE 1241514754.
       *> The reader holds a card that a program uses in shared mode.
       78  JPKI-PRESENCE-IN-USE VALUE 1241514755.
       *> The reader holds a card that a program uses exclusively.
       78  JPKI-PRESENCE-EXCLUSIVE VALUE 1241514756.
       *> The reader holds a card that does not respond.
       78  JPKI-PRESENCE-UNRESPONSIVE VALUE 1241514757.
       *> The reader itself does not respond.
       78  JPKI-PRESENCE-UNAVAILABLE VALUE 1241514758.

       *> Any of JPKI_WAIT_*, or 0 for none.
       *> In jpki_card_wait: reader is a part of the name, in UTF-8;
       *> ASCII letters match in either case.
       78  JPKI-WAIT-NAME-PART VALUE 268435456.
       *> In jpki_card_wait: return
       *> JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD as soon as a card of
       *> another kind is present and no reader holds the right one.
       78  JPKI-WAIT-REPORT-OTHER-CARD VALUE 536870912.
       *> In jpki_card_wait: also wait for a service that is not running
       *> when the wait begins, as on Windows while no reader is
       *> connected.
       78  JPKI-WAIT-FOR-SERVICE VALUE 1073741824.

       *> Any of JPKI_MONITOR_*, or 0 for none.
       *> In jpki_monitor_new: identify each inserted card before it is
       *> reported.
       78  JPKI-MONITOR-IDENTIFY VALUE 134217728.

       *> One of JPKI_EVENT_*.
       *> No event: the value after a call that fails.
       78  JPKI-EVENT-NONE VALUE 1241515009.
       *> A reader is connected: it was when the monitor began, or has
       *> been plugged in.
       78  JPKI-EVENT-READER-ARRIVED VALUE 1241515010.
       *> A reader is no longer connected.
       78  JPKI-EVENT-READER-LEFT VALUE 1241515011.
       *> A card is in a reader.
       78  JPKI-EVENT-CARD-INSERTED VALUE 1241515012.
       *> The card is no longer in the reader, or the reader can no
       *> longer report on it.
       78  JPKI-EVENT-CARD-REMOVED VALUE 1241515013.
       *> The smart card service cannot be used; reason says why.
       78  JPKI-EVENT-SERVICE-STOPPED VALUE 1241515014.
       *> The service can be used again.
       78  JPKI-EVENT-SERVICE-STARTED VALUE 1241515015.

       *> One of JPKI_CARD_*.
       *> The card was not queried.
       78  JPKI-CARD-NOT-ASKED VALUE 1241515265.
       *> The card has the JPKI application: it is an Individual Number
       *> Card or one of its counterparts; token_kind says which.
       78  JPKI-CARD-TOKEN VALUE 1241515266.
       *> The card is of another kind.
       78  JPKI-CARD-OTHER VALUE 1241515267.
       *> The card could not be queried; reason says why:
       *> JPKI_ERROR_CARD_UNRESPONSIVE, SHARING_VIOLATION, CARD_BUSY,
       *> CARD_REMOVED or another failure.
       78  JPKI-CARD-NOT-IDENTIFIED VALUE 1241515268.

       *> One of JPKI_TOKEN_*.
       *> A token with an unknown label.
       78  JPKI-TOKEN-UNKNOWN VALUE 1241515521.
       *> The Individual Number Card (My Number Card).
       78  JPKI-TOKEN-MY-NUMBER-CARD VALUE 1241515522.
       *> The older Basic Resident Registration Card.
       78  JPKI-TOKEN-RESIDENT-REGISTRY-CARD VALUE 1241515523.
       *> Certificates on an Android phone.
       78  JPKI-TOKEN-ANDROID VALUE 1241515524.
       *> Certificates on an iPhone.
       78  JPKI-TOKEN-IPHONE VALUE 1241515525.

       *> One of JPKI_CREDENTIAL_*.
       *> The PIN of the user-authentication key (riyosha shomei): three
       *> tries.
       78  JPKI-CREDENTIAL-PIN VALUE 1241519361.
       *> The password of the signature key (shomei): five tries.
       78  JPKI-CREDENTIAL-SIGNATURE-PASSWORD VALUE 1241519362.
       *> The PIN of the input-support application (kenmen jiko nyuryoku
       *> hojo): three tries.
       78  JPKI-CREDENTIAL-INPUT-SUPPORT-PIN VALUE 1241519363.
       *> The check number B in the card-surface application (kenmen
       *> jiko kakunin), sent by jpki_card_face: ten tries.
       78  JPKI-CREDENTIAL-CHECK-NUMBER-SURFACE VALUE 1241519364.
       *> The check number B in the input-support application, sent by
       *> jpki_card_attributes_by_check_number: ten tries of its own.
       78  JPKI-CREDENTIAL-CHECK-NUMBER-INPUT-SUPPORT VALUE 1241519365.
       *> The birth date, sent by jpki_card_compare_birth_date: ten
       *> tries.
       78  JPKI-CREDENTIAL-BIRTH-DATE VALUE 1241519366.

       *> One of JPKI_TRIES_*.
       *> The card does not report how many tries are left.
       78  JPKI-TRIES-NOT-REPORTED VALUE 1241515777.
       *> The card reports the number of tries left.
       78  JPKI-TRIES-LEFT VALUE 1241515778.
       *> The PIN, password or number is locked.
       78  JPKI-TRIES-BLOCKED VALUE 1241515779.
       *> The card reports that wrong tries are unlimited (6300).
       78  JPKI-TRIES-NO-LIMIT VALUE 1241515780.

       *> One of JPKI_CERTIFICATE_*.
       *> The user-authentication certificate (riyosha shomei).
       78  JPKI-CERTIFICATE-AUTHENTICATION VALUE 1241519617.
       *> The certificate of the authority that issued it.
       78  JPKI-CERTIFICATE-AUTHENTICATION-CA VALUE 1241519618.
       *> The signature certificate (shomei), with the holder's name,
       *> address, birth date and sex.
       78  JPKI-CERTIFICATE-SIGNATURE VALUE 1241519619.
       *> The certificate of the authority that issued it.
       78  JPKI-CERTIFICATE-SIGNATURE-CA VALUE 1241519620.

       *> One of JPKI_VIRTUAL_*.
       *> A virtual My Number Card.
       78  JPKI-VIRTUAL-MY-NUMBER-CARD VALUE 1241516033.
       *> A virtual Resident Registry Card.
       78  JPKI-VIRTUAL-RESIDENT-REGISTRY-CARD VALUE 1241516034.
       *> A virtual Android phone.
       78  JPKI-VIRTUAL-ANDROID VALUE 1241516035.
       *> A virtual iPhone.
       78  JPKI-VIRTUAL-IPHONE VALUE 1241516036.
       *> A virtual child's card: born on 20200401, no signature
       *> certificate.
       78  JPKI-VIRTUAL-CHILD-CARD VALUE 1241516037.
       *> A virtual card that was not renewed: card and certificates
       *> expired on 20250331.
       78  JPKI-VIRTUAL-EXPIRED VALUE 1241516038.
       *> A virtual card without PINs (kao ninsho My Number Card): its
       *> PIN and input-support PIN are locked from the start, and it
       *> has no signature certificate.
       78  JPKI-VIRTUAL-WITHOUT-PINS VALUE 1241516039.
       *> A virtual card with certificates issued with the authority's
       *> first key.
       78  JPKI-VIRTUAL-CA-GENERATION-1 VALUE 1241516040.
       *> A virtual card with certificates issued with the authority's
       *> second key; the other kinds use the third.
       78  JPKI-VIRTUAL-CA-GENERATION-2 VALUE 1241516041.

       *> One of JPKI_DIGEST_*.
       *> SHA-256, the default.
       78  JPKI-DIGEST-SHA256 VALUE 1241516545.
       *> SHA-384; only with JPKI_SCHEME_DIGEST_INFO.
       78  JPKI-DIGEST-SHA384 VALUE 1241516546.
       *> SHA-512; only with JPKI_SCHEME_DIGEST_INFO.
       78  JPKI-DIGEST-SHA512 VALUE 1241516547.

       *> One of JPKI_SCHEME_*.
       *> PKCS #1 v1.5 over a DigestInfo built by the library: the
       *> default.
       78  JPKI-SCHEME-DIGEST-INFO VALUE 1241516801.
       *> The card hashes the data (1 to 255 bytes) with SHA-256 and
       *> pads the bare digest.
       78  JPKI-SCHEME-BARE-DIGEST-OF-DATA VALUE 1241516802.
       *> The card receives the SHA-256 digest and wraps it in a
       *> DigestInfo.
       78  JPKI-SCHEME-SHA256-DIGEST VALUE 1241516803.
       *> The card hashes the data (1 to 255 bytes) with SHA-256 and
       *> wraps the digest in a DigestInfo.
       78  JPKI-SCHEME-SHA256-DATA VALUE 1241516804.
       *> PSS over a SHA-256 digest, which the card receives.
       78  JPKI-SCHEME-PSS-DIGEST VALUE 1241516805.
       *> The card hashes the data (1 to 255 bytes) with SHA-256 and
       *> signs with PSS.
       78  JPKI-SCHEME-PSS-DATA VALUE 1241516806.

       *> One of JPKI_INPUT_*.
       *> The input is data, to be hashed here or on the card: the
       *> default.
       78  JPKI-INPUT-DATA VALUE 1241517057.
       *> The input is a digest computed by the caller.
       78  JPKI-INPUT-DIGEST VALUE 1241517058.

       *> One of JPKI_LAST_TRY_*.
       *> The PIN is not sent if one try is left or the card does not
       *> report the number: the default.
       78  JPKI-LAST-TRY-KEEP VALUE 1241517313.
       *> The PIN may be sent even if one try is left: a wrong PIN then
       *> locks it.
       78  JPKI-LAST-TRY-ALLOW VALUE 1241517314.
       *> Like JPKI_LAST_TRY_KEEP, and the PIN is not sent if two tries
       *> are left either: a reader's driver may repeat a try by itself
       *> (libccid does after three damaged blocks in a row), so that
       *> one call can spend two.
       78  JPKI-LAST-TRY-KEEP-TWO VALUE 1241517315.

       *> One of JPKI_RECORD_*.
       *> For jpki_card_authorities_add: the key is that of the
       *> authority for the card's face and birth date.
       78  JPKI-RECORD-FACE VALUE 1241521409.
       *> The key is that of the authority for name, address, birth date
       *> and sex as text.
       78  JPKI-RECORD-ATTRIBUTES VALUE 1241521410.

       *> One of JPKI_CALENDAR_*.
       *> The year of a birth date is that of the Japanese era, as on
       *> every citizen's card.
       78  JPKI-CALENDAR-JAPANESE VALUE 1241520641.
       *> The year of a birth date is Gregorian.
       78  JPKI-CALENDAR-GREGORIAN VALUE 1241520642.

       *> One of JPKI_AUTHORITIES_*.
       *> The card authorities of real cards: the only choice for a
       *> program that serves people.
       78  JPKI-AUTHORITIES-PRODUCTION VALUE 1241518849.
       *> The card authorities of the test cards that J-LIS lends to
       *> developers: these cards identify no real person.
       78  JPKI-AUTHORITIES-TEST VALUE 1241518850.
       *> The card authorities of the embedded virtual card, for tests.
       78  JPKI-AUTHORITIES-VIRTUAL-CARD VALUE 1241518851.
       *> The record is read without being verified: anyone could have
       *> written it.
       78  JPKI-AUTHORITIES-UNVERIFIED VALUE 1241518852.
       *> The caller's own card authorities: those of
       *> jpki_card_set_authorities, or the argument of a call that has
       *> no card.
       78  JPKI-AUTHORITIES-OWN VALUE 1241518853.

       *> One of JPKI_SEX_*.
       *> Sex: not known (JIS X 0303), or the handle is not open.
       78  JPKI-SEX-NOT-KNOWN VALUE 0.
       *> Sex: male (JIS X 0303).
       78  JPKI-SEX-MALE VALUE 1.
       *> Sex: female (JIS X 0303).
       78  JPKI-SEX-FEMALE VALUE 2.
       *> Sex: not applicable (JIS X 0303).
       78  JPKI-SEX-NOT-APPLICABLE VALUE 9.
       *> Sex: the card has a character that JIS X 0303 does not define.
       78  JPKI-SEX-OTHER VALUE -1.

       *> One of JPKI_IMAGE_*.
       *> The photo: JPEG 2000 (a JP2 file, grayscale).
       78  JPKI-IMAGE-PHOTO VALUE 1241520129.
       *> The name as printed: a PNG.
       78  JPKI-IMAGE-NAME VALUE 1241520130.
       *> The address as printed: a PNG.
       78  JPKI-IMAGE-ADDRESS VALUE 1241520131.
       *> The security code as printed: a PNG.
       78  JPKI-IMAGE-SECURITY-CODE VALUE 1241520132.

       *> One of JPKI_FILE_*.
       *> The record: the file of a card's face, or of name, address,
       *> birth date and sex.
       78  JPKI-FILE-RECORD VALUE 1241521153.
       *> The certificate of the key that signed the record.
       78  JPKI-FILE-CERTIFICATE VALUE 1241521154.
       *> Of a face: the card's signature over the challenge.
       78  JPKI-FILE-SIGNATURE VALUE 1241521155.

       *> One of JPKI_PICTURE_*.
       *> The photo as a PNG, which most programs can display directly.
       78  JPKI-PICTURE-PHOTO-PNG VALUE 1241520385.
       *> The whole face in one picture at the size of the card: an SVG
       *> document in UTF-8 with Japanese captions, which browsers and
       *> SVG 1.1 renderers display (tested with Qt 5.15, librsvg and
       *> CairoSVG).
       78  JPKI-PICTURE-CARD-SVG VALUE 1241520386.

       *> One of JPKI_REASON_*.
       *> The certificate, or a required extension of it, is malformed.
       78  JPKI-REASON-CERTIFICATE-MALFORMED VALUE 100.
       *> An extension is present twice in the certificate (RFC 5280,
       *> 4.2).
       78  JPKI-REASON-DUPLICATE-EXTENSION VALUE 101.
       *> A critical extension is unknown.
       78  JPKI-REASON-UNKNOWN-CRITICAL-EXTENSION VALUE 102.
       *> The certificate does not name its issuer's key.
       78  JPKI-REASON-ISSUER-KEY-UNNAMED VALUE 103.
       *> No trust anchor has the key that the certificate names as its
       *> issuer's.
       78  JPKI-REASON-ISSUER-UNKNOWN VALUE 104.
       *> The issuer's name is not the anchor's.
       78  JPKI-REASON-ISSUER-NAME-DIFFERS VALUE 105.
       *> The certificate is not signed with SHA-256 and RSA, or names
       *> two different algorithms.
       78  JPKI-REASON-ALGORITHM-NOT-ALLOWED VALUE 106.
       *> The certificate's signature is not by the anchor's key.
       78  JPKI-REASON-CERTIFICATE-SIGNATURE-INVALID VALUE 107.
       *> The anchor is that of the other CA: authentication and
       *> signature are not interchangeable.
       78  JPKI-REASON-ANCHOR-OF-OTHER-PURPOSE VALUE 108.
       *> The anchor is not valid yet.
       78  JPKI-REASON-ANCHOR-NOT-YET-VALID VALUE 109.
       *> The anchor is no longer valid.
       78  JPKI-REASON-ANCHOR-EXPIRED VALUE 110.
       *> The certificate is not valid yet.
       78  JPKI-REASON-NOT-YET-VALID VALUE 111.
       *> The certificate is no longer valid: the holder renews it at
       *> the municipal office.
       78  JPKI-REASON-EXPIRED VALUE 112.
       *> The certificate's key is not RSA of 2048 to 4096 bits.
       78  JPKI-REASON-KEY-NOT-ALLOWED VALUE 113.
       *> The key usage is not the one for this purpose, or missing.
       78  JPKI-REASON-KEY-USAGE-WRONG VALUE 114.
       *> The extended key usage does not allow this purpose.
       78  JPKI-REASON-EXTENDED-KEY-USAGE-WRONG VALUE 115.
       *> The certificate is a CA's, not a person's.
       78  JPKI-REASON-IS-AUTHORITY VALUE 116.
       *> The certificate is not issued under the policy for this
       *> purpose and hierarchy.
       78  JPKI-REASON-POLICY-WRONG VALUE 117.
       *> The supplied CA certificate does not have the anchor's key and
       *> name.
       78  JPKI-REASON-CA-CERTIFICATE-DIFFERS VALUE 118.
       *> The certificate is revoked.
       78  JPKI-REASON-REVOKED VALUE 200.
       *> The responder does not know the certificate.
       78  JPKI-REASON-STATUS-UNKNOWN VALUE 201.
       *> Evidence was supplied, but the issuer that must have signed it
       *> is unknown.
       78  JPKI-REASON-REVOCATION-UNDETERMINABLE VALUE 202.
       *> The OCSP response is malformed or contradicts itself.
       78  JPKI-REASON-OCSP-MALFORMED VALUE 300.
       *> The responder answered malformedRequest.
       78  JPKI-REASON-OCSP-REQUEST-MALFORMED VALUE 301.
       *> The responder answered internalError.
       78  JPKI-REASON-OCSP-INTERNAL-ERROR VALUE 302.
       *> The responder answered tryLater.
       78  JPKI-REASON-OCSP-TRY-LATER VALUE 303.
       *> The responder answered sigRequired.
       78  JPKI-REASON-OCSP-SIGNATURE-REQUIRED VALUE 304.
       *> The responder answered unauthorized, as it does to anyone who
       *> is not a notified verifier.
       78  JPKI-REASON-OCSP-UNAUTHORIZED VALUE 305.
       *> Neither the CA nor a certificate in the response is the
       *> responder that it names.
       78  JPKI-REASON-OCSP-RESPONDER-UNKNOWN VALUE 306.
       *> The responder's certificate does not let it answer for the CA.
       78  JPKI-REASON-OCSP-RESPONDER-NOT-AUTHORIZED VALUE 307.
       *> The responder's certificate is not valid yet.
       78  JPKI-REASON-OCSP-RESPONDER-NOT-YET-VALID VALUE 308.
       *> The responder's certificate has expired.
       78  JPKI-REASON-OCSP-RESPONDER-EXPIRED VALUE 309.
       *> The response is not signed with SHA-256 and RSA of 2048 to
       *> 4096 bits.
       78  JPKI-REASON-OCSP-ALGORITHM-NOT-ALLOWED VALUE 310.
       *> The response's signature is invalid.
       78  JPKI-REASON-OCSP-SIGNATURE-INVALID VALUE 311.
       *> The request had a nonce and the response has none: it may be
       *> an old response.
       78  JPKI-REASON-OCSP-NONCE-MISSING VALUE 312.
       *> The response's nonce is not the request's: it answers another
       *> request.
       78  JPKI-REASON-OCSP-NONCE-DIFFERS VALUE 313.
       *> The response is not about this certificate.
       78  JPKI-REASON-OCSP-OTHER-CERTIFICATE VALUE 314.
       *> The response was produced in the future, or reports a future
       *> state.
       78  JPKI-REASON-OCSP-NOT-YET-VALID VALUE 315.
       *> The response is too old.
       78  JPKI-REASON-OCSP-EXPIRED VALUE 316.
       *> A critical extension of the response is unknown.
       78  JPKI-REASON-OCSP-UNKNOWN-CRITICAL-EXTENSION VALUE 317.
       *> The CRL is malformed or inconsistent.
       78  JPKI-REASON-CRL-MALFORMED VALUE 400.
       *> The CRL is by another issuer.
       78  JPKI-REASON-CRL-OTHER-ISSUER VALUE 401.
       *> The CRL is not signed with SHA-256 and RSA, or names two
       *> different algorithms.
       78  JPKI-REASON-CRL-ALGORITHM-NOT-ALLOWED VALUE 402.
       *> The CRL's signature is not by the anchor's key.
       78  JPKI-REASON-CRL-SIGNATURE-INVALID VALUE 403.
       *> The CRL was issued in the future.
       78  JPKI-REASON-CRL-NOT-YET-VALID VALUE 404.
       *> The next CRL is overdue.
       78  JPKI-REASON-CRL-EXPIRED VALUE 405.
       *> A critical extension of the CRL or of an entry is unknown.
       78  JPKI-REASON-CRL-UNKNOWN-CRITICAL-EXTENSION VALUE 406.
       *> A delta CRL: it contains only changes.
       78  JPKI-REASON-CRL-DELTA VALUE 407.
       *> An indirect CRL: it covers other issuers' certificates.
       78  JPKI-REASON-CRL-INDIRECT VALUE 408.
       *> The CRL does not cover holders' certificates, or all reasons
       *> for revocation.
       78  JPKI-REASON-CRL-OUT-OF-SCOPE VALUE 409.
       *> The CRL belongs to a distribution point that the certificate
       *> does not name.
       78  JPKI-REASON-CRL-OTHER-DISTRIBUTION-POINT VALUE 410.
       *> The supplied digest does not have the algorithm's length.
       78  JPKI-REASON-CHALLENGE-DIGEST-LENGTH VALUE 500.
       *> The signature is not one by the certificate's key over this
       *> challenge.
       78  JPKI-REASON-CHALLENGE-SIGNATURE-INVALID VALUE 501.
       *> The challenge is empty, or the digest of empty data: it was
       *> lost, and a signature over it could be replayed to anyone.
       78  JPKI-REASON-CHALLENGE-EMPTY VALUE 502.
       *> The challenge has fewer than 16 bytes: it may have been used
       *> before, or be guessed.
       78  JPKI-REASON-CHALLENGE-TOO-SHORT VALUE 503.

       *> One of JPKI_PURPOSE_*.
       *> The certificate for the PIN of four digits: its holder is
       *> present.
       78  JPKI-PURPOSE-AUTHENTICATION VALUE 1241517569.
       *> The certificate for the signature password: its holder signs a
       *> document.
       78  JPKI-PURPOSE-SIGNATURE VALUE 1241517570.

       *> One of JPKI_ANCHORS_*.
       *> Trust anchors: J-LIS's CAs for real cards, built into the
       *> library.
       78  JPKI-ANCHORS-PRODUCTION VALUE 1241517825.
       *> Trust anchors: the CAs of the test cards that J-LIS lends to
       *> developers.
       78  JPKI-ANCHORS-TEST VALUE 1241517826.
       *> Trust anchors: only own_anchors, treated as CAs of test cards
       *> (their certificate policy), such as those of the embedded
       *> virtual card.
       78  JPKI-ANCHORS-OWN VALUE 1241517827.
       *> Trust anchors: J-LIS's CAs for real cards, and own_anchors in
       *> addition: generations newer than the library.
       78  JPKI-ANCHORS-PRODUCTION-AND-OWN VALUE 1241517828.

       *> One of JPKI_OCSP_HASH_*.
       *> For jpki_verify_options.ocsp_hash: SHA-1, which every
       *> responder supports.
       78  JPKI-OCSP-HASH-SHA1 VALUE 1241518593.
       *> For jpki_verify_options.ocsp_hash: SHA-256.
       78  JPKI-OCSP-HASH-SHA256 VALUE 1241518594.

       *> One of JPKI_POLICIES_*.
       *> Certificate policies: every class of the purpose's arc,
       *> 1.2.392.200149.8.5.1.3 for authentication and
       *> 1.2.392.200149.8.5.1.1 for signature, including a class newer
       *> than the library (see jpki_verdict.policy_is_known).
       78  JPKI-POLICIES-BY-ARC VALUE 1241518081.
       *> Certificate policies: only those that the library knows,
       *> 1.2.392.200149.8.5.1.3.30 and 1.2.392.200149.8.5.1.1.20; for
       *> test cards 1.2.392.200149.8.5.1.0.30 and
       *> 1.2.392.200149.8.5.1.0.20.
       78  JPKI-POLICIES-KNOWN VALUE 1241518082.
       *> Certificate policies: only own_policies.
       78  JPKI-POLICIES-OWN VALUE 1241518083.

       *> One of JPKI_REVOCATION_*.
       *> No OCSP response and no CRL was passed: revocation was not
       *> checked.
       78  JPKI-REVOCATION-NOT-REQUESTED VALUE 1241518337.
       *> The revocation data that was passed cannot be relied on; the
       *> reasons say why.
       78  JPKI-REVOCATION-UNDETERMINED VALUE 1241518338.
       *> Not revoked, according to signed and current data.
       78  JPKI-REVOCATION-GOOD VALUE 1241518339.
       *> Revoked, according to signed data, which may be of another
       *> time.
       78  JPKI-REVOCATION-REVOKED VALUE 1241518340.
       *> The responder does not know the certificate.
       78  JPKI-REVOCATION-UNKNOWN VALUE 1241518341.

       *> The size of jpki_error.message in bytes, including its NUL.
       78  JPKI-ERROR-MESSAGE-SIZE VALUE 512.
       *> A size in bytes that is enough for every text of
       *> jpki_error_text, including its NUL.
       78  JPKI-ERROR-TEXT-SIZE VALUE 1024.
       *> The size of jpki_log_record.message in bytes, including its
       *> NUL.
       78  JPKI-LOG-MESSAGE-SIZE VALUE 512.
       *> The number of log lines that jpki_log_keep keeps.
       78  JPKI-LOG-KEPT VALUE 1000.
       *> In jpki_card_wait, jpki_monitor_next and
       *> jpki_context_set_timeout: no timeout.
       78  JPKI-WAIT-FOREVER VALUE -1.
       *> The size of jpki_event.reader in bytes, including its NUL;
       *> PC/SC names have up to 128.
       78  JPKI-EVENT-READER-SIZE VALUE 256.
       *> The size of a check number in bytes, including its prefix and
       *> its NUL.
       78  JPKI-CHECK-NUMBER-SIZE VALUE 16.
       *> The maximum number of reasons in a verdict.
       78  JPKI-VERDICT-REASONS VALUE 32.
       *> The size of a verdict's policy in bytes, including its NUL.
       78  JPKI-VERDICT-POLICY-SIZE VALUE 64.
       *> The maximum size of a verdict's anchor_key_id in bytes.
       78  JPKI-VERDICT-KEY-ID-SIZE VALUE 32.
