// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Collections.Generic;
using System.Linq;

namespace Jpki.Driver
{
    /// <summary>Texts, the card, its PINs and what it signs.</summary>
    internal sealed class CardRequests
    {
        private static readonly string[] Nothing = new string[0];
        private readonly Kept kept;

        internal CardRequests(Kept kept)
        {
            this.kept = kept;
        }

        internal void AddTo(Dictionary<string, Func<Words, string[]>> requests)
        {
            requests["version"] = words =>
                new[] { JpkiLibrary.Version, Text.Of((int)JpkiLibrary.Features) };
            requests["status-text"] = StatusText;
            requests["open"] = Open;
            requests["close"] = Close;
            requests["token"] = Token;
            requests["tries"] = ReadTries;
            requests["has-certificate"] = words =>
                new[] { Text.Of(kept.Card.HasCertificate(words.Constant<CertificateKind>())) };
            requests["certificate"] = ReadCertificate;
            requests["load-certificate"] = LoadCertificate;
            requests["authenticate"] = Authenticate;
            requests["sign"] = Sign;
            requests["signature-certificate"] = SignatureCertificate;
            requests["sign-document"] = SignDocument;
            requests["other-names"] = words => kept.Certificate.OtherNames()
                .SelectMany(item => new[] { Text.Of(item.Name), Text.Of(item.Text) }).ToArray();
            requests["change-pin"] = words => Change(words, kept.Card.ChangePin);
            requests["change-signature-password"] =
                words => Change(words, kept.Card.ChangeSignaturePassword);
            requests["change-input-support-pin"] =
                words => Change(words, kept.Card.ChangeInputSupportPin);
            requests["begin"] = words => Done(() => kept.Card.BeginTransaction());
            requests["end"] = words => Done(() => kept.Card.EndTransaction());
            requests["read-length"] =
                words => Done(() => kept.Card.SetReadLength(words.Number()));
            requests["transport"] = OpenTransport;
            requests["forget"] = Forget;
        }

        internal static string[] Done(Action work)
        {
            work();
            return Nothing;
        }

        private static string[] StatusText(Words words)
        {
            var status = words.Constant<Status>();
            return new[] { status.Name(), Text.Of(status.Text(words.Constant(Language.English))) };
        }

        private static string[] Change(
            Words words, Action<SecretBytes, SecretBytes, LastTry> change)
        {
            using (Secret before = words.Secret())
            using (Secret after = words.Secret())
            {
                change(before, after, words.LastTry());
                return Nothing;
            }
        }

        private string[] Open(Words words)
        {
            kept.Card = Card.OpenVirtual(
                words.Constant(VirtualKind.MyNumberCard), words.TextOrNone());
            return Nothing;
        }

        private string[] Close(Words words)
        {
            kept.Card = null;
            return Nothing;
        }

        private string[] Token(Words words)
        {
            Token token = kept.Card.ReadToken();
            return new[] { Text.Of((int)token.Kind), Text.Of(token.Label) };
        }

        private string[] ReadTries(Words words)
        {
            Tries tries = kept.Card.ReadTries(words.Constant(Credential.Pin));
            return new[] { Text.Of((int)tries.State), Text.Of(tries.Left ?? -1) };
        }

        private string[] ReadCertificate(Words words)
        {
            Certificate read = kept.Card.ReadCertificate(
                words.Constant(CertificateKind.Authentication));
            kept.Certificate = read;
            return new[]
            {
                Text.Of(read.Der), Text.Of(read.NotBefore), Text.Of(read.NotAfter),
                Text.Of(read.SubjectKeyId), Text.Of(read.PublicKey),
            };
        }

        private string[] LoadCertificate(Words words)
        {
            kept.Certificate = Certificate.FromDer(words.Bytes());
            return Nothing;
        }

        private string[] Authenticate(Words words)
        {
            using (Secret pin = words.Secret())
            {
                byte[] challenge = words.Bytes();
                var options = new SignOptions { LastTry = words.LastTry() };
                options.Certificate = words.Flag() ? kept.Certificate : null;
                options.ReadCaCertificate = words.Flag();
                Authentication made = kept.Card.Authenticate(pin, challenge, options);
                kept.Certificate = made.Certificate;
                kept.Authority = made.CaCertificate;
                kept.Signature = made.Signature;
                kept.Challenge = challenge;
                return new[]
                {
                    Text.Of((int)made.TokenKind), Text.Of((int)made.Tries.State),
                    Text.Of(made.Tries.Left ?? -1), Text.Of(made.Certificate.Der),
                    made.CaCertificate == null ? "-" : Text.Of(made.CaCertificate.Der),
                    Text.Of((int)made.Signature.Algorithm), Text.Of(made.Signature.Data),
                };
            }
        }

        private string[] Sign(Words words)
        {
            using (Secret pin = words.Secret())
            {
                byte[] data = words.Bytes();
                var options = new SignOptions();
                options.Digest = words.Constant(options.Digest);
                options.Scheme = words.Constant(options.Scheme);
                options.Input = words.Constant(options.Input);
                options.LastTry = words.LastTry();
                kept.Signature = kept.Card.Sign(pin, data, options);
                return new[]
                {
                    Text.Of((int)kept.Signature.Algorithm), kept.Signature.AlgorithmName,
                    Text.Of(kept.Signature.Data),
                };
            }
        }

        private string[] SignatureCertificate(Words words)
        {
            using (Secret password = words.Secret())
            {
                kept.Certificate =
                    kept.Card.ReadSignatureCertificate(password, words.LastTry());
                return new[] { Text.Of(kept.Certificate.Der) };
            }
        }

        private string[] SignDocument(Words words)
        {
            using (Secret password = words.Secret())
            {
                byte[] data = words.Bytes();
                var options = new SignOptions { LastTry = words.LastTry() };
                SignedDocument made = kept.Card.SignDocument(password, data, options);
                kept.Certificate = made.Certificate;
                kept.Signature = made.Signature;
                return new[]
                {
                    Text.Of(made.Certificate.Der), Text.Of((int)made.Signature.Algorithm),
                    Text.Of(made.Signature.Data),
                };
            }
        }

        private string[] OpenTransport(Words words)
        {
            byte[] answer = words.BytesOrNone();
            kept.Card = Card.Open(new FixedTransport(answer, words.Constant<Status>()));
            return Nothing;
        }

        private string[] Forget(Words words)
        {
            kept.Dispose();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            return Nothing;
        }

        /// <summary>A connection whose every answer is the same.</summary>
        private sealed class FixedTransport : Transport
        {
            private readonly byte[] answer;
            private readonly Status status;

            internal FixedTransport(byte[] answer, Status status)
            {
                this.answer = answer;
                this.status = status;
            }

            public override byte[] Transmit(byte[] command)
            {
                if (answer == null)
                {
                    throw new JpkiException(status);
                }

                return answer;
            }

            public override void PowerDown()
            {
            }
        }
    }
}
