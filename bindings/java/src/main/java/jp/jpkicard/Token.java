// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

/** What kind of token a card is. */
public final class Token {
    private final TokenKind kind;
    private final String label;

    Token(TokenKind kind, String label) {
        this.kind = kind;
        this.label = label;
    }

    /**
     * Returns the kind.
     *
     * @return a card or a phone
     */
    public TokenKind kind() {
        return kind;
    }

    /**
     * Returns the label, which is safe to display.
     *
     * @return a label such as {@code JPKIAPICCTOKEN2}
     */
    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return "Token[" + kind + ", " + label + "]";
    }
}
