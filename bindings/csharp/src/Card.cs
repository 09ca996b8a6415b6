// SPDX-License-Identifier: MIT OR Apache-2.0

using System;

namespace Jpki
{
    /// <summary>
    /// A card on a reader: the one that a wait or a connection found, until it is removed. Any
    /// thread may use it; calls on one card run one after the other.
    /// </summary>
    /// <remarks>
    /// Dispose it, which lets a call of another thread finish and disconnects. Every method throws
    /// <see cref="JpkiException"/> where the card, the reader or the library fails, and
    /// <see cref="ObjectDisposedException"/> once the card is disposed. A PIN try is spent only by
    /// methods that say so, and at most one by each call.
    /// </remarks>
    public sealed unsafe partial class Card : IDisposable
    {
        // 32 characters, of up to three bytes where they are not ASCII.
        private const int LabelSize = (3 * 32) + 1;

        private readonly CardHandle handle;

        internal Card(IntPtr value)
        {
            handle = new CardHandle(value);
        }

        /// <summary>
        /// The name of the card's reader; <c>null</c> for a card without one. The reader or its
        /// driver chose the name: replace control characters before displaying it.
        /// </summary>
        public string ReaderName
        {
            get
            {
                GC.KeepAlive(handle.Value);
                return handle.Text(Native.jpki_card_reader_name);
            }
        }

        /// <summary>
        /// Opens an embedded virtual card, for development and tests. Unless the kind or the
        /// settings say otherwise, the PIN is 1234 and the signature password ABC123.
        /// </summary>
        /// <param name="kind">What kind of card it is.</param>
        /// <param name="settings">What differs and what goes wrong, in lines such as
        /// <c>pin-tries 1</c>: see <c>jpki_card_open_virtual_with_settings</c>.</param>
        /// <returns>The card, to be disposed.</returns>
        /// <exception cref="JpkiException">The library has no virtual card
        /// (<see cref="Status.NotBuilt"/>), or a setting is unknown.</exception>
        public static Card OpenVirtual(
            VirtualKind kind = VirtualKind.MyNumberCard, string settings = null)
        {
            Native.jpki_error error = Failure.None();
            IntPtr card;
            fixed (byte* text = Utf8.Bytes(settings))
            {
                Failure.Check(
                    Native.jpki_card_open_virtual_with_settings(kind, text, out card, &error),
                    ref error);
            }

            return new Card(card);
        }

        /// <summary>Opens a card behind a connection of the caller's. Nothing is sent
        /// yet.</summary>
        /// <param name="transport">The connection, which the card keeps, and closes when it is
        /// disposed.</param>
        /// <returns>The card, to be disposed.</returns>
        public static Card Open(Transport transport)
        {
            Failure.Required(transport, "transport");
            return new Card(TransportCalls.Open(transport));
        }

        /// <summary>Sets how many bytes are read from files at a time. Sends nothing.</summary>
        /// <param name="length">1 to 32,768; the default is 256. Some readers fail on answers of
        /// 256 bytes: try 128 there. Above 256 extended-length commands are used.</param>
        public void SetReadLength(int length)
        {
            Native.jpki_error error = Failure.None();
            // A negative number is refused like any other that is too large.
            var size = (UIntPtr)unchecked((uint)length);
            Failure.Check(
                Native.jpki_card_set_read_length(handle.Value, size, &error), ref error);
            GC.KeepAlive(this);
        }

        /// <summary>Reads what kind of token this is. Spends no try.</summary>
        /// <returns>The kind and the label.</returns>
        public Token ReadToken()
        {
            Native.jpki_error error = Failure.None();
            TokenKind kind;
            byte* label = stackalloc byte[LabelSize];
            Failure.Check(
                Native.jpki_card_token(
                    handle.Value, out kind, label, (UIntPtr)LabelSize, &error),
                ref error);
            GC.KeepAlive(this);
            return new Token(kind, Utf8.Text(label, LabelSize));
        }

