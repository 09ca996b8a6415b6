      *> Paragraphs of the driver: the request's words, and the card.
      *> SPDX-License-Identifier: MIT OR Apache-2.0
       GET-A.
           CALL "DRV-NUMBER" USING WS-INDEX WS-NUMBER.
           MOVE WS-NUMBER TO WS-A.

       GET-TWO.
           MOVE 1 TO WS-INDEX.
           PERFORM GET-A.
           MOVE 2 TO WS-INDEX.
           CALL "DRV-NUMBER" USING WS-INDEX WS-NUMBER.
           MOVE WS-NUMBER TO WS-B.

       GET-BYTES.
           CALL "DRV-BYTES" USING WS-INDEX WS-DATA WS-LENGTH.

       GET-SECRET.
           CALL "DRV-SECRET" USING WS-INDEX WS-SECRET.

       GET-READER.
           MOVE 1 TO WS-INDEX.
           MOVE 256 TO WS-LIMIT.
           CALL "DRV-TEXT" USING WS-INDEX WS-TEXT WS-LIMIT.

       ADD-A.
           MOVE WS-A TO WS-NUMBER.
           CALL "DRV-ADD-NUMBER" USING WS-NUMBER.

       ADD-DATA.
           MOVE 131072 TO WS-LIMIT.
           CALL "JPKI-GET-DATA" USING JPKI-CA WS-A WS-DATA WS-LIMIT
               WS-LENGTH.
           CALL "DRV-ADD-BYTES" USING WS-DATA WS-LENGTH.

      *> What a request needs and is not there is an invalid handle.
       REPORT-HANDLE.
           MOVE JPKI-ERROR-HANDLE TO JPKI-STATUS.
           MOVE -1 TO JPKI-LEFT.
           MOVE 0 TO JPKI-STATUS-WORD.
           CALL "JPKI-STATUS-TEXT" USING JPKI-STATUS JPKI-LANGUAGE
               JPKI-STATUS-NAME JPKI-DESK-TEXT JPKI-DESK-TEXT-LENGTH.

       DO-VERSION.
           CALL "JPKI-VERSION" USING WS-NAME WS-A.
           MOVE 64 TO WS-LIMIT.
           CALL "DRV-ADD-FIELD" USING WS-NAME WS-LIMIT.
           PERFORM ADD-A.
           MOVE JPKI-OK TO JPKI-STATUS.

       DO-STATUS-TEXT.
           PERFORM GET-TWO.
           CALL "JPKI-STATUS-TEXT" USING WS-A WS-B WS-NAME WS-TEXT
               WS-LENGTH.
           PERFORM ADD-NAME-AND-TEXT.

       DO-REASON.
           MOVE 1 TO WS-INDEX.
           PERFORM GET-A.
           CALL "JPKI-REASON-TEXT" USING WS-A JPKI-LANGUAGE WS-NAME
               WS-TEXT WS-LENGTH.
           PERFORM ADD-NAME-AND-TEXT.

       ADD-NAME-AND-TEXT.
           MOVE 64 TO WS-LIMIT.
           CALL "DRV-ADD-FIELD" USING WS-NAME WS-LIMIT.
           CALL "DRV-ADD-TEXT" USING WS-TEXT WS-LENGTH.
           MOVE JPKI-OK TO JPKI-STATUS.

       DO-OPEN.
           MOVE 1 TO WS-INDEX.
           PERFORM GET-A.
           MOVE 2 TO WS-INDEX.
           MOVE 1024 TO WS-LIMIT.
           CALL "DRV-TEXT" USING WS-INDEX WS-TEXT WS-LIMIT.
           CALL "JPKI-OPEN-VIRTUAL" USING JPKI-CA WS-A WS-TEXT.

       DO-TOKEN.
           CALL "JPKI-TOKEN" USING JPKI-CA WS-A WS-TEXT WS-LENGTH.
           IF JPKI-SUCCEEDED
               PERFORM ADD-A
               CALL "DRV-ADD-TEXT" USING WS-TEXT WS-LENGTH
           END-IF.

       DO-TRIES.
           MOVE 1 TO WS-INDEX.
           PERFORM GET-A.
           CALL "JPKI-TRIES" USING JPKI-CA WS-A WS-B WS-C.
           IF JPKI-SUCCEEDED
               MOVE WS-B TO WS-A
               PERFORM ADD-A
               MOVE WS-C TO WS-A
               PERFORM ADD-A
           END-IF.

       DO-HAS-CERTIFICATE.
           MOVE 1 TO WS-INDEX.
           PERFORM GET-A.
           CALL "JPKI-HAS-CERTIFICATE" USING JPKI-CA WS-A WS-B.
           IF JPKI-SUCCEEDED
               MOVE WS-B TO WS-A
               PERFORM ADD-A
           END-IF.

       DO-CERTIFICATE.
           MOVE 1 TO WS-INDEX.
           PERFORM GET-A.
           CALL "JPKI-READ-CERTIFICATE" USING JPKI-CA WS-A.
           IF JPKI-SUCCEEDED
               MOVE 0 TO WS-B WS-C
               IF WS-A = JPKI-CERTIFICATE-AUTHENTICATION-CA
                       OR JPKI-CERTIFICATE-SIGNATURE-CA
                   MOVE 1 TO WS-B
                   MOVE 10 TO WS-C
               END-IF
               ADD JPKI-DATA-CERTIFICATE TO WS-C GIVING WS-A
               PERFORM ADD-DATA
               CALL "JPKI-VALIDITY" USING JPKI-CA WS-B WS-SECONDS
                   WS-SECONDS-TOO
               CALL "DRV-ADD-NUMBER" USING WS-SECONDS
               CALL "DRV-ADD-NUMBER" USING WS-SECONDS-TOO
               ADD JPKI-DATA-SUBJECT-KEY-ID TO WS-C GIVING WS-A
               PERFORM ADD-DATA
               ADD JPKI-DATA-PUBLIC-KEY TO WS-C GIVING WS-A
               PERFORM ADD-DATA
           END-IF.

       DO-AUTHENTICATE.
           INITIALIZE JPKI-SIGN-PARM.
           MOVE 3 TO WS-INDEX.
           PERFORM GET-A.
           MOVE WS-A TO JPKI-SIGN-LAST-TRY.
           MOVE 4 TO WS-INDEX.
           PERFORM GET-A.
           MOVE WS-A TO JPKI-SIGN-KNOWN.
           MOVE 5 TO WS-INDEX.
           PERFORM GET-A.
           MOVE WS-A TO JPKI-SIGN-READ-CA.
           IF JPKI-SIGN-KNOWN = 1 AND JPKI-CERTIFICATE = NULL
               PERFORM REPORT-HANDLE
           ELSE
               MOVE 2 TO WS-INDEX
               CALL "DRV-BYTES" USING WS-INDEX WS-CHALLENGE
                   WS-CHALLENGE-LENGTH
               MOVE 1 TO WS-INDEX
               PERFORM GET-SECRET
               CALL "JPKI-AUTHENTICATE" USING JPKI-CA WS-SECRET
                   WS-CHALLENGE WS-CHALLENGE-LENGTH JPKI-SIGN-PARM
                   JPKI-AUTHENTICATION
               IF JPKI-SUCCEEDED
                   PERFORM ADD-AUTHENTICATION
               END-IF
           END-IF.

       ADD-AUTHENTICATION.
           MOVE JPKI-AUTH-TOKEN-KIND TO WS-A.
           PERFORM ADD-A.
           MOVE JPKI-AUTH-TRIES-STATE TO WS-A.
           PERFORM ADD-A.
           MOVE JPKI-AUTH-TRIES-LEFT TO WS-A.
           PERFORM ADD-A.
           MOVE JPKI-DATA-CERTIFICATE TO WS-A.
           PERFORM ADD-DATA.
           IF JPKI-AUTH-HAS-CA = 1
               MOVE JPKI-DATA-CA-CERTIFICATE TO WS-A
               PERFORM ADD-DATA
           ELSE
               MOVE 0 TO WS-LENGTH
               CALL "DRV-ADD-BYTES" USING WS-DATA WS-LENGTH
           END-IF.
           MOVE JPKI-AUTH-ALGORITHM TO WS-A.
           PERFORM ADD-A.
           MOVE JPKI-DATA-SIGNATURE TO WS-A.
           PERFORM ADD-DATA.

       DO-SIGN.
           INITIALIZE JPKI-SIGN-PARM.
           MOVE 3 TO WS-INDEX.
           PERFORM GET-A.
           MOVE WS-A TO JPKI-SIGN-DIGEST.
           MOVE 4 TO WS-INDEX.
           PERFORM GET-A.
           MOVE WS-A TO JPKI-SIGN-SCHEME.
           MOVE 5 TO WS-INDEX.
           PERFORM GET-A.
           MOVE WS-A TO JPKI-SIGN-INPUT.
           MOVE 6 TO WS-INDEX.
           PERFORM GET-A.
           MOVE WS-A TO JPKI-SIGN-LAST-TRY.
           MOVE 2 TO WS-INDEX.
           PERFORM GET-BYTES.
           MOVE 1 TO WS-INDEX.
           PERFORM GET-SECRET.
           CALL "JPKI-SIGN" USING JPKI-CA WS-SECRET WS-DATA WS-LENGTH
               JPKI-SIGN-PARM.
           IF JPKI-SUCCEEDED
               CALL "JPKI-ALGORITHM" USING JPKI-CA WS-A WS-NAME
               PERFORM ADD-A
               MOVE 64 TO WS-LIMIT
               CALL "DRV-ADD-FIELD" USING WS-NAME WS-LIMIT
               MOVE JPKI-DATA-SIGNATURE TO WS-A
               PERFORM ADD-DATA
           END-IF.

       DO-SIGNATURE-CERTIFICATE.
           MOVE 2 TO WS-INDEX.
           PERFORM GET-A.
           MOVE 1 TO WS-INDEX.
           PERFORM GET-SECRET.
           CALL "JPKI-SIGNATURE-CERTIFICATE" USING JPKI-CA WS-SECRET
               WS-A.
           IF JPKI-SUCCEEDED
               MOVE JPKI-DATA-CERTIFICATE TO WS-A
               PERFORM ADD-DATA
           END-IF.

       DO-SIGN-DOCUMENT.
           INITIALIZE JPKI-SIGN-PARM.
           MOVE 3 TO WS-INDEX.
           PERFORM GET-A.
           MOVE WS-A TO JPKI-SIGN-LAST-TRY.
           MOVE 2 TO WS-INDEX.
           PERFORM GET-BYTES.
           MOVE 1 TO WS-INDEX.
           PERFORM GET-SECRET.
           CALL "JPKI-SIGN-DOCUMENT" USING JPKI-CA WS-SECRET WS-DATA
               WS-LENGTH JPKI-SIGN-PARM.
           IF JPKI-SUCCEEDED
               MOVE JPKI-DATA-CERTIFICATE TO WS-A
               PERFORM ADD-DATA
               CALL "JPKI-ALGORITHM" USING JPKI-CA WS-A WS-NAME
               PERFORM ADD-A
               MOVE JPKI-DATA-SIGNATURE TO WS-A
               PERFORM ADD-DATA
           END-IF.

       DO-OTHER-NAMES.
           CALL "JPKI-OTHER-NAMES" USING JPKI-CA WS-A.
           IF JPKI-SUCCEEDED
               PERFORM VARYING WS-B FROM 1 BY 1 UNTIL WS-B > WS-A
                   CALL "JPKI-ITEM" USING JPKI-CA WS-B WS-NAME WS-TEXT
                       WS-LENGTH
                   MOVE 64 TO WS-LIMIT
                   CALL "DRV-ADD-FIELD" USING WS-NAME WS-LIMIT
                   CALL "DRV-ADD-TEXT" USING WS-TEXT WS-LENGTH
               END-PERFORM
           END-IF.

       DO-CHANGE.
           MOVE WS-A TO WS-C.
           MOVE 3 TO WS-INDEX.
           PERFORM GET-A.
           MOVE 1 TO WS-INDEX.
           PERFORM GET-SECRET.
           MOVE 2 TO WS-INDEX.
           CALL "DRV-SECRET" USING WS-INDEX WS-SECRET-TOO.
           CALL "JPKI-CHANGE" USING JPKI-CA WS-C WS-SECRET
               WS-SECRET-TOO WS-A.

       DO-INFORMATION.
           CALL "JPKI-INFORMATION" USING JPKI-CA WS-A WS-NAME WS-TEXT.
           IF JPKI-SUCCEEDED
               PERFORM ADD-A
               MOVE 5 TO WS-LIMIT
               CALL "DRV-ADD-FIELD" USING WS-NAME WS-LIMIT
               MOVE 15 TO WS-LIMIT
               CALL "DRV-ADD-FIELD" USING WS-TEXT WS-LIMIT
           END-IF.
