      *> JPKI-GET-DATA: copies bytes that an object has, JPKI-DATA-...,
      *> into a field of so many bytes. The length is what they have:
      *> 0 if there are none, and more than the field if it was short.
      *> SPDX-License-Identifier: MIT OR Apache-2.0
       IDENTIFICATION DIVISION.
       PROGRAM-ID. JPKI-GET-DATA.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY JPKIWORK.
       LINKAGE SECTION.
       COPY JPKICA.
       COPY JPKIPARM.
       01  L-WHAT PIC S9(9) COMP-5.
       01  L-DATA PIC X(1048576).
       01  L-LIMIT PIC S9(9) COMP-5.
       01  L-LENGTH PIC S9(9) COMP-5.
       01  L-SOURCE PIC X(1048576).
       PROCEDURE DIVISION USING JPKI-CA L-WHAT L-DATA L-LIMIT L-LENGTH.
           SET W-POINTER TO NULL.
           MOVE 0 TO W-SIZE.
           SET W-MADE TO JPKI-CERTIFICATE.
           MOVE L-WHAT TO W-NUMBER.
           IF L-WHAT > 10 AND L-WHAT < 20
               SET W-MADE TO JPKI-CA-CERTIFICATE
               SUBTRACT 10 FROM W-NUMBER
           END-IF.
           EVALUATE W-NUMBER
           WHEN JPKI-DATA-CERTIFICATE
               CALL "jpki_certificate_data" USING BY VALUE W-MADE
                   BY REFERENCE W-SIZE RETURNING W-POINTER
           WHEN JPKI-DATA-SUBJECT-KEY-ID
               MOVE JPKI-FIELD-SUBJECT-KEY-ID TO W-AT
               PERFORM GET-FIELD
           WHEN JPKI-DATA-PUBLIC-KEY
               MOVE JPKI-FIELD-PUBLIC-KEY TO W-AT
               PERFORM GET-FIELD
           WHEN JPKI-DATA-SERIAL-NUMBER
               MOVE JPKI-FIELD-SERIAL-NUMBER TO W-AT
               PERFORM GET-FIELD
           WHEN JPKI-DATA-ISSUER-KEY-ID
               MOVE JPKI-FIELD-ISSUER-KEY-ID TO W-AT
               PERFORM GET-FIELD
           WHEN JPKI-DATA-SIGNATURE
               CALL "jpki_signature_data" USING BY VALUE JPKI-SIGNATURE
                   BY REFERENCE W-SIZE RETURNING W-POINTER
           WHEN JPKI-DATA-PHOTO
               MOVE JPKI-IMAGE-PHOTO TO W-AT
               PERFORM GET-IMAGE
           WHEN JPKI-DATA-NAME-IMAGE
               MOVE JPKI-IMAGE-NAME TO W-AT
               PERFORM GET-IMAGE
           WHEN JPKI-DATA-ADDRESS-IMAGE
               MOVE JPKI-IMAGE-ADDRESS TO W-AT
               PERFORM GET-IMAGE
           WHEN JPKI-DATA-SECURITY-CODE-IMAGE
               MOVE JPKI-IMAGE-SECURITY-CODE TO W-AT
               PERFORM GET-IMAGE
           WHEN JPKI-DATA-ATTRIBUTES-RECORD
               MOVE JPKI-FILE-RECORD TO W-AT
               PERFORM GET-ATTRIBUTES-FILE
           WHEN JPKI-DATA-ATTRIBUTES-CERTIFICATE
               MOVE JPKI-FILE-CERTIFICATE TO W-AT
               PERFORM GET-ATTRIBUTES-FILE
           WHEN JPKI-DATA-ATTRIBUTES-SIGNATURE
               MOVE JPKI-FILE-SIGNATURE TO W-AT
               PERFORM GET-ATTRIBUTES-FILE
           WHEN JPKI-DATA-FACE-RECORD
               MOVE JPKI-FILE-RECORD TO W-AT
               PERFORM GET-FILE
           WHEN JPKI-DATA-FACE-CERTIFICATE
               MOVE JPKI-FILE-CERTIFICATE TO W-AT
               PERFORM GET-FILE
           WHEN JPKI-DATA-FACE-SIGNATURE
               MOVE JPKI-FILE-SIGNATURE TO W-AT
               PERFORM GET-FILE
           WHEN JPKI-DATA-PICTURE
               CALL "jpki_picture_data" USING BY VALUE JPKI-PICTURE
                   BY REFERENCE W-SIZE RETURNING W-POINTER
           WHEN JPKI-DATA-OCSP-REQUEST
               CALL "jpki_ocsp_request_data"
                   USING BY VALUE JPKI-OCSP-REQUEST
                   BY REFERENCE W-SIZE RETURNING W-POINTER
           END-EVALUATE.
           MOVE W-SIZE TO L-LENGTH.
           MOVE L-LENGTH TO W-NUMBER.
           IF W-NUMBER > L-LIMIT
               MOVE L-LIMIT TO W-NUMBER
           END-IF.
           IF W-POINTER NOT = NULL AND W-NUMBER > 0
               SET ADDRESS OF L-SOURCE TO W-POINTER
               MOVE L-SOURCE(1:W-NUMBER) TO L-DATA(1:W-NUMBER)
           END-IF.
           GOBACK.

       GET-FIELD.
           CALL "jpki_certificate_field" USING BY VALUE W-MADE
               BY VALUE W-AT BY REFERENCE W-SIZE RETURNING W-POINTER.

       GET-IMAGE.
           CALL "jpki_face_image" USING BY VALUE JPKI-FACE
               BY VALUE W-AT BY REFERENCE W-SIZE RETURNING W-POINTER.

       GET-FILE.
           CALL "jpki_face_file" USING BY VALUE JPKI-FACE
               BY VALUE W-AT BY REFERENCE W-SIZE RETURNING W-POINTER.

       GET-ATTRIBUTES-FILE.
           CALL "jpki_attributes_file" USING BY VALUE JPKI-ATTRIBUTES
               BY VALUE W-AT BY REFERENCE W-SIZE RETURNING W-POINTER.
       END PROGRAM JPKI-GET-DATA.
