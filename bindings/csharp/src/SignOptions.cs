// SPDX-License-Identifier: MIT OR Apache-2.0

using System;

namespace Jpki
{
    /// <summary>How to sign; as it is made, the default.</summary>
    public sealed class SignOptions
    {
        /// <summary>Makes options with their defaults.</summary>
        public SignOptions()
        {
            Digest = DigestAlgorithm.Sha256;
            Scheme = SignatureScheme.DigestInfo;
            Input = InputKind.Data;
            LastTry = LastTry.Keep;
        }

        /// <summary>What the input is hashed with.</summary>
        public DigestAlgorithm Digest { get; set; }

        /// <summary>How the digest is padded, and where.</summary>
        public SignatureScheme Scheme { get; set; }

        /// <summary>Whether the input is data or a digest of it.</summary>
        public InputKind Input { get; set; }

        /// <summary>Whether the last try of the PIN may be spent.</summary>
        public LastTry LastTry { get; set; }

        /// <summary>
        /// For an authentication: reads the CA certificate even if the issuer is a published CA or
        /// <see cref="CaCertificate"/>.
        /// </summary>
        public bool ReadCaCertificate { get; set; }

        /// <summary>
        /// The certificate of the signing key, if the caller has it. An authentication compares the
        /// card's with it before the PIN is sent.
        /// </summary>
        public Certificate Certificate { get; set; }

        /// <summary>
        /// For an authentication: the CA certificate that is expected to have issued the card's.
        /// </summary>
        public Certificate CaCertificate { get; set; }

        /// <summary>For a call during which the options are kept alive.</summary>
        internal static unsafe Native.jpki_sign_options ForCall(SignOptions options)
        {
            var native = default(Native.jpki_sign_options);
            native.struct_size = (uint)sizeof(Native.jpki_sign_options);
            if (options != null)
            {
                native.digest = options.Digest;
                native.scheme = options.Scheme;
                native.input = options.Input;
                native.last_try = options.LastTry;
                native.read_ca_certificate = options.ReadCaCertificate ? 1 : 0;
                native.certificate = ValueOf(options.Certificate);
                native.ca_certificate = ValueOf(options.CaCertificate);
            }

            return native;
        }

        private static IntPtr ValueOf(Certificate certificate)
        {
            return certificate == null ? IntPtr.Zero : certificate.Handle.Value;
        }
    }
}
