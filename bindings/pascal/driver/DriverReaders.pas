/// Requests about the readers, the library itself and its log.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
unit DriverReaders;

{$MODE DELPHI}
{$SCOPEDENUMS ON}

interface

procedure Version;
procedure StatusText;
procedure NewContext;
procedure Timeout;
procedure Readers;
procedure Presence;
procedure Connect;
procedure Wait;
procedure WaitCancelledBefore;
procedure WaitCancelledDuring;
procedure NewMonitor;
procedure Next;
procedure Log;
procedure LogLines;

implementation

uses
  SysUtils, SyncObjs, JpkiCardRaw, JpkiErrors, JpkiCard, JpkiReaders, JpkiLog, DriverLines,
  DriverObjects;

type
  { Lines come in any thread. }
  TLines = class
  private
    FLock: TCriticalSection;
    FCount: Integer;
    FFirst: UnicodeString;
  public
    constructor Create;
    procedure Receive(Level: TJpkiLogLevel; const Line: UnicodeString);
    procedure Take(out Count: Integer; out First: UnicodeString);
  end;

var
  Lines: TLines;

constructor TLines.Create;
begin
  inherited Create;
  FLock := TCriticalSection.Create;
end;

procedure TLines.Receive(Level: TJpkiLogLevel; const Line: UnicodeString);
begin
  FLock.Enter;
  try
    if FCount = 0 then
      FFirst := Line;
    Inc(FCount);
  finally
    FLock.Leave;
  end;
end;

procedure TLines.Take(out Count: Integer; out First: UnicodeString);
begin
  FLock.Enter;
  try
    Count := FCount;
    First := FFirst;
    FCount := 0;
    FFirst := '';
  finally
    FLock.Leave;
  end;
end;

procedure Version;
begin
  Add(JpkiLibraryVersion);
  Add(Int64(JpkiLibraryFeatures));
end;

procedure StatusText;
begin
  Add(JpkiNameOf(TJpkiStatus(Number(1))));
  Add(JpkiTextOf(TJpkiStatus(Number(1)), TJpkiLanguage(Number(2))));
end;

procedure KeepCard(New: TJpkiCard);
begin
  Card.Free;
  Card := New;
  if Card.ReaderName = '' then
    AddNone
  else
    Add(Card.ReaderName);
end;

function ReaderOf(Index: Integer): UTF8String;
begin
  Result := '';
  if not IsNone(Index) then
    Result := Text(Index);
end;

procedure NewContext;
begin
  FreeAndNil(Context);
  Context := TJpkiContext.Create;
end;

procedure Timeout;
begin
  Need(Context);
  Context.SetTimeout(TJpkiTimeout(Number(1)), Number(2));
end;

procedure Readers;
var
  Name: UTF8String;
begin
  Need(Context);
  for Name in Context.Readers do
    Add(Name);
end;

procedure Presence;
begin
  Need(Context);
  Add(Int64(Context.Presence(Text(1))));
end;

procedure Connect;
begin
  Need(Context);
  Card.Free;
  Card := nil;
  Card := Context.Connect(Text(1));
end;

procedure Wait;
begin
  Need(Context);
  KeepCard(Context.WaitForCard(Number(2), nil, ReaderOf(1), UInt32(Number(3))));
end;

procedure WaitCancelledBefore;
var
  Cancellation: TJpkiCancellation;
begin
  Need(Context);
  Cancellation := TJpkiCancellation.Create;
  try
    Cancellation.Cancel;
    KeepCard(Context.WaitForCard(Number(1), Cancellation));
  finally
    Cancellation.Free;
  end;
end;

procedure WaitCancelledDuring;
var
  Waiter: TJpkiCardWaiter;
begin
  Need(Context);
  Waiter := TJpkiCardWaiter.Create(Context, Number(2));
  try
    Sleep(Number(1));
    Waiter.Cancel;
    KeepCard(Waiter.TakeCard);
  finally
    Waiter.Free;
  end;
end;

procedure NewMonitor;
begin
  Need(Context);
  FreeAndNil(Monitor);
  Monitor := Context.Monitor(ReaderOf(1), UInt32(Number(2)));
end;

procedure Next;
var
  Event: TJpkiEvent;
begin
  Need(Monitor);
  if not Monitor.Next(Event, Number(1)) then
    raise EJpkiError.CreateStatus(TJpkiStatus.TimedOut);
  Add(Int64(Event.Kind));
  Add(Int64(Event.CardKind));
  Add(Int64(Event.TokenKind));
  Add(Int64(Event.Reason));
  if Event.Reader = '' then
    AddNone
  else
    Add(Event.Reader);
end;

procedure Log;
var
  Count: Integer;
  First: UnicodeString;
begin
  if Lines = nil then
    Lines := TLines.Create;
  Lines.Take(Count, First);
  JpkiLogTo(Lines.Receive, TJpkiLogLevel(Number(1)));
end;

procedure LogLines;
var
  Count: Integer;
  First: UnicodeString;
begin
  if Lines = nil then
    Lines := TLines.Create;
  Lines.Take(Count, First);
  Add(Int64(Count));
  if Count = 0 then
    AddNone
  else
    Add(First);
end;

end.
