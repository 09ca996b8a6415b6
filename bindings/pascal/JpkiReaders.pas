/// The readers of this computer: waiting for a card, cancelling, and what comes and goes.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
unit JpkiReaders;

{$IFDEF FPC}{$MODE DELPHI}{$ENDIF}
{$SCOPEDENUMS ON}
{$MINENUMSIZE 4}

interface

uses
  SysUtils, Classes, SyncObjs, JpkiCardRaw, JpkiCard;

type
  /// Ends the waits that it is given to, those in progress and those that begin later: for a Cancel
  /// button. From any thread. It cannot be reset: make one for each operation.
  TJpkiCancellation = class
  private
    FHandle: HJpkiCancellation;
  public
    constructor Create;
    destructor Destroy; override;
    procedure Cancel;
    /// The handle; it stays this object's.
    property Handle: HJpkiCancellation read FHandle;
  end;

  /// One thing that happened at the readers.
  TJpkiEvent = record
    Kind: TJpkiEventKind;
    /// With TJpkiEventKind.CardInserted.
    CardKind: TJpkiCardKind;
    /// With TJpkiCardKind.Token.
    TokenKind: TJpkiTokenKind;
    /// Why the service stopped, or the card was not identified; otherwise TJpkiStatus.Ok.
    Reason: TJpkiStatus;
    PcscCode: UInt32;
    Reader: UTF8String;
  end;

  /// Reports readers and cards that arrive and leave. Made by TJpkiContext.Monitor.
  TJpkiMonitor = class
  private
    FHandle: HJpkiMonitor;
  public
    /// Owns the handle from then on.
    constructor Create(Handle: HJpkiMonitor);
    destructor Destroy; override;
    /// Waits for the next event; False if none came in time. Raises TJpkiStatus.Cancelled.
    function Next(out Event: TJpkiEvent; TimeoutMilliseconds: Int32 = JPKI_WAIT_FOREVER;
      Cancellation: TJpkiCancellation = nil): Boolean;
  end;

  /// The readers. Any thread may use it. Names of readers are UTF-8 as the driver chose them, to be
  /// passed back unchanged; JpkiDisplayName makes one safe to show.
  TJpkiContext = class
  private
    FHandle: HJpkiContext;
  public
    /// Does not connect to the service yet. Raises TJpkiStatus.NotBuilt without PC/SC.
    constructor Create;
    /// Cancels its waits and monitors.
    destructor Destroy; override;
    procedure SetTimeout(Timeout: TJpkiTimeout; Milliseconds: Int32);
    /// The names of the readers that are connected now.
    function Readers: TArray<UTF8String>;
    /// What is in a reader now.
    function Presence(const Reader: UTF8String): TJpkiPresence;
    /// Waits for a card on a reader; empty for any. Flags: a sum of JPKI_WAIT_*. This blocks: a
    /// program with windows uses TJpkiCardWaiter. The caller frees the card.
    function WaitForCard(TimeoutMilliseconds: Int32 = JPKI_WAIT_FOREVER;
      Cancellation: TJpkiCancellation = nil; const Reader: UTF8String = '';
      Flags: UInt32 = 0): TJpkiCard;
    /// The card that is in a reader now, of whatever kind it is. The caller frees it.
    function Connect(const Reader: UTF8String): TJpkiCard;
    /// Flags: 0 or JPKI_MONITOR_IDENTIFY. The caller frees the monitor.
    function Monitor(const Reader: UTF8String = ''; Flags: UInt32 = 0): TJpkiMonitor;
    /// Ends the calls that are in progress. A wait that begins later is not affected: see
    /// TJpkiCancellation.
    procedure Cancel;
  end;

  /// Waits for a card in a thread of its own. OnTerminate is called in the main thread when the
  /// wait has ended: take the card there. Freeing the waiter cancels the wait.
  TJpkiCardWaiter = class(TThread)
  private
    FContext: TJpkiContext;
    FCancellation: TJpkiCancellation;
    FDone: TEvent;
    FTimeout: Int32;
    FReader: UTF8String;
    FFlags: UInt32;
    FCard: TJpkiCard;
    FProblem: TObject;
  protected
    procedure Execute; override;
  public
    /// Begins to wait; with CreateSuspended only at Start. The context stays the caller's.
    constructor Create(Context: TJpkiContext; TimeoutMilliseconds: Int32 = JPKI_WAIT_FOREVER;
      const Reader: UTF8String = ''; Flags: UInt32 = 0; CreateSuspended: Boolean = False);
    destructor Destroy; override;
    /// Ends the wait, also one that has not begun.
    procedure Cancel;
    /// Blocks until the wait has ended, and gives the card to the caller, who frees it. Raises what
    /// the wait raised: TJpkiStatus.Cancelled, TimedOut and so on. In OnTerminate it has ended.
    function TakeCard: TJpkiCard;
  end;

