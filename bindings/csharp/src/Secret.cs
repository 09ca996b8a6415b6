// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Runtime.InteropServices;
using System.Security;

namespace Jpki
{
    /// <summary>
    /// A PIN, a password or a check number, in memory that the garbage collector never copies and
    /// that is wiped when it is disposed.
    /// </summary>
    /// <remarks>
    /// A <see cref="string"/> cannot be wiped, so no method takes one. A <c>byte[]</c> can be
    /// passed too, but the garbage collector may have moved it before, and left a copy.
    /// </remarks>
    public sealed unsafe class Secret : IDisposable
    {
        private readonly Memory memory;
        private readonly int capacity;
        private int length;

        /// <summary>Makes an empty secret.</summary>
        /// <param name="capacity">How many bytes it can have; more are refused.</param>
        public Secret(int capacity)
        {
            if (capacity < 0)
            {
                throw new ArgumentOutOfRangeException("capacity");
            }

            this.capacity = capacity;
            memory = new Memory(capacity);
        }

        /// <summary>How many bytes it has.</summary>
        public int Length
        {
            get { return length; }
        }

        /// <summary>Moves bytes into a secret: the array is wiped.</summary>
        /// <param name="bytes">The bytes.</param>
        /// <returns>The secret.</returns>
        public static Secret Take(byte[] bytes)
        {
            Failure.Required(bytes, "bytes");
            var secret = new Secret(bytes.Length);
            foreach (byte one in bytes)
            {
                secret.Append(one);
            }

            Wipe(bytes);
            return secret;
        }

        /// <summary>Copies the letters and digits of a secure string, each as one byte.</summary>
        /// <param name="text">The secure string, which stays the caller's.</param>
        /// <returns>The secret. A character that is not ASCII becomes 0, which every call refuses.
        /// </returns>
        public static Secret FromSecureString(SecureString text)
        {
            Failure.Required(text, "text");
            var secret = new Secret(text.Length);
            IntPtr letters = Marshal.SecureStringToGlobalAllocUnicode(text);
            try
            {
                for (int index = 0; index < text.Length; index++)
                {
                    char letter = ((char*)letters)[index];
                    secret.Append(letter < 0x80 ? (byte)letter : (byte)0);
                }
            }
            finally
            {
                Marshal.ZeroFreeGlobalAllocUnicode(letters);
            }

            return secret;
        }

        /// <summary>Overwrites an array with zeros, in a way that is not optimised away.</summary>
        /// <param name="bytes">The array; <c>null</c> is ignored.</param>
        public static void Wipe(byte[] bytes)
        {
            if (bytes == null || bytes.Length == 0)
            {
                return;
            }

            fixed (byte* start = bytes)
            {
                Native.jpki_secure_wipe((IntPtr)start, (UIntPtr)bytes.Length);
            }
        }

        /// <summary>Adds a byte at the end, as when a key is pressed.</summary>
        /// <param name="value">The byte.</param>
        public void Append(byte value)
        {
            byte* start = Start;
            if (length == capacity)
            {
                throw new InvalidOperationException("The secret is full.");
            }

            start[length++] = value;
            GC.KeepAlive(this);
        }

        /// <summary>Removes the last byte, if there is one, as for a backspace.</summary>
        public void RemoveLast()
        {
            byte* start = Start;
            if (length > 0)
            {
                start[--length] = 0;
            }

            GC.KeepAlive(this);
        }

        /// <summary>Copies the bytes, which are then the caller's to wipe.</summary>
        /// <param name="target">Where to.</param>
        /// <param name="offset">Its first index.</param>
        public void CopyTo(byte[] target, int offset)
        {
            Failure.Required(target, "target");
            Marshal.Copy((IntPtr)Start, target, offset, length);
            GC.KeepAlive(this);
        }

        /// <summary>Wipes the bytes and frees the memory.</summary>
        public void Dispose()
        {
            length = 0;
            memory.Dispose();
        }

        /// <summary>Where the bytes are, while this object lives.</summary>
        internal byte* Start
        {
            get
            {
                if (memory.IsClosed)
                {
                    throw new ObjectDisposedException("Secret");
                }

                return (byte*)memory.DangerousGetHandle();
            }
        }

        /// <summary>Counts the bytes before the NUL that a call wrote.</summary>
        /// <summary>Keeps the memory, whoever disposes the secret, until <c>Release</c>.</summary>
        internal byte* Keep()
        {
            bool isKept = false;
            byte* start = Start;
            memory.DangerousAddRef(ref isKept);
            return start;
        }

        internal void Release()
        {
            memory.DangerousRelease();
        }

        internal void Written()
        {
            byte* start = Start;
            length = 0;
            while (length < capacity && start[length] != 0)
            {
                length++;
            }

            GC.KeepAlive(this);
        }

        private sealed class Memory : SafeHandle
        {
            private readonly int size;

            internal Memory(int size)
                : base(IntPtr.Zero, true)
            {
                // An empty secret has an address too.
                this.size = Math.Max(size, 1);
                SetHandle(Marshal.AllocHGlobal(this.size));
                Native.jpki_secure_wipe(handle, (UIntPtr)this.size);
            }

            public override bool IsInvalid
            {
                get { return handle == IntPtr.Zero; }
            }

            protected override bool ReleaseHandle()
            {
                Native.jpki_secure_wipe(handle, (UIntPtr)size);
                Marshal.FreeHGlobal(handle);
                return true;
            }
        }
    }
}
