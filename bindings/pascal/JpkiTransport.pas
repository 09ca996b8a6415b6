/// A connection to a card that the caller makes: a reader without PC/SC, a card at the other end of
/// a network, a test.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
unit JpkiTransport;

{$IFDEF FPC}{$MODE DELPHI}{$ENDIF}
{$SCOPEDENUMS ON}
{$MINENUMSIZE 4}

interface

uses
  SysUtils, JpkiCardRaw;

type
  /// Derive from it, and give it to TJpkiCard.OpenTransport, which owns it from then on. A failure
  /// is reported by raising EJpkiError with a status such as TJpkiStatus.CardRemoved; any other
  /// exception counts as TJpkiStatus.ReaderFailed. None passes through the library. The methods are
  /// called in the thread that uses the card, one at a time.
  TJpkiTransport = class
  public
    /// Sends a command once and returns the answer with its status word. Do not log the bytes: a
    /// command may contain a PIN. Command is wiped after the call: keep no reference to it.
    function Transmit(const Command: TBytes): TBytes; virtual; abstract;
    /// Prevents other programs from using the card.
    procedure BeginTransaction; virtual;
    /// Allows other programs to use the card again.
    procedure EndTransaction; virtual;
    /// Powers the card down, so that it forgets a verified PIN.
    procedure PowerDown; virtual; abstract;
    /// The maximum number of data bytes in one command; 0 if unknown.
    function MaxApduData: UInt32; virtual;
  end;

/// The functions of a transport as C calls them. The last of them frees it.
function JpkiTransportFunctions(Transport: TJpkiTransport): TRawJpkiTransport;

implementation

uses
  JpkiCallbacks, JpkiErrors, JpkiSecrets;

type
  TAction = procedure of object;

function StatusOf(Problem: Exception): Int32;
begin
  Result := JPKI_ERROR_READER_FAILED;
  { What was raised is no success, whatever it says. }
  if (Problem is EJpkiError) and (EJpkiError(Problem).Status <> TJpkiStatus.Ok) then
    Result := Int32(EJpkiError(Problem).Status);
end;

function Done(Action: TAction): Int32;
begin
  Result := JPKI_OK;
  try
    Action();
  except
    on Problem: Exception do
      Result := StatusOf(Problem);
    else
      Result := JPKI_ERROR_READER_FAILED;
  end;
end;

function CallTransmit(User: Pointer; Command: PByte; CommandLength: NativeUInt; Response: PByte;
  ResponseSize: NativeUInt; ResponseLength: PNativeUInt): Int32; cdecl;
var
  Sent, Answer: TBytes;
begin
  Result := JPKI_OK;
  Sent := nil;
  Answer := nil;
  try
    try
      Sent := JpkiBytes(Command, CommandLength);
      Answer := TJpkiTransport(User).Transmit(Sent);
      { A length above the room is the library's to refuse. }
      ResponseLength^ := Length(Answer);
      if (Length(Answer) > 0) and (NativeUInt(Length(Answer)) <= ResponseSize) then
        Move(Answer[0], Response^, Length(Answer));
    finally
      JpkiWipe(Sent);
    end;
  except
    on Problem: Exception do
      Result := StatusOf(Problem);
    else
      Result := JPKI_ERROR_READER_FAILED;
  end;
end;

function CallBegin(User: Pointer): Int32; cdecl;
begin
  Result := Done(TJpkiTransport(User).BeginTransaction);
end;

function CallEnd(User: Pointer): Int32; cdecl;
begin
  Result := Done(TJpkiTransport(User).EndTransaction);
end;

function CallPowerDown(User: Pointer): Int32; cdecl;
begin
  Result := Done(TJpkiTransport(User).PowerDown);
end;

procedure CallClose(User: Pointer); cdecl;
begin
  try
    TJpkiTransport(User).Free;
  except
    { Nothing may pass through the library, and nobody is left who could be told. }
  end;
end;

function JpkiTransportFunctions(Transport: TJpkiTransport): TRawJpkiTransport;
begin
  JpkiExpectForeignThreads;
  Result := Default(TRawJpkiTransport);
  Result.StructSize := SizeOf(Result);
  Result.MaxApduData := Transport.MaxApduData;
  Result.User := Transport;
  Result.Transmit := CallTransmit;
  Result.BeginTransaction := CallBegin;
  Result.EndTransaction := CallEnd;
  Result.PowerDown := CallPowerDown;
  Result.Close := CallClose;
end;

{ TJpkiTransport }

procedure TJpkiTransport.BeginTransaction;
begin
end;

procedure TJpkiTransport.EndTransaction;
begin
end;

function TJpkiTransport.MaxApduData: UInt32;
begin
  Result := 0;
end;

end.
