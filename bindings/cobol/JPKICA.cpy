       *> The communications area: the first argument of every program
       *> of this folder. It holds what the last call reported, and the
       *> last of each object that a call made. CALL "JPKI-INIT" first,
       *> "JPKI-TERM" at the end.
       *> SPDX-License-Identifier: MIT OR Apache-2.0
       01  JPKI-CA.
           05  JPKI-CONTEXT USAGE POINTER.
           05  JPKI-MONITOR USAGE POINTER.
           05  JPKI-CANCELLATION USAGE POINTER.
           05  JPKI-CARD USAGE POINTER.
           05  JPKI-CERTIFICATE USAGE POINTER.
           05  JPKI-CA-CERTIFICATE USAGE POINTER.
           05  JPKI-SIGNATURE USAGE POINTER.
           05  JPKI-ITEMS USAGE POINTER.
           05  JPKI-FACE USAGE POINTER.
           05  JPKI-PICTURE USAGE POINTER.
           05  JPKI-ATTRIBUTES USAGE POINTER.
           05  JPKI-AUTHORITIES USAGE POINTER.
           05  JPKI-OCSP-REQUEST USAGE POINTER.
           05  JPKI-REVOCATION-LIST USAGE POINTER.
           *> The certificate to trust with JPKI-ANCHORS-OWN: SET it.
           *> Whoever can choose it can make cards.
           05  JPKI-ANCHOR USAGE POINTER.
           05  JPKI-LOADED-ANCHOR USAGE POINTER.
           05  JPKI-READERS USAGE POINTER.
           *> What the last call reported: JPKI-OK or JPKI-ERROR-...
           05  JPKI-STATUS PIC S9(9) COMP-5.
               88  JPKI-SUCCEEDED VALUE 0.
           *> -1 if the card did not say.
           05  JPKI-LEFT PIC S9(9) COMP-5.
           *> Of the card, such as H"6982"; or 0.
           05  JPKI-STATUS-WORD PIC S9(9) COMP-5.
           05  JPKI-PCSC-CODE PIC 9(9) COMP-5.
           *> Of the desk's text: JPKI-LANGUAGE-..., at first Japanese.
           05  JPKI-LANGUAGE PIC S9(9) COMP-5.
           *> For the person at the desk, in UTF-8; spaces after a
           *> success.
           05  JPKI-DESK-TEXT-LENGTH PIC S9(9) COMP-5.
           05  JPKI-DESK-TEXT PIC X(1024).
           *> For the log, in English.
           05  JPKI-MESSAGE-LENGTH PIC S9(9) COMP-5.
           05  JPKI-MESSAGE PIC X(512).
           *> The name of the status, such as JPKI_ERROR_PIN_WRONG.
           05  JPKI-STATUS-NAME PIC X(64).
