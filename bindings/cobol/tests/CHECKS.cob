      *> What only COBOL needs to have tested: sizes, RETURN-CODE, areas
      *> that are wiped, and texts that fill no field they should not.
      *> SPDX-License-Identifier: MIT OR Apache-2.0
       IDENTIFICATION DIVISION.
       PROGRAM-ID. CHECKS.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY JPKICARD.
       COPY JPKISTRU.
       COPY JPKICA.
       COPY JPKIPARM.
       COPY JPKISECR REPLACING ==:NAME:== BY ==WS-PIN==.
       01  WS-KIND PIC S9(9) COMP-5.
       01  WS-STATE PIC S9(9) COMP-5.
       01  WS-LEFT PIC S9(9) COMP-5.
       01  WS-SETTINGS PIC X(1024).
       01  WS-DATA PIC X(64).
       01  WS-LENGTH PIC S9(9) COMP-5.
       01  WS-LIMIT PIC S9(9) COMP-5.
       01  WS-COUNT PIC S9(9) COMP-5.
       01  WS-WHAT PIC X(56).
       01  WS-IS-RIGHT PIC 9.
       01  WS-FAILURES PIC 9(4) VALUE 0.
       PROCEDURE DIVISION.
       MAIN-LINE.
           PERFORM CHECK-SIZES.
           CALL "JPKI-INIT" USING JPKI-CA.
           PERFORM CHECK-NOTHING.
           PERFORM CHECK-WRONG-PIN.
           PERFORM CHECK-ABSENT.
           PERFORM CHECK-SHORT-FIELD.
           PERFORM CHECK-ABSENT-LIST.
           PERFORM CHECK-FORGET.
           IF WS-FAILURES > 0
               STOP RUN RETURNING 1
           END-IF.
           STOP RUN.

       CHECK.
           IF WS-IS-RIGHT = 1
               DISPLAY "ok      " FUNCTION TRIM(WS-WHAT)
           ELSE
               DISPLAY "FAILED  " FUNCTION TRIM(WS-WHAT)
               ADD 1 TO WS-FAILURES
           END-IF.
           MOVE 0 TO WS-IS-RIGHT.

       CHECK-SIZES.
           MOVE 0 TO WS-IS-RIGHT.
           IF LENGTH OF JPKIS-ERROR = JPKIS-ERROR-STRUCT-SIZE
                   AND LENGTH OF JPKIS-LOG-RECORD
                       = JPKIS-LOG-RECORD-STRUCT-SIZE
                   AND LENGTH OF JPKIS-EVENT
                       = JPKIS-EVENT-STRUCT-SIZE
                   AND LENGTH OF JPKIS-TRANSPORT
                       = JPKIS-TRANSPORT-STRUCT-SIZE
                   AND LENGTH OF JPKIS-SIGN-OPTIONS
                       = JPKIS-SIGN-OPTIONS-STRUCT-SIZE
                   AND LENGTH OF JPKIS-AUTHENTICATION
                       = JPKIS-AUTHENTICATION-STRUCT-SIZE
                   AND LENGTH OF JPKIS-RECORD-FILES
                       = JPKIS-RECORD-FILES-STRUCT-SIZE
                   AND LENGTH OF JPKIS-INFORMATION
                       = JPKIS-INFORMATION-STRUCT-SIZE
                   AND LENGTH OF JPKIS-VERIFY-OPTIONS
                       = JPKIS-VERIFY-OPTIONS-STRUCT-SIZE
                   AND LENGTH OF JPKIS-VERDICT
                       = JPKIS-VERDICT-STRUCT-SIZE
               MOVE 1 TO WS-IS-RIGHT
           END-IF.
           MOVE "every structure is as long as it says" TO WS-WHAT.
           PERFORM CHECK.

      *> No object is there yet, and no call may stop the program.
       CHECK-NOTHING.
           MOVE JPKI-CREDENTIAL-PIN TO WS-KIND.
           CALL "JPKI-TRIES" USING JPKI-CA WS-KIND WS-STATE WS-LEFT.
           IF JPKI-STATUS = JPKI-ERROR-HANDLE AND JPKI-LEFT = -1
                   AND JPKI-STATUS-NAME = "JPKI_ERROR_HANDLE"
                   AND JPKI-DESK-TEXT-LENGTH > 0
                   AND JPKI-MESSAGE-LENGTH > 0
               MOVE 1 TO WS-IS-RIGHT
           END-IF.
           MOVE "a card that is not there is an invalid handle"
               TO WS-WHAT.
           PERFORM CHECK.
           CALL "JPKI-CLOSE" USING JPKI-CA.
           CALL "JPKI-CLOSE" USING JPKI-CA.
           IF JPKI-SUCCEEDED
               MOVE 1 TO WS-IS-RIGHT
           END-IF.
           MOVE "closing it twice is none" TO WS-WHAT.
           PERFORM CHECK.

       CHECK-WRONG-PIN.
           MOVE JPKI-VIRTUAL-MY-NUMBER-CARD TO WS-KIND.
           MOVE "pin 7391" TO WS-SETTINGS.
           CALL "JPKI-OPEN-VIRTUAL" USING JPKI-CA WS-KIND WS-SETTINGS.
           INITIALIZE JPKI-SIGN-PARM.
           MOVE 4 TO WS-PIN-LENGTH.
           MOVE "8462" TO WS-PIN-BYTES.
           MOVE "a challenge of 32 random bytes !" TO WS-DATA.
           MOVE 32 TO WS-LENGTH.
           CALL "JPKI-AUTHENTICATE" USING JPKI-CA WS-PIN WS-DATA
               WS-LENGTH JPKI-SIGN-PARM JPKI-AUTHENTICATION.
           IF JPKI-STATUS = JPKI-ERROR-PIN-WRONG AND JPKI-LEFT = 2
                   AND JPKI-STATUS-WORD = H"63C2"
               MOVE 1 TO WS-IS-RIGHT
           END-IF.
           MOVE "a wrong PIN says how many tries are left" TO WS-WHAT.
           PERFORM CHECK.
           IF WS-PIN-LENGTH = 0 AND WS-PIN-BYTES = LOW-VALUES
               MOVE 1 TO WS-IS-RIGHT
           END-IF.
           MOVE "the PIN is wiped by the call" TO WS-WHAT.
           PERFORM CHECK.
           MOVE 0 TO WS-COUNT.
           INSPECT JPKI-CA TALLYING WS-COUNT FOR ALL "8462".
           IF WS-COUNT = 0
               MOVE 1 TO WS-IS-RIGHT
           END-IF.
           MOVE "and is nowhere in the area" TO WS-WHAT.
           PERFORM CHECK.
           IF RETURN-CODE = 0
               MOVE 1 TO WS-IS-RIGHT
           END-IF.
           MOVE "RETURN-CODE is left alone" TO WS-WHAT.
           PERFORM CHECK.

      *> What a program asks for and did not read is not left out.
       CHECK-ABSENT.
           MOVE 1 TO JPKI-SIGN-KNOWN.
           MOVE 4 TO WS-PIN-LENGTH.
           MOVE "8462" TO WS-PIN-BYTES.
           MOVE 32 TO WS-LENGTH.
           CALL "JPKI-SIGN" USING JPKI-CA WS-PIN WS-DATA WS-LENGTH
               JPKI-SIGN-PARM.
           IF JPKI-STATUS = JPKI-ERROR-HANDLE
               MOVE JPKI-CREDENTIAL-PIN TO WS-KIND
               CALL "JPKI-TRIES" USING JPKI-CA WS-KIND WS-STATE WS-LEFT
               IF WS-LEFT = 2
                   MOVE 1 TO WS-IS-RIGHT
               END-IF
           END-IF.
           MOVE "a known certificate that is not there is refused"
               TO WS-WHAT.
           PERFORM CHECK.

       CHECK-ABSENT-LIST.
           INITIALIZE JPKI-VERIFY-PARM.
           MOVE 1 TO JPKI-VERIFY-CRL.
           CALL "JPKI-VERIFY" USING JPKI-CA JPKI-VERIFY-PARM
               JPKI-VERDICT.
           IF JPKI-STATUS = JPKI-ERROR-HANDLE
               MOVE 1 TO WS-IS-RIGHT
           END-IF.
           MOVE "so is a revocation list" TO WS-WHAT.
           PERFORM CHECK.

       CHECK-SHORT-FIELD.
           MOVE JPKI-CERTIFICATE-AUTHENTICATION TO WS-KIND.
           CALL "JPKI-READ-CERTIFICATE" USING JPKI-CA WS-KIND.
           MOVE ALL "*" TO WS-DATA.
           MOVE JPKI-DATA-CERTIFICATE TO WS-KIND.
           MOVE 32 TO WS-LIMIT.
           CALL "JPKI-GET-DATA" USING JPKI-CA WS-KIND WS-DATA WS-LIMIT
               WS-LENGTH.
           IF WS-LENGTH > 1000 AND WS-DATA(1:1) = X"30"
                   AND WS-DATA(33:32) = ALL "*"
               MOVE 1 TO WS-IS-RIGHT
           END-IF.
           MOVE "a short field is filled, and nothing behind it"
               TO WS-WHAT.
           PERFORM CHECK.

       CHECK-FORGET.
           CALL "JPKI-TERM" USING JPKI-CA.
           IF JPKI-CARD = NULL AND JPKI-CERTIFICATE = NULL
                   AND JPKI-SUCCEEDED
               MOVE 1 TO WS-IS-RIGHT
           END-IF.
           CALL "JPKI-TERM" USING JPKI-CA.
           MOVE "everything is forgotten, a second time too"
               TO WS-WHAT.
           PERFORM CHECK.
       END PROGRAM CHECKS.
