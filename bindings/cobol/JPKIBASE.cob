      *> What the other programs of this folder stand on.
      *> SPDX-License-Identifier: MIT OR Apache-2.0

      *> JPKI-RESULT: puts what a call stored into the area.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. JPKI-RESULT.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY JPKIWORK.
       LINKAGE SECTION.
       COPY JPKICA.
       01  L-ERROR PIC X(532).
       PROCEDURE DIVISION USING JPKI-CA L-ERROR.
           MOVE L-ERROR TO JPKIS-ERROR.
           MOVE JPKIS-ERROR-STATUS TO JPKI-STATUS.
           MOVE JPKIS-ERROR-TRIES-LEFT TO JPKI-LEFT.
           MOVE JPKIS-ERROR-STATUS-WORD TO JPKI-STATUS-WORD.
           MOVE JPKIS-ERROR-PCSC-CODE TO JPKI-PCSC-CODE.
           MOVE SPACES TO JPKI-DESK-TEXT JPKI-MESSAGE.
           MOVE 0 TO JPKI-DESK-TEXT-LENGTH JPKI-MESSAGE-LENGTH.
           CALL "jpki_status_name" USING BY VALUE JPKI-STATUS
               RETURNING W-POINTER.
           MOVE 64 TO W-NUMBER.
           CALL "JPKI-TEXT-AT" USING W-POINTER W-NUMBER
               JPKI-STATUS-NAME W-AT.
           IF JPKI-SUCCEEDED
               GOBACK
           END-IF.
           SET W-POINTER TO ADDRESS OF JPKIS-ERROR-MESSAGE.
           MOVE 512 TO W-NUMBER.
           CALL "JPKI-TEXT-AT" USING W-POINTER W-NUMBER
               JPKI-MESSAGE JPKI-MESSAGE-LENGTH.
      *    The error is read before it is cleared.
           MOVE 1024 TO W-SIZE.
           MOVE LOW-VALUES TO W-TEXT.
           CALL "jpki_error_text" USING BY REFERENCE L-ERROR
               BY VALUE JPKI-LANGUAGE BY REFERENCE W-TEXT
               BY VALUE W-SIZE BY REFERENCE JPKIS-ERROR
               RETURNING W-STATUS.
           SET W-POINTER TO ADDRESS OF W-TEXT.
      *    A status of a newer library has a sentence too.
           IF W-STATUS NOT = JPKI-OK
               CALL "jpki_status_text" USING BY VALUE JPKI-STATUS
                   BY VALUE JPKI-LANGUAGE RETURNING W-POINTER
           END-IF.
           MOVE 1024 TO W-NUMBER.
           CALL "JPKI-TEXT-AT" USING W-POINTER W-NUMBER
               JPKI-DESK-TEXT JPKI-DESK-TEXT-LENGTH.
           GOBACK.
       END PROGRAM JPKI-RESULT.

      *> JPKI-TEXT-AT: copies a text of C, at most so many bytes. Its
      *> length is -1 where there is none.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. JPKI-TEXT-AT.
       DATA DIVISION.
       LINKAGE SECTION.
       01  L-POINTER USAGE POINTER.
       01  L-LIMIT PIC S9(9) COMP-5.
       01  L-TEXT PIC X(1048576).
       01  L-LENGTH PIC S9(9) COMP-5.
       01  L-SOURCE PIC X(1048576).
       PROCEDURE DIVISION USING L-POINTER L-LIMIT L-TEXT L-LENGTH.
           MOVE SPACES TO L-TEXT(1:L-LIMIT).
           IF L-POINTER = NULL
               MOVE -1 TO L-LENGTH
               GOBACK
           END-IF.
           SET ADDRESS OF L-SOURCE TO L-POINTER.
           MOVE 0 TO L-LENGTH.
           PERFORM UNTIL L-LENGTH = L-LIMIT
                   OR L-SOURCE(L-LENGTH + 1:1) = X"00"
               ADD 1 TO L-LENGTH
           END-PERFORM.
           IF L-LENGTH > 0
               MOVE L-SOURCE(1:L-LENGTH) TO L-TEXT(1:L-LENGTH)
           END-IF.
           GOBACK.
       END PROGRAM JPKI-TEXT-AT.

      *> JPKI-C-TEXT: ends a field's text by NUL instead of by spaces.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. JPKI-C-TEXT.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  W-LENGTH PIC S9(9) COMP-5.
       LINKAGE SECTION.
       01  L-FIELD PIC X(4095).
       01  L-SIZE PIC S9(9) COMP-5.
       01  L-TEXT PIC X(4096).
       PROCEDURE DIVISION USING L-FIELD L-SIZE L-TEXT.
           MOVE L-SIZE TO W-LENGTH.
           PERFORM UNTIL W-LENGTH = 0
                   OR L-FIELD(W-LENGTH:1) NOT = SPACE
               SUBTRACT 1 FROM W-LENGTH
           END-PERFORM.
           MOVE LOW-VALUES TO L-TEXT.
           IF W-LENGTH > 0
               MOVE L-FIELD(1:W-LENGTH) TO L-TEXT(1:W-LENGTH)
           END-IF.
           GOBACK.
       END PROGRAM JPKI-C-TEXT.

      *> JPKI-WIPE: overwrites a secret.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. JPKI-WIPE.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  W-SIZE PIC S9(18) COMP-5.
       LINKAGE SECTION.
       COPY JPKISECR REPLACING ==:NAME:== BY ==L-SECRET==.
       PROCEDURE DIVISION USING L-SECRET.
           MOVE LENGTH OF L-SECRET-BYTES TO W-SIZE.
           CALL "jpki_secure_wipe" USING BY REFERENCE L-SECRET-BYTES
               BY VALUE W-SIZE RETURNING OMITTED.
           MOVE 0 TO L-SECRET-LENGTH.
           GOBACK.
       END PROGRAM JPKI-WIPE.
