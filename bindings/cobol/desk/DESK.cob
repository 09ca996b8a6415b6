      *> An authentication desk in the shape of a batch: waits for the
      *> card, asks for the PIN, has a random challenge signed, and says
      *> whether to believe it.
      *>
      *>   desk [--virtual] [--reader NAME] [--pin-fd 0]
      *>
      *> The PIN is asked for on the terminal without echo, or read from
      *> standard input, a line a try. --virtual uses the embedded
      *> virtual card, whose PIN is 1234. RETURN-CODE: 0 accepted, 1
      *> otherwise.
      *> SPDX-License-Identifier: MIT OR Apache-2.0
       IDENTIFICATION DIVISION.
       PROGRAM-ID. DESK.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY JPKICARD.
       COPY JPKICA.
       COPY JPKIPARM.
       COPY JPKISECR REPLACING ==:NAME:== BY ==WRK-PIN==.
       01  FLG-AREA.
           05  FLG-VIRTUAL PIC 9(01) VALUE 0.
           05  FLG-ACCEPTED PIC 9(01) VALUE 0.
           05  FLG-SIGNED PIC 9(01) VALUE 0.
           05  FLG-END PIC 9(01) VALUE 0.
           05  FLG-TERMINAL PIC 9(01) VALUE 0.
       01  CNT-AREA.
           05  CNT-CHANCE PIC 9(02) VALUE 0.
           05  CNT-ARG PIC 9(02) VALUE 0.
           05  CNT-REASON PIC 9(04) VALUE 0.
      *> The third try is the last: the holder alone may decide on it.
       78  CNS-CHANCES VALUE 2.
       01  WRK-ARG-MAX PIC 9(02).
       01  WRK-ARG PIC X(256).
       01  WRK-READER PIC X(256) VALUE SPACES.
       01  WRK-SETTINGS PIC X(1024) VALUE SPACES.
       01  WRK-KIND PIC S9(9) COMP-5.
       01  WRK-STATE PIC S9(9) COMP-5.
       01  WRK-LEFT PIC S9(9) COMP-5.
       01  WRK-SHOWN PIC -(4)9.
       01  WRK-TIMEOUT PIC S9(9) COMP-5.
       01  WRK-FLAGS PIC S9(9) COMP-5.
       01  WRK-LENGTH PIC S9(9) COMP-5.
       01  WRK-GOT PIC S9(9) COMP-5.
       01  WRK-SIZE PIC S9(18) COMP-5.
       01  WRK-ONE PIC S9(18) COMP-5 VALUE 1.
       01  WRK-BYTE PIC X.
       01  WRK-CHALLENGE PIC X(32).
       01  WRK-CHALLENGE-LENGTH PIC S9(9) COMP-5 VALUE 32.
       01  WRK-SIGNATURE PIC X(1024).
       01  WRK-SIGNATURE-LENGTH PIC S9(9) COMP-5.
       01  WRK-LIMIT PIC S9(9) COMP-5.
       01  WRK-ALGORITHM PIC S9(9) COMP-5.
       01  WRK-NAME PIC X(64).
       01  WRK-TEXT PIC X(1024).
       PROCEDURE DIVISION.
       000-PROC-SEC SECTION.
           PERFORM 100-INIT-SEC.
           PERFORM 200-CARD-SEC.
           IF JPKI-SUCCEEDED
               PERFORM 300-TRIES-SEC
           END-IF.
           IF JPKI-SUCCEEDED
               PERFORM 400-SIGN-SEC
           END-IF.
           IF FLG-SIGNED = 1
               PERFORM 500-VERDICT-SEC
           END-IF.
           PERFORM 900-TERM-SEC.
           IF FLG-ACCEPTED = 1
               STOP RUN RETURNING 0
           ELSE
               STOP RUN RETURNING 1
           END-IF.

       100-INIT-SEC SECTION.
           CALL "JPKI-INIT" USING JPKI-CA.
           CALL "JPKI-WIPE" USING WRK-PIN.
           ACCEPT WRK-ARG-MAX FROM ARGUMENT-NUMBER.
           PERFORM UNTIL CNT-ARG = WRK-ARG-MAX
               ADD 1 TO CNT-ARG
               ACCEPT WRK-ARG FROM ARGUMENT-VALUE
               EVALUATE WRK-ARG
               WHEN "--virtual"
                   MOVE 1 TO FLG-VIRTUAL
               WHEN "--reader"
                   ADD 1 TO CNT-ARG
                   ACCEPT WRK-READER FROM ARGUMENT-VALUE
               WHEN "--pin-fd"
                   ADD 1 TO CNT-ARG
                   ACCEPT WRK-ARG FROM ARGUMENT-VALUE
               WHEN OTHER
                   DISPLAY "usage: desk [--virtual] [--reader NAME]"
                       " [--pin-fd 0]"
                   STOP RUN RETURNING 1
               END-EVALUATE
           END-PERFORM.
           CALL "isatty" USING BY VALUE 0 RETURNING WRK-GOT.
           IF WRK-GOT = 1
               MOVE 1 TO FLG-TERMINAL
           END-IF.

       200-CARD-SEC SECTION.
           IF FLG-VIRTUAL = 1
               MOVE JPKI-VIRTUAL-MY-NUMBER-CARD TO WRK-KIND
               CALL "JPKI-OPEN-VIRTUAL" USING JPKI-CA WRK-KIND
                   WRK-SETTINGS
           ELSE
               DISPLAY "put the card on the reader"
               CALL "JPKI-OPEN-CONTEXT" USING JPKI-CA
               IF JPKI-SUCCEEDED
                   MOVE JPKI-WAIT-FOREVER TO WRK-TIMEOUT
                   MOVE JPKI-WAIT-NAME-PART TO WRK-FLAGS
                   CALL "JPKI-WAIT" USING JPKI-CA WRK-READER
                       WRK-TIMEOUT WRK-FLAGS
               END-IF
           END-IF.
           PERFORM 800-TROUBLE-SEC.

      *> Asked before the PIN: a locked one need not be typed.
       300-TRIES-SEC SECTION.
           MOVE JPKI-CREDENTIAL-PIN TO WRK-KIND.
           CALL "JPKI-TRIES" USING JPKI-CA WRK-KIND WRK-STATE WRK-LEFT.
           PERFORM 800-TROUBLE-SEC.
           IF JPKI-SUCCEEDED
               MOVE WRK-LEFT TO WRK-SHOWN
               DISPLAY "PIN tries    " FUNCTION TRIM(WRK-SHOWN)
               IF WRK-STATE = JPKI-TRIES-BLOCKED
                   MOVE JPKI-ERROR-PIN-BLOCKED TO JPKI-STATUS
                   CALL "JPKI-STATUS-TEXT" USING JPKI-STATUS
                       JPKI-LANGUAGE WRK-NAME WRK-TEXT WRK-LENGTH
                   DISPLAY WRK-TEXT(1:WRK-LENGTH)
               END-IF
           END-IF.

       400-SIGN-SEC SECTION.
           MOVE 32 TO WRK-SIZE.
           CALL "getrandom" USING BY REFERENCE WRK-CHALLENGE
               BY VALUE WRK-SIZE BY VALUE 0 RETURNING WRK-GOT.
           IF WRK-GOT NOT = 32
               DISPLAY "no random numbers"
               MOVE 1 TO FLG-END
           END-IF.
           INITIALIZE JPKI-SIGN-PARM.
           PERFORM UNTIL FLG-END = 1
               ADD 1 TO CNT-CHANCE
               PERFORM 410-PIN-SEC
               CALL "JPKI-AUTHENTICATE" USING JPKI-CA WRK-PIN
                   WRK-CHALLENGE WRK-CHALLENGE-LENGTH JPKI-SIGN-PARM
                   JPKI-AUTHENTICATION
               PERFORM 800-TROUBLE-SEC
               IF JPKI-SUCCEEDED
                   MOVE 1 TO FLG-SIGNED FLG-END
               END-IF
               IF JPKI-STATUS NOT = JPKI-ERROR-PIN-WRONG
                       OR CNT-CHANCE = CNS-CHANCES OR JPKI-LEFT < 2
                   MOVE 1 TO FLG-END
               END-IF
           END-PERFORM.

      *> A line of standard input, into the area that is wiped.
       410-PIN-SEC SECTION.
           IF FLG-TERMINAL = 1
               DISPLAY "PIN (4 digits): " WITH NO ADVANCING
               CALL "SYSTEM" USING "stty -echo"
           END-IF.
           MOVE 0 TO WRK-PIN-LENGTH.
           MOVE SPACE TO WRK-BYTE.
           PERFORM UNTIL WRK-BYTE = X"0A" OR WRK-PIN-LENGTH = 64
               CALL "read" USING BY VALUE 0 BY REFERENCE WRK-BYTE
                   BY VALUE WRK-ONE RETURNING WRK-GOT
               IF WRK-GOT NOT = 1
                   MOVE X"0A" TO WRK-BYTE
               END-IF
               IF WRK-BYTE NOT = X"0A" AND WRK-BYTE NOT = X"0D"
                   ADD 1 TO WRK-PIN-LENGTH
                   MOVE WRK-BYTE TO WRK-PIN-BYTES(WRK-PIN-LENGTH:1)
               END-IF
           END-PERFORM.
           IF FLG-TERMINAL = 1
               CALL "SYSTEM" USING "stty echo"
               DISPLAY SPACE
           END-IF.

       500-VERDICT-SEC SECTION.
           CALL "JPKI-ALGORITHM" USING JPKI-CA WRK-ALGORITHM WRK-NAME.
           DISPLAY "signature    " FUNCTION TRIM(WRK-NAME).
           MOVE JPKI-DATA-SIGNATURE TO WRK-KIND.
           MOVE 1024 TO WRK-LIMIT.
           CALL "JPKI-GET-DATA" USING JPKI-CA WRK-KIND WRK-SIGNATURE
               WRK-LIMIT WRK-SIGNATURE-LENGTH.
           INITIALIZE JPKI-VERIFY-PARM.
      *    For the virtual card only: a real card's own CA certificate
      *    proves nothing.
           IF FLG-VIRTUAL = 1
               MOVE JPKI-ANCHORS-OWN TO JPKI-VERIFY-ANCHORS
               SET JPKI-ANCHOR TO JPKI-CA-CERTIFICATE
           END-IF.
           MOVE JPKI-ALGORITHM-RSA-PKCS1-SHA256 TO WRK-ALGORITHM.
           CALL "JPKI-VERIFY-SIGNATURE" USING JPKI-CA WRK-CHALLENGE
               WRK-CHALLENGE-LENGTH WRK-ALGORITHM WRK-SIGNATURE
               WRK-SIGNATURE-LENGTH JPKI-VERIFY-PARM JPKI-VERDICT.
           PERFORM 800-TROUBLE-SEC.
           IF JPKI-SUCCEEDED
               PERFORM 510-SHOW-SEC
           END-IF.

       510-SHOW-SEC SECTION.
           DISPLAY "policy       " JPKI-VERDICT-POLICY-TEXT
               (1:JPKI-VERDICT-POLICY-TEXT-LENGTH).
           PERFORM VARYING CNT-REASON FROM 1 BY 1
                   UNTIL CNT-REASON > JPKI-VERDICT-REASON-COUNT
               CALL "JPKI-REASON-TEXT"
                   USING JPKI-VERDICT-REASON(CNT-REASON) JPKI-LANGUAGE
                   WRK-NAME WRK-TEXT WRK-LENGTH
               DISPLAY "reason       " WRK-TEXT(1:WRK-LENGTH)
           END-PERFORM.
           IF JPKI-VERDICT-IS-GOOD
               DISPLAY "verdict      accepted"
               MOVE 1 TO FLG-ACCEPTED
           ELSE
               DISPLAY JPKI-VERDICT-DESK-TEXT
                   (1:JPKI-VERDICT-DESK-TEXT-LENGTH)
           END-IF.

       800-TROUBLE-SEC SECTION.
           IF NOT JPKI-SUCCEEDED
               DISPLAY JPKI-DESK-TEXT(1:JPKI-DESK-TEXT-LENGTH)
           END-IF.

       900-TERM-SEC SECTION.
           CALL "JPKI-WIPE" USING WRK-PIN.
           CALL "JPKI-TERM" USING JPKI-CA.
       END PROGRAM DESK.
