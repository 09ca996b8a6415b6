// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Collections.Generic;

namespace Jpki
{
    /// <summary>
    /// Name, address, birth date and sex, as the card has them as text. All of it is personal data:
    /// do not log it. It does not depend on the card.
    /// </summary>
    /// <remarks>
    /// Disposing it wipes the library's copy. What the properties return are strings and copies,
    /// which the garbage collector frees without wiping them.
    /// </remarks>
    public sealed unsafe class CardAttributes : IDisposable
    {
        private readonly AttributesHandle handle;

        internal CardAttributes(IntPtr value)
        {
            handle = new AttributesHandle(value);
        }

        /// <summary>
        /// The name; an ideographic space separates family and given name. Replace control
        /// characters before displaying it on a terminal.
        /// </summary>
        public string Name
        {
            get { return Checked().Text(Native.jpki_attributes_name); }
        }

        /// <summary>The address.</summary>
        public string Address
        {
            get { return Checked().Text(Native.jpki_attributes_address); }
        }

        /// <summary>
        /// The birth date; <c>null</c> where the card has none that the calendar has: see
        /// <see cref="BirthDateDigits"/>.
        /// </summary>
        public CardDate? BirthDate
        {
            get
            {
                int number = Native.jpki_attributes_birth_date(handle.Value);
                GC.KeepAlive(this);
                return CardDate.OrNone(number);
            }
        }

        /// <summary>
        /// The birth date as the card writes it: YYYYMMDD, or what stands for a day that nobody
        /// knows.
        /// </summary>
        public string BirthDateDigits
        {
            get { return Digits.Of(Checked().Bytes(Native.jpki_attributes_birth_date_digits)); }
        }

        /// <summary>The sex.</summary>
        public Sex Sex
        {
            get
            {
                Sex sex = Native.jpki_attributes_sex(handle.Value);
                GC.KeepAlive(this);
                return sex;
            }
        }

        /// <summary>Verifies attributes that a desk read and sent.</summary>
        /// <param name="files">What it sent, without a challenge.</param>
        /// <param name="authorities">Whose records are believed.</param>
        /// <param name="own">With <see cref="Authorities.Own"/> the authorities; otherwise
        /// <c>null</c>.</param>
        /// <returns>The attributes, to be disposed.</returns>
        /// <exception cref="JpkiException"><see cref="Status.NotBuilt"/> in a library without
        /// <see cref="Features.IndividualNumber"/>, <see cref="Status.RecordNotAuthentic"/> and
        /// others.</exception>
        public static CardAttributes FromFiles(
            RecordFiles files,
            Authorities authorities = Authorities.Production,
            CardAuthorities own = null)
        {
            return new CardAttributes(
                RecordFiles.Read(Native.jpki_attributes_from_files, files, authorities, own));
        }

        /// <summary>A file to send to a server that verifies the attributes.</summary>
        /// <param name="file">Which one; <see cref="FileKind.Signature"/> only in a library with
        /// <see cref="Features.IndividualNumber"/>.</param>
        /// <returns>The file; <c>null</c> if there is none.</returns>
        public byte[] File(FileKind file)
        {
            return Checked().Bytes(
                (IntPtr one, out UIntPtr length) =>
                    Native.jpki_attributes_file(one, file, out length));
        }

        /// <summary>The objects of the record that this version does not know.</summary>
        /// <returns>Tags and values, which the issuer's signature covers.</returns>
        public IReadOnlyList<Item> OtherObjects()
        {
            Native.jpki_error error = Failure.None();
            IntPtr made;
            Failure.Check(
                Native.jpki_attributes_other_objects(handle.Value, out made, &error), ref error);
            GC.KeepAlive(this);
            return Item.Taken(made);
        }

        /// <summary>Wipes and frees the library's copy.</summary>
        public void Dispose()
        {
            handle.Dispose();
        }

        private AttributesHandle Checked()
        {
            GC.KeepAlive(handle.Value);
            return handle;
        }
    }
}
