// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Collections.Generic;
using System.Linq;

namespace Jpki.Driver
{
    /// <summary>What a relying party verifies.</summary>
    internal sealed class TrustRequests
    {
        private readonly Kept kept;

        internal TrustRequests(Kept kept)
        {
            this.kept = kept;
        }

        internal void AddTo(Dictionary<string, Func<Words, string[]>> requests)
        {
            requests["verify"] = Verify;
            requests["verify-signature"] = VerifySignature;
            requests["verify-ocsp"] = VerifyOcsp;
            requests["ocsp-request"] = OcspRequest;
            requests["load-revocation-list"] = LoadRevocationList;
            requests["reason"] = words =>
            {
                var reason = words.Constant<Reason>();
                return new[] { reason.Name(), Text.Of(reason.Text(Language.Japanese)) };
            };
        }

        private static string[] Verdict(Verdict verdict)
        {
            string reasons =
                string.Join(",", verdict.Reasons.Select(reason => Text.Of((int)reason)));
            return new[]
            {
                Text.Of((int)verdict.Status),
                reasons.Length == 0 ? "-" : reasons,
                Text.Of((int)verdict.Revocation),
                Text.Of(verdict.DaysLeft ?? -1),
                Text.Of(verdict.DaysExpired ?? -1),
                Text.Of(verdict.IsWithinGrace),
                verdict.Policy.Length == 0 ? "-" : verdict.Policy,
                Text.Of(verdict.PolicyText(Language.Japanese)),
            };
        }

        private static DateTimeOffset? Time(Words words)
        {
            long seconds = words.Long();
            return seconds == 0
                ? (DateTimeOffset?)null
                : DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        private VerifyOptions Options(Words words)
        {
            var options = new VerifyOptions();
            options.Anchors = words.Constant(options.Anchors);
            if (options.Anchors == TrustAnchors.Own
                || options.Anchors == TrustAnchors.ProductionAndOwn)
            {
                options.OwnAnchors.Add(Kept.There(kept.Authority));
            }

            return options;
        }

        private string[] Verify(Words words)
        {
            var purpose = words.Constant(Purpose.Authentication);
            VerifyOptions options = Options(words);
            options.Purpose = purpose;
            options.Time = Time(words);
            options.Policies = words.Constant(options.Policies);
            options.OwnPolicies = words.TextOrNone();
            return Verdict(kept.Certificate.Verify(options));
        }

        private string[] VerifySignature(Words words)
        {
            byte[] challenge = words.Bytes();
            var algorithm = words.Constant<SignatureAlgorithm>();
            VerifyOptions options = Options(words);
            options.Time = Time(words);
            byte[] signature = Kept.There(kept.Signature).Data;
            return Verdict(
                kept.Certificate.VerifySignature(challenge, algorithm, signature, options));
        }

        private string[] VerifyOcsp(Words words)
        {
            byte[] response = words.Bytes();
            VerifyOptions options = Options(words);
            options.Time = Time(words);
            options.OcspRequest = kept.OcspRequest;
            options.OcspResponse = response;
            return Verdict(kept.Certificate.Verify(options));
        }

        private string[] OcspRequest(Words words)
        {
            VerifyOptions options = Options(words);
            kept.OcspRequest = kept.Certificate.MakeOcspRequest(words.BytesOrNone(), options);
            return new[] { Text.Of(kept.OcspRequest.Der) };
        }

        private string[] LoadRevocationList(Words words)
        {
            byte[] data = words.Bytes();
            using (RevocationList list = RevocationList.Load(data, Options(words)))
            {
                return new[]
                {
                    Text.Of(list.ThisUpdate), Text.Of(list.NextUpdate), Text.Of(list.Count),
                };
            }
        }
    }
}
