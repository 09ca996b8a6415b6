       *> A PIN, password, security code or check number: in bytes, and
       *> how many. COPY JPKISECR REPLACING ==:NAME:== BY ==WS-PIN==.
       *> SPDX-License-Identifier: MIT OR Apache-2.0
       01  :NAME:.
           05  :NAME:-LENGTH PIC S9(9) COMP-5.
           05  :NAME:-BYTES PIC X(64).
