/// The terminal of the sample desk: lines in UTF-8, PINs without echo, random bytes.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
unit DeskConsole;

{$IFDEF FPC}{$MODE DELPHI}{$ENDIF}

interface

uses
  SysUtils;

procedure Say(const Line: UnicodeString);
/// Asks for a PIN; from a terminal without echo. The caller wipes it. None at the end of the input.
function AskPin: TBytes;
/// Fresh random bytes of the operating system.
function RandomBytes(Count: Integer): TBytes;

implementation

uses
{$IFDEF MSWINDOWS}
  Windows,
{$ENDIF}
{$IFDEF UNIX}
  TermIO,
{$ENDIF}
  JpkiCardRaw;

function InputHandle: THandle;
begin
{$IFDEF MSWINDOWS}
  Result := GetStdHandle(STD_INPUT_HANDLE);
{$ELSE}
  Result := 0;
{$ENDIF}
end;

function OutputHandle: THandle;
begin
{$IFDEF MSWINDOWS}
  Result := GetStdHandle(STD_OUTPUT_HANDLE);
{$ELSE}
  Result := 1;
{$ENDIF}
end;

procedure Put(const Text: UnicodeString);
var
  Written: UTF8String;
begin
  Written := UTF8Encode(Text);
  if Length(Written) > 0 then
    FileWrite(OutputHandle, Written[1], Length(Written));
end;

procedure Say(const Line: UnicodeString);
begin
  Put(Line + sLineBreak);
end;

{ Into an array of its own, so that no buffer of the run-time library has the PIN. }
function ReadPin: TBytes;
var
  Typed: array[0..63] of Byte;
  Count: Integer;
begin
  Count := 0;
  while (Count < Length(Typed)) and (FileRead(InputHandle, Typed[Count], 1) = 1)
    and (Typed[Count] <> 10) do
    Inc(Count);
  while (Count > 0) and (Typed[Count - 1] = 13) do
    Dec(Count);
  Result := nil;
  SetLength(Result, Count);
  if Count > 0 then
    Move(Typed[0], Result[0], Count);
  JpkiSecureWipe(@Typed[0], SizeOf(Typed));
end;

{$IFDEF MSWINDOWS}
function AskPin: TBytes;
var
  Before: DWORD;
begin
  if not GetConsoleMode(InputHandle, Before) then
    Exit(ReadPin);
  Put('PIN (4 digits): ');
  SetConsoleMode(InputHandle, Before and not ENABLE_ECHO_INPUT);
  try
    Result := ReadPin;
  finally
    SetConsoleMode(InputHandle, Before);
    Say('');
  end;
end;

function SystemFunction036(Buffer: Pointer; Size: ULONG): ByteBool; stdcall;
  external 'advapi32.dll';

function RandomBytes(Count: Integer): TBytes;
begin
  Result := nil;
  SetLength(Result, Count);
  if not SystemFunction036(@Result[0], Count) then
    raise Exception.Create('no random numbers');
end;

initialization
  SetConsoleOutputCP(CP_UTF8);
{$ELSE}
function AskPin: TBytes;
{$IFDEF FPC}
var
  Before, Quiet: TermIOs;
begin
  if TCGetAttr(InputHandle, Before) <> 0 then
    Exit(ReadPin);
  Put('PIN (4 digits): ');
  Quiet := Before;
  Quiet.c_lflag := Quiet.c_lflag and not ECHO;
  TCSetAttr(InputHandle, TCSAFLUSH, Quiet);
  try
    Result := ReadPin;
  finally
    TCSetAttr(InputHandle, TCSAFLUSH, Before);
    Say('');
  end;
end;
{$ELSE}
begin
  Result := ReadPin;
end;
{$ENDIF}

function RandomBytes(Count: Integer): TBytes;
var
  Source: THandle;
  Got: Integer;
begin
  Result := nil;
  SetLength(Result, Count);
  Source := FileOpen('/dev/urandom', fmOpenRead);
  Got := FileRead(Source, Result[0], Count);
  FileClose(Source);
  if Got <> Count then
    raise Exception.Create('no random numbers');
end;
{$ENDIF}

end.
