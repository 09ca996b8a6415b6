// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.time.LocalDate;
import java.util.Optional;
import jp.jpkicard.raw.Native;

/** What a card says about itself. None of it is signed. */
public final class Information {
    private final int expiry;
    private final String municipalityCode;
    private final String serialNumber;

    /** Takes what the structure has, and clears it. */
    Information(Native.JpkiInformation information) {
        expiry = information.expiry;
        municipalityCode = Bytes.text(information.municipality_code);
        serialNumber = Bytes.text(information.serial);
        information.clear();
    }

    /**
     * Returns the last day on which the card is valid.
     *
     * @return the date; empty if the card has none
     */
    public Optional<LocalDate> expiry() {
        return Bytes.date(expiry);
    }

    /**
     * Returns the municipality that issued the card.
     *
     * @return five digits
     */
    public String municipalityCode() {
        return municipalityCode;
    }

    /**
     * Returns the card's serial number, which identifies one card: do not log it.
     *
     * @return 15 digits
     */
    public String serialNumber() {
        return serialNumber;
    }
}
