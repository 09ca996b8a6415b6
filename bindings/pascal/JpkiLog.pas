/// The library's log lines. None has a PIN, a name or a serial number in it, at any level.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
unit JpkiLog;

{$IFDEF FPC}{$MODE DELPHI}{$ENDIF}
{$SCOPEDENUMS ON}
{$MINENUMSIZE 4}

interface

uses
  SysUtils, JpkiCardRaw;

type
  /// Receives a line in the thread that causes it, possibly in several threads at a time. What it
  /// raises is lost.
  TJpkiLogEvent = procedure(Level: TJpkiLogLevel; const Line: UnicodeString) of object;

  /// One line that the library kept.
  TJpkiLogRecord = record
    Level: TJpkiLogLevel;
    /// How many lines before this one were dropped.
    DroppedCount: UInt32;
    Line: UnicodeString;
  end;

/// Sends the lines up to a level to an event; nil turns logging off. Another thread may still be in
/// the old event when this returns: free its object later.
procedure JpkiLogTo(const Event: TJpkiLogEvent; Level: TJpkiLogLevel);

/// Keeps the lines up to a level for JpkiTakeLogRecord, in place of an event: for programs that
/// want no calls from other threads.
procedure JpkiKeepLog(Level: TJpkiLogLevel);

/// Takes the oldest line that was kept; False if there is none.
function JpkiTakeLogRecord(out Line: TJpkiLogRecord): Boolean;

implementation

uses
  SyncObjs, JpkiCallbacks, JpkiErrors;

var
  Lock: TCriticalSection;
  Target: TJpkiLogEvent;

procedure CallLog(User: Pointer; Level: Int32; Message: PAnsiChar); cdecl;
var
  Event: TJpkiLogEvent;
begin
  try
    Lock.Enter;
    try
      Event := Target;
    finally
      Lock.Leave;
    end;
    if Assigned(Event) then
      Event(TJpkiLogLevel(Level), JpkiUnicode(Message));
  except
    { Nothing may pass through the library. }
  end;
end;

procedure JpkiLogTo(const Event: TJpkiLogEvent; Level: TJpkiLogLevel);
var
  Outcome: TRawJpkiError;
  Callback: TJpkiLogCallback;
begin
  JpkiExpectForeignThreads;
  Callback := nil;
  if Assigned(Event) then
    Callback := CallLog;
  Lock.Enter;
  try
    Target := Event;
  finally
    Lock.Leave;
  end;
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiLogSet(Callback, nil, Int32(Level), @Outcome), Outcome);
end;

procedure JpkiKeepLog(Level: TJpkiLogLevel);
var
  Outcome: TRawJpkiError;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiLogKeep(Int32(Level), @Outcome), Outcome);
end;

function JpkiTakeLogRecord(out Line: TJpkiLogRecord): Boolean;
var
  Outcome: TRawJpkiError;
  Raw: TRawJpkiLogRecord;
begin
  Outcome := JpkiOutcome;
  Raw := Default(TRawJpkiLogRecord);
  Raw.StructSize := SizeOf(Raw);
  JpkiCheck(JpkiLogNext(@Raw, @Outcome), Outcome);
  Line.Level := TJpkiLogLevel(Raw.Level);
  Line.DroppedCount := Raw.DroppedCount;
  Line.Line := JpkiUnicode(@Raw.Message[0]);
  Result := Line.Level <> TJpkiLogLevel.Off;
end;

initialization
  Lock := TCriticalSection.Create;

finalization
  { Threads that use cards must have ended by now, so no line comes any more. }
  JpkiLogSet(nil, nil, JPKI_LOG_OFF, nil);
  Lock.Free;

end.
