// SPDX-License-Identifier: MIT OR Apache-2.0

namespace Jpki
{
    /// <summary>
    /// Check number B (shogo bango B), made of what is printed on the card's front. It opens the
    /// card's face, and name and address as text, without a PIN.
    /// </summary>
    public static unsafe class CheckNumber
    {
        /// <summary>Makes the number. Touches no card and spends no try.</summary>
        /// <param name="birthDate">The birth date.</param>
        /// <param name="expiryYear">The year in which the card expires, four digits.</param>
        /// <param name="securityCode">The four digits printed beside the photo.</param>
        /// <param name="calendar">The Japanese one for all but some foreign residents.</param>
        /// <returns>The number; dispose it once the card is read.</returns>
        /// <exception cref="JpkiException"><see cref="Status.CheckNumberFormat"/>: they cannot be
        /// right.</exception>
        public static Secret Make(
            CardDate birthDate,
            int expiryYear,
            SecretBytes securityCode,
            BirthCalendar calendar = BirthCalendar.Japanese)
        {
            Native.jpki_error error = Failure.None();
            var number = new Secret(Native.JPKI_CHECK_NUMBER_SIZE);
            Status status;
            using (SecretBytes.Hold held = securityCode.Held())
            {
                status = Native.jpki_check_number(
                    birthDate.Number, calendar, expiryYear, held.Start, held.Length, number.Start,
                    (System.UIntPtr)Native.JPKI_CHECK_NUMBER_SIZE, &error);
            }

            return Written(number, status, ref error);
        }

        /// <summary>
        /// Makes the number of a card that prints a birth date which is not in the calendar, as
        /// where the day of birth is unknown. The digits are not checked, and a wrong number spends
        /// a try.
        /// </summary>
        /// <param name="dateDigits">Six digits, YYMMDD, as the card prints it.</param>
        /// <param name="expiryYear">The year in which the card expires, four digits.</param>
        /// <param name="securityCode">The four digits printed beside the photo.</param>
        /// <returns>The number; dispose it once the card is read.</returns>
        public static Secret MakeOfPrintedDigits(
            SecretBytes dateDigits, int expiryYear, SecretBytes securityCode)
        {
            Native.jpki_error error = Failure.None();
            var number = new Secret(Native.JPKI_CHECK_NUMBER_SIZE);
            Status status;
            using (SecretBytes.Hold date = dateDigits.Held())
            using (SecretBytes.Hold code = securityCode.Held())
            {
                status = Native.jpki_check_number_printed_digits(
                    date.Start, date.Length, expiryYear, code.Start, code.Length, number.Start,
                    (System.UIntPtr)Native.JPKI_CHECK_NUMBER_SIZE, &error);
            }

            return Written(number, status, ref error);
        }

        private static Secret Written(Secret number, Status status, ref Native.jpki_error error)
        {
            if (status != Status.Ok)
            {
                number.Dispose();
                Failure.Check(status, ref error);
            }

            number.Written();
            return number;
        }
    }
}
