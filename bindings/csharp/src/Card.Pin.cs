// SPDX-License-Identifier: MIT OR Apache-2.0

using System;

namespace Jpki
{
    /// <content>What is done with a PIN or a password.</content>
    public sealed unsafe partial class Card
    {
        /// <summary>
        /// Performs a complete authentication in one transaction: reads the certificate, sends the
        /// PIN, signs a challenge and locks the key again. <b>A wrong PIN spends one of three
        /// tries.</b>
        /// </summary>
        /// <param name="pin">Four digits.</param>
        /// <param name="challenge">The relying party's own random bytes, at least 16 of them and
        /// never used before.</param>
        /// <param name="options">Options; <c>null</c> for the default.</param>
        /// <returns>The certificate and the signature, to be disposed.</returns>
        /// <exception cref="JpkiException"><see cref="Status.PinWrong"/> with the number of
        /// tries left, <see cref="Status.PinBlocked"/>, <see cref="Status.PinLastTry"/> and others.
        /// </exception>
        public Authentication Authenticate(
            SecretBytes pin, byte[] challenge, SignOptions options = null)
        {
            Failure.Required(challenge, "challenge");
            Native.jpki_error error = Failure.None();
            Native.jpki_sign_options native = SignOptions.ForCall(options);
            var made = default(Native.jpki_authentication);
            made.struct_size = (uint)sizeof(Native.jpki_authentication);
            using (SecretBytes.Hold held = pin.Held())
            {
                fixed (byte* input = challenge)
                {
                    Failure.Check(
                        Native.jpki_card_authenticate(
                            handle.Value, held.Start, held.Length, input,
                            (UIntPtr)challenge.Length, &native, &made, &error),
                        ref error);
                }
            }

            GC.KeepAlive(options);
            GC.KeepAlive(this);
            return new Authentication(ref made);
        }

        /// <summary>
        /// Sends the PIN, signs with the user-authentication key and locks it again. <b>A wrong PIN
        /// spends one of three tries.</b>
        /// </summary>
        /// <param name="pin">Four digits.</param>
        /// <param name="input">Data, or a digest if the options say so.</param>
        /// <param name="options">Options; <c>null</c> for the default.</param>
        /// <returns>The signature.</returns>
        public Signature Sign(SecretBytes pin, byte[] input, SignOptions options = null)
        {
            Failure.Required(input, "input");
            Native.jpki_error error = Failure.None();
            Native.jpki_sign_options native = SignOptions.ForCall(options);
            IntPtr signature;
            using (SecretBytes.Hold held = pin.Held())
            {
                fixed (byte* data = input)
                {
                    Failure.Check(
                        Native.jpki_card_sign(
                            handle.Value, held.Start, held.Length, data, (UIntPtr)input.Length,
                            &native, out signature, &error),
                        ref error);
                }
            }

            GC.KeepAlive(options);
            GC.KeepAlive(this);
            return new Signature(signature);
        }

        /// <summary>
        /// Sends the signature password and reads the signature certificate, with the holder's
        /// name, address, birth date and sex. <b>A wrong password spends one of five tries.</b>
        /// </summary>
        /// <param name="password">6 to 16 letters and digits.</param>
        /// <param name="lastTry">Whether the last try may be spent.</param>
        /// <returns>The certificate, to be disposed.</returns>
        public Certificate ReadSignatureCertificate(
            SecretBytes password, LastTry lastTry = LastTry.Keep)
        {
            Native.jpki_error error = Failure.None();
            IntPtr certificate;
            using (SecretBytes.Hold held = password.Held())
            {
                Failure.Check(
                    Native.jpki_card_signature_certificate(
                        handle.Value, held.Start, held.Length, lastTry, out certificate, &error),
                    ref error);
            }

            GC.KeepAlive(this);
            return new Certificate(certificate);
        }

