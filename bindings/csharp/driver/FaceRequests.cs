// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Collections.Generic;
using System.Linq;

namespace Jpki.Driver
{
    /// <summary>Check numbers, the card's face and its attributes.</summary>
    internal sealed class FaceRequests
    {
        private readonly Kept kept;

        internal FaceRequests(Kept kept)
        {
            this.kept = kept;
        }

        internal void AddTo(Dictionary<string, Func<Words, string[]>> requests)
        {
            requests["check-number"] = MakeCheckNumber;
            requests["check-number-digits"] = CheckNumberOfDigits;
            requests["face"] = words => Face(kept.Card.ReadFace(
                kept.CheckNumber, Authorities(words), words.LastTry()));
            requests["face-for-challenge"] = FaceForChallenge;
            requests["face-files"] = FaceFiles;
            requests["picture"] = Picture;
            requests["attributes"] = Attributes;
            requests["attributes-by-check-number"] = words => Attributes(
                kept.Card.ReadAttributesByCheckNumber(
                    kept.CheckNumber, Authorities(words), words.LastTry()));
            requests["other-objects"] =
                words => new[] { Text.Of(kept.Attributes.OtherObjects().Count) };
            requests["compare-birth-date"] = CompareBirthDate;
            requests["compare-birth-date-digits"] = CompareDigits;
            requests["information"] = Information;
            requests["own-authority"] = OwnAuthority;
        }

        private static Authorities Authorities(Words words)
        {
            return words.Constant(Jpki.Authorities.Production);
        }

        private string[] MakeCheckNumber(Words words)
        {
            CardDate date = CardDate.FromNumber(words.Number());
            BirthCalendar calendar = words.Constant(BirthCalendar.Japanese);
            int year = words.Number();
            using (Secret code = words.Secret())
            {
                kept.CheckNumber = CheckNumber.Make(date, year, code, calendar);
                return new[] { Words.Masked(kept.CheckNumber) };
            }
        }

        private string[] CheckNumberOfDigits(Words words)
        {
            using (Secret digits = words.Secret())
            {
                int year = words.Number();
                using (Secret code = words.Secret())
                {
                    kept.CheckNumber = CheckNumber.MakeOfPrintedDigits(digits, year, code);
                    return new[] { Words.Masked(kept.CheckNumber) };
                }
            }
        }

        private string[] Face(CardFace face)
        {
            kept.Face = face;
            byte[] photo = face.Image(ImageKind.Photo);
            return new[]
            {
                Text.Of(face.BirthDate), Text.Of((int)face.Sex), Text.Of(face.Expiry),
                Text.Of(face.BirthDateDigits), Text.Of(photo == null ? 0 : photo.Length),
            };
        }

        private string[] FaceForChallenge(Words words)
        {
            byte[] challenge = words.Bytes();
            CardFace face = kept.Card.ReadFaceForChallenge(
                kept.CheckNumber, challenge, Authorities(words), words.LastTry());
            kept.Challenge = challenge;
            return Face(face);
        }

        private string[] FaceFiles(Words words)
        {
            CardFace face = kept.Face;
            var files = new RecordFiles
            {
                Record = face.File(FileKind.Record),
                Certificate = face.File(FileKind.Certificate),
                Signature = face.File(FileKind.Signature),
                Challenge = kept.Challenge,
            };
            return Face(CardFace.FromFiles(files, Authorities(words)));
        }

        private string[] Picture(Words words)
        {
            byte[] picture = kept.Face.MakePicture(words.Constant<PictureKind>());
            return new[]
            {
                Text.Of(picture.Length), Text.Of(picture.Take(8).ToArray()),
            };
        }

        private string[] Attributes(Words words)
        {
            using (Secret pin = words.Secret())
            {
                return Attributes(
                    kept.Card.ReadAttributes(pin, Authorities(words), words.LastTry()));
            }
        }

        private string[] Attributes(CardAttributes attributes)
        {
            kept.Attributes = attributes;
            return new[]
            {
                Text.Of(attributes.Name), Text.Of(attributes.Address),
                Text.Of(attributes.BirthDate), Text.Of((int)attributes.Sex),
                Text.Of(attributes.BirthDateDigits),
            };
        }

        private string[] CompareBirthDate(Words words)
        {
            CardDate date = CardDate.FromNumber(words.Number());
            BirthCalendar calendar = words.Constant(BirthCalendar.Japanese);
            return CardRequests.Done(() => kept.Card.CompareBirthDate(
                date, Authorities(words), words.LastTry(), calendar));
        }

        private string[] CompareDigits(Words words)
        {
            using (Secret digits = words.Secret())
            {
                return CardRequests.Done(() => kept.Card.CompareBirthDatePrintedDigits(
                    digits, Authorities(words), words.LastTry()));
            }
        }

        private string[] Information(Words words)
        {
            CardInformation read = kept.Card.ReadInformation();
            return new[]
            {
                Text.Of(read.Expiry), Text.Of(read.MunicipalityCode), Text.Of(read.SerialNumber),
            };
        }

        private string[] OwnAuthority(Words words)
        {
            using (var list = new CardAuthorities())
            {
                list.Add(words.Constant<RecordKind>(), words.Bytes(), words.Bytes());
                kept.Card.SetAuthorities(list);
                return new string[0];
            }
        }
    }
}
