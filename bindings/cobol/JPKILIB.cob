      *> The library itself: versions, texts, the log, and the end.
      *> SPDX-License-Identifier: MIT OR Apache-2.0
       IDENTIFICATION DIVISION.
       PROGRAM-ID. JPKILIB.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY JPKIWORK.
       LINKAGE SECTION.
       COPY JPKICA.
       01  L-NUMBER PIC S9(9) COMP-5.
       01  L-NUMBER-TOO PIC S9(9) COMP-5.
       01  L-NAME PIC X(64).
       01  L-TEXT PIC X(1024).
       01  L-LENGTH PIC S9(9) COMP-5.
       PROCEDURE DIVISION.
           GOBACK.

      *> JPKI-INIT: the area has no objects, and Japanese texts.
       ENTRY "JPKI-INIT" USING JPKI-CA.
           SET JPKI-CONTEXT JPKI-MONITOR JPKI-CANCELLATION JPKI-CARD
               JPKI-CERTIFICATE JPKI-CA-CERTIFICATE JPKI-SIGNATURE
               JPKI-ITEMS JPKI-FACE JPKI-PICTURE JPKI-ATTRIBUTES
               JPKI-AUTHORITIES JPKI-OCSP-REQUEST
               JPKI-REVOCATION-LIST JPKI-ANCHOR JPKI-LOADED-ANCHOR
               JPKI-READERS TO NULL.
           MOVE JPKI-LANGUAGE-JAPANESE TO JPKI-LANGUAGE.
           MOVE JPKI-OK TO JPKIS-ERROR-STATUS.
           CALL "JPKI-RESULT" USING JPKI-CA JPKIS-ERROR.
           GOBACK.

      *> JPKI-TERM: frees every object; the card's key is locked.
       ENTRY "JPKI-TERM" USING JPKI-CA.
           CALL "jpki_monitor_free" USING BY VALUE JPKI-MONITOR
               RETURNING OMITTED.
           CALL "jpki_card_free" USING BY VALUE JPKI-CARD
               RETURNING OMITTED.
           CALL "jpki_certificate_free"
               USING BY VALUE JPKI-CERTIFICATE RETURNING OMITTED.
           CALL "jpki_certificate_free"
               USING BY VALUE JPKI-CA-CERTIFICATE RETURNING OMITTED.
           CALL "jpki_certificate_free"
               USING BY VALUE JPKI-LOADED-ANCHOR RETURNING OMITTED.
           CALL "jpki_signature_free" USING BY VALUE JPKI-SIGNATURE
               RETURNING OMITTED.
           CALL "jpki_items_free" USING BY VALUE JPKI-ITEMS
               RETURNING OMITTED.
           CALL "jpki_picture_free" USING BY VALUE JPKI-PICTURE
               RETURNING OMITTED.
           CALL "jpki_face_free" USING BY VALUE JPKI-FACE
               RETURNING OMITTED.
           CALL "jpki_attributes_free" USING BY VALUE JPKI-ATTRIBUTES
               RETURNING OMITTED.
           CALL "jpki_card_authorities_free"
               USING BY VALUE JPKI-AUTHORITIES RETURNING OMITTED.
           CALL "jpki_ocsp_request_free"
               USING BY VALUE JPKI-OCSP-REQUEST RETURNING OMITTED.
           CALL "jpki_revocation_list_free"
               USING BY VALUE JPKI-REVOCATION-LIST RETURNING OMITTED.
           CALL "jpki_readers_free" USING BY VALUE JPKI-READERS
               RETURNING OMITTED.
           CALL "jpki_cancellation_free"
               USING BY VALUE JPKI-CANCELLATION RETURNING OMITTED.
           CALL "jpki_context_free" USING BY VALUE JPKI-CONTEXT
               RETURNING OMITTED.
           SET JPKI-CONTEXT JPKI-MONITOR JPKI-CANCELLATION JPKI-CARD
               JPKI-CERTIFICATE JPKI-CA-CERTIFICATE JPKI-SIGNATURE
               JPKI-ITEMS JPKI-FACE JPKI-PICTURE JPKI-ATTRIBUTES
               JPKI-AUTHORITIES JPKI-OCSP-REQUEST
               JPKI-REVOCATION-LIST JPKI-ANCHOR JPKI-LOADED-ANCHOR
               JPKI-READERS TO NULL.
           MOVE JPKI-OK TO JPKIS-ERROR-STATUS.
           CALL "JPKI-RESULT" USING JPKI-CA JPKIS-ERROR.
           GOBACK.

      *> JPKI-VERSION: its text, and a sum of JPKI-FEATURE-...
       ENTRY "JPKI-VERSION" USING L-NAME L-NUMBER.
           CALL "jpki_version" RETURNING W-POINTER.
           MOVE 64 TO W-NUMBER.
           CALL "JPKI-TEXT-AT" USING W-POINTER W-NUMBER L-NAME W-AT.
           CALL "jpki_features" RETURNING W-NUMBER.
           MOVE W-NUMBER TO L-NUMBER.
           GOBACK.

      *> JPKI-STATUS-TEXT: a status's name and sentence for the desk.
       ENTRY "JPKI-STATUS-TEXT" USING L-NUMBER L-NUMBER-TOO L-NAME
               L-TEXT L-LENGTH.
           CALL "jpki_status_name" USING BY VALUE L-NUMBER
               RETURNING W-POINTER.
           MOVE 64 TO W-NUMBER.
           CALL "JPKI-TEXT-AT" USING W-POINTER W-NUMBER L-NAME W-AT.
           CALL "jpki_status_text" USING BY VALUE L-NUMBER
               BY VALUE L-NUMBER-TOO RETURNING W-POINTER.
           MOVE 1024 TO W-NUMBER.
           CALL "JPKI-TEXT-AT" USING W-POINTER W-NUMBER L-TEXT
               L-LENGTH.
           GOBACK.

      *> JPKI-REASON-TEXT: the same of a verdict's reason.
       ENTRY "JPKI-REASON-TEXT" USING L-NUMBER L-NUMBER-TOO L-NAME
               L-TEXT L-LENGTH.
           CALL "jpki_reason_name" USING BY VALUE L-NUMBER
               RETURNING W-POINTER.
           MOVE 64 TO W-NUMBER.
           CALL "JPKI-TEXT-AT" USING W-POINTER W-NUMBER L-NAME W-AT.
           CALL "jpki_reason_text" USING BY VALUE L-NUMBER
               BY VALUE L-NUMBER-TOO RETURNING W-POINTER.
           MOVE 1024 TO W-NUMBER.
           CALL "JPKI-TEXT-AT" USING W-POINTER W-NUMBER L-TEXT
               L-LENGTH.
           GOBACK.

      *> JPKI-LOG-KEEP: lines up to a level, JPKI-LOG-..., are kept.
       ENTRY "JPKI-LOG-KEEP" USING JPKI-CA L-NUMBER.
           CALL "jpki_log_keep" USING BY VALUE L-NUMBER
               BY REFERENCE JPKIS-ERROR RETURNING W-STATUS.
           CALL "JPKI-RESULT" USING JPKI-CA JPKIS-ERROR.
           GOBACK.

      *> JPKI-LOG-NEXT: the oldest line that is kept; JPKI-LOG-OFF if
      *> there is none.
       ENTRY "JPKI-LOG-NEXT" USING JPKI-CA L-NUMBER L-TEXT L-LENGTH.
           CALL "jpki_log_next" USING BY REFERENCE JPKIS-LOG-RECORD
               BY REFERENCE JPKIS-ERROR RETURNING W-STATUS.
           MOVE JPKIS-LOG-RECORD-LEVEL TO L-NUMBER.
           SET W-POINTER TO ADDRESS OF JPKIS-LOG-RECORD-MESSAGE.
           MOVE 512 TO W-NUMBER.
           CALL "JPKI-TEXT-AT" USING W-POINTER W-NUMBER L-TEXT
               L-LENGTH.
           CALL "JPKI-RESULT" USING JPKI-CA JPKIS-ERROR.
           GOBACK.
       END PROGRAM JPKILIB.
