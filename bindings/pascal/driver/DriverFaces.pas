/// Requests about what is printed on a card.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
unit DriverFaces;

{$MODE DELPHI}
{$SCOPEDENUMS ON}

interface

procedure MakeCheckNumber;
procedure MakeCheckNumberOfDigits;
procedure ReadFace;
procedure ReadFaceForChallenge;
procedure FaceFromFiles;
procedure Picture;
procedure ReadAttributes;
procedure ReadAttributesByCheckNumber;
procedure OtherObjects;
procedure CompareBirthDate;
procedure CompareBirthDateDigits;
procedure OwnAuthority;

implementation

uses
  SysUtils, JpkiCardRaw, JpkiSecrets, JpkiCertificates, JpkiFace, DriverLines, DriverObjects;

procedure MakeCheckNumber;
var
  Code, Made: TBytes;
begin
  Code := Secret(4);
  try
    Made := JpkiMakeCheckNumber(Number(1), Number(3), Code, TJpkiCalendar(Number(2)));
  finally
    JpkiWipe(Code);
  end;
  JpkiWipe(CheckNumber);
  CheckNumber := Made;
  AddSecret(CheckNumber);
end;

procedure MakeCheckNumberOfDigits;
var
  Code, Digits, Made: TBytes;
begin
  Digits := Secret(1);
  Code := Secret(3);
  try
    Made := JpkiMakeCheckNumberOfDigits(Digits, Number(2), Code);
  finally
    JpkiWipe(Digits);
    JpkiWipe(Code);
  end;
  JpkiWipe(CheckNumber);
  CheckNumber := Made;
  AddSecret(CheckNumber);
end;

procedure KeepFace(New: TJpkiFace);
begin
  Face.Free;
  Face := New;
  Add(Int64(Face.BirthDate));
  Add(Int64(Face.Sex));
  Add(Int64(Face.Expiry));
  Add(Face.BirthDateDigits);
  Add(Int64(Length(Face.Photo)));
end;

procedure ReadFace;
begin
  Need(Card);
  Need(CheckNumber);
  KeepFace(Card.Face(CheckNumber, TJpkiAuthorities(Number(1)), LastTry(2)));
end;

procedure ReadFaceForChallenge;
begin
  Need(Card);
  Need(CheckNumber);
  Challenge := Bytes(1);
  KeepFace(Card.FaceForChallenge(CheckNumber, Challenge, TJpkiAuthorities(Number(2)),
    LastTry(3)));
end;

procedure FaceFromFiles;
var
  Files: TJpkiRecordFiles;
  Whose: TJpkiAuthorities;
  Own: TJpkiCardAuthorities;
begin
  Need(Face);
  Files.RecordFile := Face.FileData(TJpkiFile.Record_);
  Files.Certificate := Face.FileData(TJpkiFile.Certificate);
  Files.Signature := Face.FileData(TJpkiFile.Signature);
  Files.Challenge := Challenge;
  Whose := TJpkiAuthorities(Number(1));
  Own := nil;
  if Whose = TJpkiAuthorities.Own then
    Own := Authorities;
  KeepFace(TJpkiFace.CreateFromFiles(Files, Whose, Own));
end;

procedure Picture;
var
  Made: TJpkiPicture;
  Data: TBytes;
begin
  Need(Face);
  Made := Face.Picture(TJpkiPictureKind(Number(1)));
  try
    Data := Made.Data;
    Add(Int64(Length(Data)));
    AddBytes(Copy(Data, 0, 8));
    JpkiWipe(Data);
  finally
    Made.Free;
  end;
end;

procedure KeepAttributes(New: TJpkiAttributes);
begin
  Attributes.Free;
  Attributes := New;
  Add(Attributes.Name);
  Add(Attributes.Address);
  Add(Int64(Attributes.BirthDate));
  Add(Int64(Attributes.Sex));
  Add(Attributes.BirthDateDigits);
end;

procedure ReadAttributes;
var
  Pin: TBytes;
begin
  Need(Card);
  Pin := Secret(1);
  try
    KeepAttributes(Card.Attributes(Pin, TJpkiAuthorities(Number(2)), LastTry(3)));
  finally
    JpkiWipe(Pin);
  end;
end;

procedure ReadAttributesByCheckNumber;
begin
  Need(Card);
  Need(CheckNumber);
  KeepAttributes(Card.AttributesByCheckNumber(CheckNumber, TJpkiAuthorities(Number(1)),
    LastTry(2)));
end;

procedure OtherObjects;
var
  Items: TJpkiItems;
begin
  Need(Attributes);
  Items := Attributes.OtherObjects;
  try
    Add(Int64(Items.Count));
  finally
    Items.Free;
  end;
end;

procedure CompareBirthDate;
begin
  Need(Card);
  Card.CompareBirthDate(Number(1), TJpkiAuthorities(Number(3)), LastTry(4),
    TJpkiCalendar(Number(2)));
end;

procedure CompareBirthDateDigits;
var
  Digits: TBytes;
begin
  Need(Card);
  Digits := Secret(1);
  try
    Card.CompareBirthDateDigits(Digits, TJpkiAuthorities(Number(2)), LastTry(3));
  finally
    JpkiWipe(Digits);
  end;
end;

procedure OwnAuthority;
begin
  Need(Card);
  FreeAndNil(Authorities);
  Authorities := TJpkiCardAuthorities.Create;
  Authorities.Add(TJpkiRecordKind(Number(1)), Bytes(2), Bytes(3));
  Card.SetAuthorities(Authorities);
end;

end.
