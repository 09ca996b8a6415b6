// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Linq;

namespace Jpki.Tests
{
    internal static class TransportTests
    {
        public static void ExceptionsBecomeStatuses()
        {
            Says(Status.CardRemoved, new JpkiException(Status.CardRemoved));
            Says(Status.NoCard, new JpkiException(Status.NoCard));
            Says(Status.ReaderFailed, new JpkiException(Status.PinWrong));
            Says(Status.ReaderFailed, new JpkiException(Status.Ok));
            Says(Status.ReaderFailed, new InvalidOperationException("the cable is out"));
            Says(Status.ReaderFailed, new NullReferenceException());
        }

        public static void AnAnswerThatCannotBeIsAFailure()
        {
            using (Card card = Card.Open(new Silent(new Counter()) { Answer = null }))
            {
                Expect.Fails(Status.ReaderFailed, () => card.ReadToken());
            }

            using (Card card = Card.Open(new Silent(new Counter()) { Answer = new byte[70000] }))
            {
                Expect.Fails(Status.CardAnswer, () => card.ReadToken());
            }
        }

        /// <summary>A command may hold a PIN.</summary>
        public static void CommandsAreWiped()
        {
            var transport = new Silent(new Counter()) { Answer = new byte[] { 0x6A, 0x82 } };
            using (Card card = Card.Open(transport))
            {
                Expect.Throws<JpkiException>(() => card.ReadToken());
            }

            Expect.True(transport.WasCommand, "no command came");
            Expect.True(transport.Last.All(one => one == 0), "the command is still there");
        }

        public static void ItIsClosedOnce()
        {
            var closed = new Counter();
            Card card = Card.Open(new Silent(closed));
            card.Dispose();
            card.Dispose();
            Expect.Same(1, closed.Value);
        }

        /// <summary>Nothing but the library knows the transport here.</summary>
        public static void ItLivesAsLongAsItsCard()
        {
            var closed = new Counter();
            using (Card card = Card.Open(new Silent(closed)))
            {
                for (int turn = 0; turn < 5; turn++)
                {
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                    Expect.Throws<JpkiException>(() => card.ReadToken());
                }

                Expect.Same(0, closed.Value);
            }
        }

        private static void Says(Status status, Exception thrown)
        {
            using (Card card = Card.Open(new Silent(new Counter()) { Thrown = thrown }))
            {
                Expect.Fails(status, () => card.ReadToken());
            }
        }

        internal sealed class Silent : Transport
        {
            private readonly Counter closed;

            internal Silent(Counter closed)
            {
                this.closed = closed;
                Answer = new byte[] { 0x6A, 0x82 };
            }

            internal byte[] Answer { get; set; }

            internal Exception Thrown { get; set; }

            internal byte[] Last { get; private set; }

            internal bool WasCommand { get; private set; }

            public override byte[] Transmit(byte[] command)
            {
                Last = command;
                WasCommand = command.Any(one => one != 0);
                if (Thrown != null)
                {
                    throw Thrown;
                }

                return Answer;
            }

            public override void PowerDown()
            {
            }

            public override void Close()
            {
                closed.Add();
            }
        }
    }
}
