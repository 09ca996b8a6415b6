// SPDX-License-Identifier: MIT OR Apache-2.0

using System;

namespace Jpki
{
    /// <summary>
    /// The files that a desk read from a card and sent, and the challenge, which the verifier has
    /// kept itself and accepts from nobody else. All of it is personal data.
    /// </summary>
    public sealed unsafe class RecordFiles
    {
        internal delegate Status ReadCall(
            Native.jpki_record_files* files, Authorities authorities, IntPtr own,
            out IntPtr made, Native.jpki_error* error);

        /// <summary><see cref="FileKind.Record"/>.</summary>
        public byte[] Record { get; set; }

        /// <summary><see cref="FileKind.Certificate"/>.</summary>
        public byte[] Certificate { get; set; }

        /// <summary>Of a face: the challenge that the card was to sign. Of attributes: <c>null</c>.
        /// </summary>
        public byte[] Challenge { get; set; }

        /// <summary><see cref="FileKind.Signature"/>.</summary>
        public byte[] Signature { get; set; }

        internal static IntPtr Read(
            ReadCall call, RecordFiles files, Authorities authorities, CardAuthorities own)
        {
            Failure.Required(files, "files");
            Native.jpki_error error = Failure.None();
            var native = default(Native.jpki_record_files);
            native.struct_size = (uint)sizeof(Native.jpki_record_files);
            native.record_length = LengthOf(files.Record);
            native.certificate_length = LengthOf(files.Certificate);
            native.challenge_length = LengthOf(files.Challenge);
            native.signature_length = LengthOf(files.Signature);
            IntPtr made;
            fixed (byte* record = files.Record, certificate = files.Certificate)
            fixed (byte* challenge = files.Challenge, signature = files.Signature)
            {
                native.record = record;
                native.certificate = certificate;
                native.challenge = challenge;
                native.signature = signature;
                IntPtr list = own == null ? IntPtr.Zero : own.Handle.Value;
                Failure.Check(call(&native, authorities, list, out made, &error), ref error);
            }

            GC.KeepAlive(own);
            return made;
        }

        private static UIntPtr LengthOf(byte[] data)
        {
            return (UIntPtr)(data == null ? 0 : data.Length);
        }
    }

    /// <summary>
    /// The caller's own card authorities: a generation newer than the library, or those of a
    /// simulated card. Whoever can choose them can make cards: never take one from a card.
    /// </summary>
    public sealed unsafe class CardAuthorities : IDisposable
    {
        private readonly CardAuthoritiesHandle handle;

        /// <summary>Makes an empty list, with which every record is refused.</summary>
        public CardAuthorities()
        {
            Native.jpki_error error = Failure.None();
            IntPtr made;
            Failure.Check(Native.jpki_card_authorities_new(out made, &error), ref error);
            handle = new CardAuthoritiesHandle(made);
        }

        internal CardAuthoritiesHandle Handle
        {
            get { return handle; }
        }

        /// <summary>Adds an authority's key.</summary>
        /// <param name="record">What the authority signs.</param>
        /// <param name="keyId">The 16 bytes by which the card's certificate names the key.</param>
        /// <param name="modulus">That of the RSA key of 2048 bits, big-endian.</param>
        public void Add(RecordKind record, byte[] keyId, byte[] modulus)
        {
            Failure.Required(keyId, "keyId");
            Failure.Required(modulus, "modulus");
            Native.jpki_error error = Failure.None();
            fixed (byte* id = keyId, number = modulus)
            {
                Failure.Check(
                    Native.jpki_card_authorities_add(
                        handle.Value, record, id, (UIntPtr)keyId.Length, number,
                        (UIntPtr)modulus.Length, &error),
                    ref error);
            }

            GC.KeepAlive(this);
        }

        /// <summary>Frees the list; a card that it was set for keeps its authorities.</summary>
        public void Dispose()
        {
            handle.Dispose();
        }
    }
}
