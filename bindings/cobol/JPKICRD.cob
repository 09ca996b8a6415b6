      *> A card: tries, certificates, authentication, signatures and
      *> changes of PINs. A call that takes a PIN or password sends it
      *> once at most, and wipes it whatever happens.
      *> SPDX-License-Identifier: MIT OR Apache-2.0
       IDENTIFICATION DIVISION.
       PROGRAM-ID. JPKICRD.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY JPKIWORK.
       LINKAGE SECTION.
       COPY JPKICA.
       COPY JPKIPARM.
       COPY JPKISECR REPLACING ==:NAME:== BY ==L-SECRET==.
       COPY JPKISECR REPLACING ==:NAME:== BY ==L-SECRET-TOO==.
       01  L-NUMBER PIC S9(9) COMP-5.
       01  L-NUMBER-TOO PIC S9(9) COMP-5.
       01  L-SETTINGS PIC X(1024).
       01  L-LABEL PIC X(97).
       01  L-CODE PIC X(5).
       01  L-SERIAL PIC X(15).
       01  L-DATA PIC X(1048576).
       01  L-SOURCE PIC X(1048576).
       01  L-LENGTH PIC S9(9) COMP-5.
       01  L-SECONDS PIC S9(18) COMP-5.
       01  L-SECONDS-TOO PIC S9(18) COMP-5.
       01  L-NAME PIC X(64).
       01  L-TEXT PIC X(1024).
       PROCEDURE DIVISION.
           GOBACK.

      *> JPKI-OPEN-VIRTUAL: an embedded virtual card, for tests.
       ENTRY "JPKI-OPEN-VIRTUAL" USING JPKI-CA L-NUMBER L-SETTINGS.
           MOVE 1024 TO W-NUMBER.
           CALL "JPKI-C-TEXT" USING L-SETTINGS W-NUMBER W-TEXT.
           CALL "jpki_card_open_virtual_with_settings"
               USING BY VALUE L-NUMBER BY REFERENCE W-TEXT
               BY REFERENCE W-MADE BY REFERENCE JPKIS-ERROR
               RETURNING W-STATUS.
           IF W-STATUS = JPKI-OK
               CALL "jpki_card_free" USING BY VALUE JPKI-CARD
                   RETURNING OMITTED
               SET JPKI-CARD TO W-MADE
           END-IF.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-CLOSE: frees the card and locks its key.
       ENTRY "JPKI-CLOSE" USING JPKI-CA.
           CALL "jpki_card_free" USING BY VALUE JPKI-CARD
               RETURNING OMITTED.
           MOVE JPKI-OK TO JPKIS-ERROR-STATUS.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-TOKEN: what kind of card or phone it is.
       ENTRY "JPKI-TOKEN" USING JPKI-CA L-NUMBER L-LABEL L-LENGTH.
           MOVE LOW-VALUES TO W-TEXT.
           MOVE 97 TO W-SIZE.
           CALL "jpki_card_token" USING BY VALUE JPKI-CARD
               BY REFERENCE W-NUMBER BY REFERENCE W-TEXT
               BY VALUE W-SIZE BY REFERENCE JPKIS-ERROR
               RETURNING W-STATUS.
           MOVE W-NUMBER TO L-NUMBER.
           SET W-POINTER TO ADDRESS OF W-TEXT.
           MOVE 97 TO W-NUMBER.
           CALL "JPKI-TEXT-AT" USING W-POINTER W-NUMBER L-LABEL
               L-LENGTH.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-TRIES: of a credential, JPKI-CREDENTIAL-...: its state,
      *> JPKI-TRIES-..., and how many are left, or -1.
       ENTRY "JPKI-TRIES" USING JPKI-CA L-NUMBER L-NUMBER-TOO L-LENGTH.
           MOVE 0 TO W-NUMBER.
           MOVE -1 TO W-NUMBER-TOO.
           CALL "jpki_card_tries" USING BY VALUE JPKI-CARD
               BY VALUE L-NUMBER BY REFERENCE W-NUMBER
               BY REFERENCE W-NUMBER-TOO BY REFERENCE JPKIS-ERROR
               RETURNING W-STATUS.
           MOVE W-NUMBER TO L-NUMBER-TOO.
           MOVE W-NUMBER-TOO TO L-LENGTH.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-HAS-CERTIFICATE: 1 or 0.
       ENTRY "JPKI-HAS-CERTIFICATE" USING JPKI-CA L-NUMBER
               L-NUMBER-TOO.
           MOVE 0 TO W-NUMBER.
           CALL "jpki_card_has_certificate" USING BY VALUE JPKI-CARD
               BY VALUE L-NUMBER BY REFERENCE W-NUMBER
               BY REFERENCE JPKIS-ERROR RETURNING W-STATUS.
           MOVE W-NUMBER TO L-NUMBER-TOO.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-READ-CERTIFICATE: into JPKI-CERTIFICATE, that of a CA
      *> into JPKI-CA-CERTIFICATE.
       ENTRY "JPKI-READ-CERTIFICATE" USING JPKI-CA L-NUMBER.
           CALL "jpki_card_certificate" USING BY VALUE JPKI-CARD
               BY VALUE L-NUMBER BY REFERENCE W-MADE
               BY REFERENCE JPKIS-ERROR RETURNING W-STATUS.
           IF W-STATUS = JPKI-OK
               IF L-NUMBER = JPKI-CERTIFICATE-AUTHENTICATION-CA
                       OR JPKI-CERTIFICATE-SIGNATURE-CA
                   PERFORM KEEP-CA-CERTIFICATE
               ELSE
                   PERFORM KEEP-CERTIFICATE
               END-IF
           END-IF.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-LOAD-CERTIFICATE: one that the caller stored.
       ENTRY "JPKI-LOAD-CERTIFICATE" USING JPKI-CA L-DATA L-LENGTH.
           MOVE L-LENGTH TO W-SIZE.
           CALL "jpki_certificate_new" USING BY REFERENCE L-DATA
               BY VALUE W-SIZE BY REFERENCE W-MADE
               BY REFERENCE JPKIS-ERROR RETURNING W-STATUS.
           IF W-STATUS = JPKI-OK
               PERFORM KEEP-CERTIFICATE
           END-IF.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-VALIDITY: the first and the last second of the
      *> certificate, or with 1 of the CA certificate, since 1970.
       ENTRY "JPKI-VALIDITY" USING JPKI-CA L-NUMBER L-SECONDS
               L-SECONDS-TOO.
           SET W-MADE TO JPKI-CERTIFICATE.
           IF L-NUMBER = 1
               SET W-MADE TO JPKI-CA-CERTIFICATE
           END-IF.
           CALL "jpki_certificate_not_before" USING BY VALUE W-MADE
               RETURNING W-POINTER.
           MOVE W-LONG TO L-SECONDS.
           CALL "jpki_certificate_not_after" USING BY VALUE W-MADE
               RETURNING W-POINTER.
           MOVE W-LONG TO L-SECONDS-TOO.
           GOBACK.

      *> JPKI-AUTHENTICATE: reads the certificate, verifies the PIN and
      *> signs the challenge.
       ENTRY "JPKI-AUTHENTICATE" USING JPKI-CA L-SECRET L-DATA L-LENGTH
               JPKI-SIGN-PARM JPKI-AUTHENTICATION.
           PERFORM SET-OPTIONS.
           MOVE L-SECRET-LENGTH TO W-SIZE.
           MOVE L-LENGTH TO W-SIZE-TOO.
           CALL "jpki_card_authenticate" USING BY VALUE JPKI-CARD
               BY REFERENCE L-SECRET-BYTES BY VALUE W-SIZE
               BY REFERENCE L-DATA BY VALUE W-SIZE-TOO
               BY REFERENCE JPKIS-SIGN-OPTIONS
               BY REFERENCE JPKIS-AUTHENTICATION
               BY REFERENCE JPKIS-ERROR RETURNING W-STATUS.
           CALL "JPKI-WIPE" USING L-SECRET.
           IF W-STATUS = JPKI-OK
               PERFORM KEEP-AUTHENTICATION
           END-IF.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-SIGN: verifies the PIN and signs.
       ENTRY "JPKI-SIGN" USING JPKI-CA L-SECRET L-DATA L-LENGTH
               JPKI-SIGN-PARM.
           PERFORM SET-OPTIONS.
           MOVE L-SECRET-LENGTH TO W-SIZE.
           MOVE L-LENGTH TO W-SIZE-TOO.
           CALL "jpki_card_sign" USING BY VALUE JPKI-CARD
               BY REFERENCE L-SECRET-BYTES BY VALUE W-SIZE
               BY REFERENCE L-DATA BY VALUE W-SIZE-TOO
               BY REFERENCE JPKIS-SIGN-OPTIONS
               BY REFERENCE W-MADE-TOO
               BY REFERENCE JPKIS-ERROR RETURNING W-STATUS.
           CALL "JPKI-WIPE" USING L-SECRET.
           IF W-STATUS = JPKI-OK
               PERFORM KEEP-SIGNATURE
           END-IF.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-ALGORITHM: of JPKI-SIGNATURE, and its name.
       ENTRY "JPKI-ALGORITHM" USING JPKI-CA L-NUMBER L-NAME.
           CALL "jpki_signature_algorithm"
               USING BY VALUE JPKI-SIGNATURE RETURNING L-NUMBER.
           CALL "jpki_signature_algorithm_name"
               USING BY VALUE JPKI-SIGNATURE RETURNING W-POINTER.
           MOVE 64 TO W-NUMBER.
           CALL "JPKI-TEXT-AT" USING W-POINTER W-NUMBER L-NAME W-AT.
           GOBACK.

      *> JPKI-SIGNATURE-CERTIFICATE: with the signature password and a
      *> JPKI-LAST-TRY-..., or 0.
       ENTRY "JPKI-SIGNATURE-CERTIFICATE" USING JPKI-CA L-SECRET
               L-NUMBER.
           MOVE L-NUMBER TO W-NUMBER.
           PERFORM DEFAULT-LAST-TRY.
           MOVE L-SECRET-LENGTH TO W-SIZE.
           CALL "jpki_card_signature_certificate"
               USING BY VALUE JPKI-CARD BY REFERENCE L-SECRET-BYTES
               BY VALUE W-SIZE BY VALUE W-NUMBER BY REFERENCE W-MADE
               BY REFERENCE JPKIS-ERROR RETURNING W-STATUS.
           CALL "JPKI-WIPE" USING L-SECRET.
           IF W-STATUS = JPKI-OK
               PERFORM KEEP-CERTIFICATE
           END-IF.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-SIGN-DOCUMENT: with the signature key.
       ENTRY "JPKI-SIGN-DOCUMENT" USING JPKI-CA L-SECRET L-DATA
               L-LENGTH JPKI-SIGN-PARM.
           PERFORM SET-OPTIONS.
           MOVE L-SECRET-LENGTH TO W-SIZE.
           MOVE L-LENGTH TO W-SIZE-TOO.
           CALL "jpki_card_sign_document" USING BY VALUE JPKI-CARD
               BY REFERENCE L-SECRET-BYTES BY VALUE W-SIZE
               BY REFERENCE L-DATA BY VALUE W-SIZE-TOO
               BY REFERENCE JPKIS-SIGN-OPTIONS BY REFERENCE W-MADE
               BY REFERENCE W-MADE-TOO BY REFERENCE JPKIS-ERROR
               RETURNING W-STATUS.
           CALL "JPKI-WIPE" USING L-SECRET.
           IF W-STATUS = JPKI-OK
               PERFORM KEEP-CERTIFICATE
               PERFORM KEEP-SIGNATURE
           END-IF.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-OTHER-NAMES: of the certificate, and how many. JPKI-ITEM
      *> returns each.
       ENTRY "JPKI-OTHER-NAMES" USING JPKI-CA L-NUMBER.
           CALL "jpki_certificate_other_names"
               USING BY VALUE JPKI-CERTIFICATE BY REFERENCE W-MADE
               BY REFERENCE JPKIS-ERROR RETURNING W-STATUS.
           MOVE 0 TO L-NUMBER.
           IF W-STATUS = JPKI-OK
               CALL "jpki_items_free" USING BY VALUE JPKI-ITEMS
                   RETURNING OMITTED
               SET JPKI-ITEMS TO W-MADE
               CALL "jpki_items_count" USING BY VALUE JPKI-ITEMS
                   RETURNING W-POINTER
               MOVE W-LONG TO L-NUMBER
           END-IF.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-ITEM: name and text of an item, from 1; the length is -1
      *> if it is no text.
       ENTRY "JPKI-ITEM" USING JPKI-CA L-NUMBER L-NAME L-TEXT L-LENGTH.
           COMPUTE W-SIZE = L-NUMBER - 1.
           CALL "jpki_items_name" USING BY VALUE JPKI-ITEMS
               BY VALUE W-SIZE RETURNING W-POINTER.
           MOVE 64 TO W-NUMBER.
           CALL "JPKI-TEXT-AT" USING W-POINTER W-NUMBER L-NAME W-AT.
           CALL "jpki_items_text" USING BY VALUE JPKI-ITEMS
               BY VALUE W-SIZE RETURNING W-POINTER.
           MOVE 1024 TO W-NUMBER.
           CALL "JPKI-TEXT-AT" USING W-POINTER W-NUMBER L-TEXT
               L-LENGTH.
           GOBACK.

      *> JPKI-ITEM-DATA: its value, into a field of so many bytes; the
      *> length is what it has.
       ENTRY "JPKI-ITEM-DATA" USING JPKI-CA L-NUMBER L-DATA
               L-NUMBER-TOO L-LENGTH.
           COMPUTE W-SIZE = L-NUMBER - 1.
           CALL "jpki_items_data" USING BY VALUE JPKI-ITEMS
               BY VALUE W-SIZE BY REFERENCE W-SIZE-TOO
               RETURNING W-POINTER.
           MOVE W-SIZE-TOO TO L-LENGTH W-NUMBER.
           IF W-NUMBER > L-NUMBER-TOO
               MOVE L-NUMBER-TOO TO W-NUMBER
           END-IF.
           IF W-POINTER NOT = NULL AND W-NUMBER > 0
               SET ADDRESS OF L-SOURCE TO W-POINTER
               MOVE L-SOURCE(1:W-NUMBER) TO L-DATA(1:W-NUMBER)
           END-IF.
           GOBACK.

      *> JPKI-CHANGE: the old secret of a credential to the new one.
       ENTRY "JPKI-CHANGE" USING JPKI-CA L-NUMBER L-SECRET L-SECRET-TOO
               L-NUMBER-TOO.
           MOVE L-NUMBER-TOO TO W-NUMBER.
           PERFORM DEFAULT-LAST-TRY.
           MOVE L-SECRET-LENGTH TO W-SIZE.
           MOVE L-SECRET-TOO-LENGTH TO W-SIZE-TOO.
           EVALUATE L-NUMBER
           WHEN JPKI-CREDENTIAL-SIGNATURE-PASSWORD
               CALL "jpki_card_change_signature_password"
                   USING BY VALUE JPKI-CARD
                   BY REFERENCE L-SECRET-BYTES BY VALUE W-SIZE
                   BY REFERENCE L-SECRET-TOO-BYTES BY VALUE W-SIZE-TOO
                   BY VALUE W-NUMBER BY REFERENCE JPKIS-ERROR
                   RETURNING W-STATUS
           WHEN JPKI-CREDENTIAL-INPUT-SUPPORT-PIN
               CALL "jpki_card_change_input_support_pin"
                   USING BY VALUE JPKI-CARD
                   BY REFERENCE L-SECRET-BYTES BY VALUE W-SIZE
                   BY REFERENCE L-SECRET-TOO-BYTES BY VALUE W-SIZE-TOO
                   BY VALUE W-NUMBER BY REFERENCE JPKIS-ERROR
                   RETURNING W-STATUS
           WHEN JPKI-CREDENTIAL-PIN
               CALL "jpki_card_change_pin" USING BY VALUE JPKI-CARD
                   BY REFERENCE L-SECRET-BYTES BY VALUE W-SIZE
                   BY REFERENCE L-SECRET-TOO-BYTES BY VALUE W-SIZE-TOO
                   BY VALUE W-NUMBER BY REFERENCE JPKIS-ERROR
                   RETURNING W-STATUS
           WHEN OTHER
               MOVE JPKI-ERROR-ARGUMENT TO JPKIS-ERROR-STATUS
               MOVE -1 TO JPKIS-ERROR-TRIES-LEFT
           END-EVALUATE.
           CALL "JPKI-WIPE" USING L-SECRET.
           CALL "JPKI-WIPE" USING L-SECRET-TOO.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-INFORMATION: expiry, municipality and serial number.
       ENTRY "JPKI-INFORMATION" USING JPKI-CA L-NUMBER L-CODE L-SERIAL.
           CALL "jpki_card_information" USING BY VALUE JPKI-CARD
               BY REFERENCE JPKIS-INFORMATION
               BY REFERENCE JPKIS-ERROR RETURNING W-STATUS.
           MOVE JPKIS-INFORMATION-EXPIRY TO L-NUMBER.
           MOVE JPKIS-INFORMATION-MUNICIPALITY-CODE TO L-CODE.
           MOVE JPKIS-INFORMATION-SERIAL TO L-SERIAL.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-BEGIN-TRANSACTION: no other program gets the card until
      *> JPKI-END-TRANSACTION. Never ask for a PIN between the two.
       ENTRY "JPKI-BEGIN-TRANSACTION" USING JPKI-CA.
           CALL "jpki_card_begin_transaction"
               USING BY VALUE JPKI-CARD BY REFERENCE JPKIS-ERROR
               RETURNING W-STATUS.
           PERFORM FINISH.
           GOBACK.

       ENTRY "JPKI-END-TRANSACTION" USING JPKI-CA.
           CALL "jpki_card_end_transaction"
               USING BY VALUE JPKI-CARD BY REFERENCE JPKIS-ERROR
               RETURNING W-STATUS.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-READ-LENGTH: how many bytes are read at a time.
       ENTRY "JPKI-READ-LENGTH" USING JPKI-CA L-NUMBER.
           MOVE L-NUMBER TO W-SIZE.
           CALL "jpki_card_set_read_length"
               USING BY VALUE JPKI-CARD BY VALUE W-SIZE
               BY REFERENCE JPKIS-ERROR RETURNING W-STATUS.
           PERFORM FINISH.
           GOBACK.

       FINISH.
           CALL "JPKI-RESULT" USING JPKI-CA JPKIS-ERROR.

       DEFAULT-LAST-TRY.
           IF W-NUMBER = 0
               MOVE JPKI-LAST-TRY-KEEP TO W-NUMBER
           END-IF.

       SET-OPTIONS.
           MOVE JPKI-SIGN-DIGEST TO JPKIS-SIGN-OPTIONS-DIGEST.
           MOVE JPKI-SIGN-SCHEME TO JPKIS-SIGN-OPTIONS-SCHEME.
           MOVE JPKI-SIGN-INPUT TO JPKIS-SIGN-OPTIONS-INPUT.
           MOVE JPKI-SIGN-LAST-TRY TO JPKIS-SIGN-OPTIONS-LAST-TRY.
           MOVE JPKI-SIGN-READ-CA
               TO JPKIS-SIGN-OPTIONS-READ-CA-CERTIFICATE.
      *> What was asked for and is not there must not be taken for none:
      *> an address that is no object is refused.
           SET JPKIS-SIGN-OPTIONS-CERTIFICATE TO NULL.
           IF JPKI-SIGN-KNOWN = 1
               SET JPKIS-SIGN-OPTIONS-CERTIFICATE TO JPKI-CERTIFICATE
               IF JPKI-CERTIFICATE = NULL
                   SET JPKIS-SIGN-OPTIONS-CERTIFICATE
                       TO ADDRESS OF JPKIS-SIGN-OPTIONS
               END-IF
           END-IF.
           SET JPKIS-SIGN-OPTIONS-CA-CERTIFICATE TO NULL.
           IF JPKI-SIGN-EXPECT-CA = 1
               SET JPKIS-SIGN-OPTIONS-CA-CERTIFICATE TO JPKI-ANCHOR
               IF JPKI-ANCHOR = NULL
                   SET JPKIS-SIGN-OPTIONS-CA-CERTIFICATE
                       TO ADDRESS OF JPKIS-SIGN-OPTIONS
               END-IF
           END-IF.

       KEEP-CERTIFICATE.
           CALL "jpki_certificate_free"
               USING BY VALUE JPKI-CERTIFICATE RETURNING OMITTED.
           SET JPKI-CERTIFICATE TO W-MADE.

       KEEP-CA-CERTIFICATE.
           CALL "jpki_certificate_free"
               USING BY VALUE JPKI-CA-CERTIFICATE RETURNING OMITTED.
           SET JPKI-CA-CERTIFICATE TO W-MADE.

       KEEP-SIGNATURE.
           CALL "jpki_signature_free" USING BY VALUE JPKI-SIGNATURE
               RETURNING OMITTED.
           SET JPKI-SIGNATURE TO W-MADE-TOO.

       KEEP-AUTHENTICATION.
           MOVE JPKIS-AUTHENTICATION-TOKEN-KIND
               TO JPKI-AUTH-TOKEN-KIND.
           MOVE JPKIS-AUTHENTICATION-PIN-STATUS
               TO JPKI-AUTH-TRIES-STATE.
           MOVE JPKIS-AUTHENTICATION-TRIES-LEFT
               TO JPKI-AUTH-TRIES-LEFT.
           SET W-MADE TO JPKIS-AUTHENTICATION-CERTIFICATE.
           PERFORM KEEP-CERTIFICATE.
           MOVE 0 TO JPKI-AUTH-HAS-CA.
           IF JPKIS-AUTHENTICATION-CA-CERTIFICATE NOT = NULL
               SET W-MADE TO JPKIS-AUTHENTICATION-CA-CERTIFICATE
               PERFORM KEEP-CA-CERTIFICATE
               MOVE 1 TO JPKI-AUTH-HAS-CA
           END-IF.
           SET W-MADE-TOO TO JPKIS-AUTHENTICATION-SIGNATURE.
           PERFORM KEEP-SIGNATURE.
           CALL "jpki_signature_algorithm"
               USING BY VALUE JPKI-SIGNATURE
               RETURNING JPKI-AUTH-ALGORITHM.
       END PROGRAM JPKICRD.
