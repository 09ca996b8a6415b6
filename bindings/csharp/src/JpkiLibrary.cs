// SPDX-License-Identifier: MIT OR Apache-2.0

namespace Jpki
{
    /// <summary>The library that is loaded.</summary>
    public static unsafe class JpkiLibrary
    {
        /// <summary>Its version, such as <c>0.1.0</c>.</summary>
        public static string Version
        {
            get { return Utf8.Text(Native.jpki_version()); }
        }

        /// <summary>What it was built with.</summary>
        public static Features Features
        {
            get { return Native.jpki_features(); }
        }
    }

    /// <summary>What the library says about its numbers, in two languages.</summary>
    public static unsafe class JpkiTexts
    {
        /// <summary>The name of a status in C, such as <c>JPKI_ERROR_PIN_WRONG</c>.</summary>
        /// <param name="status">The status.</param>
        /// <returns>The name; <c>JPKI_ERROR_UNKNOWN</c> for an unknown number.</returns>
        public static string Name(this Status status)
        {
            return Utf8.Text(Native.jpki_status_name(status));
        }

        /// <summary>
        /// The sentence about a status for the person at the desk. That of an exception also says
        /// how many tries are left: <see cref="JpkiException.Text"/>.
        /// </summary>
        /// <param name="status">The status.</param>
        /// <param name="language">The language of the sentence.</param>
        /// <returns>The sentence.</returns>
        public static string Text(this Status status, Language language)
        {
            return Utf8.Text(Native.jpki_status_text(status, language));
        }

        /// <summary>The name of a reason in C, such as <c>JPKI_REASON_EXPIRED</c>.</summary>
        /// <param name="reason">The reason.</param>
        /// <returns>The name; <c>JPKI_REASON_UNKNOWN</c> for an unknown number.</returns>
        public static string Name(this Reason reason)
        {
            return Utf8.Text(Native.jpki_reason_name(reason));
        }

        /// <summary>
        /// One sentence without its full stop about a reason, for the log or the person who
        /// investigates.
        /// </summary>
        /// <param name="reason">The reason.</param>
        /// <param name="language">The language of the sentence.</param>
        /// <returns>The sentence.</returns>
        public static string Text(this Reason reason, Language language)
        {
            return Utf8.Text(Native.jpki_reason_text(reason, language));
        }
    }
}
