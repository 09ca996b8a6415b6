// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Jpki.Tests
{
    /// <summary>
    /// Waits that end without a card, with or without a smart card service on this machine.
    /// </summary>
    internal static class WaitTests
    {
        private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

        public static void ATokenThatIsCancelledEndsTheTask()
        {
            using (var context = new CardContext())
            using (var source = new CancellationTokenSource())
            {
                Task<Card> wait = Begin(context, source.Token);
                Expect.True(!wait.Wait(Soon), "it did not wait");
                source.Cancel();
                Expect.True(Task.WhenAny(wait).Wait(Patience), "it did not end");
                Expect.Same(TaskStatus.Canceled, wait.Status);
            }
        }

        public static void ATokenThatWasCancelledBefore()
        {
            using (var context = new CardContext())
            using (var source = new CancellationTokenSource())
            {
                source.Cancel();
                Expect.Same(TaskStatus.Canceled, Begin(context, source.Token).Status);
                Expect.Throws<OperationCanceledException>(
                    () => context.Wait(cancellationToken: source.Token));
            }
        }

        public static void OneTokenEndsManyWaits()
        {
            using (var context = new CardContext())
            using (var source = new CancellationTokenSource())
            {
                var waits = Enumerable.Range(0, 8)
                    .Select(one => Begin(context, source.Token)).ToArray();
                source.CancelAfter(Soon);
                Expect.True(Task.WhenAny(Task.WhenAll(waits)).Wait(Patience), "they did not end");
                Expect.True(waits.All(one => one.IsCanceled), "not all are cancelled");
            }
        }

        /// <summary>A window that closes disposes what it waits with.</summary>
        public static void DisposingTheContextEndsItsWaits()
        {
            var context = new CardContext();
            Task<Card> wait = Begin(context, CancellationToken.None);
            Expect.True(!wait.Wait(Soon), "it did not wait");
            context.Dispose();
            Expect.True(Task.WhenAny(wait).Wait(Patience), "it did not end");
            var failure = (JpkiException)wait.Exception.InnerException;
            Expect.Same(Status.Cancelled, failure.Status);
        }

        public static void CancellingTheContextEndsItsWaits()
        {
            using (var context = new CardContext())
            {
                Task<Card> wait = Begin(context, CancellationToken.None);
                Expect.True(!wait.Wait(Soon), "it did not wait");
                context.Cancel();
                Expect.True(Task.WhenAny(wait).Wait(Patience), "it did not end");
                Expect.Same(TaskStatus.Faulted, wait.Status);
            }
        }

        public static void DurationsAreThoseOfTheLibrary()
        {
            using (var context = new CardContext())
            {
                context.SetTimeout(TimeoutKind.Exchange, TimeSpan.FromTicks(1));
                context.SetTimeout(TimeoutKind.Exchange, TimeSpan.FromHours(24));
                context.SetTimeout(TimeoutKind.Exchange, Timeout.InfiniteTimeSpan);
                context.SetTimeout(TimeoutKind.Exchange, null);
                foreach (TimeSpan wrong in new[]
                {
                    TimeSpan.FromHours(25), TimeSpan.MaxValue, TimeSpan.MinValue,
                    TimeSpan.FromSeconds(-1),
                })
                {
                    Expect.Fails(
                        Status.Argument, () => context.SetTimeout(TimeoutKind.Exchange, wrong));
                }
            }
        }

        public static void EventsEndWithTheToken()
        {
            using (var context = new CardContext())
            using (CardMonitor monitor = context.CreateMonitor())
            using (var source = new CancellationTokenSource(Soon))
            {
                // Without a service there is one event, which says so.
                Task all = Task.Run(() => monitor.Events(source.Token).Count());
                Expect.True(all.Wait(Patience), "they did not end");
                Expect.Same(null, monitor.Next(TimeSpan.Zero));
            }
        }

        public static void EventsEndWithTheMonitor()
        {
            using (var context = new CardContext())
            {
                CardMonitor monitor = context.CreateMonitor();
                Task all = Task.Run(() => monitor.Events().Count());
                Expect.True(!all.Wait(Soon), "it did not wait");
                monitor.Dispose();
                Expect.True(all.Wait(Patience), "they did not end");
                Expect.Same(0, monitor.Events().Count());
            }
        }

        public static void ANextThatIsCancelledEndsTheTask()
        {
            using (var context = new CardContext())
            using (CardMonitor monitor = context.CreateMonitor("no such reader"))
            using (var source = new CancellationTokenSource(TimeSpan.FromSeconds(1)))
            {
                Task all = Task.Run(async () =>
                {
                    while (true)
                    {
                        await monitor.NextAsync(null, source.Token);
                    }
                });
                Expect.True(Task.WhenAny(all).Wait(Patience), "it did not end");
                Expect.Same(TaskStatus.Canceled, all.Status);
            }
        }

        private static Task<Card> Begin(CardContext context, CancellationToken token)
        {
            return context.WaitAsync(
                "no such reader", null, WaitOptions.ForService, cancellationToken: token);
        }
    }
}
