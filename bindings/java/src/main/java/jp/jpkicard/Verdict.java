// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import jp.jpkicard.raw.Native;

/**
 * What came of a verification: {@link #isGood} decides, the rest says why. It has no data about the
 * holder.
 */
public final class Verdict {
    private final int status;
    private final Set<Reason> reasons;
    private final Revocation revocation;
    private final long revocationTime;
    private final int revocationReason;
    private final int daysLeft;
    private final int daysExpired;
    private final boolean isWithinGrace;
    private final boolean isPolicyKnown;
    private final String policy;
    private final byte[] anchorKeyId;

    Verdict(Native.JpkiVerdict verdict) {
        status = verdict.status;
        Set<Reason> found = new LinkedHashSet<>();
        for (int at = 0; at < verdict.reason_count && at < verdict.reasons.length; at++) {
            found.add(Reason.of(verdict.reasons[at]));
        }
        reasons = Collections.unmodifiableSet(found);
        revocation = Revocation.of(verdict.revocation);
        revocationTime = verdict.revocation_time;
        revocationReason = verdict.revocation_reason;
        daysLeft = verdict.days_left;
        daysExpired = verdict.days_expired;
        isWithinGrace = verdict.is_within_grace != 0;
        isPolicyKnown = verdict.policy_is_known != 0;
        policy = Bytes.text(verdict.policy);
        anchorKeyId = Arrays.copyOf(verdict.anchor_key_id, verdict.anchor_key_id_length);
    }

    private static OptionalInt known(int number) {
        return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /**
     * Returns whether everything that was checked is good.
     *
     * @return true if it is to be believed
     */
    public boolean isGood() {
        return status == Native.JPKI_OK;
    }

    /**
     * Throws unless the verdict is good.
     *
     * @throws JpkiException with the status of a bad one
     */
    public void requireGood() {
        if (!isGood()) {
            throw JpkiException.of(status);
        }
    }

    /**
     * Returns the verdict as one status, the one that helps the desk most.
     *
     * @return {@link Status#OK} if it is good, and only then
     */
    public Status status() {
        return Status.of(status);
    }

    /**
     * Returns the status as a sentence for the person at the desk.
     *
     * @param language which
     * @return the sentence
     */
    public String deskText(Language language) {
        return Jpki.statusText(status, language);
    }

    /**
     * Returns all reasons against it.
     *
     * @return the reasons; none for a good verdict
     */
    public Set<Reason> reasons() {
        return reasons;
    }

    /**
     * Returns what is known about revocation.
     *
     * @return {@link Revocation#NOT_REQUESTED} if it was not checked
     */
    public Revocation revocation() {
        return revocation;
    }

    /**
     * Returns when the certificate was revoked, according to the CA.
     *
     * @return the time; empty if it is not revoked
     */
    public Optional<Instant> revocationTime() {
        return revocationTime < 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(revocationTime));
    }

    /**
     * Returns why the certificate was revoked.
     *
     * @return the CRLReason of RFC 5280; empty if it is not revoked, or the CA gives none
     */
    public OptionalInt revocationReason() {
        return known(revocationReason);
    }

    /**
     * Returns for how many days the certificate is still valid, in Japan.
     *
     * @return 0 on its last day; empty once it has expired
     */
    public OptionalInt daysLeft() {
        return known(daysLeft);
    }

    /**
     * Returns how many days ago the certificate expired, in Japan.
     *
     * @return 1 on the day after its last; empty until it has expired
     */
    public OptionalInt daysExpired() {
        return known(daysExpired);
    }

    /**
     * Returns whether online eligibility verification still accepts the certificate although it has
     * expired: until the end of the third month after.
     *
     * @return true if it does; the certificate is good for nothing else
     */
    public boolean isWithinGrace() {
        return isWithinGrace;
    }

    /**
     * Returns the certificate policy that was accepted.
     *
     * @return dotted numbers; empty if none fits
     */
    public Optional<String> policy() {
        return policy.isEmpty() ? Optional.empty() : Optional.of(policy);
    }

    /**
     * Describes the certificate policy.
     *
     * @param language which
     * @return purpose and class; if there is none, the text says so
     */
    public String policyText(Language language) {
        return Jpki.policyText(policy, language);
    }

    /**
     * Returns whether the library knows the policy.
     *
     * @return false for a class that is newer than the library, one of one's own, or none
     */
    public boolean isPolicyKnown() {
        return isPolicyKnown;
    }

    /**
     * Returns the key identifier of the anchor that signed the certificate.
     *
     * @return a copy of the bytes; empty if no anchor did
     */
    public byte[] anchorKeyId() {
        return anchorKeyId.clone();
    }

    @Override
    public String toString() {
        return "Verdict[" + status() + ", " + reasons + ", " + revocation + "]";
    }
}
