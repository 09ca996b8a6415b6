// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Jpki.Driver
{
    /// <summary>Readers, waits, the monitor and the log.</summary>
    internal sealed class ReaderRequests
    {
        private readonly Kept kept;
        private readonly List<string> lines = new List<string>();

        internal ReaderRequests(Kept kept)
        {
            this.kept = kept;
        }

        internal void AddTo(Dictionary<string, Func<Words, string[]>> requests)
        {
            requests["context"] =
                words => CardRequests.Done(() => kept.Context = new CardContext());
            requests["timeout"] = words => CardRequests.Done(() =>
                kept.Context.SetTimeout(words.Constant<TimeoutKind>(), words.Milliseconds()));
            requests["readers"] = words => kept.Context.ReadReaders().Select(Text.Of).ToArray();
            requests["presence"] =
                words => new[] { Text.Of((int)kept.Context.ReadPresence(words.Text())) };
            requests["connect"] =
                words => CardRequests.Done(() => kept.Card = kept.Context.Connect(words.Text()));
            requests["wait"] = words => Found(kept.Context.Wait(
                words.TextOrNone(), words.Milliseconds(), words.Constant<WaitOptions>()));
            requests["wait-cancelled-before"] = WaitCancelledBefore;
            requests["wait-cancelled-during"] = WaitCancelledDuring;
            requests["monitor"] = words => CardRequests.Done(() =>
                kept.Monitor = kept.Context.CreateMonitor(
                    words.TextOrNone(), words.Constant<MonitorOptions>()));
            requests["next"] = Next;
            requests["log"] = Log;
            requests["log-lines"] = LogLines;
        }

        private string[] Found(Card card)
        {
            kept.Card = card;
            return new[] { Text.Of(card.ReaderName) };
        }

        private string[] WaitCancelledBefore(Words words)
        {
            using (var source = new CancellationTokenSource())
            {
                source.Cancel();
                return Wait(words.Milliseconds(), source.Token);
            }
        }

        private string[] WaitCancelledDuring(Words words)
        {
            using (var source = new CancellationTokenSource(words.Milliseconds()))
            {
                return Wait(words.Milliseconds(), source.Token);
            }
        }

        private string[] Wait(TimeSpan timeout, CancellationToken token)
        {
            return Found(kept.Context.WaitAsync(timeout: timeout, cancellationToken: token)
                .GetAwaiter().GetResult());
        }

        private string[] Next(Words words)
        {
            CardEvent read = kept.Monitor.NextAsync(words.Milliseconds()).GetAwaiter().GetResult();
            if (read == null)
            {
                throw new JpkiException(Status.TimedOut);
            }

            return new[]
            {
                Text.Of((int)read.Kind), Text.Of((int)read.CardKind),
                Text.Of((int)read.TokenKind), Text.Of((int)read.Reason), Text.Of(read.Reader),
            };
        }

        private string[] Log(Words words)
        {
            lock (lines)
            {
                lines.Clear();
            }

            JpkiLog.Set(words.Constant(LogLevel.Off), (level, line) =>
            {
                lock (lines)
                {
                    lines.Add(line);
                }
            });
            return new string[0];
        }

        private string[] LogLines(Words words)
        {
            lock (lines)
            {
                return new[]
                {
                    Text.Of(lines.Count), Text.Of(lines.Count == 0 ? null : lines[0]),
                };
            }
        }
    }
}