        /// <summary>Asks how many tries a PIN, password or number has left. Spends none.</summary>
        /// <param name="credential">Which one.</param>
        /// <returns>The tries.</returns>
        /// <exception cref="JpkiException"><see cref="Status.NotOnCard"/>: the token does not have
        /// it, which is a normal answer.</exception>
        public Tries ReadTries(Credential credential = Credential.Pin)
        {
            Native.jpki_error error = Failure.None();
            TriesState state;
            int left;
            Failure.Check(
                Native.jpki_card_tries(handle.Value, credential, out state, out left, &error),
                ref error);
            GC.KeepAlive(this);
            return new Tries(state, left);
        }

        /// <summary>
        /// Asks whether the token has a certificate. Many children's cards have none for
        /// signatures. Spends no try.
        /// </summary>
        /// <param name="kind"><see cref="CertificateKind.Authentication"/> or
        /// <see cref="CertificateKind.Signature"/>.</param>
        /// <returns>Whether it has.</returns>
        public bool HasCertificate(CertificateKind kind)
        {
            Native.jpki_error error = Failure.None();
            int present;
            Failure.Check(
                Native.jpki_card_has_certificate(handle.Value, kind, out present, &error),
                ref error);
            GC.KeepAlive(this);
            return present != 0;
        }

        /// <summary>Reads a certificate that needs no password. Spends no try.</summary>
        /// <param name="kind">Any but <see cref="CertificateKind.Signature"/>, for which see
        /// <see cref="ReadSignatureCertificate"/>. A CA certificate of a card is no trust anchor.
        /// </param>
        /// <returns>The certificate, to be disposed.</returns>
        /// <exception cref="JpkiException"><see cref="Status.PinRequired"/> on a phone, which shows
        /// it after the PIN only.</exception>
        public Certificate ReadCertificate(CertificateKind kind = CertificateKind.Authentication)
        {
            Native.jpki_error error = Failure.None();
            IntPtr certificate;
            Failure.Check(
                Native.jpki_card_certificate(handle.Value, kind, out certificate, &error),
                ref error);
            GC.KeepAlive(this);
            return new Certificate(certificate);
        }

        /// <summary>
        /// Begins a transaction: until it ends no other program can use the card. Keep it short,
        /// and never open while a person types.
        /// </summary>
        /// <returns>The transaction, to be disposed or ended.</returns>
        public Transaction BeginTransaction()
        {
            Native.jpki_error error = Failure.None();
            Failure.Check(
                Native.jpki_card_begin_transaction(handle.Value, &error), ref error);
            GC.KeepAlive(this);
            return new Transaction(this);
        }

        /// <summary>Ends the transaction that was begun, whatever this throws.</summary>
        /// <exception cref="JpkiException"><see cref="Status.CardReset"/>: it was interrupted, and
        /// another program may have used the card.</exception>
        public void EndTransaction()
        {
            Native.jpki_error error = Failure.None();
            Failure.Check(Native.jpki_card_end_transaction(handle.Value, &error), ref error);
            GC.KeepAlive(this);
        }

        /// <summary>
        /// Disconnects from the card, once a call of another thread has finished and locked the
        /// key; ends a transaction.
        /// </summary>
        public void Dispose()
        {
            handle.Dispose();
        }
    }

    /// <summary>A transaction of a card, which ends with the <c>using</c> block.</summary>
    public sealed class Transaction : IDisposable
    {
        private Card card;

        internal Transaction(Card card)
        {
            this.card = card;
        }

        /// <summary>Ends it, and throws if it was interrupted.</summary>
        /// <exception cref="JpkiException"><see cref="Status.CardReset"/>: another program may have
        /// used the card.</exception>
        public void End()
        {
            Card ended = card;
            card = null;
            if (ended != null)
            {
                ended.EndTransaction();
            }
        }

        /// <summary>Ends it, if that was not done before.</summary>
        public void Dispose()
        {
            try
            {
                End();
            }
            catch (JpkiException)
            {
                // It is over; whether it was interrupted, only End tells.
            }
            catch (ObjectDisposedException)
            {
                // It ended with the card.
            }
        }
    }
}