/// A reader's name without characters that a terminal or a window would obey.
function JpkiDisplayName(const Reader: UTF8String): UnicodeString;

implementation

uses
  JpkiErrors;

function HandleOf(Cancellation: TJpkiCancellation): HJpkiCancellation;
begin
  if Cancellation = nil then
    Result := nil
  else
    Result := Cancellation.Handle;
end;

function JpkiDisplayName(const Reader: UTF8String): UnicodeString;
var
  Index: Integer;
begin
  Result := JpkiUnicode(PAnsiChar(Reader));
  for Index := 1 to Length(Result) do
    case Ord(Result[Index]) of
      0..$1F, $7F..$9F, $200B..$200F, $2028..$202E, $2060..$206F, $FEFF:
        Result[Index] := '?';
    end;
end;

{ TJpkiCancellation }

constructor TJpkiCancellation.Create;
var
  Outcome: TRawJpkiError;
begin
  inherited Create;
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCancellationNew(FHandle, @Outcome), Outcome);
end;

destructor TJpkiCancellation.Destroy;
begin
  JpkiCancellationFree(FHandle);
  inherited Destroy;
end;

procedure TJpkiCancellation.Cancel;
var
  Outcome: TRawJpkiError;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCancellationCancel(FHandle, @Outcome), Outcome);
end;

{ TJpkiMonitor }

constructor TJpkiMonitor.Create(Handle: HJpkiMonitor);
begin
  inherited Create;
  FHandle := Handle;
end;

destructor TJpkiMonitor.Destroy;
begin
  JpkiMonitorFree(FHandle);
  inherited Destroy;
end;

function TJpkiMonitor.Next(out Event: TJpkiEvent; TimeoutMilliseconds: Int32;
  Cancellation: TJpkiCancellation): Boolean;
var
  Outcome: TRawJpkiError;
  Raw: TRawJpkiEvent;
  Status: Int32;
begin
  Outcome := JpkiOutcome;
  Raw := Default(TRawJpkiEvent);
  Raw.StructSize := SizeOf(Raw);
  Status := JpkiMonitorNext(FHandle, TimeoutMilliseconds, HandleOf(Cancellation), @Raw, @Outcome);
  Result := Status <> JPKI_ERROR_TIMED_OUT;
  if Result then
    JpkiCheck(Status, Outcome);
  Event.Kind := TJpkiEventKind(Raw.Event);
  Event.CardKind := TJpkiCardKind(Raw.CardKind);
  Event.TokenKind := TJpkiTokenKind(Raw.TokenKind);
  Event.Reason := TJpkiStatus(Raw.Reason);
  Event.PcscCode := Raw.PcscCode;
  Event.Reader := UTF8String(PAnsiChar(@Raw.Reader[0]));
end;

{ TJpkiContext }

constructor TJpkiContext.Create;
var
  Outcome: TRawJpkiError;
begin
  inherited Create;
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiContextNew(FHandle, @Outcome), Outcome);
end;

destructor TJpkiContext.Destroy;
begin
  JpkiContextFree(FHandle);
  inherited Destroy;
end;

