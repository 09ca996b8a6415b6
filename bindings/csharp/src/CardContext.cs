// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Jpki
{
    /// <summary>
    /// The readers of this computer. Any thread may use it, several at a time. Cards do not depend
    /// on it.
    /// </summary>
    public sealed unsafe class CardContext : IDisposable
    {
        private readonly ContextHandle handle;

        /// <summary>Makes a context. It does not connect to the smart card service yet.</summary>
        /// <exception cref="JpkiException"><see cref="Status.NotBuilt"/>: the library was built
        /// without PC/SC.</exception>
        public CardContext()
        {
            Native.jpki_error error = Failure.None();
            IntPtr made;
            Failure.Check(Native.jpki_context_new(out made, &error), ref error);
            handle = new ContextHandle(made);
        }

        /// <summary>Sets one of the context's timeouts.</summary>
        /// <param name="kind">Which one.</param>
        /// <param name="timeout">Up to 24 hours; <c>null</c> or
        /// <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
        public void SetTimeout(TimeoutKind kind, TimeSpan? timeout)
        {
            Native.jpki_error error = Failure.None();
            int milliseconds = Cancellation.Milliseconds(timeout);
            Failure.Check(
                Native.jpki_context_set_timeout(handle.Value, kind, milliseconds, &error),
                ref error);
            GC.KeepAlive(this);
        }

        /// <summary>Lists the readers that are connected now.</summary>
        /// <returns>Their names, as the readers or their drivers chose them: replace control
        /// characters before displaying one.</returns>
        public IReadOnlyList<string> ReadReaders()
        {
            Native.jpki_error error = Failure.None();
            IntPtr made;
            Failure.Check(Native.jpki_context_readers(handle.Value, out made, &error), ref error);
            GC.KeepAlive(this);
            using (var list = new ReadersHandle(made))
            {
                long count = (long)Native.jpki_readers_count(list.Value);
                var names = new List<string>();
                for (long at = 0; at < count; at++)
                {
                    var index = (UIntPtr)at;
                    names.Add(list.Text(one => Native.jpki_readers_name(one, index)));
                }

                return names.AsReadOnly();
            }
        }

        /// <summary>Reports what is in a reader now.</summary>
        /// <param name="reader">Its exact name.</param>
        /// <returns>What is in it.</returns>
        public Presence ReadPresence(string reader)
        {
            Failure.Required(reader, "reader");
            Native.jpki_error error = Failure.None();
            Presence presence;
            fixed (byte* name = Utf8.Bytes(reader))
            {
                Failure.Check(
                    Native.jpki_context_reader_status(handle.Value, name, out presence, &error),
                    ref error);
            }

            GC.KeepAlive(this);
            return presence;
        }

        /// <summary>
        /// Waits in this thread until an Individual Number Card is on a reader, and connects to it.
        /// </summary>
        /// <param name="reader">The exact name of a reader, or a part of it
        /// (<see cref="WaitOptions.NamePart"/>); <c>null</c> for any.</param>
        /// <param name="timeout">Up to 24 hours, where 0 checks once; <c>null</c> for no limit.
        /// </param>
        /// <param name="options">What else the wait does.</param>
        /// <param name="cancellationToken">Ends the wait, also if it is cancelled already.</param>
        /// <returns>The card, to be disposed.</returns>
        /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
        /// <exception cref="JpkiException"><see cref="Status.TimedOut"/>, or what is known to stand
        /// in the way, such as <see cref="Status.NoReader"/>; <see cref="Status.Cancelled"/> after
        /// <see cref="Cancel"/>.</exception>
        public Card Wait(
            string reader = null,
            TimeSpan? timeout = null,
            WaitOptions options = WaitOptions.None,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            Native.jpki_error error = Failure.None();
            int milliseconds = Cancellation.Milliseconds(timeout);
            IntPtr card;
            using (var cancellation = new Cancellation(cancellationToken))
            {
                fixed (byte* name = Utf8.Bytes(reader))
                {
                    Status status = Native.jpki_card_wait(
                        handle.Value, name, milliseconds, options, cancellation.Value, out card,
                        &error);
                    if (status == Status.Cancelled)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                    }

                    Failure.Check(status, ref error);
                }
            }

            GC.KeepAlive(this);
            return new Card(card);
        }

        /// <summary>
        /// Waits as <see cref="Wait"/> does, in a thread of its own.
        /// </summary>
        /// <param name="reader">As for <see cref="Wait"/>.</param>
        /// <param name="timeout">As for <see cref="Wait"/>.</param>
        /// <param name="options">As for <see cref="Wait"/>.</param>
        /// <param name="cancellationToken">Ends the wait; the task is then cancelled.</param>
        /// <returns>The card, to be disposed.</returns>
        public Task<Card> WaitAsync(
            string reader = null,
            TimeSpan? timeout = null,
            WaitOptions options = WaitOptions.None,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            return InOwnThread(
                () => Wait(reader, timeout, options, cancellationToken), cancellationToken);
        }

        /// <summary>Connects to the card that is in a reader now, of any kind.</summary>
        /// <param name="reader">The reader's exact name.</param>
        /// <returns>The card, to be disposed.</returns>
        public Card Connect(string reader)
        {
            Failure.Required(reader, "reader");
            Native.jpki_error error = Failure.None();
            IntPtr card;
            fixed (byte* name = Utf8.Bytes(reader))
            {
                Failure.Check(
                    Native.jpki_card_connect(handle.Value, name, out card, &error), ref error);
            }

            GC.KeepAlive(this);
            return new Card(card);
        }

        /// <summary>Makes a monitor of readers and their cards.</summary>
        /// <param name="reader">The exact name of the reader to watch; <c>null</c> for all.</param>
        /// <param name="options"><see cref="MonitorOptions.Identify"/> to have each card
        /// identified.</param>
        /// <returns>The monitor, to be disposed; it ends with this context.</returns>
        public CardMonitor CreateMonitor(
            string reader = null, MonitorOptions options = MonitorOptions.None)
        {
            Native.jpki_error error = Failure.None();
            IntPtr monitor;
            fixed (byte* name = Utf8.Bytes(reader))
            {
                Failure.Check(
                    Native.jpki_monitor_new(handle.Value, name, options, out monitor, &error),
                    ref error);
            }

            GC.KeepAlive(this);
            return new CardMonitor(monitor);
        }

        /// <summary>
        /// Ends every wait of this context, and of its monitors, that is in progress; later ones
        /// are not affected.
        /// </summary>
        public void Cancel()
        {
            Native.jpki_error error = Failure.None();
            Failure.Check(Native.jpki_context_cancel(handle.Value, &error), ref error);
            GC.KeepAlive(this);
        }

        /// <summary>
        /// Frees the context: its waits and monitors end, and this returns once they have.
        /// </summary>
        public void Dispose()
        {
            handle.Dispose();
        }

        internal static Task<T> InOwnThread<T>(Func<T> work, CancellationToken cancellationToken)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return Task.FromCanceled<T>(cancellationToken);
            }

            // A wait sleeps in the library for as long as it takes: no thread of the pool should.
            return Task.Factory.StartNew(
                work,
                cancellationToken,
                TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
                TaskScheduler.Default);
        }
    }
}
