// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Globalization;

namespace Jpki
{
    /// <summary>
    /// A day, as cards have it. Whether the calendar has it is for the library to say, so that a
    /// typing error is a failure like any other.
    /// </summary>
    public struct CardDate : IEquatable<CardDate>
    {
        private readonly int number;

        private CardDate(int number)
        {
            this.number = number;
        }

        /// <summary>Makes a day.</summary>
        /// <param name="year">The year, Gregorian.</param>
        /// <param name="month">The month, 1 to 12.</param>
        /// <param name="day">The day of the month, from 1.</param>
        public CardDate(int year, int month, int day)
        {
            if (year < 0 || year > 9999)
            {
                throw new ArgumentOutOfRangeException("year");
            }

            if (month < 0 || month > 99)
            {
                throw new ArgumentOutOfRangeException("month");
            }

            if (day < 0 || day > 99)
            {
                throw new ArgumentOutOfRangeException("day");
            }

            number = (year * 10000) + (month * 100) + day;
        }

        /// <summary>The year, Gregorian.</summary>
        public int Year
        {
            get { return number / 10000; }
        }

        /// <summary>The month, from 1.</summary>
        public int Month
        {
            get { return number / 100 % 100; }
        }

        /// <summary>The day of the month, from 1.</summary>
        public int Day
        {
            get { return number % 100; }
        }

        /// <summary>The day as a number, YYYYMMDD.</summary>
        public int Number
        {
            get { return number; }
        }

        /// <summary>Makes a day of a date; its time is not looked at.</summary>
        /// <param name="date">The date.</param>
        public static implicit operator CardDate(DateTime date)
        {
            return new CardDate(date.Year, date.Month, date.Day);
        }

        /// <summary>Whether two days are the same.</summary>
        /// <param name="one">One.</param>
        /// <param name="other">The other.</param>
        /// <returns><c>true</c> if they are.</returns>
        public static bool operator ==(CardDate one, CardDate other)
        {
            return one.number == other.number;
        }

        /// <summary>Whether two days differ.</summary>
        /// <param name="one">One.</param>
        /// <param name="other">The other.</param>
        /// <returns><c>true</c> if they do.</returns>
        public static bool operator !=(CardDate one, CardDate other)
        {
            return one.number != other.number;
        }

        /// <summary>Makes a day of a number, YYYYMMDD.</summary>
        /// <param name="number">The number.</param>
        /// <returns>The day.</returns>
        public static CardDate FromNumber(int number)
        {
            return new CardDate(number);
        }

        /// <summary>The date at midnight.</summary>
        /// <returns>The date.</returns>
        /// <exception cref="ArgumentOutOfRangeException">The calendar does not have it.</exception>
        public DateTime ToDateTime()
        {
            return new DateTime(Year, Month, Day);
        }

        /// <inheritdoc/>
        public bool Equals(CardDate other)
        {
            return number == other.number;
        }

        /// <inheritdoc/>
        public override bool Equals(object obj)
        {
            return obj is CardDate && Equals((CardDate)obj);
        }

        /// <inheritdoc/>
        public override int GetHashCode()
        {
            return number;
        }

        /// <summary>The day as in ISO 8601, such as 1980-02-17.</summary>
        /// <returns>The text.</returns>
        public override string ToString()
        {
            return string.Format(
                CultureInfo.InvariantCulture, "{0:D4}-{1:D2}-{2:D2}", Year, Month, Day);
        }

        internal static CardDate? OrNone(int number)
        {
            return number == 0 ? (CardDate?)null : new CardDate(number);
        }
    }
}
