// SPDX-License-Identifier: MIT OR Apache-2.0

using System;

namespace Jpki
{
    /// <summary>
    /// A failure of the library, the reader or the card. It never holds a PIN, a name or a serial
    /// number, so all of it may be logged.
    /// </summary>
    public sealed class JpkiException : Exception
    {
        private readonly Status status;
        private readonly int triesLeft;
        private readonly uint statusWord;
        private readonly uint pcscCode;

        /// <summary>
        /// Makes a failure, as a <see cref="Transport"/> throws it for a card that was removed.
        /// </summary>
        /// <param name="status">What happened.</param>
        public JpkiException(Status status)
            : base(status.Text(Language.English))
        {
            this.status = status;
            triesLeft = -1;
        }

        internal unsafe JpkiException(ref Native.jpki_error error)
            : base(MessageOf(ref error))
        {
            status = error.status;
            triesLeft = error.tries_left;
            statusWord = error.status_word;
            pcscCode = error.pcsc_code;
        }

        /// <summary>What happened.</summary>
        public Status Status
        {
            get { return status; }
        }

        /// <summary>The name of the status in C, such as <c>JPKI_ERROR_PIN_WRONG</c>.</summary>
        public string StatusName
        {
            get { return status.Name(); }
        }

        /// <summary>
        /// How many tries the PIN, password or number has left; <c>null</c> if the card did not
        /// say.
        /// </summary>
        public int? TriesLeft
        {
            get { return triesLeft < 0 ? (int?)null : triesLeft; }
        }

        /// <summary>The card's status word, such as 0x6982; 0 if there is none.</summary>
        public int StatusWord
        {
            get { return (int)statusWord; }
        }

        /// <summary>The PC/SC return code; 0 if there is none.</summary>
        public long PcscCode
        {
            get { return pcscCode; }
        }

        /// <summary>The sentence for the person at the desk in Japanese.</summary>
        public string JapaneseText
        {
            get { return Text(Language.Japanese); }
        }

        /// <summary>The sentence for the person at the desk in English.</summary>
        public string EnglishText
        {
            get { return Text(Language.English); }
        }

        /// <summary>
        /// The sentence for the person at the desk: what happened, what it means, what to do next,
        /// what was left unchanged, and how many tries are left.
        /// </summary>
        /// <param name="language">The language of the sentence.</param>
        /// <returns>The sentence.</returns>
        public unsafe string Text(Language language)
        {
            Native.jpki_error failure = Failure.None();
            failure.status = status;
            failure.tries_left = triesLeft;
            failure.status_word = statusWord;
            failure.pcsc_code = pcscCode;
            Native.jpki_error problem = Failure.None();
            byte* text = stackalloc byte[Native.JPKI_ERROR_TEXT_SIZE];
            Status made = Native.jpki_error_text(
                &failure, language, text, (UIntPtr)Native.JPKI_ERROR_TEXT_SIZE, &problem);
            // The library refuses a failure that no call has, such as one of an unknown status.
            return made == Status.Ok
                ? Utf8.Text(text, Native.JPKI_ERROR_TEXT_SIZE)
                : status.Text(language);
        }

        private static unsafe string MessageOf(ref Native.jpki_error error)
        {
            fixed (byte* message = error.message)
            {
                return Utf8.Text(message, Native.JPKI_ERROR_MESSAGE_SIZE);
            }
        }
    }

    /// <summary>What every call does with its status.</summary>
    internal static class Failure
    {
        /// <summary>An error for a call to fill in.</summary>
        internal static unsafe Native.jpki_error None()
        {
            var error = default(Native.jpki_error);
            error.struct_size = (uint)sizeof(Native.jpki_error);
            error.tries_left = -1;
            return error;
        }

        internal static void Check(Status status, ref Native.jpki_error error)
        {
            if (status == Status.Ok)
            {
                return;
            }

            throw error.status == status ? new JpkiException(ref error) : new JpkiException(status);
        }

        internal static void Required(object argument, string name)
        {
            if (argument == null)
            {
                throw new ArgumentNullException(name);
            }
        }
    }
}
