/// Failures of the library as exceptions, and the words for the desk.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
unit JpkiErrors;

{$IFDEF FPC}{$MODE DELPHI}{$ENDIF}
{$SCOPEDENUMS ON}
{$MINENUMSIZE 4}

interface

uses
  SysUtils, JpkiCardRaw;

type
  /// A failure. Nothing in it is a PIN, a name or a serial number, so all of it may be logged. The
  /// message is one English sentence; what the person at the desk reads is DeskText.
  EJpkiError = class(Exception)
  private
    FStatus: TJpkiStatus;
    FTriesLeft: Int32;
    FStatusWord: UInt32;
    FPcscCode: UInt32;
    function GetHasTriesLeft: Boolean;
    function GetStatusName: UnicodeString;
  public
    /// What the library stored.
    constructor CreateRaw(const Raw: TRawJpkiError);
    /// A failure with nothing but its status.
    constructor CreateStatus(Status: TJpkiStatus);
    /// The sentence for the person at the desk, with the number of tries left.
    function DeskText(Language: TJpkiLanguage = TJpkiLanguage.Japanese): UnicodeString;
    /// What happened. A library newer than this unit may report one that has no name here.
    property Status: TJpkiStatus read FStatus;
    /// The name of its constant, such as JPKI_ERROR_PIN_WRONG.
    property StatusName: UnicodeString read GetStatusName;
    /// Whether the card said how many tries are left.
    property HasTriesLeft: Boolean read GetHasTriesLeft;
    /// How many tries are left; -1 if the card did not say.
    property TriesLeft: Int32 read FTriesLeft;
    /// The card's status word, such as $6982; 0 if there is none.
    property StatusWord: UInt32 read FStatusWord;
    /// The return code of PC/SC; 0 if there is none.
    property PcscCode: UInt32 read FPcscCode;
  end;

/// The library's version, such as 0.1.0.
function JpkiLibraryVersion: UnicodeString;
/// What the library was built with: a sum of JPKI_FEATURE_*.
function JpkiLibraryFeatures: UInt32;
/// The name of a status's constant, such as JPKI_ERROR_PIN_WRONG.
function JpkiNameOf(Status: TJpkiStatus): UnicodeString;
/// A sentence about a status for the person at the desk, without the number of tries left.
function JpkiTextOf(Status: TJpkiStatus;
  Language: TJpkiLanguage = TJpkiLanguage.Japanese): UnicodeString;

/// Text of the library; none if the pointer is nil.
function JpkiUnicode(Text: PAnsiChar): UnicodeString;
/// How many bytes a text of the library has before its NUL.
function JpkiLengthOf(Text: PAnsiChar): NativeUInt;
/// Bytes that the library lends, copied.
function JpkiBytes(Data: PByte; Length: NativeUInt): TBytes;
/// Where bytes begin; nil if there are none.
function JpkiData(const Bytes: TBytes): PByte;
/// A text for C, which would end it at a NUL: then it would mean another one, and is refused.
function JpkiWhole(const Text: UTF8String): PAnsiChar;
/// An empty structure for a call that may fail.
function JpkiOutcome: TRawJpkiError;
/// Raises what a call stored, unless it succeeded.
procedure JpkiCheck(Status: Int32; const Outcome: TRawJpkiError);

implementation

function JpkiUnicode(Text: PAnsiChar): UnicodeString;
begin
{$IFDEF FPC}
  Result := UTF8Decode(RawByteString(Text));
{$ELSE}
  Result := UTF8ToUnicodeString(Text);
{$ENDIF}
end;

function JpkiWhole(const Text: UTF8String): PAnsiChar;
var
  Index: Integer;
begin
  for Index := 1 to Length(Text) do
    if Text[Index] = #0 then
      raise EJpkiError.CreateStatus(TJpkiStatus.Argument);
  Result := PAnsiChar(Text);
end;

