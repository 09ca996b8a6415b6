       *> What programs of this folder take and return besides.
       *> SPDX-License-Identifier: MIT OR Apache-2.0

       *> How to sign: 0 is the default of each.
       01  JPKI-SIGN-PARM.
           05  JPKI-SIGN-DIGEST PIC S9(9) COMP-5.
           05  JPKI-SIGN-SCHEME PIC S9(9) COMP-5.
           05  JPKI-SIGN-INPUT PIC S9(9) COMP-5.
           05  JPKI-SIGN-LAST-TRY PIC S9(9) COMP-5.
           *> 1: JPKI-AUTHENTICATE reads the CA certificate always.
           05  JPKI-SIGN-READ-CA PIC S9(9) COMP-5.
           *> 1: JPKI-CERTIFICATE is that of the card, known before.
           05  JPKI-SIGN-KNOWN PIC S9(9) COMP-5.
           *> 1: JPKI-AUTHENTICATE expects JPKI-ANCHOR as the issuer.
           05  JPKI-SIGN-EXPECT-CA PIC S9(9) COMP-5.

       *> What JPKI-AUTHENTICATE says besides its objects.
       01  JPKI-AUTHENTICATION.
           05  JPKI-AUTH-TOKEN-KIND PIC S9(9) COMP-5.
           05  JPKI-AUTH-TRIES-STATE PIC S9(9) COMP-5.
           05  JPKI-AUTH-TRIES-LEFT PIC S9(9) COMP-5.
           05  JPKI-AUTH-ALGORITHM PIC S9(9) COMP-5.
           *> 1 if JPKI-CA-CERTIFICATE was read with it.
           05  JPKI-AUTH-HAS-CA PIC S9(9) COMP-5.

       *> What to verify against: 0 is the default of each.
       01  JPKI-VERIFY-PARM.
           *> Seconds since 1970; 0 for now.
           05  JPKI-VERIFY-TIME PIC S9(18) COMP-5.
           05  JPKI-VERIFY-PURPOSE PIC S9(9) COMP-5.
           05  JPKI-VERIFY-ANCHORS PIC S9(9) COMP-5.
           05  JPKI-VERIFY-POLICIES PIC S9(9) COMP-5.
           *> Seconds by which the clock of a responder may differ.
           05  JPKI-VERIFY-TOLERANCE PIC S9(9) COMP-5.
           05  JPKI-VERIFY-OCSP-HASH PIC S9(9) COMP-5.
           *> 1: JPKI-CA-CERTIFICATE has to be that of the anchor.
           05  JPKI-VERIFY-COMPARE-CA PIC S9(9) COMP-5.
           *> 1: the response below answers JPKI-OCSP-REQUEST.
           05  JPKI-VERIFY-OCSP PIC S9(9) COMP-5.
           *> 1: against JPKI-REVOCATION-LIST.
           05  JPKI-VERIFY-CRL PIC S9(9) COMP-5.
           05  JPKI-VERIFY-RESPONSE-LENGTH PIC S9(9) COMP-5.
           05  JPKI-VERIFY-RESPONSE PIC X(65536).
           *> Dotted numbers with a space between; or spaces.
           05  JPKI-VERIFY-OWN-POLICIES PIC X(1024).

       *> What came of it. JPKI-STATUS is JPKI-OK whenever there is a
       *> verdict: look at JPKI-VERDICT-STATUS.
       01  JPKI-VERDICT.
           *> Seconds since 1970, or -1.
           05  JPKI-VERDICT-REVOKED-AT PIC S9(18) COMP-5.
           05  JPKI-VERDICT-STATUS PIC S9(9) COMP-5.
               88  JPKI-VERDICT-IS-GOOD VALUE 0.
           05  JPKI-VERDICT-REASON-COUNT PIC S9(9) COMP-5.
           05  JPKI-VERDICT-REASON PIC S9(9) COMP-5 OCCURS 32 TIMES.
           05  JPKI-VERDICT-REVOCATION PIC S9(9) COMP-5.
           *> -1 where there is none.
           05  JPKI-VERDICT-DAYS-LEFT PIC S9(9) COMP-5.
           05  JPKI-VERDICT-DAYS-EXPIRED PIC S9(9) COMP-5.
           05  JPKI-VERDICT-IN-GRACE PIC S9(9) COMP-5.
           *> The CRLReason of RFC 5280, or -1.
           05  JPKI-VERDICT-REVOKED-WHY PIC S9(9) COMP-5.
           05  JPKI-VERDICT-POLICY-IS-KNOWN PIC S9(9) COMP-5.
           *> Which anchor signed the certificate.
           05  JPKI-VERDICT-ANCHOR-ID-LENGTH PIC S9(9) COMP-5.
           05  JPKI-VERDICT-ANCHOR-ID PIC X(32).
           *> Dotted numbers, or spaces.
           05  JPKI-VERDICT-POLICY PIC X(64).
           05  JPKI-VERDICT-POLICY-TEXT-LENGTH PIC S9(9) COMP-5.
           05  JPKI-VERDICT-POLICY-TEXT PIC X(512).
           *> The status for the desk, in UTF-8.
           05  JPKI-VERDICT-DESK-TEXT-LENGTH PIC S9(9) COMP-5.
           05  JPKI-VERDICT-DESK-TEXT PIC X(1024).

       *> What is printed on the card, or its text, by the card itself.
       *> Personal data: JPKI-TERM does not clear it.
       01  JPKI-HOLDER.
           *> YYYYMMDD, or 0 where the card has no such day.
           05  JPKI-HOLDER-BIRTH-DATE PIC S9(9) COMP-5.
           05  JPKI-HOLDER-SEX PIC S9(9) COMP-5.
           *> YYYYMMDD, of a face.
           05  JPKI-HOLDER-EXPIRY PIC S9(9) COMP-5.
           05  JPKI-HOLDER-DIGITS-LENGTH PIC S9(9) COMP-5.
           05  JPKI-HOLDER-DIGITS PIC X(32).
           05  JPKI-HOLDER-PHOTO-LENGTH PIC S9(9) COMP-5.
           *> In UTF-8, of attributes. No name fits Shift_JIS for sure.
           05  JPKI-HOLDER-NAME-LENGTH PIC S9(9) COMP-5.
           05  JPKI-HOLDER-NAME PIC X(1024).
           05  JPKI-HOLDER-ADDRESS-LENGTH PIC S9(9) COMP-5.
           05  JPKI-HOLDER-ADDRESS PIC X(1024).

       *> What JPKI-NEXT-EVENT reports.
       01  JPKI-EVENT.
           05  JPKI-EVENT-KIND PIC S9(9) COMP-5.
           05  JPKI-EVENT-CARD-KIND PIC S9(9) COMP-5.
           05  JPKI-EVENT-TOKEN-KIND PIC S9(9) COMP-5.
           05  JPKI-EVENT-REASON PIC S9(9) COMP-5.
           05  JPKI-EVENT-READER-LENGTH PIC S9(9) COMP-5.
           05  JPKI-EVENT-READER PIC X(256).

       *> What JPKI-GET-DATA returns.
       78  JPKI-DATA-CERTIFICATE VALUE 1.
       78  JPKI-DATA-SUBJECT-KEY-ID VALUE 2.
       78  JPKI-DATA-PUBLIC-KEY VALUE 3.
       78  JPKI-DATA-SERIAL-NUMBER VALUE 4.
       *> The same of the CA certificate: 10 more.
       78  JPKI-DATA-CA-CERTIFICATE VALUE 11.
       78  JPKI-DATA-SIGNATURE VALUE 21.
       78  JPKI-DATA-PHOTO VALUE 22.
       78  JPKI-DATA-PICTURE VALUE 23.
       78  JPKI-DATA-OCSP-REQUEST VALUE 24.
       78  JPKI-DATA-NAME-IMAGE VALUE 25.
       78  JPKI-DATA-ADDRESS-IMAGE VALUE 26.
       78  JPKI-DATA-FACE-RECORD VALUE 27.
       78  JPKI-DATA-FACE-CERTIFICATE VALUE 28.
       78  JPKI-DATA-FACE-SIGNATURE VALUE 29.
       *> Not signed.
       78  JPKI-DATA-SECURITY-CODE-IMAGE VALUE 30.
       78  JPKI-DATA-ATTRIBUTES-RECORD VALUE 31.
       78  JPKI-DATA-ATTRIBUTES-CERTIFICATE VALUE 32.
       78  JPKI-DATA-ATTRIBUTES-SIGNATURE VALUE 33.
       78  JPKI-DATA-ISSUER-KEY-ID VALUE 5.
