// SPDX-License-Identifier: MIT OR Apache-2.0
//
// A desk that authenticates the holder of a card:
//
//   desk [--virtual] [--reader NAME] [--pin-fd N]
//
// It waits for a card, says how many tries the PIN has and asks for the PIN. A wrong one it reports
// in Japanese, and gives a second chance, but never the last try. Then it prints whether the
// certificate and its signature over a fresh challenge are to be believed. The PIN comes from the
// terminal, without echo, or one line a try from the file descriptor N; it is never an argument,
// which every program on the machine could read. --virtual uses the embedded virtual card, whose
// PIN is 1234.
//
// Exit code: 0 accepted, 1 not accepted or a failure, 2 wrong usage.

using System;
using System.Security.Cryptography;
using System.Text;
using System.Threading;

namespace Jpki.Samples
{
    internal static class Desk
    {
        private const int ChallengeLength = 32;

        // The first try and a second chance.
        private const int Chances = 2;

        private static int Main(string[] arguments)
        {
            Console.OutputEncoding = new UTF8Encoding(false);
            bool isVirtual = false;
            string reader = null;
            int? descriptor = null;
            for (int index = 0; index < arguments.Length; index++)
            {
                bool hasValue = index + 1 < arguments.Length;
                int number;
                if (arguments[index] == "--virtual")
                {
                    isVirtual = true;
                }
                else if (arguments[index] == "--reader" && hasValue)
                {
                    reader = arguments[++index];
                }
                else if (arguments[index] == "--pin-fd" && hasValue
                         && int.TryParse(arguments[++index], out number))
                {
                    descriptor = number;
                }
                else
                {
                    Console.Error.WriteLine("desk [--virtual] [--reader NAME] [--pin-fd N]");
                    return 2;
                }
            }

            try
            {
                using (Card card = isVirtual ? Card.OpenVirtual() : WaitForCard(reader))
                using (var pins = new PinSource(descriptor))
                {
                    return Authenticate(card, pins, isVirtual) ? 0 : 1;
                }
            }
            catch (JpkiException failure)
            {
                Console.Error.WriteLine(failure.JapaneseText);
                Console.Error.WriteLine(failure.EnglishText);
            }
            catch (OperationCanceledException)
            {
                Console.Error.WriteLine("取り消されました。");
            }

            return 1;
        }

        /// <summary>Waits until a card is on the reader; Ctrl+C ends the wait.</summary>
        private static Card WaitForCard(string reader)
        {
            using (var context = new CardContext())
            using (var source = new CancellationTokenSource())
            {
                ConsoleCancelEventHandler cancel = (sender, key) =>
                {
                    key.Cancel = true;
                    source.Cancel();
                };
                Console.CancelKeyPress += cancel;
                try
                {
                    Console.WriteLine("カードをリーダーに置いてください。");
                    return context.Wait(
                        reader,
                        null,
                        WaitOptions.NamePart | WaitOptions.ForService,
                        source.Token);
                }
                finally
                {
                    Console.CancelKeyPress -= cancel;
                }
            }
        }

        private static bool Authenticate(Card card, PinSource pins, bool isVirtual)
        {
            // Asked first: a locked PIN need not be typed.
            Tries tries = card.ReadTries(Credential.Pin);
            if (tries.State == TriesState.Blocked)
            {
                throw new JpkiException(Status.PinBlocked);
            }

            Console.WriteLine(
                "暗証番号の残り回数: {0}", tries.Left == null ? "不明" : tries.Left.ToString());
            byte[] challenge = NewChallenge();
            for (int chance = 1; ; chance++)
            {
                using (Secret pin = pins.Ask("利用者証明用電子証明書の暗証番号（4桁）: "))
                {
                    if (pin == null)
                    {
                        Console.Error.WriteLine("暗証番号が入力されませんでした。");
                        return false;
                    }

                    try
                    {
                        // The last try is kept: the default.
                        using (Authentication made = card.Authenticate(
                            pin, challenge, new SignOptions { ReadCaCertificate = isVirtual }))
                        {
                            return Accept(made, challenge, isVirtual);
                        }
                    }
                    catch (JpkiException failure)
                    {
                        bool isWrong = failure.Status == Status.PinWrong
                            || failure.Status == Status.PinFormat;
                        if (!isWrong || chance == Chances)
                        {
                            throw;
                        }

                        Console.Error.WriteLine(failure.JapaneseText);
                    }
                }
            }
        }

        /// <summary>Verifies what the card handed out, and says what came of it.</summary>
        private static bool Accept(Authentication made, byte[] challenge, bool isVirtual)
        {
            var options = new VerifyOptions();
            if (isVirtual)
            {
                // Only here: whoever takes an anchor from a card believes every card.
                options.Anchors = TrustAnchors.Own;
                options.OwnAnchors.Add(made.CaCertificate);
            }

            Verdict verdict = made.Certificate.VerifySignature(
                challenge, SignatureAlgorithm.RsaPkcs1Sha256, made.Signature.Data, options);
            Console.WriteLine("判定: {0}", verdict.IsGood ? "有効" : "無効");
            if (!verdict.IsGood)
            {
                Console.WriteLine(verdict.Status.Text(Language.Japanese));
                foreach (Reason reason in verdict.Reasons)
                {
                    Console.WriteLine("理由: {0}", reason.Text(Language.Japanese));
                }

                return false;
            }

            Console.WriteLine("証明書: {0}", verdict.PolicyText(Language.Japanese));
            Console.WriteLine("有効期間の残り: {0} 日", verdict.DaysLeft);
            if (verdict.Revocation == Revocation.NotRequested)
            {
                Console.WriteLine("失効は確認していません。");
            }

            return true;
        }

        private static byte[] NewChallenge()
        {
            var challenge = new byte[ChallengeLength];
            using (RandomNumberGenerator generator = RandomNumberGenerator.Create())
            {
                generator.GetBytes(challenge);
            }

            return challenge;
        }
    }
}