function JpkiLengthOf(Text: PAnsiChar): NativeUInt;
begin
  Result := 0;
  while Text[Result] <> #0 do
    Inc(Result);
end;

function JpkiBytes(Data: PByte; Length: NativeUInt): TBytes;
begin
  Result := nil;
  if (Data = nil) or (Length = 0) then
    Exit;
  SetLength(Result, Length);
  Move(Data^, Result[0], Length);
end;

function JpkiData(const Bytes: TBytes): PByte;
begin
  if Length(Bytes) = 0 then
    Result := nil
  else
    Result := @Bytes[0];
end;

function JpkiOutcome: TRawJpkiError;
begin
  Result := Default(TRawJpkiError);
  Result.StructSize := SizeOf(TRawJpkiError);
  Result.TriesLeft := -1;
end;

procedure JpkiCheck(Status: Int32; const Outcome: TRawJpkiError);
begin
  if Status = JPKI_OK then
    Exit;
  if Outcome.Status = Status then
    raise EJpkiError.CreateRaw(Outcome);
  raise EJpkiError.CreateStatus(TJpkiStatus(Status));
end;

function JpkiLibraryVersion: UnicodeString;
begin
  Result := JpkiUnicode(JpkiVersion);
end;

function JpkiLibraryFeatures: UInt32;
begin
  Result := JpkiFeatures;
end;

function JpkiNameOf(Status: TJpkiStatus): UnicodeString;
begin
  Result := JpkiUnicode(JpkiStatusName(Int32(Status)));
end;

function JpkiTextOf(Status: TJpkiStatus; Language: TJpkiLanguage): UnicodeString;
begin
  Result := JpkiUnicode(JpkiStatusText(Int32(Status), Int32(Language)));
end;

{ EJpkiError }

constructor EJpkiError.CreateRaw(const Raw: TRawJpkiError);
begin
{$IFDEF UNICODE}
  inherited Create(JpkiUnicode(@Raw.Message[0]));
{$ELSE}
  inherited Create(string(PAnsiChar(@Raw.Message[0])));
{$ENDIF}
  FStatus := TJpkiStatus(Raw.Status);
  FTriesLeft := Raw.TriesLeft;
  FStatusWord := Raw.StatusWord;
  FPcscCode := Raw.PcscCode;
end;

constructor EJpkiError.CreateStatus(Status: TJpkiStatus);
var
  Raw: TRawJpkiError;
  Text: PAnsiChar;
  Size: NativeUInt;
begin
  Raw := JpkiOutcome;
  Raw.Status := Int32(Status);
  Text := JpkiStatusText(Raw.Status, JPKI_LANGUAGE_ENGLISH);
  Size := JpkiLengthOf(Text);
  if Size >= SizeOf(Raw.Message) then
    Size := SizeOf(Raw.Message) - 1;
  Move(Text^, Raw.Message[0], Size);
  CreateRaw(Raw);
end;

function EJpkiError.GetHasTriesLeft: Boolean;
begin
  Result := FTriesLeft >= 0;
end;

function EJpkiError.GetStatusName: UnicodeString;
begin
  Result := JpkiNameOf(FStatus);
end;

function EJpkiError.DeskText(Language: TJpkiLanguage): UnicodeString;
var
  Failure, Outcome: TRawJpkiError;
  Text: array[0..JPKI_ERROR_TEXT_SIZE - 1] of AnsiChar;
begin
  Failure := JpkiOutcome;
  Failure.Status := Int32(FStatus);
  Failure.TriesLeft := FTriesLeft;
  Failure.StatusWord := FStatusWord;
  Failure.PcscCode := FPcscCode;
  Outcome := JpkiOutcome;
  { A status of a newer library has a text too, without the rest. }
  if JpkiErrorText(@Failure, Int32(Language), @Text[0], SizeOf(Text), @Outcome) = JPKI_OK then
    Result := JpkiUnicode(@Text[0])
  else
    Result := JpkiTextOf(FStatus, Language);
end;

end.
