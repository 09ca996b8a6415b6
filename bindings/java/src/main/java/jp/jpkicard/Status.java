/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** What came of a call: success, or why it failed. */
public enum Status {
    /** Success. */
    OK(0),

    /**
     * Internal error. Have the card removed from the reader and put back, which locks its key;
     * free the handle and open a new one.
     */
    INTERNAL(-1),

    /** An argument is invalid: a NULL pointer, a length, a number, a struct_size. */
    ARGUMENT(-2),

    /** The handle is NULL, freed, or of another kind. */
    HANDLE(-3),

    /** The library was built without this feature. */
    NOT_BUILT(-4),

    /** The operating system refused a resource. */
    SYSTEM(-5),

    /**
     * A callback used a card that is in use: the card whose call invoked it, or one that another
     * thread is using.
     */
    REENTERED(-6),

    /** The handle was created by the parent process, before a fork. */
    FORKED(-7),

    /** The smart card service is not running. */
    SERVICE_NOT_RUNNING(-10),

    /**
     * The smart card service refused the connection: the account is not allowed to use it, or
     * other programs hold all its connections.
     */
    SERVICE_REFUSED(-11),

    /** The smart card service reported another failure. */
    SERVICE_FAILED(-12),

    /** No reader is connected. */
    NO_READER(-13),

    /** The requested reader is not connected. */
    UNKNOWN_READER(-14),

    /** No card is on the reader. */
    NO_CARD(-15),

    /** The card does not answer. */
    CARD_UNRESPONSIVE(-16),

    /** The card is not an Individual Number Card. */
    NOT_INDIVIDUAL_NUMBER_CARD(-17),

    /** Another program holds the card exclusively. */
    SHARING_VIOLATION(-18),

    /** The card was removed. Its handle cannot be used again: wait for a card again. */
    CARD_REMOVED(-19),

    /**
     * The card was reset, or it may have been exchanged and nothing read from it before can rule
     * that out. No PIN try was spent. Wait for the card again; with a transport of your own, open
     * a new handle.
     */
    CARD_RESET(-20),

    /** No card arrived before the timeout. */
    TIMED_OUT(-21),

    /** The wait was cancelled. */
    CANCELLED(-22),

    /** The exchange between reader and card failed. */
    READER_FAILED(-23),

    /**
     * Another program is using the card and did not release it in time, or the card or its reader
     * is slow.
     */
    CARD_BUSY(-24),

    /** The smart card service is running but does not respond. */
    SERVICE_NOT_RESPONDING(-25),

    /** The card reader, its driver or the card did not respond in time. */
    READER_NOT_RESPONDING(-26),

    /**
     * The PC/SC library, libpcsclite.so.1, is not installed on this machine. It is looked for
     * again at every call. Not on Windows and macOS, where it is part of the system.
     */
    PCSC_NOT_INSTALLED(-27),

    /** The card's response is malformed. */
    CARD_ANSWER(-30),

    /** The card refused the command; see status_word. */
    CARD_STATUS(-31),

    /**
     * The card does not hold the requested data: many children's cards have no signature
     * certificate, and a phone or an old Resident Registry card has no card-face application.
     */
    NOT_ON_CARD(-32),

    /** The certificate is damaged. */
    CERTIFICATE_MALFORMED(-33),

    /** After a reset or a lost response, a different card answered. */
    CARD_EXCHANGED(-34),

    /** The PIN is not four half-width digits. Nothing was sent to the card. */
    PIN_FORMAT(-40),

    /**
     * The PIN is wrong. One try was spent, or two if the reader's driver repeated the command;
     * tries_left is the number left. If tries_left is -1 (status_word 0x6300), the card does not
     * say whether a try was spent. The same applies to the other credentials below.
     */
    PIN_WRONG(-41),

    /**
     * The PIN is locked, or the card was issued without one. The holder can have a locked PIN
     * reset at the municipal office or, with the signature password, at some convenience-store
     * kiosks. status_word is 0x63C0 if this call's PIN was wrong and locked it, and 0 if it was
     * already locked and was not sent. The same applies to the other credentials below.
     */
    PIN_BLOCKED(-42),

    /** One try is left and spending it was not allowed. The PIN was not sent. */
    PIN_LAST_TRY(-43),

