// SPDX-License-Identifier: MIT OR Apache-2.0

using System;

namespace Jpki.Driver
{
    /// <summary>The last of each object.</summary>
    internal sealed class Kept : IDisposable
    {
        private Card card;
        private Certificate certificate;
        private Certificate authority;
        private Secret checkNumber;
        private CardFace face;
        private CardAttributes attributes;
        private CardContext context;
        private CardMonitor monitor;
        private OcspRequest ocspRequest;

        internal Card Card
        {
            get { return There(card); }
            set { Replace(ref card, value); }
        }

        internal Certificate Certificate
        {
            get { return There(certificate); }
            set { Replace(ref certificate, value); }
        }

        /// <summary>That of the certificate's authority; it may be missing.</summary>
        internal Certificate Authority
        {
            get { return authority; }
            set { Replace(ref authority, value); }
        }

        internal Secret CheckNumber
        {
            get { return There(checkNumber); }
            set { Replace(ref checkNumber, value); }
        }

        internal CardFace Face
        {
            get { return There(face); }
            set { Replace(ref face, value); }
        }

        internal CardAttributes Attributes
        {
            get { return There(attributes); }
            set { Replace(ref attributes, value); }
        }

        internal CardContext Context
        {
            get { return There(context); }
            set { Replace(ref context, value); }
        }

        internal CardMonitor Monitor
        {
            get { return There(monitor); }
            set { Replace(ref monitor, value); }
        }

        internal OcspRequest OcspRequest
        {
            get { return There(ocspRequest); }
            set { Replace(ref ocspRequest, value); }
        }

        internal Signature Signature { get; set; }

        internal byte[] Challenge { get; set; }

        public void Dispose()
        {
            Card = null;
            Certificate = null;
            Authority = null;
            CheckNumber = null;
            Face = null;
            Attributes = null;
            Monitor = null;
            Context = null;
            OcspRequest = null;
            Signature = null;
            Challenge = null;
        }

        /// <summary>What is not there is answered as a handle that is none.</summary>
        internal static T There<T>(T kept)
            where T : class
        {
            if (kept == null)
            {
                throw new JpkiException(Status.Handle);
            }

            return kept;
        }

        private static void Replace<T>(ref T kept, T value)
            where T : class, IDisposable
        {
            T before = kept;
            kept = value;
            if (before != null && before != value)
            {
                before.Dispose();
            }
        }
    }
}
