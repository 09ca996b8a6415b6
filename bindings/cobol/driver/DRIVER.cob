      *> The driver of bindings/DRIVER.md.
      *> SPDX-License-Identifier: MIT OR Apache-2.0
       IDENTIFICATION DIVISION.
       PROGRAM-ID. DRIVER.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY JPKICARD.
       COPY JPKICA.
       COPY JPKIPARM.
       COPY JPKISECR REPLACING ==:NAME:== BY ==WS-SECRET==.
       COPY JPKISECR REPLACING ==:NAME:== BY ==WS-SECRET-TOO==.
       COPY JPKISECR REPLACING ==:NAME:== BY ==WS-CHECK-NUMBER==.
       COPY JPKISECR REPLACING ==:NAME:== BY ==WS-NEW-NUMBER==.
       01  WS-REQUEST PIC X(32).
       01  WS-ENDED PIC S9(9) COMP-5.
       01  WS-INDEX PIC S9(9) COMP-5.
       01  WS-NUMBER PIC S9(18) COMP-5.
       01  WS-A PIC S9(9) COMP-5.
       01  WS-B PIC S9(9) COMP-5.
       01  WS-C PIC S9(9) COMP-5.
       01  WS-D PIC S9(9) COMP-5.
       01  WS-LIMIT PIC S9(9) COMP-5.
       01  WS-LENGTH PIC S9(9) COMP-5.
       01  WS-DATA PIC X(131072).
       01  WS-LENGTH-TOO PIC S9(9) COMP-5.
       01  WS-DATA-TOO PIC X(131072).
       01  WS-LENGTH-THREE PIC S9(9) COMP-5.
       01  WS-DATA-THREE PIC X(131072).
       01  WS-CHALLENGE-LENGTH PIC S9(9) COMP-5.
       01  WS-CHALLENGE PIC X(4096).
       01  WS-TEXT PIC X(1024).
       01  WS-NAME PIC X(64).
       01  WS-FIRST PIC X(1024).
       01  WS-FIRST-LENGTH PIC S9(9) COMP-5.
       01  WS-SECONDS PIC S9(18) COMP-5.
       01  WS-SECONDS-TOO PIC S9(18) COMP-5.
       01  WS-KIND PIC X(8).
       01  WS-REASON PIC 9(3).
       01  WS-IS-DONE PIC S9(9) COMP-5.
       PROCEDURE DIVISION.
       MAIN-LINE.
           CALL "JPKI-INIT" USING JPKI-CA.
           PERFORM WIPE-SECRETS.
           MOVE 0 TO WS-CHALLENGE-LENGTH.
           PERFORM READ-REQUEST.
           PERFORM UNTIL WS-ENDED = 1
               MOVE 0 TO WS-IS-DONE
               PERFORM FULFIL
               IF WS-IS-DONE = 0
                   PERFORM ANSWER
               END-IF
               PERFORM READ-REQUEST
           END-PERFORM.
           CALL "JPKI-TERM" USING JPKI-CA.
           STOP RUN RETURNING 0.

       READ-REQUEST.
           CALL "DRV-READ" USING WS-ENDED.
           IF WS-ENDED = 0
               MOVE 0 TO WS-INDEX
               MOVE 32 TO WS-LIMIT
               CALL "DRV-TEXT" USING WS-INDEX WS-REQUEST WS-LIMIT
           END-IF.

       ANSWER.
           IF JPKI-SUCCEEDED
               MOVE "ok" TO WS-KIND
           ELSE
               MOVE JPKI-STATUS TO WS-NUMBER
               CALL "DRV-ADD-NUMBER" USING WS-NUMBER
               MOVE JPKI-LEFT TO WS-NUMBER
               CALL "DRV-ADD-NUMBER" USING WS-NUMBER
               MOVE JPKI-STATUS-WORD TO WS-NUMBER
               CALL "DRV-ADD-NUMBER" USING WS-NUMBER
               CALL "DRV-ADD-TEXT" USING JPKI-DESK-TEXT
                   JPKI-DESK-TEXT-LENGTH
               MOVE "error" TO WS-KIND
           END-IF.
           CALL "DRV-SEND" USING WS-KIND.

       FULFIL.
           EVALUATE WS-REQUEST
           WHEN "version" PERFORM DO-VERSION
           WHEN "status-text" PERFORM DO-STATUS-TEXT
           WHEN "reason" PERFORM DO-REASON
           WHEN "open" PERFORM DO-OPEN
           WHEN "close"
               CALL "JPKI-CLOSE" USING JPKI-CA
           WHEN "token" PERFORM DO-TOKEN
           WHEN "tries" PERFORM DO-TRIES
           WHEN "has-certificate" PERFORM DO-HAS-CERTIFICATE
           WHEN "certificate" PERFORM DO-CERTIFICATE
           WHEN "load-certificate"
               MOVE 1 TO WS-INDEX
               PERFORM GET-BYTES
               CALL "JPKI-LOAD-CERTIFICATE" USING JPKI-CA WS-DATA
                   WS-LENGTH
           WHEN "authenticate" PERFORM DO-AUTHENTICATE
           WHEN "sign" PERFORM DO-SIGN
           WHEN "signature-certificate"
               PERFORM DO-SIGNATURE-CERTIFICATE
           WHEN "sign-document" PERFORM DO-SIGN-DOCUMENT
           WHEN "other-names" PERFORM DO-OTHER-NAMES
           WHEN "change-pin"
               MOVE JPKI-CREDENTIAL-PIN TO WS-A
               PERFORM DO-CHANGE
           WHEN "change-signature-password"
               MOVE JPKI-CREDENTIAL-SIGNATURE-PASSWORD TO WS-A
               PERFORM DO-CHANGE
           WHEN "change-input-support-pin"
               MOVE JPKI-CREDENTIAL-INPUT-SUPPORT-PIN TO WS-A
               PERFORM DO-CHANGE
           WHEN "check-number" PERFORM DO-CHECK-NUMBER
           WHEN "check-number-digits" PERFORM DO-CHECK-NUMBER-DIGITS
           WHEN "face" PERFORM DO-FACE
           WHEN "face-for-challenge" PERFORM DO-FACE-FOR-CHALLENGE
           WHEN "face-files" PERFORM DO-FACE-FILES
           WHEN "picture" PERFORM DO-PICTURE
           WHEN "attributes" PERFORM DO-ATTRIBUTES
           WHEN "attributes-by-check-number"
               PERFORM DO-ATTRIBUTES-BY-NUMBER
           WHEN "other-objects"
               CALL "JPKI-OTHER-OBJECTS" USING JPKI-CA WS-A
               IF JPKI-SUCCEEDED
                   PERFORM ADD-A
               END-IF
           WHEN "compare-birth-date" PERFORM DO-COMPARE
           WHEN "compare-birth-date-digits" PERFORM DO-COMPARE-DIGITS
           WHEN "information" PERFORM DO-INFORMATION
           WHEN "own-authority" PERFORM DO-OWN-AUTHORITY
           WHEN "verify" PERFORM DO-VERIFY
           WHEN "verify-signature" PERFORM DO-VERIFY-SIGNATURE
           WHEN "verify-ocsp" PERFORM DO-VERIFY-OCSP
           WHEN "ocsp-request" PERFORM DO-OCSP-REQUEST
           WHEN "load-revocation-list" PERFORM DO-LOAD-CRL
           WHEN "begin"
               CALL "JPKI-BEGIN-TRANSACTION" USING JPKI-CA
           WHEN "end"
               CALL "JPKI-END-TRANSACTION" USING JPKI-CA
           WHEN "read-length"
               MOVE 1 TO WS-INDEX
               PERFORM GET-A
               CALL "JPKI-READ-LENGTH" USING JPKI-CA WS-A
           WHEN "context"
               CALL "JPKI-OPEN-CONTEXT" USING JPKI-CA
           WHEN "timeout"
               PERFORM GET-TWO
               CALL "JPKI-SET-TIMEOUT" USING JPKI-CA WS-A WS-B
           WHEN "readers" PERFORM DO-READERS
           WHEN "presence"
               PERFORM GET-READER
               CALL "JPKI-PRESENCE" USING JPKI-CA WS-TEXT WS-A
               IF JPKI-SUCCEEDED
                   PERFORM ADD-A
               END-IF
           WHEN "connect"
               PERFORM GET-READER
               CALL "JPKI-CONNECT" USING JPKI-CA WS-TEXT
           WHEN "wait" PERFORM DO-WAIT
           WHEN "wait-cancelled-before" PERFORM DO-WAIT-CANCELLED
           WHEN "monitor"
               PERFORM GET-READER
               MOVE 2 TO WS-INDEX
               PERFORM GET-A
               CALL "JPKI-OPEN-MONITOR" USING JPKI-CA WS-TEXT WS-A
           WHEN "next" PERFORM DO-NEXT
           WHEN "log"
               MOVE 1 TO WS-INDEX
               PERFORM GET-A
               CALL "JPKI-LOG-KEEP" USING JPKI-CA WS-A
           WHEN "log-lines" PERFORM DO-LOG-LINES
           WHEN "forget"
               PERFORM WIPE-SECRETS
               CALL "JPKI-TERM" USING JPKI-CA
           WHEN "quit"
               CALL "JPKI-TERM" USING JPKI-CA
               MOVE "ok" TO WS-KIND
               CALL "DRV-SEND" USING WS-KIND
               STOP RUN RETURNING 0
           WHEN OTHER
      *        There are no callbacks and no threads.
               MOVE "cannot" TO WS-KIND
               CALL "DRV-SEND" USING WS-KIND
               MOVE 1 TO WS-IS-DONE
           END-EVALUATE.

       WIPE-SECRETS.
           CALL "JPKI-WIPE" USING WS-SECRET.
           CALL "JPKI-WIPE" USING WS-SECRET-TOO.
           CALL "JPKI-WIPE" USING WS-CHECK-NUMBER.
           CALL "JPKI-WIPE" USING WS-NEW-NUMBER.

       COPY DRVCARD.
       COPY DRVREST.
       END PROGRAM DRIVER.
