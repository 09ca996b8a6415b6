// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Threading;

namespace Jpki
{
    /// <summary>
    /// A cancellation of the library that a token cancels, before the wait or during it.
    /// </summary>
    internal sealed unsafe class Cancellation : IDisposable
    {
        private readonly CancellationHandle handle;
        private readonly CancellationTokenRegistration registration;

        internal Cancellation(CancellationToken token)
        {
            token.ThrowIfCancellationRequested();
            if (!token.CanBeCanceled)
            {
                return;
            }

            Native.jpki_error error = Failure.None();
            IntPtr made;
            Failure.Check(Native.jpki_cancellation_new(out made, &error), ref error);
            handle = new CancellationHandle(made);
            registration = token.Register(Cancel);
        }

        /// <summary>The number for a call; 0 for a token that nobody can cancel.</summary>
        internal IntPtr Value
        {
            get { return Handle.ValueOf(handle); }
        }

        public void Dispose()
        {
            registration.Dispose();
            if (handle != null)
            {
                handle.Dispose();
            }
        }

        /// <summary>What the library takes for a duration; <c>null</c> is no limit.</summary>
        internal static int Milliseconds(TimeSpan? timeout)
        {
            if (timeout == null)
            {
                return Native.JPKI_WAIT_FOREVER;
            }

            if (timeout.Value == Timeout.InfiniteTimeSpan)
            {
                return Native.JPKI_WAIT_FOREVER;
            }

            // What is out of range is for the library to refuse: also what is left until a time
            // that passed a millisecond ago, which must not become infinite. What is shorter than
            // a millisecond still waits.
            double milliseconds = timeout.Value < TimeSpan.Zero
                ? int.MinValue
                : Math.Ceiling(timeout.Value.TotalMilliseconds);
            return (int)Math.Max(int.MinValue, Math.Min(int.MaxValue, milliseconds));
        }

        private void Cancel()
        {
            // The waits that it ends say so; there is nothing to report here.
            Native.jpki_cancellation_cancel(handle.Value, null);
        }
    }
}