procedure TJpkiContext.SetTimeout(Timeout: TJpkiTimeout; Milliseconds: Int32);
var
  Outcome: TRawJpkiError;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiContextSetTimeout(FHandle, Int32(Timeout), Milliseconds, @Outcome), Outcome);
end;

function TJpkiContext.Readers: TArray<UTF8String>;
var
  Outcome: TRawJpkiError;
  List: HJpkiReaders;
  Index: Integer;
begin
  Result := nil;
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiContextReaders(FHandle, List, @Outcome), Outcome);
  try
    SetLength(Result, JpkiReadersCount(List));
    for Index := 0 to High(Result) do
      Result[Index] := UTF8String(JpkiReadersName(List, NativeUInt(Index)));
  finally
    JpkiReadersFree(List);
  end;
end;

function TJpkiContext.Presence(const Reader: UTF8String): TJpkiPresence;
var
  Outcome: TRawJpkiError;
  Found: Int32;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiContextReaderStatus(FHandle, JpkiWhole(Reader), Found, @Outcome), Outcome);
  Result := TJpkiPresence(Found);
end;

function TJpkiContext.WaitForCard(TimeoutMilliseconds: Int32; Cancellation: TJpkiCancellation;
  const Reader: UTF8String; Flags: UInt32): TJpkiCard;
var
  Outcome: TRawJpkiError;
  Card: HJpkiCard;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardWait(FHandle, JpkiWhole(Reader), TimeoutMilliseconds, Flags,
    HandleOf(Cancellation), Card, @Outcome), Outcome);
  Result := TJpkiCard.Create(Card);
end;

function TJpkiContext.Connect(const Reader: UTF8String): TJpkiCard;
var
  Outcome: TRawJpkiError;
  Card: HJpkiCard;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardConnect(FHandle, JpkiWhole(Reader), Card, @Outcome), Outcome);
  Result := TJpkiCard.Create(Card);
end;

function TJpkiContext.Monitor(const Reader: UTF8String; Flags: UInt32): TJpkiMonitor;
var
  Outcome: TRawJpkiError;
  Made: HJpkiMonitor;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiMonitorNew(FHandle, JpkiWhole(Reader), Flags, Made, @Outcome), Outcome);
  Result := TJpkiMonitor.Create(Made);
end;

procedure TJpkiContext.Cancel;
var
  Outcome: TRawJpkiError;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiContextCancel(FHandle, @Outcome), Outcome);
end;

{ TJpkiCardWaiter }

constructor TJpkiCardWaiter.Create(Context: TJpkiContext; TimeoutMilliseconds: Int32;
  const Reader: UTF8String; Flags: UInt32; CreateSuspended: Boolean);
begin
  FContext := Context;
  FTimeout := TimeoutMilliseconds;
  FReader := Reader;
  FFlags := Flags;
  FCancellation := TJpkiCancellation.Create;
  FDone := TEvent.Create(nil, True, False, '');
  inherited Create(CreateSuspended);
end;

destructor TJpkiCardWaiter.Destroy;
begin
  if FCancellation <> nil then
    FCancellation.Cancel;
  { Waits for the thread. }
  inherited Destroy;
  FCancellation.Free;
  FDone.Free;
  FCard.Free;
  FProblem.Free;
end;

procedure TJpkiCardWaiter.Execute;
begin
  try
    FCard := FContext.WaitForCard(FTimeout, FCancellation, FReader, FFlags);
  except
    FProblem := TObject(AcquireExceptionObject);
  end;
  FDone.SetEvent;
end;

procedure TJpkiCardWaiter.Cancel;
begin
  FCancellation.Cancel;
end;

function TJpkiCardWaiter.TakeCard: TJpkiCard;
var
  Problem: TObject;
begin
  { Not until the thread has: it may be waiting in OnTerminate, for whoever calls this. }
  FDone.WaitFor(INFINITE);
  if FProblem <> nil then
  begin
    Problem := FProblem;
    FProblem := nil;
    raise Problem;
  end;
  Result := FCard;
  FCard := nil;
end;

end.
