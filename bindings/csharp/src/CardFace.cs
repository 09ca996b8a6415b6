// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Collections.Generic;
using System.Text;

namespace Jpki
{
    /// <summary>
    /// What is printed on a card's front. All of it is personal data: show it to the person at the
    /// desk, do not log it, and do not store it without a reason. It does not depend on the card.
    /// </summary>
    /// <remarks>
    /// Disposing it wipes the library's copy. What the properties return are copies of their own,
    /// which the garbage collector frees without wiping them.
    /// </remarks>
    public sealed unsafe class CardFace : IDisposable
    {
        private readonly FaceHandle handle;

        internal CardFace(IntPtr value)
        {
            handle = new FaceHandle(value);
        }

        /// <summary>
        /// The birth date; <c>null</c> where the card has none that the calendar has: see
        /// <see cref="BirthDateDigits"/>.
        /// </summary>
        public CardDate? BirthDate
        {
            get
            {
                int number = Native.jpki_face_birth_date(handle.Value);
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
            get { return Digits.Of(Checked().Bytes(Native.jpki_face_birth_date_digits)); }
        }

        /// <summary>The sex.</summary>
        public Sex Sex
        {
            get
            {
                Sex sex = Native.jpki_face_sex(handle.Value);
                GC.KeepAlive(this);
                return sex;
            }
        }

        /// <summary>
        /// The last day on which the card is valid. No signature covers it, and an expired card
        /// passes: compare it with today, and its year with the check number's.
        /// </summary>
        public CardDate Expiry
        {
            get
            {
                int number = Native.jpki_face_expiry(handle.Value);
                GC.KeepAlive(this);
                return CardDate.FromNumber(number);
            }
        }

        /// <summary>
        /// Verifies a face that a desk read (<see cref="Card.ReadFaceForChallenge"/>) and sent.
        /// </summary>
        /// <param name="files">What it sent, and the challenge that the verifier kept.</param>
        /// <param name="authorities">Whose records are believed.</param>
        /// <param name="own">With <see cref="Authorities.Own"/> the authorities; otherwise
        /// <c>null</c>.</param>
        /// <returns>The face, to be disposed.</returns>
        /// <exception cref="JpkiException"><see cref="Status.RecordNotAuthentic"/>, or
        /// <see cref="Status.CardNotGenuine"/>: a copy, or an answer to another challenge.
        /// </exception>
        public static CardFace FromFiles(
            RecordFiles files,
            Authorities authorities = Authorities.Production,
            CardAuthorities own = null)
        {
            return new CardFace(
                RecordFiles.Read(Native.jpki_face_from_files, files, authorities, own));
        }

        /// <summary>A picture as the card has it.</summary>
        /// <param name="image">Which one.</param>
        /// <returns>The file; <c>null</c> if there is none.</returns>
        public byte[] Image(ImageKind image)
        {
            return Checked().Bytes(
                (IntPtr one, out UIntPtr length) => Native.jpki_face_image(one, image, out length));
        }

        /// <summary>A file to send to the server that chose the challenge.</summary>
        /// <param name="file">Which one.</param>
        /// <returns>The file; <c>null</c> if there is none.</returns>
        public byte[] File(FileKind file)
        {
            return Checked().Bytes(
                (IntPtr one, out UIntPtr length) => Native.jpki_face_file(one, file, out length));
        }

        /// <summary>
        /// Makes a picture that a browser or a window displays: the photo, or the whole card.
        /// </summary>
        /// <param name="kind">Which one.</param>
        /// <returns>The file, a PNG or an SVG.</returns>
        /// <exception cref="JpkiException"><see cref="Status.NotBuilt"/>, or
        /// <see cref="Status.ImageMalformed"/>.</exception>
        public byte[] MakePicture(PictureKind kind)
        {
            Native.jpki_error error = Failure.None();
            IntPtr made;
            Failure.Check(
                Native.jpki_face_picture(handle.Value, kind, out made, &error), ref error);
            GC.KeepAlive(this);
            using (var picture = new PictureHandle(made))
            {
                return picture.Bytes(Native.jpki_picture_data);
            }
        }

        /// <summary>The objects of the record that this version does not know.</summary>
        /// <returns>Tags and values, which no signature covers.</returns>
        public IReadOnlyList<Item> OtherObjects()
        {
            Native.jpki_error error = Failure.None();
            IntPtr made;
            Failure.Check(
                Native.jpki_face_other_objects(handle.Value, out made, &error), ref error);
            GC.KeepAlive(this);
            return Item.Taken(made);
        }

        /// <summary>Wipes and frees the library's copy.</summary>
        public void Dispose()
        {
            handle.Dispose();
        }

        private FaceHandle Checked()
        {
            GC.KeepAlive(handle.Value);
            return handle;
        }
    }

    /// <summary>A birth date as cards write it.</summary>
    internal static class Digits
    {
        internal static string Of(byte[] bytes)
        {
            if (bytes == null)
            {
                return string.Empty;
            }

            // Each byte is one letter, whatever it is.
            var text = new StringBuilder(bytes.Length);
            foreach (byte one in bytes)
            {
                text.Append((char)one);
            }

            return text.ToString();
        }
    }
}
