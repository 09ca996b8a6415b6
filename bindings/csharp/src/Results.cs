// SPDX-License-Identifier: MIT OR Apache-2.0

using System;

namespace Jpki
{
    /// <summary>What kind of token is on the reader: a card or a phone.</summary>
    public sealed class Token
    {
        internal Token(TokenKind kind, string label)
        {
            Kind = kind;
            Label = label;
        }

        /// <summary>The kind.</summary>
        public TokenKind Kind { get; private set; }

        /// <summary>The token's label, such as <c>JPKIAPICCTOKEN2</c>; it is safe to display.
        /// </summary>
        public string Label { get; private set; }
    }

    /// <summary>The tries of a PIN, a password or a number.</summary>
    public sealed class Tries
    {
        internal Tries(TriesState state, int left)
        {
            State = state;
            Left = left < 0 ? (int?)null : left;
        }

        /// <summary>What the card reports.</summary>
        public TriesState State { get; private set; }

        /// <summary>How many are left, 0 when locked; <c>null</c> if the card does not
        /// say.</summary>
        public int? Left { get; private set; }
    }

    /// <summary>What an authentication desk needs of one card.</summary>
    public sealed class Authentication : IDisposable
    {
        internal Authentication(ref Native.jpki_authentication made)
        {
            Certificate = new Certificate(made.certificate);
            CaCertificate =
                made.ca_certificate == IntPtr.Zero ? null : new Certificate(made.ca_certificate);
            Signature = new Signature(made.signature);
            TokenKind = made.token_kind;
            Tries = new Tries(made.pin_status, made.tries_left);
        }

        /// <summary>The kind of token.</summary>
        public TokenKind TokenKind { get; private set; }

        /// <summary>The PIN's tries before it was sent.</summary>
        public Tries Tries { get; private set; }

        /// <summary>The user-authentication certificate.</summary>
        public Certificate Certificate { get; private set; }

        /// <summary>
        /// The certificate of its CA, as stored on the card, and not a trust anchor; <c>null</c> if
        /// it was not read: see <see cref="SignOptions.ReadCaCertificate"/>.
        /// </summary>
        public Certificate CaCertificate { get; private set; }

        /// <summary>The signature.</summary>
        public Signature Signature { get; private set; }

        /// <summary>Frees the certificates.</summary>
        public void Dispose()
        {
            Certificate.Dispose();
            if (CaCertificate != null)
            {
                CaCertificate.Dispose();
            }
        }
    }

    /// <summary>A signature over a document, and the certificate of the key that made it.</summary>
    public sealed class SignedDocument : IDisposable
    {
        internal SignedDocument(Certificate certificate, Signature signature)
        {
            Certificate = certificate;
            Signature = signature;
        }

        /// <summary>
        /// The signature certificate, with the holder's name, address, birth date and sex.
        /// </summary>
        public Certificate Certificate { get; private set; }

        /// <summary>The signature.</summary>
        public Signature Signature { get; private set; }

        /// <summary>Frees the certificate.</summary>
        public void Dispose()
        {
            Certificate.Dispose();
        }
    }

    /// <summary>What the card says about itself. None of it is signed.</summary>
    public sealed class CardInformation
    {
        internal unsafe CardInformation(ref Native.jpki_information read)
        {
            Expiry = CardDate.FromNumber(read.expiry);
            fixed (byte* code = read.municipality_code, serial = read.serial)
            {
                MunicipalityCode = Utf8.Text(code, 8);
                SerialNumber = Utf8.Text(serial, 16);
            }
        }

        /// <summary>The last day on which the card is valid.</summary>
        public CardDate Expiry { get; private set; }

        /// <summary>
        /// The municipality that issued the card: five digits, the first two for the prefecture.
        /// </summary>
        public string MunicipalityCode { get; private set; }

        /// <summary>The card's serial number: it identifies one card, so do not log it.</summary>
        public string SerialNumber { get; private set; }
    }
}
