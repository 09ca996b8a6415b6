// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text;

namespace Jpki.Tests
{
    internal static class TextTests
    {
        public static void AFailureHasBothLanguages()
        {
            using (Card card = Card.OpenVirtual())
            {
                JpkiException failure = Expect.Throws<JpkiException>(
                    () => card.Authenticate(Encoding.ASCII.GetBytes("9999"), new byte[32]));
                Expect.Same(Status.PinWrong, failure.Status);
                Expect.Same("JPKI_ERROR_PIN_WRONG", failure.StatusName);
                Expect.Same<int?>(2, failure.TriesLeft);
                Expect.Same(0x63C2, failure.StatusWord);
                Expect.True(failure.JapaneseText.Contains("残り 2 回"), failure.JapaneseText);
                Expect.True(failure.EnglishText.Contains("2 tries"), failure.EnglishText);
            }
        }

        public static void TriesThatAreNotKnownAreNone()
        {
            JpkiException failure = Expect.Throws<JpkiException>(
                () => Certificate.FromDer(new byte[] { 1, 2, 3 }));
            Expect.Same(null, failure.TriesLeft);
            using (Card card = Card.OpenVirtual(VirtualKind.MyNumberCard, "hides-tries"))
            {
                Expect.Same(null, card.ReadTries().Left);
            }
        }

        public static void AnUnknownStatusHasATextToo()
        {
            var failure = new JpkiException((Status)(-9999));
            Expect.Same("JPKI_ERROR_UNKNOWN", failure.StatusName);
            Expect.True(failure.JapaneseText.Length > 0, "no text");
        }

        /// <summary>A verdict is a value; a question that makes no sense is none.</summary>
        public static void ABadOptionIsNoVerdict()
        {
            using (Card card = Card.OpenVirtual())
            using (Certificate certificate = card.ReadCertificate())
            {
                Verdict verdict = certificate.Verify();
                Expect.Same(Status.CertificateNotTrusted, verdict.Status);
                Expect.True(!verdict.IsGood, "it is good");
                Expect.True(verdict.Reasons.Contains(Reason.IssuerUnknown), "no reason");
                Expect.Same(0, verdict.AnchorKeyId.Length);
                var options = new VerifyOptions { Anchors = TrustAnchors.Own };
                Expect.Fails(Status.Argument, () => certificate.Verify(options));
                options = new VerifyOptions { Tolerance = TimeSpan.FromDays(2) };
                Expect.Fails(Status.Argument, () => certificate.Verify(options));
                options = new VerifyOptions { Crl = new byte[0] };
                Expect.Same(Revocation.Undetermined, certificate.Verify(options).Revocation);
            }
        }

        /// <summary>Drivers name their readers as they like.</summary>
        public static void NamesComeBackAsTheyWere()
        {
            foreach (byte[] name in new[]
            {
                Encoding.UTF8.GetBytes("読み取り機 00"), new byte[] { 0x41, 0xFF, 0x80, 0x42 },
                new byte[] { 0xED, 0xB2, 0x80 }, new byte[] { 0xC3 }, new byte[0],
            })
            {
                string text = Internal<string>("Text", typeof(byte[]), name);
                byte[] bytes = Internal<byte[]>("Bytes", typeof(string), text);
                Expect.Same(
                    BitConverter.ToString(name) + (name.Length == 0 ? "00" : "-00"),
                    BitConverter.ToString(bytes));
            }
        }

        public static void ATextWithANulIsRefused()
        {
            Expect.Fails(
                Status.Argument, () => Card.OpenVirtual(VirtualKind.MyNumberCard, "seed\01"));
            Expect.Fails(
                Status.Argument, () => Card.OpenVirtual(VirtualKind.MyNumberCard, "name \uD800é"));
        }

        public static void ADayIsANumber()
        {
            CardDate day = new DateTime(1980, 2, 17);
            Expect.Same(19800217, day.Number);
            Expect.Same("1980-02-17", day.ToString());
            Expect.True(day == CardDate.FromNumber(19800217), "they differ");
            Expect.Same(new DateTime(1980, 2, 17), day.ToDateTime());
            Expect.Throws<ArgumentOutOfRangeException>(
                () => CardDate.FromNumber(19801341).ToDateTime());
        }

        public static void AReceiverThatThrowsHarmsNothing()
        {
            var lines = new List<string>();
            JpkiLog.Set(LogLevel.Trace, (level, line) =>
            {
                lock (lines)
                {
                    lines.Add(line);
                }

                throw new InvalidOperationException("the disk is full");
            });
            try
            {
                GC.Collect();
                using (Card card = Card.OpenVirtual())
                {
                    Expect.Same(TokenKind.MyNumberCard, card.ReadToken().Kind);
                }
            }
            finally
            {
                JpkiLog.Set(LogLevel.Off, null);
            }

            Expect.True(lines.Count > 0, "no line came");
        }

        public static void LinesAreKept()
        {
            JpkiLog.Keep(LogLevel.Trace);
            try
            {
                using (Card card = Card.OpenVirtual())
                {
                    card.ReadToken();
                }

                LogLine line = JpkiLog.Next();
                Expect.True(line != null && line.Message.Length > 0, "no line is kept");
                Expect.Same(0L, line.DroppedBefore);
            }
            finally
            {
                JpkiLog.Keep(LogLevel.Off);
            }

            Expect.Same(null, JpkiLog.Next());
        }

        private static T Internal<T>(string name, Type parameter, object argument)
        {
            MethodInfo method = typeof(Card).Assembly.GetType("Jpki.Utf8").GetMethod(
                name,
                BindingFlags.Static | BindingFlags.NonPublic,
                null,
                new[] { parameter },
                null);
            return (T)method.Invoke(null, new[] { argument });
        }
    }
}
