// SPDX-License-Identifier: MIT OR Apache-2.0

using System;

namespace Jpki
{
    /// <content>What is printed on the card, and its text.</content>
    public sealed unsafe partial class Card
    {
        private delegate Status ReadAttributesCall(
            IntPtr card, byte* secret, UIntPtr length, Authorities authorities, LastTry lastTry,
            out IntPtr attributes, Native.jpki_error* error);

        /// <summary>
        /// Reads the card's face and verifies it: what a clerk compares with the person at the desk
        /// when there is no PIN. <b>A wrong number spends one of ten tries.</b>
        /// </summary>
        /// <param name="checkNumber">Of <see cref="CheckNumber"/>.</param>
        /// <param name="authorities">Whose records are believed.</param>
        /// <param name="lastTry">Whether the last try may be spent.</param>
        /// <returns>The face, to be disposed.</returns>
        /// <exception cref="JpkiException"><see cref="Status.CheckNumberWrong"/>,
        /// <see cref="Status.RecordNotAuthentic"/>, <see cref="Status.CardNotGenuine"/> and others.
        /// </exception>
        public CardFace ReadFace(
            SecretBytes checkNumber,
            Authorities authorities = Authorities.Production,
            LastTry lastTry = LastTry.Keep)
        {
            Native.jpki_error error = Failure.None();
            IntPtr face;
            using (SecretBytes.Hold held = checkNumber.Held())
            {
                Failure.Check(
                    Native.jpki_card_face(
                        handle.Value, held.Start, held.Length, authorities, lastTry, out face,
                        &error),
                    ref error);
            }

            GC.KeepAlive(this);
            return new CardFace(face);
        }

        /// <summary>
        /// Reads the card's face, and has the card sign a challenge that a server chose, which
        /// verifies it with <see cref="CardFace.FromFiles"/>. <b>A wrong number spends one of ten
        /// tries.</b>
        /// </summary>
        /// <param name="checkNumber">Of <see cref="CheckNumber"/>.</param>
        /// <param name="challenge">16 bytes or more, random, fresh from the server.</param>
        /// <param name="authorities">Whose records are believed.</param>
        /// <param name="lastTry">Whether the last try may be spent.</param>
        /// <returns>The face, to be disposed.</returns>
        public CardFace ReadFaceForChallenge(
            SecretBytes checkNumber,
            byte[] challenge,
            Authorities authorities = Authorities.Production,
            LastTry lastTry = LastTry.Keep)
        {
            Failure.Required(challenge, "challenge");
            Native.jpki_error error = Failure.None();
            IntPtr face;
            using (SecretBytes.Hold held = checkNumber.Held())
            {
                fixed (byte* input = challenge)
                {
                    Failure.Check(
                        Native.jpki_card_face_for_challenge(
                            handle.Value, held.Start, held.Length, input,
                            (UIntPtr)challenge.Length, authorities, lastTry, out face, &error),
                        ref error);
                }
            }

            GC.KeepAlive(this);
            return new CardFace(face);
        }

        /// <summary>
        /// Reads name, address, birth date and sex with the input-support PIN, so that nobody has
        /// to type them. <b>A wrong PIN spends one of three tries.</b>
        /// </summary>
        /// <param name="pin">Four digits; a separate PIN with tries of its own.</param>
        /// <param name="authorities">Whose records are believed. None proves that the attributes
        /// belong to this card: compare them with its face.</param>
        /// <param name="lastTry">Whether the last try may be spent.</param>
        /// <returns>The attributes, to be disposed.</returns>
        public CardAttributes ReadAttributes(
            SecretBytes pin,
            Authorities authorities = Authorities.Production,
            LastTry lastTry = LastTry.Keep)
        {
            return ReadAttributes(Native.jpki_card_attributes, pin, authorities, lastTry);
        }

