// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace Jpki.Samples
{
    /// <summary>Where PINs come from: the terminal without echo, or lines of a stream.</summary>
    internal sealed class PinSource : IDisposable
    {
        // Longer than any PIN, so that a longer one is refused for its form.
        private const int Capacity = 64;

        private readonly Stream stream;

        /// <param name="descriptor">A file descriptor; <c>null</c> for the terminal, or the
        /// standard input where that is none.</param>
        internal PinSource(int? descriptor)
        {
            if (descriptor == null && Console.IsInputRedirected)
            {
                descriptor = 0;
            }

            if (descriptor == 0)
            {
                stream = Console.OpenStandardInput();
            }
            else if (descriptor != null)
            {
                var handle = new SafeFileHandle((IntPtr)descriptor.Value, false);
                stream = new FileStream(handle, FileAccess.Read, 1);
            }
        }

        /// <summary>Reads one PIN; <c>null</c> if there is no more.</summary>
        internal Secret Ask(string prompt)
        {
            if (stream == null)
            {
                Console.Write(prompt);
            }

            var pin = new Secret(Capacity);
            bool isThere = stream == null ? ReadKeys(pin) : ReadLine(pin);
            if (isThere)
            {
                return pin;
            }

            pin.Dispose();
            return null;
        }

        public void Dispose()
        {
            if (stream != null)
            {
                stream.Dispose();
            }
        }

        private static bool ReadKeys(Secret pin)
        {
            while (true)
            {
                ConsoleKeyInfo key = Console.ReadKey(true);
                if (key.Key == ConsoleKey.Enter)
                {
                    Console.WriteLine();
                    return true;
                }

                if (key.Key == ConsoleKey.Backspace)
                {
                    pin.RemoveLast();
                }
                else if (key.Key == ConsoleKey.Escape)
                {
                    Console.WriteLine();
                    return false;
                }
                else if (pin.Length < Capacity && key.KeyChar != '\0')
                {
                    pin.Append(key.KeyChar < 0x80 ? (byte)key.KeyChar : (byte)0);
                }
            }
        }

        /// <summary>Byte by byte, so that no buffer has more than one of them.</summary>
        private bool ReadLine(Secret pin)
        {
            var one = new byte[1];
            bool isThere = false;
            try
            {
                while (stream.Read(one, 0, 1) == 1)
                {
                    isThere = true;
                    if (one[0] == (byte)'\n')
                    {
                        return true;
                    }

                    if (one[0] != (byte)'\r' && pin.Length < Capacity)
                    {
                        pin.Append(one[0]);
                    }
                }

                return isThere;
            }
            finally
            {
                Secret.Wipe(one);
            }
        }
    }
}
