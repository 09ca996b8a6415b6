// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Collections.Generic;

namespace Jpki
{
    /// <summary>
    /// The result of a verification. A certificate that must not be accepted is a verdict, not an
    /// exception. It holds no data about the holder.
    /// </summary>
    public sealed unsafe class Verdict
    {
        internal Verdict(ref Native.jpki_verdict made)
        {
            Status = made.status;
            var reasons = new List<Reason>();
            fixed (int* first = made.reasons)
            {
                for (uint index = 0; index < made.reason_count; index++)
                {
                    reasons.Add((Reason)first[index]);
                }
            }

            Reasons = reasons.AsReadOnly();
            Revocation = made.revocation;
            RevocationTime = made.revocation_time < 0
                ? (DateTimeOffset?)null
                : DateTimeOffset.FromUnixTimeSeconds(made.revocation_time);
            RevocationReason = Known(made.revocation_reason);
            DaysLeft = Known(made.days_left);
            DaysExpired = Known(made.days_expired);
            IsWithinGrace = made.is_within_grace != 0;
            PolicyIsKnown = made.policy_is_known != 0;
            fixed (byte* policy = made.policy, keyId = made.anchor_key_id)
            {
                Policy = Utf8.Text(policy, Native.JPKI_VERDICT_POLICY_SIZE);
                AnchorKeyId = Utf8.Copy(keyId, (int)made.anchor_key_id_length);
            }
        }

        /// <summary>Whether everything that was verified is good.</summary>
        public bool IsGood
        {
            get { return Status == Status.Ok; }
        }

        /// <summary><see cref="Status.Ok"/>, or what helps the desk most.</summary>
        public Status Status { get; private set; }

        /// <summary>All that speaks against it; none for a good verdict.</summary>
        public IReadOnlyList<Reason> Reasons { get; private set; }

        /// <summary>What is known about the certificate's revocation.</summary>
        public Revocation Revocation { get; private set; }

        /// <summary>When the certificate was revoked; <c>null</c> if it is not.</summary>
        public DateTimeOffset? RevocationTime { get; private set; }

        /// <summary>
        /// Why: the number of RFC 5280, 5.3.1; <c>null</c> if it is not revoked, or the CA does not
        /// say.
        /// </summary>
        public int? RevocationReason { get; private set; }

        /// <summary>
        /// The days for which the certificate is still valid after today, by the calendar in Japan;
        /// <c>null</c> once it has expired.
        /// </summary>
        public int? DaysLeft { get; private set; }

        /// <summary>The days since it expired; <c>null</c> until then.</summary>
        public int? DaysExpired { get; private set; }

        /// <summary>
        /// Whether online eligibility verification still accepts the certificate although it has
        /// expired. It is good for nothing else.
        /// </summary>
        public bool IsWithinGrace { get; private set; }

        /// <summary>
        /// The certificate policy that was accepted, as dotted numbers; empty if none fits.
        /// </summary>
        public string Policy { get; private set; }

        /// <summary>Whether the library knows the policy.</summary>
        public bool PolicyIsKnown { get; private set; }

        /// <summary>
        /// The key identifier of the anchor that signed the certificate; empty if none did.
        /// </summary>
        public byte[] AnchorKeyId { get; private set; }

        /// <summary>Describes the policy.</summary>
        /// <param name="language">The language of the text.</param>
        /// <returns>Purpose, class, whether it is that of test cards.</returns>
        public string PolicyText(Language language)
        {
            fixed (byte* policy = Utf8.Bytes(Policy))
            {
                return Utf8.Text(Native.jpki_policy_text(policy, language));
            }
        }

        private static int? Known(int number)
        {
            return number < 0 ? (int?)null : number;
        }
    }
}
