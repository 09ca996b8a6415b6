// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Jpki
{
    /// <summary>
    /// Reports readers and cards that arrive and leave: first what is there, then every change. Any
    /// thread may use it; each event goes to one of them.
    /// </summary>
    public sealed unsafe class CardMonitor : IDisposable
    {
        private readonly MonitorHandle handle;

        internal CardMonitor(IntPtr value)
        {
            handle = new MonitorHandle(value);
        }

        /// <summary>Waits in this thread for the next event.</summary>
        /// <param name="timeout">Up to 24 hours, where 0 checks once; <c>null</c> for no limit.
        /// </param>
        /// <param name="cancellationToken">Ends the wait; no event is lost.</param>
        /// <returns>The event; <c>null</c> if there was none in that time.</returns>
        /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
        /// <exception cref="JpkiException"><see cref="Status.Cancelled"/>: the context or this
        /// monitor was disposed, or <see cref="CardContext.Cancel"/> was called.</exception>
        public CardEvent Next(
            TimeSpan? timeout = null,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            Native.jpki_error error = Failure.None();
            int milliseconds = Cancellation.Milliseconds(timeout);
            var read = default(Native.jpki_event);
            read.struct_size = (uint)sizeof(Native.jpki_event);
            using (var cancellation = new Cancellation(cancellationToken))
            {
                Status status = Native.jpki_monitor_next(
                    handle.Value, milliseconds, cancellation.Value, &read, &error);
                if (status == Status.TimedOut)
                {
                    return null;
                }

                if (status == Status.Cancelled)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                Failure.Check(status, ref error);
            }

            GC.KeepAlive(this);
            return new CardEvent(ref read);
        }

        /// <summary>Waits as <see cref="Next"/> does, in a thread of its own.</summary>
        /// <param name="timeout">As for <see cref="Next"/>.</param>
        /// <param name="cancellationToken">Ends the wait; the task is then cancelled.</param>
        /// <returns>The event; <c>null</c> if there was none in that time.</returns>
        public Task<CardEvent> NextAsync(
            TimeSpan? timeout = null,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            return CardContext.InOwnThread(
                () => Next(timeout, cancellationToken), cancellationToken);
        }

        /// <summary>
        /// The events, one after the other, each waited for in the thread that enumerates them. The
        /// enumeration ends when the token is cancelled or the monitor or its context is disposed.
        /// </summary>
        /// <param name="cancellationToken">Ends the enumeration.</param>
        /// <returns>The events.</returns>
        public IEnumerable<CardEvent> Events(
            CancellationToken cancellationToken = default(CancellationToken))
        {
            while (true)
            {
                CardEvent one = NextOrEnd(cancellationToken);
                if (one == null)
                {
                    yield break;
                }

                yield return one;
            }
        }

        /// <summary>
        /// Frees the monitor: a wait of another thread ends, and this returns once it has.
        /// </summary>
        public void Dispose()
        {
            handle.Dispose();
        }

        private CardEvent NextOrEnd(CancellationToken cancellationToken)
        {
            try
            {
                return Next(null, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
            catch (JpkiException failure)
            {
                // A handle that was freed just before the call is one that is not open.
                if (failure.Status == Status.Cancelled || failure.Status == Status.Handle)
                {
                    return null;
                }

                throw;
            }
        }
    }

    /// <summary>One event at the readers.</summary>
    public sealed class CardEvent
    {
        internal unsafe CardEvent(ref Native.jpki_event read)
        {
            Kind = read.@event;
            CardKind = read.card_kind;
            TokenKind = read.token_kind;
            Reason = read.reason;
            PcscCode = read.pcsc_code;
            fixed (byte* reader = read.reader)
            {
                Reader = Utf8.Text(reader, Native.JPKI_EVENT_READER_SIZE);
            }
        }

        /// <summary>What happened; treat an unknown one as no event.</summary>
        public EventKind Kind { get; private set; }

        /// <summary>With <see cref="EventKind.CardInserted"/>: what kind of card it is.</summary>
        public CardKind CardKind { get; private set; }

        /// <summary>With <see cref="Jpki.CardKind.Token"/>: what kind of token it is.</summary>
        public TokenKind TokenKind { get; private set; }

        /// <summary>
        /// Why the service stopped or the card was not identified; otherwise
        /// <see cref="Status.Ok"/>.
        /// </summary>
        public Status Reason { get; private set; }

        /// <summary>The PC/SC return code behind the reason; 0 if there is none.</summary>
        public long PcscCode { get; private set; }

        /// <summary>
        /// The reader's name; empty for an event of the service. Replace control characters before
        /// displaying it.
        /// </summary>
        public string Reader { get; private set; }
    }
}
