// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Collections.Generic;

namespace Jpki
{
    /// <summary>
    /// A certificate. It does not depend on the card that it came from, and any thread may use it.
    /// The use of its serial number and contents is restricted by law: do not log them.
    /// </summary>
    public sealed unsafe partial class Certificate : IDisposable
    {
        private readonly CertificateHandle handle;

        internal Certificate(IntPtr value)
        {
            handle = new CertificateHandle(value);
        }

        /// <summary>The DER encoding.</summary>
        public byte[] Der
        {
            get { return Checked().Bytes(Native.jpki_certificate_data); }
        }

        /// <summary>The first second of validity.</summary>
        public DateTimeOffset NotBefore
        {
            get
            {
                long seconds = Native.jpki_certificate_not_before(handle.Value);
                GC.KeepAlive(this);
                return DateTimeOffset.FromUnixTimeSeconds(seconds);
            }
        }

        /// <summary>The last second of validity.</summary>
        public DateTimeOffset NotAfter
        {
            get
            {
                long seconds = Native.jpki_certificate_not_after(handle.Value);
                GC.KeepAlive(this);
                return DateTimeOffset.FromUnixTimeSeconds(seconds);
            }
        }

        /// <summary>
        /// The identifier of the certificate's own key (subjectKeyIdentifier); <c>null</c> if it
        /// has none.
        /// </summary>
        public byte[] SubjectKeyId
        {
            get { return Field(CertificateField.SubjectKeyId); }
        }

        /// <summary>
        /// The identifier of the issuer's key (authorityKeyIdentifier), which identifies the
        /// issuer; <c>null</c> if it has none.
        /// </summary>
        public byte[] IssuerKeyId
        {
            get { return Field(CertificateField.IssuerKeyId); }
        }

        /// <summary>The DER encoding of its SubjectPublicKeyInfo.</summary>
        public byte[] PublicKey
        {
            get { return Field(CertificateField.PublicKey); }
        }

        /// <summary>The serial number, big-endian. Restricted by law: do not log it.</summary>
        public byte[] SerialNumber
        {
            get { return Field(CertificateField.SerialNumber); }
        }

        internal CertificateHandle Handle
        {
            get { return handle; }
        }

        /// <summary>Makes a certificate of what the caller has stored.</summary>
        /// <param name="der">The DER encoding.</param>
        /// <returns>The certificate, to be disposed.</returns>
        /// <exception cref="JpkiException">It is not a certificate.</exception>
        public static Certificate FromDer(byte[] der)
        {
            Failure.Required(der, "der");
            Native.jpki_error error = Failure.None();
            IntPtr made;
            fixed (byte* data = der)
            {
                Failure.Check(
                    Native.jpki_certificate_new(data, (UIntPtr)der.Length, out made, &error),
                    ref error);
            }

            return new Certificate(made);
        }

        /// <summary>A field of the certificate.</summary>
        /// <param name="field">Which one.</param>
        /// <returns>The field; <c>null</c> if the certificate does not have it.</returns>
        public byte[] Field(CertificateField field)
        {
            return Checked().Bytes(
                (IntPtr one, out UIntPtr length) =>
                    Native.jpki_certificate_field(one, field, out length));
        }

        /// <summary>
        /// Lists the otherNames of the subject. Of a signature certificate these are the holder's
        /// attributes, below 1.2.392.200149.8.5.5: .1 name, .3 sex, .4 birth date, .5 address.
        /// Their use is restricted by law.
        /// </summary>
        /// <returns>The names, which are object identifiers, and their values; an empty list for an
        /// authentication certificate.</returns>
        /// <exception cref="JpkiException">They cannot be read.</exception>
        public IReadOnlyList<Item> OtherNames()
        {
            Native.jpki_error error = Failure.None();
            IntPtr made;
            Failure.Check(
                Native.jpki_certificate_other_names(handle.Value, out made, &error), ref error);
            GC.KeepAlive(this);
            return Item.Taken(made);
        }

        /// <summary>Frees the certificate.</summary>
        public void Dispose()
        {
            handle.Dispose();
        }

        private CertificateHandle Checked()
        {
            GC.KeepAlive(handle.Value);
            return handle;
        }
    }

    /// <summary>
    /// Something that a certificate or a record contains, as it is there. All of it is personal
    /// data: do not log it.
    /// </summary>
    public sealed class Item
    {
        private Item(string name, string text, byte[] data)
        {
            Name = name;
            Text = text;
            Data = data;
        }

        /// <summary>An object identifier, or a tag in hexadecimal digits.</summary>
        public string Name { get; private set; }

        /// <summary>Its text, unchanged; <c>null</c> if it is none.</summary>
        public string Text { get; private set; }

        /// <summary>Its value.</summary>
        public byte[] Data { get; private set; }

        /// <summary>Copies a list and frees it.</summary>
        internal static unsafe IReadOnlyList<Item> Taken(IntPtr list)
        {
            using (var handle = new ItemsHandle(list))
            {
                long count = (long)Native.jpki_items_count(handle.Value);
                var items = new List<Item>();
                for (long at = 0; at < count; at++)
                {
                    var index = (UIntPtr)at;
                    items.Add(new Item(
                        handle.Text(one => Native.jpki_items_name(one, index)),
                        handle.Text(one => Native.jpki_items_text(one, index)),
                        handle.Bytes((IntPtr one, out UIntPtr length) =>
                            Native.jpki_items_data(one, index, out length))));
                }

                return items.AsReadOnly();
            }
        }
    }

    /// <summary>A signature that a card made.</summary>
    public sealed class Signature
    {
        internal unsafe Signature(IntPtr value)
        {
            using (var handle = new SignatureHandle(value))
            {
                Data = handle.Bytes(Native.jpki_signature_data);
                Algorithm = Native.jpki_signature_algorithm(handle.Value);
                AlgorithmName = handle.Text(Native.jpki_signature_algorithm_name);
            }
        }

        /// <summary>The signature: 256 bytes for RSA-2048; future keys have other
        /// lengths.</summary>
        public byte[] Data { get; private set; }

        /// <summary>The algorithm to verify it with.</summary>
        public SignatureAlgorithm Algorithm { get; private set; }

        /// <summary>The algorithm's name, such as <c>RSA-SHA256</c>.</summary>
        public string AlgorithmName { get; private set; }
    }
}
