      *> The readers: waiting for a card, cancelling, and what comes
      *> and goes.
      *> SPDX-License-Identifier: MIT OR Apache-2.0
       IDENTIFICATION DIVISION.
       PROGRAM-ID. JPKIRDR.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY JPKIWORK.
       LINKAGE SECTION.
       COPY JPKICA.
       COPY JPKIPARM.
       01  L-READER PIC X(256).
       01  L-LENGTH PIC S9(9) COMP-5.
       01  L-KIND PIC S9(9) COMP-5.
       01  L-MILLISECONDS PIC S9(9) COMP-5.
       01  L-FLAGS PIC S9(9) COMP-5.
       01  L-COUNT PIC S9(9) COMP-5.
       PROCEDURE DIVISION.
           GOBACK.

      *> JPKI-OPEN-CONTEXT: before all others here.
       ENTRY "JPKI-OPEN-CONTEXT" USING JPKI-CA.
           CALL "jpki_context_new" USING BY REFERENCE W-MADE
               BY REFERENCE JPKIS-ERROR RETURNING W-STATUS.
           IF W-STATUS = JPKI-OK
               CALL "jpki_context_free" USING BY VALUE JPKI-CONTEXT
                   RETURNING OMITTED
               SET JPKI-CONTEXT TO W-MADE
           END-IF.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-SET-TIMEOUT: JPKI-TIMEOUT-..., in milliseconds.
       ENTRY "JPKI-SET-TIMEOUT" USING JPKI-CA L-KIND L-MILLISECONDS.
           CALL "jpki_context_set_timeout"
               USING BY VALUE JPKI-CONTEXT BY VALUE L-KIND
               BY VALUE L-MILLISECONDS BY REFERENCE JPKIS-ERROR
               RETURNING W-STATUS.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-LIST-READERS: how many; JPKI-READER-AT names each.
       ENTRY "JPKI-LIST-READERS" USING JPKI-CA L-COUNT.
           CALL "jpki_context_readers" USING BY VALUE JPKI-CONTEXT
               BY REFERENCE W-MADE BY REFERENCE JPKIS-ERROR
               RETURNING W-STATUS.
           MOVE 0 TO L-COUNT.
           IF W-STATUS = JPKI-OK
               CALL "jpki_readers_free" USING BY VALUE JPKI-READERS
                   RETURNING OMITTED
               SET JPKI-READERS TO W-MADE
               CALL "jpki_readers_count" USING BY VALUE JPKI-READERS
                   RETURNING W-POINTER
               MOVE W-LONG TO L-COUNT
           END-IF.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-READER-AT: the reader's name, from 1.
       ENTRY "JPKI-READER-AT" USING JPKI-CA L-COUNT L-READER L-LENGTH.
           COMPUTE W-SIZE = L-COUNT - 1.
           CALL "jpki_readers_name" USING BY VALUE JPKI-READERS
               BY VALUE W-SIZE RETURNING W-POINTER.
           PERFORM GIVE-READER.
           GOBACK.

      *> JPKI-PRESENCE: what is in a reader now, JPKI-PRESENCE-...
       ENTRY "JPKI-PRESENCE" USING JPKI-CA L-READER L-KIND.
           PERFORM TAKE-READER.
           MOVE 0 TO W-NUMBER.
           CALL "jpki_context_reader_status"
               USING BY VALUE JPKI-CONTEXT BY REFERENCE W-TEXT
               BY REFERENCE W-NUMBER BY REFERENCE JPKIS-ERROR
               RETURNING W-STATUS.
           MOVE W-NUMBER TO L-KIND.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-CONNECT: to the card that is in a reader now.
       ENTRY "JPKI-CONNECT" USING JPKI-CA L-READER.
           PERFORM TAKE-READER.
           CALL "jpki_card_connect" USING BY VALUE JPKI-CONTEXT
               BY REFERENCE W-TEXT BY REFERENCE W-MADE
               BY REFERENCE JPKIS-ERROR RETURNING W-STATUS.
           IF W-STATUS = JPKI-OK
               PERFORM KEEP-CARD
           END-IF.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-WAIT: for a card on a reader; spaces for any reader. The
      *> flags are a sum of JPKI-WAIT-..., or 0. JPKI-CANCELLATION,
      *> if there is one, ends it.
       ENTRY "JPKI-WAIT" USING JPKI-CA L-READER L-MILLISECONDS L-FLAGS.
           PERFORM TAKE-READER.
           CALL "jpki_card_wait" USING BY VALUE JPKI-CONTEXT
               BY REFERENCE W-TEXT BY VALUE L-MILLISECONDS
               BY VALUE L-FLAGS BY VALUE JPKI-CANCELLATION
               BY REFERENCE W-MADE BY REFERENCE JPKIS-ERROR
               RETURNING W-STATUS.
           IF W-STATUS = JPKI-OK
               PERFORM KEEP-CARD
           END-IF.
           PERFORM FINISH.
           GOBACK.

      *> JPKI-READER-NAME: of the card; its length is -1 if there is
      *> none. Not safe to show on a terminal as it is.
       ENTRY "JPKI-READER-NAME" USING JPKI-CA L-READER L-LENGTH.
           CALL "jpki_card_reader_name" USING BY VALUE JPKI-CARD
               RETURNING W-POINTER.
           PERFORM GIVE-READER.
           GOBACK.

      *> JPKI-NEW-CANCELLATION, JPKI-CANCEL, JPKI-NO-CANCELLATION: for
      *> the waits that follow. A signal handler or a thread in another
      *> language may cancel one in progress.
       ENTRY "JPKI-NEW-CANCELLATION" USING JPKI-CA.
           CALL "jpki_cancellation_new" USING BY REFERENCE W-MADE
               BY REFERENCE JPKIS-ERROR RETURNING W-STATUS.
           IF W-STATUS = JPKI-OK
               CALL "jpki_cancellation_free"
                   USING BY VALUE JPKI-CANCELLATION RETURNING OMITTED
               SET JPKI-CANCELLATION TO W-MADE
           END-IF.
           PERFORM FINISH.
           GOBACK.

       ENTRY "JPKI-CANCEL" USING JPKI-CA.
           CALL "jpki_cancellation_cancel"
               USING BY VALUE JPKI-CANCELLATION
               BY REFERENCE JPKIS-ERROR RETURNING W-STATUS.
           PERFORM FINISH.
           GOBACK.

       ENTRY "JPKI-NO-CANCELLATION" USING JPKI-CA.
           CALL "jpki_cancellation_free"
               USING BY VALUE JPKI-CANCELLATION RETURNING OMITTED.
           SET JPKI-CANCELLATION TO NULL.
           GOBACK.

      *> JPKI-OPEN-MONITOR: of a reader, or spaces; JPKI-NEXT-EVENT
      *> reports what comes and goes.
       ENTRY "JPKI-OPEN-MONITOR" USING JPKI-CA L-READER L-FLAGS.
           PERFORM TAKE-READER.
           CALL "jpki_monitor_new" USING BY VALUE JPKI-CONTEXT
               BY REFERENCE W-TEXT BY VALUE L-FLAGS
               BY REFERENCE W-MADE BY REFERENCE JPKIS-ERROR
               RETURNING W-STATUS.
           IF W-STATUS = JPKI-OK
               CALL "jpki_monitor_free" USING BY VALUE JPKI-MONITOR
                   RETURNING OMITTED
               SET JPKI-MONITOR TO W-MADE
           END-IF.
           PERFORM FINISH.
           GOBACK.

       ENTRY "JPKI-NEXT-EVENT" USING JPKI-CA L-MILLISECONDS JPKI-EVENT.
           CALL "jpki_monitor_next" USING BY VALUE JPKI-MONITOR
               BY VALUE L-MILLISECONDS BY VALUE JPKI-CANCELLATION
               BY REFERENCE JPKIS-EVENT BY REFERENCE JPKIS-ERROR
               RETURNING W-STATUS.
           MOVE JPKIS-EVENT-EVENT TO JPKI-EVENT-KIND.
           MOVE JPKIS-EVENT-CARD-KIND TO JPKI-EVENT-CARD-KIND.
           MOVE JPKIS-EVENT-TOKEN-KIND TO JPKI-EVENT-TOKEN-KIND.
           MOVE JPKIS-EVENT-REASON TO JPKI-EVENT-REASON.
           SET W-POINTER TO ADDRESS OF JPKIS-EVENT-READER.
           MOVE 256 TO W-NUMBER.
           CALL "JPKI-TEXT-AT" USING W-POINTER W-NUMBER
               JPKI-EVENT-READER JPKI-EVENT-READER-LENGTH.
           PERFORM FINISH.
           GOBACK.

       FINISH.
           CALL "JPKI-RESULT" USING JPKI-CA JPKIS-ERROR.

       TAKE-READER.
           MOVE 256 TO W-NUMBER.
           CALL "JPKI-C-TEXT" USING L-READER W-NUMBER W-TEXT.

       GIVE-READER.
           MOVE 256 TO W-NUMBER.
           CALL "JPKI-TEXT-AT" USING W-POINTER W-NUMBER L-READER
               L-LENGTH.

       KEEP-CARD.
           CALL "jpki_card_free" USING BY VALUE JPKI-CARD
               RETURNING OMITTED.
           SET JPKI-CARD TO W-MADE.
       END PROGRAM JPKIRDR.
