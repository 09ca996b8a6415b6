/// PINs, passwords and check numbers in memory. They are TBytes, never strings: a string is copied
/// by assignments and conversions, and the copies cannot be found again.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
unit JpkiSecrets;

{$IFDEF FPC}{$MODE DELPHI}{$ENDIF}

interface

uses
  SysUtils, JpkiCardRaw;

/// Overwrites the bytes, for everyone who shares them, and lets go of them. SetLength may move
/// bytes and leave the old ones behind: give a secret its length once.
procedure JpkiWipe(var Secret: TBytes);

/// The bytes of what was typed into a text field, whose string is overwritten. The field itself
/// keeps its own copy: clear it, and let it show no more than dots. What is no ASCII becomes a
/// question mark, which no card is sent.
function JpkiTakeSecret(var Typed: UnicodeString): TBytes;

implementation

procedure JpkiWipe(var Secret: TBytes);
begin
  if Length(Secret) > 0 then
    JpkiSecureWipe(@Secret[0], Length(Secret));
  Secret := nil;
end;

function JpkiTakeSecret(var Typed: UnicodeString): TBytes;
var
  Index: Integer;
begin
  Result := nil;
  if Typed = '' then
    Exit;
  SetLength(Result, Length(Typed));
  for Index := 1 to Length(Typed) do
    if Ord(Typed[Index]) < $80 then
      Result[Index - 1] := Byte(Ord(Typed[Index]))
    else
      Result[Index - 1] := Ord('?');
  { In place, also where another variable has the same string; a literal cannot be written to. }
  if StringRefCount(Typed) > 0 then
    JpkiSecureWipe(@PWideChar(Typed)^, Length(Typed) * SizeOf(WideChar));
  Typed := '';
end;

end.
