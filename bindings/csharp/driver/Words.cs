// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace Jpki.Driver
{
    /// <summary>The lines of a stream, as UTF-8.</summary>
    internal sealed class Lines
    {
        private readonly Stream stream;
        private readonly byte[] buffer = new byte[4096];
        private int start;
        private int end;

        internal Lines(Stream stream)
        {
            this.stream = stream;
        }

        internal string Next()
        {
            var line = new MemoryStream();
            while (true)
            {
                if (start == end)
                {
                    start = 0;
                    end = stream.Read(buffer, 0, buffer.Length);
                    if (end == 0)
                    {
                        return null;
                    }
                }

                int at = Array.IndexOf(buffer, (byte)'\n', start, end - start);
                line.Write(buffer, start, (at < 0 ? end : at) - start);
                start = at < 0 ? end : at + 1;
                if (at >= 0)
                {
                    return Encoding.UTF8.GetString(line.ToArray());
                }
            }
        }
    }

    /// <summary>A request's words, taken one after the other.</summary>
    internal sealed class Words
    {
        // What a secret's bytes are combined with, so that no line has one.
        private const int Mask = 0x5A;

        private readonly string[] words;
        private int at;

        internal Words(string line)
        {
            words = line.Split('\t');
            Request = words[at++];
        }

        internal string Request { get; private set; }

        internal string Text()
        {
            return at < words.Length ? words[at++] : "-";
        }

        internal string TextOrNone()
        {
            string word = Text();
            return word == "-" ? null : word;
        }

        internal int Number()
        {
            return int.Parse(Text(), CultureInfo.InvariantCulture);
        }

        internal long Long()
        {
            return long.Parse(Text(), CultureInfo.InvariantCulture);
        }

        internal bool Flag()
        {
            return Text() == "1";
        }

        internal TimeSpan Milliseconds()
        {
            return TimeSpan.FromMilliseconds(Number());
        }

        /// <summary>A constant; where it is 0, the default of the layer.</summary>
        internal T Constant<T>(T standard)
            where T : struct
        {
            int number = Number();
            return number == 0 ? standard : (T)Enum.ToObject(typeof(T), number);
        }

        /// <summary>A constant without a default.</summary>
        internal T Constant<T>()
            where T : struct
        {
            return (T)Enum.ToObject(typeof(T), Number());
        }

        internal LastTry LastTry()
        {
            return Constant(Jpki.LastTry.Keep);
        }

        internal byte[] Bytes()
        {
            return BytesOrNone() ?? new byte[0];
        }

        internal byte[] BytesOrNone()
        {
            string word = Text();
            if (word == "-")
            {
                return null;
            }

            var bytes = new byte[word.Length / 2];
            for (int index = 0; index < bytes.Length; index++)
            {
                bytes[index] = (byte)Octet(word, index);
            }

            return bytes;
        }

        /// <summary>A secret, decoded into memory that is wiped.</summary>
        internal Secret Secret()
        {
            string word = Text();
            if (word == "-")
            {
                return new Secret(0);
            }

            var secret = new Secret(word.Length / 2);
            for (int index = 0; index < word.Length / 2; index++)
            {
                secret.Append((byte)(Octet(word, index) ^ Mask));
            }

            return secret;
        }

        /// <summary>A secret as an answer has it.</summary>
        internal static string Masked(Secret secret)
        {
            var bytes = new byte[secret.Length];
            secret.CopyTo(bytes, 0);
            for (int index = 0; index < bytes.Length; index++)
            {
                bytes[index] ^= Mask;
            }

            return Driver.Text.Of(bytes);
        }

        private static int Octet(string word, int index)
        {
            return (Uri.FromHex(word[index * 2]) * 16) + Uri.FromHex(word[(index * 2) + 1]);
        }
    }

    /// <summary>Values as answers have them.</summary>
    internal static class Text
    {
        internal static string Of(long number)
        {
            return number.ToString(CultureInfo.InvariantCulture);
        }

        internal static string Of(bool flag)
        {
            return flag ? "1" : "0";
        }

        internal static string Of(DateTimeOffset time)
        {
            return Of(time.ToUnixTimeSeconds());
        }

        internal static string Of(CardDate? date)
        {
            return Of(date == null ? 0 : date.Value.Number);
        }

        internal static string Of(byte[] bytes)
        {
            if (bytes == null)
            {
                return "-";
            }

            var text = new StringBuilder(bytes.Length * 2);
            foreach (byte one in bytes)
            {
                text.Append(one.ToString("x2", CultureInfo.InvariantCulture));
            }

            return text.ToString();
        }

        internal static string Of(string text)
        {
            if (text == null)
            {
                return "-";
            }

            var shown = new StringBuilder(text.Length);
            foreach (char letter in text)
            {
                shown.Append(char.IsControl(letter) ? ' ' : letter);
            }

            return shown.ToString();
        }
    }
}