    /**
     * The number of tries left is unknown (no answer, or "no limit", status_word 0x6300), and
     * spending the last one was not allowed. The PIN was not sent. Ask the holder, then use
     * JPKI_LAST_TRY_ALLOW to send it.
     */
    PIN_TRIES_UNKNOWN(-44),

    /** The card allows this only after the PIN is verified. */
    PIN_REQUIRED(-45),

    /** The PIN was sent, but the answer was lost or not understood: a try may have been spent. */
    PIN_UNCERTAIN(-46),

    /**
     * A PIN change was sent, but may not have taken effect: either the old or the new PIN is in
     * force.
     */
    PIN_CHANGE_UNCERTAIN(-47),

    /**
     * Two tries are left and spending one was not allowed (JPKI_LAST_TRY_KEEP_TWO). The PIN was
     * not sent.
     */
    PIN_LAST_TWO_TRIES(-48),

    /** The card's signature does not match its certificate and was discarded. */
    SIGNATURE_INVALID(-50),

    /** The certificate's key is of a type that this version does not support. */
    KEY_NOT_SUPPORTED(-51),

    /**
     * The key could not be locked: have the card removed from the reader now. The next call on the
     * card, or freeing it, first tries to lock the key again.
     */
    KEY_NOT_LOCKED(-52),

    /**
     * The signature password is not 6 to 16 letters and digits, or a new one does not mix both.
     * Nothing was sent to the card.
     */
    PASSWORD_FORMAT(-60),

    /**
     * The signature password is wrong. One try was spent, or two if the reader's driver repeated
     * the command; tries_left is the number left.
     */
    PASSWORD_WRONG(-61),

    /** The signature password is locked; the four-digit PIN is not affected. */
    PASSWORD_BLOCKED(-62),

    /**
     * The input-support PIN is wrong. One try was spent, or two if the reader's driver repeated
     * the command; tries_left is the number left.
     */
    INPUT_SUPPORT_PIN_WRONG(-65),

    /** The input-support PIN is locked; the other PINs are not affected. */
    INPUT_SUPPORT_PIN_BLOCKED(-66),

    /**
     * The birth date, expiry year or security code cannot be right. Nothing was sent to the card.
     */
    CHECK_NUMBER_FORMAT(-70),

    /**
     * The check number or birth date does not match this card. One try was spent, or two if the
     * reader's driver repeated the command; tries_left is the number left.
     */
    CHECK_NUMBER_WRONG(-71),

    /** The check number or birth date is locked; the PINs are not affected. */
    CHECK_NUMBER_BLOCKED(-72),

    /**
     * The six digits of the birth date match the card's, but the year does not. No try was spent.
     */
    BIRTH_DATE_DIFFERS(-73),

    /** The certificate has expired: the holder can renew it at the municipal office. */
    CERTIFICATE_EXPIRED(-80),

    /** The certificate is not valid yet: check the computer's clock. */
    CERTIFICATE_NOT_YET_VALID(-81),

    /** The certificate was revoked: do not accept it. */
    CERTIFICATE_REVOKED(-82),

    /** The certificate is not issued by a trust anchor for this purpose: do not accept it. */
    CERTIFICATE_NOT_TRUSTED(-83),

    /** A record read from the card cannot be parsed. */
    RECORD_MALFORMED(-84),

    /**
     * The record's signature or its issuer's certificate is not valid: do not rely on the record.
     */
    RECORD_NOT_AUTHENTIC(-85),

    /** The challenge was not signed by the card's own key: the card may be a copy. */
    CARD_NOT_GENUINE(-86),

    /** The photo or another image on the card cannot be decoded. */
    IMAGE_MALFORMED(-87),

    /** The revocation data supplied do not show whether the certificate is revoked. */
    REVOCATION_UNKNOWN(-88),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    Status(int value) {
        this.value = value;
    }

    /**
     * Returns the number of this constant.
     *
     * @return the number that C programs know it by
     */
    public int value() {
        return value;
    }

    /**
     * Returns the constant of a number.
     *
     * @param value the number that C programs know it by
     * @return its constant, or {@link #UNRECOGNIZED}
     */
    public static Status of(int value) {
        for (Status one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
