      *> Requests and answers of the driver. A request stays in one
      *> area of bytes, where a secret is encoded; DRV-SECRET decodes it
      *> where it belongs.
      *> SPDX-License-Identifier: MIT OR Apache-2.0
       IDENTIFICATION DIVISION.
       PROGRAM-ID. DRVLINE.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  W-BUFFER PIC X(262144).
       01  W-FILLED PIC S9(9) COMP-5 VALUE 0.
       01  W-LINE PIC S9(9) COMP-5 VALUE 0.
       01  W-ROOM PIC S9(18) COMP-5.
       01  W-GOT PIC S9(9) COMP-5.
       01  W-AT PIC S9(9) COMP-5.
       01  W-TO PIC S9(9) COMP-5.
       01  W-REST PIC S9(9) COMP-5.
       01  W-WORDS PIC S9(9) COMP-5.
       01  W-WORD OCCURS 16 TIMES.
           05  W-START PIC S9(9) COMP-5.
           05  W-SIZE PIC S9(9) COMP-5.
       01  W-ANSWER PIC X(262144).
       01  W-ANSWERED PIC S9(9) COMP-5 VALUE 0.
       01  W-OUT PIC X(262144).
       01  W-POINTER USAGE POINTER.
       01  W-ADDRESS REDEFINES W-POINTER PIC S9(18) COMP-5.
       01  W-EDITED PIC -(18)9.
       01  W-DIGITS PIC X(16) VALUE "0123456789abcdef".
       01  W-BYTE PIC X.
       01  W-VALUE REDEFINES W-BYTE USAGE BINARY-CHAR UNSIGNED.
       01  W-HIGH PIC S9(9) COMP-5.
       01  W-LOW PIC S9(9) COMP-5.
       01  W-HALF PIC S9(9) COMP-5.
       01  W-KEY PIC X(64) VALUE ALL "Z".
       01  W-SIGN PIC S9(9) COMP-5.
       LINKAGE SECTION.
       01  L-ENDED PIC S9(9) COMP-5.
       01  L-INDEX PIC S9(9) COMP-5.
       01  L-NUMBER PIC S9(18) COMP-5.
       01  L-DATA PIC X(1048576).
       01  L-LENGTH PIC S9(9) COMP-5.
       01  L-LIMIT PIC S9(9) COMP-5.
       01  L-KIND PIC X(8).
       COPY JPKISECR REPLACING ==:NAME:== BY ==L-SECRET==.
       PROCEDURE DIVISION.
           GOBACK.

      *> DRV-READ: the next request; 1 at the end.
       ENTRY "DRV-READ" USING L-ENDED.
           MOVE 0 TO L-ENDED W-ANSWERED.
           IF W-LINE > 0
               SUBTRACT W-LINE FROM W-FILLED GIVING W-REST
               IF W-REST > 0
                   MOVE W-BUFFER(W-LINE + 1:W-REST) TO W-OUT
                   MOVE W-OUT(1:W-REST) TO W-BUFFER(1:W-REST)
               END-IF
               MOVE W-REST TO W-FILLED
               MOVE 0 TO W-LINE
           END-IF.
           MOVE 1 TO W-AT.
           PERFORM UNTIL W-LINE > 0
               PERFORM UNTIL W-AT > W-FILLED
                       OR W-BUFFER(W-AT:1) = X"0A"
                   ADD 1 TO W-AT
               END-PERFORM
               IF W-AT > W-FILLED
                   SET W-POINTER TO ADDRESS OF W-BUFFER
                   ADD W-FILLED TO W-ADDRESS
                   COMPUTE W-ROOM = 262144 - W-FILLED
                   CALL "read" USING BY VALUE 0 BY VALUE W-POINTER
                       BY VALUE W-ROOM RETURNING W-GOT
                   IF W-GOT NOT > 0
                       MOVE 1 TO L-ENDED
                       GOBACK
                   END-IF
                   ADD W-GOT TO W-FILLED
               ELSE
                   MOVE W-AT TO W-LINE
               END-IF
           END-PERFORM.
           MOVE 1 TO W-WORDS W-START(1).
           PERFORM VARYING W-AT FROM 1 BY 1 UNTIL W-AT = W-LINE
               IF W-BUFFER(W-AT:1) = X"09"
                   COMPUTE W-SIZE(W-WORDS) = W-AT - W-START(W-WORDS)
                   ADD 1 TO W-WORDS
                   COMPUTE W-START(W-WORDS) = W-AT + 1
               END-IF
           END-PERFORM.
           COMPUTE W-SIZE(W-WORDS) = W-LINE - W-START(W-WORDS).
           GOBACK.

      *> DRV-TEXT: the word with this number, from 0, as text. None,
      *> '-', is spaces.
       ENTRY "DRV-TEXT" USING L-INDEX L-DATA L-LIMIT.
           PERFORM FIND-WORD.
           MOVE SPACES TO L-DATA(1:L-LIMIT).
           IF W-HALF > 0
               MOVE W-BUFFER(W-TO:W-HALF) TO L-DATA(1:W-HALF)
           END-IF.
           GOBACK.

       ENTRY "DRV-NUMBER" USING L-INDEX L-NUMBER.
           PERFORM FIND-WORD.
           MOVE 0 TO L-NUMBER.
           MOVE 1 TO W-SIGN.
           PERFORM VARYING W-AT FROM W-TO BY 1
                   UNTIL W-AT = W-TO + W-HALF
               IF W-BUFFER(W-AT:1) = "-"
                   MOVE -1 TO W-SIGN
               ELSE
                   COMPUTE L-NUMBER = L-NUMBER * 10
                       + FUNCTION ORD(W-BUFFER(W-AT:1)) - 49
               END-IF
           END-PERFORM.
           MULTIPLY W-SIGN BY L-NUMBER.
           GOBACK.

       ENTRY "DRV-BYTES" USING L-INDEX L-DATA L-LENGTH.
           PERFORM FIND-WORD.
           DIVIDE W-HALF BY 2 GIVING L-LENGTH.
           PERFORM VARYING W-AT FROM 1 BY 1 UNTIL W-AT > L-LENGTH
               PERFORM DECODE-BYTE
               MOVE W-BYTE TO L-DATA(W-AT:1)
           END-PERFORM.
           GOBACK.

       ENTRY "DRV-SECRET" USING L-INDEX L-SECRET.
           PERFORM FIND-WORD.
           DIVIDE W-HALF BY 2 GIVING L-SECRET-LENGTH.
           PERFORM VARYING W-AT FROM 1 BY 1
                   UNTIL W-AT > L-SECRET-LENGTH
               PERFORM DECODE-BYTE
               MOVE W-BYTE TO L-SECRET-BYTES(W-AT:1)
           END-PERFORM.
           MOVE LOW-VALUE TO W-BYTE.
           IF L-SECRET-LENGTH > 0
               CALL "CBL_XOR" USING W-KEY L-SECRET-BYTES
                   BY VALUE L-SECRET-LENGTH
           END-IF.
           GOBACK.

       ENTRY "DRV-ADD-NUMBER" USING L-NUMBER.
           MOVE L-NUMBER TO W-EDITED.
           PERFORM ADD-TAB.
           PERFORM VARYING W-AT FROM 1 BY 1 UNTIL W-AT > 19
               IF W-EDITED(W-AT:1) NOT = SPACE
                   ADD 1 TO W-ANSWERED
                   MOVE W-EDITED(W-AT:1) TO W-ANSWER(W-ANSWERED:1)
               END-IF
           END-PERFORM.
           GOBACK.

      *> DRV-ADD-TEXT: of so many bytes; none if there are less than
      *> one.
       ENTRY "DRV-ADD-TEXT" USING L-DATA L-LENGTH.
           PERFORM ADD-TAB.
           PERFORM VARYING W-AT FROM 1 BY 1 UNTIL W-AT > L-LENGTH
               ADD 1 TO W-ANSWERED
               MOVE L-DATA(W-AT:1) TO W-BYTE
               IF W-VALUE < 32 OR W-VALUE = 127
                   MOVE SPACE TO W-BYTE
               END-IF
               MOVE W-BYTE TO W-ANSWER(W-ANSWERED:1)
           END-PERFORM.
           IF L-LENGTH < 1
               ADD 1 TO W-ANSWERED
               MOVE "-" TO W-ANSWER(W-ANSWERED:1)
           END-IF.
           GOBACK.

      *> DRV-ADD-FIELD: text without the spaces behind it.
       ENTRY "DRV-ADD-FIELD" USING L-DATA L-LIMIT.
           PERFORM ADD-TAB.
           MOVE L-LIMIT TO W-TO.
           PERFORM UNTIL W-TO = 0 OR L-DATA(W-TO:1) NOT = SPACE
               SUBTRACT 1 FROM W-TO
           END-PERFORM.
           IF W-TO = 0
               ADD 1 TO W-ANSWERED
               MOVE "-" TO W-ANSWER(W-ANSWERED:1)
           ELSE
               MOVE L-DATA(1:W-TO) TO W-ANSWER(W-ANSWERED + 1:W-TO)
               ADD W-TO TO W-ANSWERED
           END-IF.
           GOBACK.

       ENTRY "DRV-ADD-BYTES" USING L-DATA L-LENGTH.
           PERFORM ADD-TAB.
           PERFORM VARYING W-AT FROM 1 BY 1 UNTIL W-AT > L-LENGTH
               MOVE L-DATA(W-AT:1) TO W-BYTE
               PERFORM ENCODE-BYTE
           END-PERFORM.
           IF L-LENGTH < 1
               ADD 1 TO W-ANSWERED
               MOVE "-" TO W-ANSWER(W-ANSWERED:1)
           END-IF.
           GOBACK.

       ENTRY "DRV-ADD-SECRET" USING L-SECRET.
           PERFORM ADD-TAB.
           PERFORM VARYING W-AT FROM 1 BY 1
                   UNTIL W-AT > L-SECRET-LENGTH
               MOVE L-SECRET-BYTES(W-AT:1) TO W-BYTE
               CALL "CBL_XOR" USING W-KEY W-BYTE BY VALUE 1
               PERFORM ENCODE-BYTE
           END-PERFORM.
           GOBACK.

      *> DRV-SEND: the answer, with what was added.
       ENTRY "DRV-SEND" USING L-KIND.
           MOVE 8 TO W-TO.
           PERFORM UNTIL L-KIND(W-TO:1) NOT = SPACE
               SUBTRACT 1 FROM W-TO
           END-PERFORM.
           MOVE L-KIND(1:W-TO) TO W-OUT(1:W-TO).
           IF W-ANSWERED > 0
               MOVE W-ANSWER(1:W-ANSWERED)
                   TO W-OUT(W-TO + 1:W-ANSWERED)
               ADD W-ANSWERED TO W-TO
           END-IF.
           ADD 1 TO W-TO.
           MOVE X"0A" TO W-OUT(W-TO:1).
           MOVE 0 TO W-AT.
           PERFORM UNTIL W-AT = W-TO
               SET W-POINTER TO ADDRESS OF W-OUT
               ADD W-AT TO W-ADDRESS
               COMPUTE W-ROOM = W-TO - W-AT
               CALL "write" USING BY VALUE 1 BY VALUE W-POINTER
                   BY VALUE W-ROOM RETURNING W-GOT
               IF W-GOT NOT > 0
                   STOP RUN RETURNING 1
               END-IF
               ADD W-GOT TO W-AT
           END-PERFORM.
           MOVE 0 TO W-ANSWERED.
           GOBACK.

      *> Where the word begins, and how long it is; 0 if it is none.
       FIND-WORD.
           MOVE 1 TO W-TO.
           MOVE 0 TO W-HALF.
           IF L-INDEX < W-WORDS
               MOVE W-START(L-INDEX + 1) TO W-TO
               MOVE W-SIZE(L-INDEX + 1) TO W-HALF
               IF W-HALF = 1 AND W-BUFFER(W-TO:1) = "-"
                   MOVE 0 TO W-HALF
               END-IF
           END-IF.

       DECODE-BYTE.
           COMPUTE W-REST = W-TO + (W-AT - 1) * 2.
           COMPUTE W-HIGH = FUNCTION ORD(W-BUFFER(W-REST:1)) - 49.
           IF W-HIGH > 9
               SUBTRACT 39 FROM W-HIGH
           END-IF.
           COMPUTE W-LOW = FUNCTION ORD(W-BUFFER(W-REST + 1:1)) - 49.
           IF W-LOW > 9
               SUBTRACT 39 FROM W-LOW
           END-IF.
           COMPUTE W-VALUE = W-HIGH * 16 + W-LOW.

       ENCODE-BYTE.
           DIVIDE W-VALUE BY 16 GIVING W-HIGH REMAINDER W-LOW.
           ADD 1 TO W-ANSWERED.
           MOVE W-DIGITS(W-HIGH + 1:1) TO W-ANSWER(W-ANSWERED:1).
           ADD 1 TO W-ANSWERED.
           MOVE W-DIGITS(W-LOW + 1:1) TO W-ANSWER(W-ANSWERED:1).

       ADD-TAB.
           ADD 1 TO W-ANSWERED.
           MOVE X"09" TO W-ANSWER(W-ANSWERED:1).
       END PROGRAM DRVLINE.
