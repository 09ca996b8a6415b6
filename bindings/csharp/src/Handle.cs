// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Runtime.InteropServices;

namespace Jpki
{
    /// <summary>
    /// Owns a handle of the library. A handle is a number that the library looks up, and a stale
    /// one is an error, so calls pass the number itself: only then does disposing an object end or
    /// wait for the calls that other threads make with it, as the library promises.
    /// </summary>
    internal abstract unsafe class Handle : SafeHandle
    {
        protected Handle(IntPtr value)
            : base(IntPtr.Zero, true)
        {
            SetHandle(value);
        }

        /// <summary>A getter that lends bytes.</summary>
        internal delegate byte* LendBytes(IntPtr handle, out UIntPtr length);

        /// <summary>A getter that lends text ended by NUL.</summary>
        internal delegate byte* LendText(IntPtr handle);

        public override bool IsInvalid
        {
            get { return handle == IntPtr.Zero; }
        }

        /// <summary>The number for a call; keep this object alive until the call returns.</summary>
        internal IntPtr Value
        {
            get
            {
                if (IsClosed)
                {
                    throw new ObjectDisposedException(
                        GetType().Name.Replace("Handle", string.Empty));
                }

                return handle;
            }
        }

        /// <summary>The number of an object that may be missing.</summary>
        internal static IntPtr ValueOf(Handle handle)
        {
            return handle == null ? IntPtr.Zero : handle.Value;
        }

        /// <summary>A copy of what a getter lends; <c>null</c> if there is none.</summary>
        internal byte[] Bytes(LendBytes lend)
        {
            // The memory belongs to the object, so nobody may free it meanwhile.
            bool isHeld = false;
            try
            {
                DangerousAddRef(ref isHeld);
                UIntPtr length;
                byte* lent = lend(handle, out length);
                return lent == null ? null : Utf8.Copy(lent, checked((int)length));
            }
            finally
            {
                if (isHeld)
                {
                    DangerousRelease();
                }
            }
        }

        /// <summary>A copy of the text that a getter lends; <c>null</c> if there is none.</summary>
        internal string Text(LendText lend)
        {
            bool isHeld = false;
            try
            {
                DangerousAddRef(ref isHeld);
                return Utf8.Text(lend(handle));
            }
            finally
            {
                if (isHeld)
                {
                    DangerousRelease();
                }
            }
        }
    }
}
