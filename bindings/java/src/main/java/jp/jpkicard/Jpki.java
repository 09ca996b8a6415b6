// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.util.Set;

/** What the library says of itself, and its texts. */
public final class Jpki {
    private Jpki() {}

    /**
     * Returns the library's version.
     *
     * @return a text such as {@code 0.1.0}
     */
    public static String version() {
        return LibraryHolder.library().jpki_version();
    }

    /**
     * Returns what the library was built with.
     *
     * @return the features
     */
    public static Set<Feature> features() {
        return Feature.setOf(LibraryHolder.library().jpki_features());
    }

    /**
     * Returns the name of a status in C.
     *
     * @param status its number
     * @return a name such as {@code JPKI_ERROR_PIN_WRONG}, or {@code JPKI_ERROR_UNKNOWN}
     */
    public static String statusName(int status) {
        return LibraryHolder.library().jpki_status_name(status);
    }

    /**
     * Returns a sentence about a status for the person at the desk. {@link JpkiException#deskText}
     * has the tries left in it too.
     *
     * @param status which
     * @param language which
     * @return the sentence
     */
    public static String statusText(Status status, Language language) {
        return statusText(status.value(), language);
    }

    /**
     * Returns a sentence about a status for the person at the desk.
     *
     * @param status its number
     * @param language which
     * @return the sentence; for an unknown status it says so
     */
    public static String statusText(int status, Language language) {
        return LibraryHolder.library().jpki_status_text(status, language.value());
    }

    /**
     * Returns the name of a reason in C.
     *
     * @param reason which
     * @return a name such as {@code JPKI_REASON_EXPIRED}, or {@code JPKI_REASON_UNKNOWN}
     */
    public static String reasonName(Reason reason) {
        return LibraryHolder.library().jpki_reason_name(reason.value());
    }

    /**
     * Returns a sentence about a reason, for the log or the person who investigates.
     *
     * @param reason which
     * @param language which
     * @return the sentence
     */
    public static String reasonText(Reason reason, Language language) {
        return LibraryHolder.library().jpki_reason_text(reason.value(), language.value());
    }

    /**
     * Describes a certificate policy.
     *
     * @param policy dotted numbers, as in {@link Verdict#policy}
     * @param language which
     * @return the description; if the policy is unknown, it says so
     */
    public static String policyText(String policy, Language language) {
        return LibraryHolder.library().jpki_policy_text(policy, language.value());
    }
}
