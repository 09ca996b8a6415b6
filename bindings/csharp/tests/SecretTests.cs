// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Linq;
using System.Reflection;
using System.Security;
using System.Text;

namespace Jpki.Tests
{
    internal static class SecretTests
    {
        public static void AnArrayThatIsTakenIsWiped()
        {
            byte[] pin = Encoding.ASCII.GetBytes("1234");
            using (Secret secret = Secret.Take(pin))
            {
                Expect.Same("0,0,0,0", string.Join(",", pin));
                Expect.Same(4, secret.Length);
                Expect.Same("1234", Read(secret));
            }
        }

        public static void AnArrayIsWiped()
        {
            byte[] pin = Encoding.ASCII.GetBytes("1234");
            Secret.Wipe(pin);
            Expect.Same("0,0,0,0", string.Join(",", pin));
            Secret.Wipe(null);
            Secret.Wipe(new byte[0]);
        }

        public static void KeysAreAddedAndRemoved()
        {
            using (var secret = new Secret(2))
            {
                secret.RemoveLast();
                secret.Append((byte)'1');
                secret.Append((byte)'2');
                Expect.Throws<InvalidOperationException>(() => secret.Append((byte)'3'));
                secret.RemoveLast();
                Expect.Same("1", Read(secret));
            }
        }

        public static void ADisposedSecretIsClosed()
        {
            Secret secret = Secret.Take(Encoding.ASCII.GetBytes("1234"));
            secret.Dispose();
            secret.Dispose();
            Expect.Same(0, secret.Length);
            Expect.Throws<ObjectDisposedException>(() => secret.Append(1));
            using (Card card = Card.OpenVirtual())
            {
                Expect.Throws<ObjectDisposedException>(() => card.Sign(secret, new byte[32]));
            }
        }

        public static void ASecureStringIsCopied()
        {
            using (var text = new SecureString())
            {
                foreach (char letter in "12あ4")
                {
                    text.AppendChar(letter);
                }

                using (Secret secret = Secret.FromSecureString(text))
                using (Card card = Card.OpenVirtual())
                {
                    Expect.Same("12\04", Read(secret));
                    Expect.Fails(Status.PinFormat, () => card.Sign(secret, new byte[32]));
                }
            }
        }

        public static void EveryKindOfBytesIsAPin()
        {
            byte[] pin = Encoding.ASCII.GetBytes("1234");
            byte[] inside = Encoding.ASCII.GetBytes("99123499");
            using (Secret secret = Secret.Take(Encoding.ASCII.GetBytes("1234")))
            using (Card card = Card.OpenVirtual())
            {
                Expect.Same(256, card.Sign(pin, new byte[32]).Data.Length);
                Expect.Same(256, card.Sign(secret, new byte[32]).Data.Length);
                var part = new ArraySegment<byte>(inside, 2, 4);
                Expect.Same(256, card.Sign(part, new byte[32]).Data.Length);
                Expect.Fails(Status.PinFormat, () => card.Sign(new byte[0], new byte[32]));
                Expect.Throws<JpkiException>(() => card.Sign(default(SecretBytes), new byte[32]));
                Expect.Same(3, card.ReadTries().Left);
                Expect.Same("1234", Encoding.ASCII.GetString(pin));
            }
        }

        /// <summary>What a log or a debugger prints of an object by itself.</summary>
        public static void NothingPrintsWhatItHolds()
        {
            byte[] code = Encoding.ASCII.GetBytes("2285");
            using (Card card = Card.OpenVirtual())
            using (Secret pin = Secret.Take(Encoding.ASCII.GetBytes("9182")))
            using (Secret number = CheckNumber.Make(new CardDate(1980, 2, 17), 2035, code))
            using (CardFace face = card.ReadFace(number, Authorities.VirtualCard))
            using (CardAttributes attributes = card.ReadAttributesByCheckNumber(
                number, Authorities.VirtualCard))
            {
                JpkiException failure =
                    Expect.Throws<JpkiException>(() => card.Authenticate(pin, new byte[32]));
                SecretBytes view = pin;
                string printed = string.Join(
                    " ", pin, view, number, card, face, attributes, failure,
                    failure.Message, failure.JapaneseText, failure.EnglishText,
                    string.Join(" ", failure.Data.Keys.Cast<object>()));
                foreach (string secret in new[]
                {
                    "9182", "2285", "5502172035", attributes.Name, attributes.Address, "1980",
                })
                {
                    Expect.True(!printed.Contains(secret), secret + " is printed");
                }
            }
        }

        /// <summary>A string cannot be wiped, so only names and settings are strings.</summary>
        public static void NoSecretIsAString()
        {
            string[] names = { "reader", "settings" };
            var methods = typeof(Card).Assembly.GetExportedTypes()
                .SelectMany(type => type.GetMethods().Concat<MethodBase>(type.GetConstructors()));
            foreach (MethodBase method in methods)
            {
                bool isSecret = method.GetParameters()
                    .Any(one => one.ParameterType == typeof(SecretBytes));
                foreach (ParameterInfo parameter in method.GetParameters())
                {
                    bool isText = parameter.ParameterType == typeof(string);
                    bool isOurs = method.DeclaringType.Namespace == "Jpki";
                    Expect.True(
                        !isText || (!isSecret && names.Contains(parameter.Name))
                            || !isOurs || method.DeclaringType.IsEnum
                            || method.Name == "set_OwnPolicies",
                        method.DeclaringType + "." + method.Name + ": " + parameter.Name);
                }
            }
        }

        private static string Read(Secret secret)
        {
            var bytes = new byte[secret.Length];
            secret.CopyTo(bytes, 0);
            return Encoding.ASCII.GetString(bytes);
        }
    }
}
