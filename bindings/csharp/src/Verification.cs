// SPDX-License-Identifier: MIT OR Apache-2.0

using System;

namespace Jpki
{
    /// <content>The relying party's verifications, which use only what they are passed.</content>
    public sealed unsafe partial class Certificate
    {
        /// <summary>Verifies the certificate. Nothing is sent.</summary>
        /// <param name="options">What to verify it against; <c>null</c> for the default.</param>
        /// <returns>The verdict: look at <see cref="Verdict.IsGood"/>.</returns>
        /// <exception cref="JpkiException">There is no verdict: a bad option, or a library without
        /// <see cref="Features.Trust"/>.</exception>
        public Verdict Verify(VerifyOptions options = null)
        {
            Native.jpki_error error = Failure.None();
            Native.jpki_verdict verdict = None();
            using (var held = new HeldOptions(options))
            {
                Native.jpki_verify_options native = held.Value;
                Status status = Native.jpki_certificate_verify(
                    handle.Value, &native, &verdict, &error);
                GC.KeepAlive(this);
                return Made(status, ref verdict, ref error);
            }
        }

        /// <summary>
        /// Verifies a signature over a challenge by this certificate's key, and the certificate.
        /// </summary>
        /// <param name="challenge">The relying party's own challenge, as it kept it.</param>
        /// <param name="algorithm">The algorithm that was agreed on, and not the one that the
        /// holder's side claims.</param>
        /// <param name="signature">The signature as received.</param>
        /// <param name="options">What to verify it against; <c>null</c> for the default.</param>
        /// <param name="input">Whether the challenge is data or a digest.</param>
        /// <returns>The verdict: look at <see cref="Verdict.IsGood"/>.</returns>
        /// <exception cref="JpkiException">There is no verdict.</exception>
        public Verdict VerifySignature(
            byte[] challenge,
            SignatureAlgorithm algorithm,
            byte[] signature,
            VerifyOptions options = null,
            InputKind input = InputKind.Data)
        {
            Failure.Required(challenge, "challenge");
            Failure.Required(signature, "signature");
            Native.jpki_error error = Failure.None();
            Native.jpki_verdict verdict = None();
            using (var held = new HeldOptions(options))
            {
                Native.jpki_verify_options native = held.Value;
                Status status;
                fixed (byte* data = challenge, bytes = signature)
                {
                    status = Native.jpki_signature_verify(
                        handle.Value, data, (UIntPtr)challenge.Length, input, algorithm, bytes,
                        (UIntPtr)signature.Length, &native, &verdict, &error);
                }

                GC.KeepAlive(this);
                return Made(status, ref verdict, ref error);
            }
        }

        /// <summary>
        /// Makes an OCSP request for the certificate, to be sent as the body of an HTTP POST.
        /// </summary>
        /// <param name="nonce">32 fresh random bytes; <c>null</c> for a responder that does not
        /// support them.</param>
        /// <param name="options">Among whose anchors the issuer is found.</param>
        /// <returns>The request, to be disposed.</returns>
        /// <exception cref="JpkiException"><see cref="Status.CertificateNotTrusted"/>: no anchor
        /// signed the certificate.</exception>
        public OcspRequest MakeOcspRequest(byte[] nonce, VerifyOptions options = null)
        {
            Native.jpki_error error = Failure.None();
            IntPtr made;
            using (var held = new HeldOptions(options))
            {
                Native.jpki_verify_options native = held.Value;
                var length = (UIntPtr)(nonce == null ? 0 : nonce.Length);
                fixed (byte* data = nonce)
                {
                    Failure.Check(
                        Native.jpki_ocsp_request_new(
                            handle.Value, &native, data, length, out made, &error),
                        ref error);
                }
            }

            GC.KeepAlive(this);
            return new OcspRequest(made);
        }

        private static Native.jpki_verdict None()
        {
            var verdict = default(Native.jpki_verdict);
            verdict.struct_size = (uint)sizeof(Native.jpki_verdict);
            return verdict;
        }

        private static Verdict Made(
            Status status, ref Native.jpki_verdict verdict, ref Native.jpki_error error)
        {
            // Only a verification that was made says something about revocation.
            if (verdict.revocation == 0)
            {
                Failure.Check(status == Status.Ok ? Status.Internal : status, ref error);
            }

            return new Verdict(ref verdict);
        }
    }

    /// <summary>An OCSP request: send its bytes, and pass the answer in the options.</summary>
    public sealed class OcspRequest : IDisposable
    {
        private readonly OcspRequestHandle handle;

        internal OcspRequest(IntPtr value)
        {
            handle = new OcspRequestHandle(value);
        }

        /// <summary>
        /// The DER encoding. It contains the certificate's serial number: do not log it.
        /// </summary>
        public unsafe byte[] Der
        {
            get
            {
                GC.KeepAlive(handle.Value);
                return handle.Bytes(Native.jpki_ocsp_request_data);
            }
        }

        internal OcspRequestHandle Handle
        {
            get { return handle; }
        }

        /// <summary>Frees the request.</summary>
        public void Dispose()
        {
            handle.Dispose();
        }
    }

    /// <summary>A complete CRL, loaded once, for any number of verifications and threads.</summary>
    public sealed unsafe class RevocationList : IDisposable
    {
        private readonly RevocationListHandle handle;

        private RevocationList(IntPtr value)
        {
            handle = new RevocationListHandle(value);
        }

        /// <summary>When the list was issued.</summary>
        public DateTimeOffset ThisUpdate
        {
            get
            {
                long seconds = Native.jpki_revocation_list_this_update(handle.Value);
                GC.KeepAlive(this);
                return DateTimeOffset.FromUnixTimeSeconds(seconds);
            }
        }

        /// <summary>When the next list is due at the latest: load it before then.</summary>
        public DateTimeOffset NextUpdate
        {
            get
            {
                long seconds = Native.jpki_revocation_list_next_update(handle.Value);
                GC.KeepAlive(this);
                return DateTimeOffset.FromUnixTimeSeconds(seconds);
            }
        }

        /// <summary>The number of entries.</summary>
        public long Count
        {
            get
            {
                var count = (long)Native.jpki_revocation_list_entry_count(handle.Value);
                GC.KeepAlive(this);
                return count;
            }
        }

        internal RevocationListHandle Handle
        {
            get { return handle; }
        }

        /// <summary>Loads a complete CRL that one of the options' anchors signed.</summary>
        /// <param name="crl">The CRL (DER), up to 256 MiB.</param>
        /// <param name="options">Among whose anchors the issuer is found.</param>
        /// <returns>The list, to be disposed.</returns>
        /// <exception cref="JpkiException"><see cref="Status.RevocationUnknown"/>: it cannot be
        /// used.</exception>
        public static RevocationList Load(byte[] crl, VerifyOptions options = null)
        {
            Failure.Required(crl, "crl");
            Native.jpki_error error = Failure.None();
            IntPtr made;
            using (var held = new HeldOptions(options))
            {
                Native.jpki_verify_options native = held.Value;
                fixed (byte* data = crl)
                {
                    Failure.Check(
                        Native.jpki_revocation_list_load(
                            data, (UIntPtr)crl.Length, &native, out made, &error),
                        ref error);
                }
            }

            return new RevocationList(made);
        }

        /// <summary>Frees the list; a verification that uses it finishes first.</summary>
        public void Dispose()
        {
            handle.Dispose();
        }
    }
}
