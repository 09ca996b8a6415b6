// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.util.EnumSet;

/** Constants that the package does not know harm nobody. */
public class EnumerationTest {
    /** A number is its constant. */
    public void testNumbers() {
        for (Status status : Status.values()) {
            Expect.equal(status, Status.of(status.value()));
        }
        Expect.equal(TokenKind.MY_NUMBER_CARD, TokenKind.of(TokenKind.MY_NUMBER_CARD.value()));
    }

    /** A newer one has a constant of its own, and is refused where it is passed. */
    public void testUnknownNumbers() {
        Expect.equal(Status.UNRECOGNIZED, Status.of(-9999));
        try (Card card = Card.openVirtual(VirtualKind.MY_NUMBER_CARD)) {
            JpkiException refused =
                    Expect.thrown(
                            JpkiException.class, () -> card.tries(Credential.UNRECOGNIZED));
            Expect.equal(Status.ARGUMENT, refused.status());
            try (Pin pin = Pin.wiping(new byte[] {'9', '9', '9', '9'})) {
                SignOptions options = new SignOptions().lastTry(LastTry.UNRECOGNIZED);
                Expect.thrown(
                        JpkiException.class, () -> card.sign(pin, new byte[16], options));
            }
            Expect.equal(3, card.tries(Credential.PIN).left().getAsInt());
        }
    }

    /** Flags are a set. */
    public void testFlags() {
        EnumSet<WaitFlag> both = EnumSet.of(WaitFlag.NAME_PART, WaitFlag.FOR_SERVICE);
        Expect.equal(both, WaitFlag.setOf(WaitFlag.sum(both)));
        Expect.equal(EnumSet.of(Feature.UNRECOGNIZED), Feature.setOf(1 << 20));
        Expect.equal(EnumSet.noneOf(MonitorFlag.class), MonitorFlag.setOf(0));
    }
}
