// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Jpki
{
    /// <summary>The library's texts, which are UTF-8 and end with NUL.</summary>
    internal static unsafe class Utf8
    {
        // A name of a reader need not be UTF-8, and must come back as it was: each byte that is no
        // character becomes half of a pair of surrogates, which no UTF-8 text has.
        private const char FirstEscape = '\uDC00';

        private static readonly UTF8Encoding Strict = new UTF8Encoding(false, true);

        internal static byte[] Copy(byte* data, int length)
        {
            var copy = new byte[length];
            Marshal.Copy((IntPtr)data, copy, 0, length);
            return copy;
        }

        internal static string Text(byte* text)
        {
            return text == null ? null : Text(text, int.MaxValue);
        }

        /// <summary>The text in a buffer of so many bytes.</summary>
        internal static string Text(byte* text, int size)
        {
            int length = 0;
            while (length < size && text[length] != 0)
            {
                length++;
            }

            return Text(Copy(text, length));
        }

        internal static string Text(byte[] bytes)
        {
            try
            {
                return Strict.GetString(bytes);
            }
            catch (DecoderFallbackException)
            {
                var text = new StringBuilder(bytes.Length);
                foreach (byte one in bytes)
                {
                    text.Append(one < 0x80 ? (char)one : (char)(FirstEscape + one));
                }

                return text.ToString();
            }
        }

        /// <summary>The bytes with a NUL; <c>null</c> for <c>null</c>.</summary>
        internal static byte[] Bytes(string text)
        {
            if (text == null)
            {
                return null;
            }

            if (text.IndexOf('\0') >= 0)
            {
                throw new JpkiException(Status.Argument);
            }

            try
            {
                var bytes = new byte[Strict.GetByteCount(text) + 1];
                Strict.GetBytes(text, 0, text.Length, bytes, 0);
                return bytes;
            }
            catch (EncoderFallbackException)
            {
                return Unescaped(text);
            }
        }

        private static byte[] Unescaped(string text)
        {
            var bytes = new byte[text.Length + 1];
            for (int index = 0; index < text.Length; index++)
            {
                int letter = text[index];
                bool isEscape = letter >= FirstEscape + 0x80 && letter <= FirstEscape + 0xFF;
                if (letter >= 0x80 && !isEscape)
                {
                    throw new JpkiException(Status.Argument);
                }

                bytes[index] = (byte)(isEscape ? letter - FirstEscape : letter);
            }

            return bytes;
        }
    }
}
