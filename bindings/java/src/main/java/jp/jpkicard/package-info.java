/**
 * Japan's Individual Number Card (My Number Card): readers, PINs, authentication, signatures, the
 * card's face, and what a relying party verifies.
 *
 * <ul>
 *   <li>{@link jp.jpkicard.Context} waits for a card, {@link jp.jpkicard.Card} uses it.
 *   <li>{@link jp.jpkicard.Pin} is a PIN in native memory, which {@code close} wipes.
 *   <li>{@link jp.jpkicard.JpkiException} is a failure, with a sentence for the person at the desk;
 *       {@link jp.jpkicard.Verdict} is what came of a verification, good or bad.
 * </ul>
 *
 * <p>Objects that are {@link java.lang.AutoCloseable} hold something of the library's: close them.
 * Any thread may use any object. What was closed is answered with {@link
 * jp.jpkicard.Status#HANDLE}. A PIN try is spent only by methods that say so, and at most one by
 * each call. Constants are those of C without what all of one kind begin with: {@code
 * JPKI_TOKEN_ANDROID} is {@link jp.jpkicard.TokenKind#ANDROID}.
 */
package jp.jpkicard;