        /// <summary>
        /// Reads name, address, birth date and sex with a check number instead of a PIN. <b>A wrong
        /// number spends one of ten tries</b>, counted apart from those of the face.
        /// </summary>
        /// <param name="checkNumber">Of <see cref="CheckNumber"/>.</param>
        /// <param name="authorities">Whose records are believed.</param>
        /// <param name="lastTry">Whether the last try may be spent.</param>
        /// <returns>The attributes, to be disposed.</returns>
        public CardAttributes ReadAttributesByCheckNumber(
            SecretBytes checkNumber,
            Authorities authorities = Authorities.Production,
            LastTry lastTry = LastTry.Keep)
        {
            return ReadAttributes(
                Native.jpki_card_attributes_by_check_number, checkNumber, authorities, lastTry);
        }

        /// <summary>
        /// Compares the holder's birth date with a date, and returns if they match: the least that
        /// a card can reveal about a person. <b>A wrong date spends one of ten tries.</b>
        /// </summary>
        /// <param name="birthDate">The date.</param>
        /// <param name="authorities">Whose records are believed.</param>
        /// <param name="lastTry">Whether the last try may be spent.</param>
        /// <param name="calendar">The Japanese one for all but some foreign residents.</param>
        /// <exception cref="JpkiException"><see cref="Status.CheckNumberWrong"/>; or
        /// <see cref="Status.BirthDateDiffers"/>, which spends no try: the same digits in another
        /// era.</exception>
        public void CompareBirthDate(
            CardDate birthDate,
            Authorities authorities = Authorities.Production,
            LastTry lastTry = LastTry.Keep,
            BirthCalendar calendar = BirthCalendar.Japanese)
        {
            Native.jpki_error error = Failure.None();
            Failure.Check(
                Native.jpki_card_compare_birth_date(
                    handle.Value, birthDate.Number, calendar, authorities, lastTry, &error),
                ref error);
            GC.KeepAlive(this);
        }

        /// <summary>
        /// Compares a birth date that is not in the calendar, as where the day of birth is unknown.
        /// <b>A wrong date spends one of ten tries.</b>
        /// </summary>
        /// <param name="dateDigits">Six digits, YYMMDD, as the card prints it.</param>
        /// <param name="authorities">Whose records are believed.</param>
        /// <param name="lastTry">Whether the last try may be spent.</param>
        public void CompareBirthDatePrintedDigits(
            SecretBytes dateDigits,
            Authorities authorities = Authorities.Production,
            LastTry lastTry = LastTry.Keep)
        {
            Native.jpki_error error = Failure.None();
            using (SecretBytes.Hold held = dateDigits.Held())
            {
                Failure.Check(
                    Native.jpki_card_compare_birth_date_printed_digits(
                        handle.Value, held.Start, held.Length, authorities, lastTry, &error),
                    ref error);
            }

            GC.KeepAlive(this);
        }

        /// <summary>
        /// Reads the card's serial number, the municipality that issued it and its expiry date.
        /// Spends no try.
        /// </summary>
        /// <returns>The information, which nothing signs.</returns>
        public CardInformation ReadInformation()
        {
            Native.jpki_error error = Failure.None();
            var read = default(Native.jpki_information);
            read.struct_size = (uint)sizeof(Native.jpki_information);
            Failure.Check(
                Native.jpki_card_information(handle.Value, &read, &error), ref error);
            GC.KeepAlive(this);
            return new CardInformation(ref read);
        }

        /// <summary>Sets whom <see cref="Authorities.Own"/> stands for on this card.</summary>
        /// <param name="authorities">The list as it is now.</param>
        public void SetAuthorities(CardAuthorities authorities)
        {
            Failure.Required(authorities, "authorities");
            Native.jpki_error error = Failure.None();
            Failure.Check(
                Native.jpki_card_set_authorities(handle.Value, authorities.Handle.Value, &error),
                ref error);
            GC.KeepAlive(authorities);
            GC.KeepAlive(this);
        }

        private CardAttributes ReadAttributes(
            ReadAttributesCall call, SecretBytes secret, Authorities authorities, LastTry lastTry)
        {
            Native.jpki_error error = Failure.None();
            IntPtr attributes;
            using (SecretBytes.Hold held = secret.Held())
            {
                Failure.Check(
                    call(
                        handle.Value, held.Start, held.Length, authorities, lastTry,
                        out attributes, &error),
                    ref error);
            }

            GC.KeepAlive(this);
            return new CardAttributes(attributes);
        }
    }
}
