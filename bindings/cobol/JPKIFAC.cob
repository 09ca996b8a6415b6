      *> What is printed on a card, its text, and check numbers.
      *> SPDX-License-Identifier: MIT OR Apache-2.0
       IDENTIFICATION DIVISION.
       PROGRAM-ID. JPKIFAC.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY JPKIWORK.
       LINKAGE SECTION.
       COPY JPKICA.
       COPY JPKIPARM.
       COPY JPKISECR REPLACING ==:NAME:== BY ==L-SECRET==.
       COPY JPKISECR REPLACING ==:NAME:== BY ==L-CODE==.
       COPY JPKISECR REPLACING ==:NAME:== BY ==L-CHECK-NUMBER==.
       01  L-DATE PIC S9(9) COMP-5.
       01  L-CALENDAR PIC S9(9) COMP-5.
       01  L-YEAR PIC S9(9) COMP-5.
       01  L-AUTHORITIES PIC S9(9) COMP-5.
       01  L-LAST-TRY PIC S9(9) COMP-5.
       01  L-KIND PIC S9(9) COMP-5.
       01  L-COUNT PIC S9(9) COMP-5.
       01  L-CHALLENGE PIC X(1048576).
       01  L-CHALLENGE-LENGTH PIC S9(9) COMP-5.
       01  L-RECORD PIC X(1048576).
       01  L-RECORD-LENGTH PIC S9(9) COMP-5.
       01  L-CERTIFICATE PIC X(1048576).
       01  L-CERTIFICATE-LENGTH PIC S9(9) COMP-5.
       01  L-SIGNATURE PIC X(1048576).
       01  L-SIGNATURE-LENGTH PIC S9(9) COMP-5.
       01  L-KEY-ID PIC X(1024).
       01  L-KEY-ID-LENGTH PIC S9(9) COMP-5.
       01  L-MODULUS PIC X(1024).
       01  L-MODULUS-LENGTH PIC S9(9) COMP-5.
       PROCEDURE DIVISION.
           GOBACK.

      *> JPKI-CHECK-NUMBER: check number B of what is printed on the
      *> card. JPKI-WIPE it after use; the security code is wiped here.
       ENTRY "JPKI-CHECK-NUMBER" USING JPKI-CA L-DATE L-CALENDAR L-YEAR
               L-CODE L-CHECK-NUMBER.
           MOVE L-CODE-LENGTH TO W-SIZE.
           MOVE 16 TO W-SIZE-TOO.
           MOVE LOW-VALUES TO L-CHECK-NUMBER-BYTES.
           CALL "jpki_check_number" USING BY VALUE L-DATE
               BY VALUE L-CALENDAR BY VALUE L-YEAR
               BY REFERENCE L-CODE-BYTES BY VALUE W-SIZE
               BY REFERENCE L-CHECK-NUMBER-BYTES BY VALUE W-SIZE-TOO
               BY REFERENCE JPKIS-ERROR RETURNING W-STATUS.
           PERFORM MEASURE-NUMBER.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-CHECK-NUMBER-DIGITS: of six printed digits that are no
      *> day of the calendar.
       ENTRY "JPKI-CHECK-NUMBER-DIGITS" USING JPKI-CA L-SECRET L-YEAR
               L-CODE L-CHECK-NUMBER.
           MOVE L-SECRET-LENGTH TO W-LONG.
           MOVE L-CODE-LENGTH TO W-SIZE.
           MOVE 16 TO W-SIZE-TOO.
           MOVE LOW-VALUES TO L-CHECK-NUMBER-BYTES.
           CALL "jpki_check_number_printed_digits"
               USING BY REFERENCE L-SECRET-BYTES BY VALUE W-LONG
               BY VALUE L-YEAR BY REFERENCE L-CODE-BYTES
               BY VALUE W-SIZE BY REFERENCE L-CHECK-NUMBER-BYTES
               BY VALUE W-SIZE-TOO BY REFERENCE JPKIS-ERROR
               RETURNING W-STATUS.
           CALL "JPKI-WIPE" USING L-SECRET.
           PERFORM MEASURE-NUMBER.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-READ-FACE: what is printed on the card, verified. With a
      *> challenge of a server its files can be sent there; its length
      *> is 0 otherwise. The check number stays the caller's.
       ENTRY "JPKI-READ-FACE" USING JPKI-CA L-CHECK-NUMBER L-CHALLENGE
               L-CHALLENGE-LENGTH L-AUTHORITIES L-LAST-TRY JPKI-HOLDER.
           PERFORM DEFAULT-LAST-TRY.
           MOVE L-CHECK-NUMBER-LENGTH TO W-SIZE.
           IF L-CHALLENGE-LENGTH = 0
               CALL "jpki_card_face" USING BY VALUE JPKI-CARD
                   BY REFERENCE L-CHECK-NUMBER-BYTES BY VALUE W-SIZE
                   BY VALUE L-AUTHORITIES BY VALUE W-NUMBER
                   BY REFERENCE W-MADE BY REFERENCE JPKIS-ERROR
                   RETURNING W-STATUS
           ELSE
               MOVE L-CHALLENGE-LENGTH TO W-SIZE-TOO
               CALL "jpki_card_face_for_challenge"
                   USING BY VALUE JPKI-CARD
                   BY REFERENCE L-CHECK-NUMBER-BYTES BY VALUE W-SIZE
                   BY REFERENCE L-CHALLENGE BY VALUE W-SIZE-TOO
                   BY VALUE L-AUTHORITIES BY VALUE W-NUMBER
                   BY REFERENCE W-MADE BY REFERENCE JPKIS-ERROR
                   RETURNING W-STATUS
           END-IF.
           IF W-STATUS = JPKI-OK
               PERFORM KEEP-FACE
           END-IF.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-FACE-FROM-FILES: verifies a face that a desk sent.
       ENTRY "JPKI-FACE-FROM-FILES" USING JPKI-CA L-RECORD
               L-RECORD-LENGTH L-CERTIFICATE L-CERTIFICATE-LENGTH
               L-SIGNATURE L-SIGNATURE-LENGTH L-CHALLENGE
               L-CHALLENGE-LENGTH L-AUTHORITIES JPKI-HOLDER.
           SET JPKIS-RECORD-FILES-CHALLENGE TO ADDRESS OF L-CHALLENGE.
           MOVE L-CHALLENGE-LENGTH
               TO JPKIS-RECORD-FILES-CHALLENGE-LENGTH.
           PERFORM SET-FILES.
           CALL "jpki_face_from_files"
               USING BY REFERENCE JPKIS-RECORD-FILES
               BY VALUE L-AUTHORITIES BY VALUE W-POINTER
               BY REFERENCE W-MADE BY REFERENCE JPKIS-ERROR
               RETURNING W-STATUS.
           IF W-STATUS = JPKI-OK
               PERFORM KEEP-FACE
           END-IF.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-ATTRIBUTES-FROM-FILES: the same of attributes, for which
      *> there is no challenge: only in a library that reads individual
      *> numbers.
       ENTRY "JPKI-ATTRIBUTES-FROM-FILES" USING JPKI-CA L-RECORD
               L-RECORD-LENGTH L-CERTIFICATE L-CERTIFICATE-LENGTH
               L-SIGNATURE L-SIGNATURE-LENGTH L-AUTHORITIES
               JPKI-HOLDER.
           SET JPKIS-RECORD-FILES-CHALLENGE TO NULL.
           MOVE 0 TO JPKIS-RECORD-FILES-CHALLENGE-LENGTH.
           PERFORM SET-FILES.
           CALL "jpki_attributes_from_files"
               USING BY REFERENCE JPKIS-RECORD-FILES
               BY VALUE L-AUTHORITIES BY VALUE W-POINTER
               BY REFERENCE W-MADE BY REFERENCE JPKIS-ERROR
               RETURNING W-STATUS.
           IF W-STATUS = JPKI-OK
               PERFORM KEEP-ATTRIBUTES
           END-IF.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-MAKE-PICTURE: of the face, JPKI-PICTURE-..., for
      *> JPKI-GET-DATA.
       ENTRY "JPKI-MAKE-PICTURE" USING JPKI-CA L-KIND.
           CALL "jpki_face_picture" USING BY VALUE JPKI-FACE
               BY VALUE L-KIND BY REFERENCE W-MADE
               BY REFERENCE JPKIS-ERROR RETURNING W-STATUS.
           IF W-STATUS = JPKI-OK
               CALL "jpki_picture_free" USING BY VALUE JPKI-PICTURE
                   RETURNING OMITTED
               SET JPKI-PICTURE TO W-MADE
           END-IF.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-READ-ATTRIBUTES: name, address, birth date and sex, with
      *> the input-support PIN, which is wiped.
       ENTRY "JPKI-READ-ATTRIBUTES" USING JPKI-CA L-SECRET
               L-AUTHORITIES L-LAST-TRY JPKI-HOLDER.
           PERFORM DEFAULT-LAST-TRY.
           MOVE L-SECRET-LENGTH TO W-SIZE.
           CALL "jpki_card_attributes" USING BY VALUE JPKI-CARD
               BY REFERENCE L-SECRET-BYTES BY VALUE W-SIZE
               BY VALUE L-AUTHORITIES BY VALUE W-NUMBER
               BY REFERENCE W-MADE BY REFERENCE JPKIS-ERROR
               RETURNING W-STATUS.
           CALL "JPKI-WIPE" USING L-SECRET.
           IF W-STATUS = JPKI-OK
               PERFORM KEEP-ATTRIBUTES
           END-IF.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-ATTRIBUTES-BY-NUMBER: with the check number, which stays
      *> the caller's.
       ENTRY "JPKI-ATTRIBUTES-BY-NUMBER" USING JPKI-CA L-CHECK-NUMBER
               L-AUTHORITIES L-LAST-TRY JPKI-HOLDER.
           PERFORM DEFAULT-LAST-TRY.
           MOVE L-CHECK-NUMBER-LENGTH TO W-SIZE.
           CALL "jpki_card_attributes_by_check_number"
               USING BY VALUE JPKI-CARD
               BY REFERENCE L-CHECK-NUMBER-BYTES BY VALUE W-SIZE
               BY VALUE L-AUTHORITIES BY VALUE W-NUMBER
               BY REFERENCE W-MADE BY REFERENCE JPKIS-ERROR
               RETURNING W-STATUS.
           IF W-STATUS = JPKI-OK
               PERFORM KEEP-ATTRIBUTES
           END-IF.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-OTHER-OBJECTS: of the attributes, and how many. JPKI-ITEM
      *> returns each.
       ENTRY "JPKI-OTHER-OBJECTS" USING JPKI-CA L-COUNT.
           CALL "jpki_attributes_other_objects"
               USING BY VALUE JPKI-ATTRIBUTES BY REFERENCE W-MADE
               BY REFERENCE JPKIS-ERROR RETURNING W-STATUS.
           PERFORM KEEP-ITEMS.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-FACE-OBJECTS: the same of the face; not signed.
       ENTRY "JPKI-FACE-OBJECTS" USING JPKI-CA L-COUNT.
           CALL "jpki_face_other_objects"
               USING BY VALUE JPKI-FACE BY REFERENCE W-MADE
               BY REFERENCE JPKIS-ERROR RETURNING W-STATUS.
           PERFORM KEEP-ITEMS.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-COMPARE-BIRTH-DATE: JPKI-OK if the holder was born then.
       ENTRY "JPKI-COMPARE-BIRTH-DATE" USING JPKI-CA L-DATE L-CALENDAR
               L-AUTHORITIES L-LAST-TRY.
           PERFORM DEFAULT-LAST-TRY.
           CALL "jpki_card_compare_birth_date"
               USING BY VALUE JPKI-CARD BY VALUE L-DATE
               BY VALUE L-CALENDAR BY VALUE L-AUTHORITIES
               BY VALUE W-NUMBER BY REFERENCE JPKIS-ERROR
               RETURNING W-STATUS.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-COMPARE-DIGITS: the same with six printed digits.
       ENTRY "JPKI-COMPARE-DIGITS" USING JPKI-CA L-SECRET
               L-AUTHORITIES L-LAST-TRY.
           PERFORM DEFAULT-LAST-TRY.
           MOVE L-SECRET-LENGTH TO W-SIZE.
           CALL "jpki_card_compare_birth_date_printed_digits"
               USING BY VALUE JPKI-CARD
               BY REFERENCE L-SECRET-BYTES BY VALUE W-SIZE
               BY VALUE L-AUTHORITIES BY VALUE W-NUMBER
               BY REFERENCE JPKIS-ERROR RETURNING W-STATUS.
           CALL "JPKI-WIPE" USING L-SECRET.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-OWN-AUTHORITY: a list with this key, JPKI-RECORD-..., for
      *> JPKI-AUTHORITIES-OWN, and for the card.
       ENTRY "JPKI-OWN-AUTHORITY" USING JPKI-CA L-KIND L-KEY-ID
               L-KEY-ID-LENGTH L-MODULUS L-MODULUS-LENGTH.
           CALL "jpki_card_authorities_new"
               USING BY REFERENCE W-MADE BY REFERENCE JPKIS-ERROR
               RETURNING W-STATUS.
           IF W-STATUS = JPKI-OK
               MOVE L-KEY-ID-LENGTH TO W-SIZE
               MOVE L-MODULUS-LENGTH TO W-SIZE-TOO
               CALL "jpki_card_authorities_add"
                   USING BY VALUE W-MADE BY VALUE L-KIND
                   BY REFERENCE L-KEY-ID BY VALUE W-SIZE
                   BY REFERENCE L-MODULUS BY VALUE W-SIZE-TOO
                   BY REFERENCE JPKIS-ERROR RETURNING W-STATUS
           END-IF.
           IF W-STATUS = JPKI-OK
               CALL "jpki_card_set_authorities"
                   USING BY VALUE JPKI-CARD BY VALUE W-MADE
                   BY REFERENCE JPKIS-ERROR RETURNING W-STATUS
           END-IF.
           IF W-STATUS = JPKI-OK
               CALL "jpki_card_authorities_free"
                   USING BY VALUE JPKI-AUTHORITIES RETURNING OMITTED
               SET JPKI-AUTHORITIES TO W-MADE
           ELSE
               CALL "jpki_card_authorities_free"
                   USING BY VALUE W-MADE RETURNING OMITTED
           END-IF.
           PERFORM FINISH.
           GOBACK.

       FINISH.
           CALL "JPKI-RESULT" USING JPKI-CA JPKIS-ERROR.

       DEFAULT-LAST-TRY.
           MOVE L-LAST-TRY TO W-NUMBER.
           IF W-NUMBER = 0
               MOVE JPKI-LAST-TRY-KEEP TO W-NUMBER
           END-IF.

       KEEP-ITEMS.
           MOVE 0 TO L-COUNT.
           IF W-STATUS = JPKI-OK
               CALL "jpki_items_free" USING BY VALUE JPKI-ITEMS
                   RETURNING OMITTED
               SET JPKI-ITEMS TO W-MADE
               CALL "jpki_items_count" USING BY VALUE JPKI-ITEMS
                   RETURNING W-POINTER
               MOVE W-LONG TO L-COUNT
           END-IF.

       SET-FILES.
           SET JPKIS-RECORD-FILES-RECORD TO ADDRESS OF L-RECORD.
           MOVE L-RECORD-LENGTH TO JPKIS-RECORD-FILES-RECORD-LENGTH.
           SET JPKIS-RECORD-FILES-CERTIFICATE
               TO ADDRESS OF L-CERTIFICATE.
           MOVE L-CERTIFICATE-LENGTH
               TO JPKIS-RECORD-FILES-CERTIFICATE-LENGTH.
           SET JPKIS-RECORD-FILES-SIGNATURE TO ADDRESS OF L-SIGNATURE.
           MOVE L-SIGNATURE-LENGTH
               TO JPKIS-RECORD-FILES-SIGNATURE-LENGTH.
           SET W-POINTER TO NULL.
           IF L-AUTHORITIES = JPKI-AUTHORITIES-OWN
               SET W-POINTER TO JPKI-AUTHORITIES
           END-IF.

       MEASURE-NUMBER.
           CALL "JPKI-WIPE" USING L-CODE.
           MOVE 0 TO L-CHECK-NUMBER-LENGTH.
           PERFORM UNTIL L-CHECK-NUMBER-BYTES
                   (L-CHECK-NUMBER-LENGTH + 1:1) = X"00"
               ADD 1 TO L-CHECK-NUMBER-LENGTH
           END-PERFORM.

       CLEAR-HOLDER.
           MOVE SPACES TO JPKI-HOLDER-NAME JPKI-HOLDER-ADDRESS
               JPKI-HOLDER-DIGITS.
           MOVE 0 TO JPKI-HOLDER-NAME-LENGTH
               JPKI-HOLDER-ADDRESS-LENGTH JPKI-HOLDER-DIGITS-LENGTH
               JPKI-HOLDER-PHOTO-LENGTH JPKI-HOLDER-EXPIRY.

       KEEP-DIGITS.
           MOVE W-SIZE TO W-NUMBER.
           IF W-NUMBER > 32
               MOVE 32 TO W-NUMBER
           END-IF.
           IF W-POINTER NOT = NULL AND W-NUMBER > 0
               SET ADDRESS OF L-RECORD TO W-POINTER
               MOVE L-RECORD(1:W-NUMBER) TO JPKI-HOLDER-DIGITS
               MOVE W-NUMBER TO JPKI-HOLDER-DIGITS-LENGTH
           END-IF.

       KEEP-FACE.
           CALL "jpki_face_free" USING BY VALUE JPKI-FACE
               RETURNING OMITTED.
           SET JPKI-FACE TO W-MADE.
           PERFORM CLEAR-HOLDER.
           CALL "jpki_face_birth_date" USING BY VALUE JPKI-FACE
               RETURNING JPKI-HOLDER-BIRTH-DATE.
           CALL "jpki_face_sex" USING BY VALUE JPKI-FACE
               RETURNING JPKI-HOLDER-SEX.
           CALL "jpki_face_expiry" USING BY VALUE JPKI-FACE
               RETURNING JPKI-HOLDER-EXPIRY.
           MOVE JPKI-IMAGE-PHOTO TO W-NUMBER.
           CALL "jpki_face_image" USING BY VALUE JPKI-FACE
               BY VALUE W-NUMBER BY REFERENCE W-SIZE
               RETURNING W-POINTER.
           MOVE W-SIZE TO JPKI-HOLDER-PHOTO-LENGTH.
           CALL "jpki_face_birth_date_digits" USING BY VALUE JPKI-FACE
               BY REFERENCE W-SIZE RETURNING W-POINTER.
           PERFORM KEEP-DIGITS.

       KEEP-ATTRIBUTES.
           CALL "jpki_attributes_free" USING BY VALUE JPKI-ATTRIBUTES
               RETURNING OMITTED.
           SET JPKI-ATTRIBUTES TO W-MADE.
           PERFORM CLEAR-HOLDER.
           CALL "jpki_attributes_birth_date"
               USING BY VALUE JPKI-ATTRIBUTES
               RETURNING JPKI-HOLDER-BIRTH-DATE.
           CALL "jpki_attributes_sex" USING BY VALUE JPKI-ATTRIBUTES
               RETURNING JPKI-HOLDER-SEX.
           CALL "jpki_attributes_birth_date_digits"
               USING BY VALUE JPKI-ATTRIBUTES BY REFERENCE W-SIZE
               RETURNING W-POINTER.
           PERFORM KEEP-DIGITS.
           MOVE 1024 TO W-NUMBER.
           CALL "jpki_attributes_name" USING BY VALUE JPKI-ATTRIBUTES
               RETURNING W-POINTER.
           CALL "JPKI-TEXT-AT" USING W-POINTER W-NUMBER
               JPKI-HOLDER-NAME JPKI-HOLDER-NAME-LENGTH.
           CALL "jpki_attributes_address"
               USING BY VALUE JPKI-ATTRIBUTES RETURNING W-POINTER.
           CALL "JPKI-TEXT-AT" USING W-POINTER W-NUMBER
               JPKI-HOLDER-ADDRESS JPKI-HOLDER-ADDRESS-LENGTH.
       END PROGRAM JPKIFAC.