        /// <summary>
        /// Sends the signature password, signs with the signature key and locks it again. <b>A
        /// wrong password spends one of five tries.</b>
        /// </summary>
        /// <param name="password">6 to 16 letters and digits.</param>
        /// <param name="input">Data, or a digest if the options say so.</param>
        /// <param name="options">Options; <c>null</c> for the default.</param>
        /// <returns>The certificate and the signature, to be disposed.</returns>
        public SignedDocument SignDocument(
            SecretBytes password, byte[] input, SignOptions options = null)
        {
            Failure.Required(input, "input");
            Native.jpki_error error = Failure.None();
            Native.jpki_sign_options native = SignOptions.ForCall(options);
            IntPtr certificate, signature;
            using (SecretBytes.Hold held = password.Held())
            {
                fixed (byte* data = input)
                {
                    Failure.Check(
                        Native.jpki_card_sign_document(
                            handle.Value, held.Start, held.Length, data, (UIntPtr)input.Length,
                            &native, out certificate, out signature, &error),
                        ref error);
                }
            }

            GC.KeepAlive(options);
            GC.KeepAlive(this);
            return new SignedDocument(new Certificate(certificate), new Signature(signature));
        }

        /// <summary>
        /// Changes the authentication PIN and verifies the new one. <b>A wrong old PIN spends one
        /// of three tries.</b>
        /// </summary>
        /// <param name="oldPin">Four digits.</param>
        /// <param name="newPin">Four digits.</param>
        /// <param name="lastTry">Whether the last try may be spent.</param>
        /// <exception cref="JpkiException"><see cref="Status.PinChangeUncertain"/>: either PIN may
        /// be in force. After most other failures it is the old one.</exception>
        public void ChangePin(
            SecretBytes oldPin, SecretBytes newPin, LastTry lastTry = LastTry.Keep)
        {
            Change(Native.jpki_card_change_pin, oldPin, newPin, lastTry);
        }

        /// <summary>
        /// Changes the signature password, as <see cref="ChangePin"/> the PIN. <b>A wrong old
        /// password spends one of five tries.</b>
        /// </summary>
        /// <param name="oldPassword">6 to 16 letters and digits.</param>
        /// <param name="newPassword">6 to 16 letters and digits, with both of them.</param>
        /// <param name="lastTry">Whether the last try may be spent.</param>
        public void ChangeSignaturePassword(
            SecretBytes oldPassword, SecretBytes newPassword, LastTry lastTry = LastTry.Keep)
        {
            Change(Native.jpki_card_change_signature_password, oldPassword, newPassword, lastTry);
        }

        /// <summary>
        /// Changes the input-support PIN, as <see cref="ChangePin"/> the PIN, which stays as it is.
        /// <b>A wrong old PIN spends one of three tries.</b>
        /// </summary>
        /// <param name="oldPin">Four digits.</param>
        /// <param name="newPin">Four digits.</param>
        /// <param name="lastTry">Whether the last try may be spent.</param>
        public void ChangeInputSupportPin(
            SecretBytes oldPin, SecretBytes newPin, LastTry lastTry = LastTry.Keep)
        {
            Change(Native.jpki_card_change_input_support_pin, oldPin, newPin, lastTry);
        }

        private delegate Status ChangeCall(
            IntPtr card, byte* oldSecret, UIntPtr oldLength, byte* newSecret, UIntPtr newLength,
            LastTry lastTry, Native.jpki_error* error);

        private void Change(
            ChangeCall call, SecretBytes oldSecret, SecretBytes newSecret, LastTry lastTry)
        {
            Native.jpki_error error = Failure.None();
            using (SecretBytes.Hold before = oldSecret.Held())
            using (SecretBytes.Hold after = newSecret.Held())
            {
                Failure.Check(
                    call(
                        handle.Value, before.Start, before.Length, after.Start, after.Length,
                        lastTry, &error),
                    ref error);
            }

            GC.KeepAlive(this);
        }
    }
}
