// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace Jpki.Tests
{
    /// <summary>What is wrong is refused, and never means something else.</summary>
    internal static class ClumsyTests
    {
        private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

        /// <summary>What is left until a time that has passed is not infinite.</summary>
        public static void ATimeoutThatIsOver()
        {
            TimeSpan over = TimeSpan.FromMilliseconds(-1) - Tick;
            using (var context = new CardContext())
            {
                foreach (TimeSpan wrong in new[] { over, -Tick, TimeSpan.MinValue })
                {
                    Expect.Fails(Status.Argument, () => context.Wait(timeout: wrong));
                    Expect.Fails(
                        Status.Argument,
                        () => context.SetTimeout(TimeoutKind.ServiceAbsence, wrong));
                }
            }
        }

        public static void ATimeThatWasNeverSetIsNotNow()
        {
            using (Card card = Card.OpenVirtual())
            using (Certificate certificate = card.ReadCertificate())
            {
                foreach (long seconds in new[] { 0L, -1L, -62135596800L })
                {
                    DateTimeOffset time = DateTimeOffset.FromUnixTimeSeconds(seconds);
                    Expect.Fails(
                        Status.Argument,
                        () => certificate.Verify(new VerifyOptions { Time = time }));
                }

                var late = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
                certificate.Verify(new VerifyOptions { Time = late });
            }
        }

        /// <summary>The library reads a PIN where it is until the call ends.</summary>
        public static void ASecretThatIsDisposedInACall()
        {
            Secret secret = Secret.Take(Encoding.ASCII.GetBytes("1234"));
            var impatient = new Impatient(secret);
            using (Card card = Card.Open(impatient))
            {
                Expect.Throws<JpkiException>(() => card.Sign(secret, new byte[32]));
            }

            Expect.Same((byte)'1', impatient.First);
            Expect.Throws<ObjectDisposedException>(() => secret.Append(1));
        }

        private sealed class Impatient : Transport
        {
            private readonly Secret secret;

            internal Impatient(Secret secret)
            {
                this.secret = secret;
            }

            internal byte First { get; private set; }

            public override byte[] Transmit(byte[] command)
            {
                FieldInfo field = typeof(Secret).GetField(
                    "memory", BindingFlags.Instance | BindingFlags.NonPublic);
                var memory = (SafeHandle)field.GetValue(secret);
                secret.Dispose();
                First = Marshal.ReadByte(memory.DangerousGetHandle());
                return new byte[] { 0x6A, 0x82 };
            }

            public override void PowerDown()
            {
            }
        }
    }
}
