/// Requests and answers of the driver. A request is read as bytes and never becomes a string, so
/// that a secret in it is in no memory but this buffer, encoded, and where Secret decodes it to.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
unit DriverLines;

{$MODE DELPHI}

interface

uses
  SysUtils;

/// Reads the next request; False at the end.
function NextRequest: Boolean;
/// The request's words; the first, 0, is its name. A word that is missing is empty.
function Text(Index: Integer): UTF8String;
/// Whether a word is none: '-'.
function IsNone(Index: Integer): Boolean;
function Number(Index: Integer): Int64;
function YesNo(Index: Integer): Boolean;
function Bytes(Index: Integer): TBytes;
/// The caller wipes it.
function Secret(Index: Integer): TBytes;

procedure Add(const Value: UTF8String); overload;
procedure Add(const Value: UnicodeString); overload;
procedure Add(Value: Int64); overload;
procedure AddYesNo(Value: Boolean);
procedure AddBytes(const Value: TBytes);
procedure AddSecret(const Value: TBytes);
procedure AddNone;
/// Sends the words that were added as the answer to the request.
procedure Answer(const Kind: UTF8String);
/// Forgets the words that were added.
procedure Discard;

implementation

uses
  JpkiCardRaw;

const
  Key = $5A;

var
  Buffer: TBytes;
  Filled: Integer = 0;
  LineEnd: Integer = -1;
  Starts: array of Integer;
  Answered: UTF8String = '';

procedure Grow;
var
  Larger: TBytes;
begin
  SetLength(Larger, 2 * Length(Buffer) + 65536);
  if Filled > 0 then
    Move(Buffer[0], Larger[0], Filled);
  if Buffer <> nil then
    JpkiSecureWipe(@Buffer[0], Length(Buffer));
  Buffer := Larger;
end;

{ The line that was answered makes room for the next. }
procedure Shift;
begin
  if LineEnd < 0 then
    Exit;
  Filled := Filled - LineEnd - 1;
  Move(Buffer[LineEnd + 1], Buffer[0], Filled);
  JpkiSecureWipe(@Buffer[Filled], Length(Buffer) - Filled);
  LineEnd := -1;
end;

function NextRequest: Boolean;
var
  At, Got: Integer;
begin
  Shift;
  At := 0;
  while True do
  begin
    while (At < Filled) and (Buffer[At] <> 10) do
      Inc(At);
    if At < Filled then
      Break;
    if Filled = Length(Buffer) then
      Grow;
    Got := FileRead(StdInputHandle, Buffer[Filled], Length(Buffer) - Filled);
    if Got <= 0 then
      Exit(False);
    Inc(Filled, Got);
  end;
  LineEnd := At;
  SetLength(Starts, 1);
  Starts[0] := 0;
  for At := 0 to LineEnd - 1 do
    if Buffer[At] = 9 then
    begin
      SetLength(Starts, Length(Starts) + 1);
      Starts[High(Starts)] := At + 1;
    end;
  Result := True;
end;

{ Where a word begins and how long it is. }
procedure Locate(Index: Integer; out Start, Size: Integer);
begin
  Start := 0;
  Size := 0;
  if Index > High(Starts) then
    Exit;
  Start := Starts[Index];
  if Index = High(Starts) then
    Size := LineEnd - Start
  else
    Size := Starts[Index + 1] - 1 - Start;
end;

function Text(Index: Integer): UTF8String;
var
  Start, Size: Integer;
begin
  Locate(Index, Start, Size);
  SetLength(Result, Size);
  if Size > 0 then
    Move(Buffer[Start], Result[1], Size);
end;

function IsNone(Index: Integer): Boolean;
var
  Start, Size: Integer;
begin
  Locate(Index, Start, Size);
  Result := (Size = 0) or ((Size = 1) and (Buffer[Start] = Ord('-')));
end;

function Number(Index: Integer): Int64;
begin
  Result := StrToInt64(string(Text(Index)));
end;

function YesNo(Index: Integer): Boolean;
begin
  Result := Number(Index) <> 0;
end;

function Digit(Letter: Byte): Byte;
begin
  if Letter <= Ord('9') then
    Result := Letter - Ord('0')
  else
    Result := Letter - Ord('a') + 10;
end;

function Decoded(Index: Integer; Mask: Byte): TBytes;
var
  Start, Size, At: Integer;
begin
  Result := nil;
  if IsNone(Index) then
    Exit;
  Locate(Index, Start, Size);
  SetLength(Result, Size div 2);
  for At := 0 to High(Result) do
    Result[At] := (Digit(Buffer[Start + 2 * At]) shl 4 or Digit(Buffer[Start + 2 * At + 1]))
      xor Mask;
end;

function Bytes(Index: Integer): TBytes;
begin
  Result := Decoded(Index, 0);
end;

function Secret(Index: Integer): TBytes;
begin
  Result := Decoded(Index, Key);
end;

procedure Add(const Value: UTF8String);
var
  At: Integer;
  Clean: UTF8String;
begin
  Clean := Value;
  for At := 1 to Length(Clean) do
    if (Clean[At] < ' ') or (Clean[At] = #127) then
      Clean[At] := ' ';
  Answered := Answered + #9 + Clean;
end;

procedure Add(const Value: UnicodeString);
begin
  Add(UTF8Encode(Value));
end;

procedure Add(Value: Int64);
begin
  Add(UTF8String(IntToStr(Value)));
end;

procedure AddYesNo(Value: Boolean);
begin
  Add(Int64(Ord(Value)));
end;

procedure AddHexadecimal(const Value: TBytes; Mask: Byte);
const
  Digits: array[0..15] of AnsiChar = '0123456789abcdef';
var
  At: Integer;
  Written: UTF8String;
begin
  SetLength(Written, 2 * Length(Value));
  for At := 0 to High(Value) do
  begin
    Written[2 * At + 1] := Digits[(Value[At] xor Mask) shr 4];
    Written[2 * At + 2] := Digits[(Value[At] xor Mask) and $F];
  end;
  Add(Written);
end;

procedure AddBytes(const Value: TBytes);
begin
  if Value = nil then
    AddNone
  else
    AddHexadecimal(Value, 0);
end;

procedure AddSecret(const Value: TBytes);
begin
  AddHexadecimal(Value, Key);
end;

procedure AddNone;
begin
  Add(UTF8String('-'));
end;

procedure Answer(const Kind: UTF8String);
var
  Line: UTF8String;
  Sent, Step: Integer;
begin
  Line := Kind + Answered + #10;
  Answered := '';
  Sent := 0;
  while Sent < Length(Line) do
  begin
    Step := FileWrite(StdOutputHandle, Line[Sent + 1], Length(Line) - Sent);
    if Step <= 0 then
      Halt(1);
    Inc(Sent, Step);
  end;
end;

procedure Discard;
begin
  Answered := '';
end;

end.
