       *> What each program of this folder works with.
       *> SPDX-License-Identifier: MIT OR Apache-2.0
       COPY JPKICARD.
       COPY JPKISTRU.
       01  W-POINTER USAGE POINTER.
       01  W-LONG REDEFINES W-POINTER PIC S9(18) COMP-5.
       01  W-MADE USAGE POINTER.
       01  W-MADE-TOO USAGE POINTER.
       01  W-STATUS PIC S9(9) COMP-5.
       *> A size_t takes eight bytes by value.
       01  W-SIZE PIC S9(18) COMP-5.
       01  W-SIZE-TOO PIC S9(18) COMP-5.
       01  W-NUMBER PIC S9(9) COMP-5.
       01  W-NUMBER-TOO PIC S9(9) COMP-5.
       01  W-AT PIC S9(9) COMP-5.
       *> Text for C, ended by NUL.
       01  W-TEXT PIC X(4096).
