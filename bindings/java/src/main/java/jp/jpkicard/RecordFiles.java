// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Memory;
import jp.jpkicard.raw.Native;

/**
 * The files of a record that a desk read from a card and sent, for a server that verifies them
 * without the card. All of it is personal data.
 */
public final class RecordFiles {
    private final byte[] record;
    private final byte[] certificate;
    private final byte[] signature;
    private final byte[] challenge;

    private RecordFiles(byte[] record, byte[] certificate, byte[] signature, byte[] challenge) {
        this.record = record;
        this.certificate = certificate;
        this.signature = signature;
        this.challenge = challenge;
    }

    /**
     * Makes the files of a face.
     *
     * @param record {@link RecordFile#RECORD}
     * @param certificate {@link RecordFile#CERTIFICATE}
     * @param signature {@link RecordFile#SIGNATURE}
     * @param challenge what the verifier itself chose and kept
     * @return the files
     */
    public static RecordFiles ofFace(
            byte[] record, byte[] certificate, byte[] signature, byte[] challenge) {
        return new RecordFiles(
                record.clone(), certificate.clone(), signature.clone(), challenge.clone());
    }

    /**
     * Makes the files of attributes.
     *
     * @param record {@link RecordFile#RECORD}
     * @param certificate {@link RecordFile#CERTIFICATE}
     * @param signature {@link RecordFile#SIGNATURE}
     * @return the files
     */
    public static RecordFiles ofAttributes(byte[] record, byte[] certificate, byte[] signature) {
        return new RecordFiles(record.clone(), certificate.clone(), signature.clone(), null);
    }

    /** Runs a call with the files as C has them, and clears the copies. */
    void lend(Use use) {
        Native.JpkiRecordFiles files = new Native.JpkiRecordFiles();
        try (Memory recordMemory = Bytes.memory(record);
                Memory certificateMemory = Bytes.memory(certificate);
                Memory signatureMemory = Bytes.memory(signature);
                Memory challengeMemory = challenge == null ? null : Bytes.memory(challenge)) {
            files.record = recordMemory;
            files.record_length = Bytes.size(record);
            files.certificate = certificateMemory;
            files.certificate_length = Bytes.size(certificate);
            files.signature = signatureMemory;
            files.signature_length = Bytes.size(signature);
            files.challenge = challengeMemory;
            files.challenge_length = Bytes.size(challenge);
            files.setAutoRead(false);
            try {
                use.run(files);
            } finally {
                recordMemory.clear();
            }
        }
    }

    /** What is done with them. */
    interface Use {
        void run(Native.JpkiRecordFiles files);
    }
}
