// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Runtime.InteropServices;

namespace Jpki
{
    /// <summary>
    /// The bytes of a PIN, a password or a number that a call takes: of a <see cref="Secret"/>, a
    /// <c>byte[]</c> or an <see cref="ArraySegment{T}"/>, each of which converts to it implicitly.
    /// </summary>
    /// <remarks>
    /// It is a view, not a copy. An array is pinned during the call; it stays the caller's, who
    /// wipes it with <see cref="Secret.Wipe"/>.
    /// </remarks>
    public struct SecretBytes
    {
        private readonly ArraySegment<byte> array;
        private readonly Secret secret;

        private SecretBytes(ArraySegment<byte> array, Secret secret)
        {
            this.array = array;
            this.secret = secret;
        }

        /// <summary>Views a secret.</summary>
        /// <param name="secret">The secret.</param>
        public static implicit operator SecretBytes(Secret secret)
        {
            return new SecretBytes(default(ArraySegment<byte>), secret);
        }

        /// <summary>Views an array.</summary>
        /// <param name="array">The array.</param>
        public static implicit operator SecretBytes(byte[] array)
        {
            var whole = array == null ? default(ArraySegment<byte>) : new ArraySegment<byte>(array);
            return new SecretBytes(whole, null);
        }

        /// <summary>Views a part of an array.</summary>
        /// <param name="array">The part.</param>
        public static implicit operator SecretBytes(ArraySegment<byte> array)
        {
            return new SecretBytes(array, null);
        }

        /// <summary>Holds the bytes in their place until it is disposed.</summary>
        internal Hold Held()
        {
            return new Hold(array, secret);
        }

        internal unsafe struct Hold : IDisposable
        {
            internal readonly byte* Start;
            internal readonly UIntPtr Length;

            private readonly Secret secret;
            private readonly GCHandle pinned;

            internal Hold(ArraySegment<byte> array, Secret secret)
            {
                this.secret = secret;
                pinned = default(GCHandle);
                Start = null;
                Length = (UIntPtr)array.Count;
                if (secret != null)
                {
                    // A Dispose in another thread wipes and frees it after the call.
                    Start = secret.Keep();
                    Length = (UIntPtr)secret.Length;
                }
                else if (array.Array != null)
                {
                    pinned = GCHandle.Alloc(array.Array, GCHandleType.Pinned);
                    Start = (byte*)pinned.AddrOfPinnedObject() + array.Offset;
                }
            }

            public void Dispose()
            {
                GCHandle own = pinned;
                if (own.IsAllocated)
                {
                    own.Free();
                }

                if (secret != null)
                {
                    secret.Release();
                }
            }
        }
    }
}
