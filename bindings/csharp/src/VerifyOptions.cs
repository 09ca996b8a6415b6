// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Jpki
{
    /// <summary>What to verify a certificate against; as it is made, the default.</summary>
    public sealed class VerifyOptions
    {
        /// <summary>Makes options with their defaults.</summary>
        public VerifyOptions()
        {
            Purpose = Purpose.Authentication;
            Anchors = TrustAnchors.Production;
            OcspHash = OcspHash.Sha1;
            Policies = AcceptedPolicies.ByArc;
            OwnAnchors = new List<Certificate>();
        }

        /// <summary>What the certificate must be for.</summary>
        public Purpose Purpose { get; set; }

        /// <summary>Which trust anchors to use.</summary>
        public TrustAnchors Anchors { get; set; }

        /// <summary>
        /// With <see cref="TrustAnchors.Own"/> or <see cref="TrustAnchors.ProductionAndOwn"/>: CA
        /// certificates. Whoever can choose them can make cards: never one from a card.
        /// </summary>
        public IList<Certificate> OwnAnchors { get; private set; }

        /// <summary>
        /// By how much the clock of a responder or CRL issuer may differ, up to a day; 0 for the
        /// default, five minutes.
        /// </summary>
        public TimeSpan Tolerance { get; set; }

        /// <summary>The time of verification; <c>null</c> for now.</summary>
        public DateTimeOffset? Time { get; set; }

        /// <summary>How an OCSP request names the issuer.</summary>
        public OcspHash OcspHash { get; set; }

        /// <summary>Which certificate policies to accept.</summary>
        public AcceptedPolicies Policies { get; set; }

        /// <summary>
        /// Policies that are accepted besides, or alone: dotted numbers with one space between
        /// them.
        /// </summary>
        public string OwnPolicies { get; set; }

        /// <summary>A CA certificate from another source, to compare with the anchor.</summary>
        public Certificate CaCertificate { get; set; }

        /// <summary>The request that the OCSP response answers: revocation is then checked.
        /// </summary>
        public OcspRequest OcspRequest { get; set; }

        /// <summary>The OCSP response, unchanged as the responder sent it.</summary>
        public byte[] OcspResponse { get; set; }

        /// <summary>Instead of an OCSP response: a complete CRL.</summary>
        public byte[] Crl { get; set; }

        /// <summary>Instead of both: a CRL that was loaded earlier.</summary>
        public RevocationList RevocationList { get; set; }
    }

    /// <summary>Options as the library takes them, with everything that they point to.</summary>
    internal sealed unsafe class HeldOptions : IDisposable
    {
        private readonly List<GCHandle> pinned = new List<GCHandle>();
        private readonly VerifyOptions options;
        private Native.jpki_verify_options native;

        internal HeldOptions(VerifyOptions options)
        {
            this.options = options;
            native.struct_size = (uint)sizeof(Native.jpki_verify_options);
            if (options == null)
            {
                return;
            }

            native.purpose = options.Purpose;
            native.anchors = options.Anchors;
            double tolerance = Math.Ceiling(options.Tolerance.TotalSeconds);
            native.tolerance = tolerance < 0 || tolerance > int.MaxValue
                ? uint.MaxValue
                : (uint)tolerance;
            native.time = options.Time == null ? 0 : Seconds(options.Time.Value);
            native.ocsp_hash = options.OcspHash;
            native.policies = options.Policies;
            native.ca_certificate =
                options.CaCertificate == null ? IntPtr.Zero : options.CaCertificate.Handle.Value;
            native.ocsp_request =
                options.OcspRequest == null ? IntPtr.Zero : options.OcspRequest.Handle.Value;
            native.revocation_list = options.RevocationList == null
                ? IntPtr.Zero
                : options.RevocationList.Handle.Value;
            try
            {
                native.own_policies = Pinned(Utf8.Bytes(options.OwnPolicies));
                Point(options);
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        internal Native.jpki_verify_options Value
        {
            get { return native; }
        }

        public void Dispose()
        {
            foreach (GCHandle one in pinned)
            {
                one.Free();
            }

            pinned.Clear();
            GC.KeepAlive(options);
        }

        private void Point(VerifyOptions options)
        {
            native.ocsp_response = Pinned(options.OcspResponse);
            native.ocsp_response_length = LengthOf(options.OcspResponse);
            native.crl = Pinned(options.Crl);
            native.crl_length = LengthOf(options.Crl);
            if (options.OwnAnchors.Count == 0)
            {
                return;
            }

            var anchors = new IntPtr[options.OwnAnchors.Count];
            for (int index = 0; index < anchors.Length; index++)
            {
                anchors[index] = options.OwnAnchors[index].Handle.Value;
            }

            native.own_anchors = (IntPtr*)Pinned(anchors);
            native.own_anchors_count = (UIntPtr)anchors.Length;
        }

        /// <summary>An empty array has an address too: it is there, and cannot be read.</summary>
        private byte* Pinned(Array array)
        {
            if (array == null)
            {
                return null;
            }

            GCHandle own = GCHandle.Alloc(array, GCHandleType.Pinned);
            pinned.Add(own);
            return (byte*)own.AddrOfPinnedObject();
        }

        // The library takes 0 for now, and refuses what is before 1970.
        private static long Seconds(DateTimeOffset time)
        {
            long seconds = time.ToUnixTimeSeconds();
            return seconds == 0 ? -1 : seconds;
        }

        private static UIntPtr LengthOf(byte[] data)
        {
            return (UIntPtr)(data == null ? 0 : data.Length);
        }
    }
}
