// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Jpki.Tests
{
    internal static class LifetimeTests
    {
        private static readonly byte[] Pin = Encoding.ASCII.GetBytes("1234");

        public static void DisposingTwiceIsNothing()
        {
            Card card = Card.OpenVirtual();
            Authentication made = card.Authenticate(
                Pin, new byte[32], new SignOptions { ReadCaCertificate = true });
            made.Dispose();
            made.Dispose();
            card.Dispose();
            card.Dispose();
            Expect.Throws<ObjectDisposedException>(() => card.ReadToken());
            Expect.Throws<ObjectDisposedException>(() => GC.KeepAlive(card.ReaderName));
            Expect.Throws<ObjectDisposedException>(() => GC.KeepAlive(made.Certificate.Der));
            Expect.Throws<ObjectDisposedException>(() => made.Certificate.Verify());
        }

        public static void ResultsOutliveTheCard()
        {
            Authentication made;
            using (Card card = Card.OpenVirtual())
            {
                made = card.Authenticate(Pin, new byte[32]);
            }

            using (made)
            {
                Expect.True(made.Certificate.Der.Length > 500, "no certificate");
                Expect.Same("RSA-SHA256", made.Signature.AlgorithmName);
            }
        }

        /// <summary>Finalizers are only the net for what was not disposed.</summary>
        public static void WhatIsForgottenIsFreed()
        {
            var closed = new Counter();
            const int Forgotten = 20;
            Forget(closed, Forgotten);
            for (int turn = 0; turn < 10 && closed.Value < Forgotten; turn++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            // A collector that guesses what is on the stack may keep one.
            Expect.True(closed.Value >= Forgotten - 2, closed.Value + " were freed");
        }

        public static void AnObjectLivesUntilItsCallReturns()
        {
            for (int turn = 0; turn < 50; turn++)
            {
                Expect.True(Card.OpenVirtual().ReadCertificate().Der.Length > 500, "too early");
                if (turn % 10 == 0)
                {
                    GC.Collect();
                }
            }
        }

        public static void ManyThreadsUseOneCard()
        {
            using (Card card = Card.OpenVirtual())
            {
                Parallel.For(0, 64, turn =>
                {
                    Expect.Same(TokenKind.MyNumberCard, card.ReadToken().Kind);
                    Expect.Same(3, card.ReadTries().Left);
                });
            }
        }

        /// <summary>Whoever comes too late is told so, and nothing else happens.</summary>
        public static void ACardIsDisposedWhileItIsUsed()
        {
            for (int turn = 0; turn < 20; turn++)
            {
                Card card = Card.OpenVirtual();
                var users = Enumerable.Range(0, 4).Select(one => Task.Run(() =>
                {
                    try
                    {
                        while (true)
                        {
                            using (Certificate read = card.ReadCertificate())
                            {
                                Expect.True(read.Der.Length > 500, "no certificate");
                            }
                        }
                    }
                    catch (ObjectDisposedException)
                    {
                    }
                    catch (JpkiException failure)
                    {
                        Expect.Same(Status.Handle, failure.Status);
                    }
                })).ToArray();
                Thread.Sleep(5);
                card.Dispose();
                Task.WaitAll(users);
            }
        }

        public static void ATransactionEndsWithItsBlock()
        {
            using (Card card = Card.OpenVirtual())
            {
                using (card.BeginTransaction())
                {
                    Expect.Fails(Status.Argument, () => card.BeginTransaction());
                }

                using (Transaction transaction = card.BeginTransaction())
                {
                    transaction.End();
                    transaction.End();
                }

                Expect.Fails(Status.Argument, card.EndTransaction);
                Transaction last = card.BeginTransaction();
                card.Dispose();
                last.Dispose();
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Forget(Counter closed, int count)
        {
            var maker = new Thread(() =>
            {
                for (int turn = 0; turn < count; turn++)
                {
                    Card.Open(new TransportTests.Silent(closed));
                }
            });
            maker.Start();
            maker.Join();
        }
    }

    internal sealed class Counter
    {
        private int value;

        internal int Value
        {
            get { return Thread.VolatileRead(ref value); }
        }

        internal void Add()
        {
            Interlocked.Increment(ref value);
        }
    }
}
