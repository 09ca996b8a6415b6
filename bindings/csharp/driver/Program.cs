// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Jpki.Driver
{
    /// <summary>Reads requests and prints answers: see <c>bindings/DRIVER.md</c>.</summary>
    internal static class Program
    {
        private static readonly Encoding Utf8 = new UTF8Encoding(false);

        private static void Main()
        {
            using (var kept = new Kept())
            using (Stream input = Console.OpenStandardInput())
            using (Stream output = Console.OpenStandardOutput())
            {
                var requests = new Dictionary<string, Func<Words, string[]>>();
                new CardRequests(kept).AddTo(requests);
                new FaceRequests(kept).AddTo(requests);
                new TrustRequests(kept).AddTo(requests);
                new ReaderRequests(kept).AddTo(requests);
                var lines = new Lines(input);
                bool isOver = false;
                while (!isOver)
                {
                    string line = lines.Next();
                    if (line == null)
                    {
                        break;
                    }

                    var words = new Words(line);
                    isOver = words.Request == "quit";
                    byte[] answer = Utf8.GetBytes(Answer(requests, words) + "\n");
                    output.Write(answer, 0, answer.Length);
                    output.Flush();
                }

                JpkiLog.Set(LogLevel.Off, null);
            }

            // Where Main returns, Mono sometimes waits a minute for an idle thread of its pool.
            Environment.Exit(0);
        }

        private static string Answer(
            Dictionary<string, Func<Words, string[]>> requests, Words words)
        {
            Func<Words, string[]> request;
            if (words.Request == "quit")
            {
                return "ok";
            }

            if (!requests.TryGetValue(words.Request, out request))
            {
                return "cannot";
            }

            try
            {
                var answer = new List<string> { "ok" };
                answer.AddRange(request(words));
                return string.Join("\t", answer);
            }
            catch (JpkiException failure)
            {
                return Failed(failure);
            }
            catch (ObjectDisposedException)
            {
                return Failed(new JpkiException(Status.Handle));
            }
            catch (OperationCanceledException)
            {
                return Failed(new JpkiException(Status.Cancelled));
            }
        }

        private static string Failed(JpkiException failure)
        {
            return string.Join(
                "\t",
                "error",
                Text.Of((int)failure.Status),
                Text.Of(failure.TriesLeft ?? -1),
                Text.Of(failure.StatusWord),
                Text.Of(failure.JapaneseText));
        }
    }
}
