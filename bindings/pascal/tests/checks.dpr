/// What only this language needs to have tested: ownership, threads, exceptions in callbacks, and
/// secrets in strings.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
program checks;

{$MODE DELPHI}
{$SCOPEDENUMS ON}

uses
  cthreads, Classes, SysUtils, JpkiCardRaw, JpkiErrors, JpkiSecrets, JpkiCertificates, JpkiFace,
  JpkiCard, JpkiTransport, JpkiReaders, JpkiTrust, JpkiLog;

var
  Failures: Integer = 0;

procedure Check(const What: string; IsRight: Boolean);
begin
  if IsRight then
    WriteLn('ok      ', What)
  else
  begin
    WriteLn('FAILED  ', What);
    Inc(Failures);
  end;
end;

function BytesOf(const Text: AnsiString): TBytes;
begin
  Result := nil;
  SetLength(Result, Length(Text));
  if Result <> nil then
    Move(Text[1], Result[0], Length(Text));
end;

type
  TWork = procedure;

function StatusOf(Work: TWork): TJpkiStatus;
begin
  Result := TJpkiStatus.Ok;
  try
    Work();
  except
    on Problem: EJpkiError do
      Result := Problem.Status;
  end;
end;

{ --- ownership --- }

var
  Card: TJpkiCard;

procedure UseCard;
begin
  Card.Tries;
end;

procedure OpenNoTransport;
begin
  TJpkiCard.OpenTransport(nil).Free;
end;

procedure CheckOwnership;
var
  Authentication: TJpkiAuthentication;
  Kept: TJpkiCertificate;
  Size: Integer;
begin
  Card := TJpkiCard.OpenVirtual;
  Authentication := Card.Authenticate(BytesOf('1234'), BytesOf('0123456789abcdef'));
  Kept := Authentication.ExtractCertificate;
  Size := Length(Kept.Der);
  Authentication.Free;
  Check('an extracted certificate outlives its authentication', Length(Kept.Der) = Size);
  Check('the times of a certificate are the same in both forms',
    FormatDateTime('yyyymmdd', Kept.NotBefore) = '20250401');
  Card.Close;
  Check('a certificate outlives its card', Length(Kept.Der) = Size);
  Check('a closed card reports a handle that is not open', StatusOf(UseCard) = TJpkiStatus.Handle);
  Card.Close;
  Card.Free;
  Kept.Free;
  Check('a card without a transport is an argument that is invalid',
    StatusOf(OpenNoTransport) = TJpkiStatus.Argument);
end;

{ --- failures --- }

procedure CheckFailures;
var
  Options: TJpkiSignOptions;
  Unknown: Int32;
begin
  Card := TJpkiCard.OpenVirtual(TJpkiVirtualKind.MyNumberCard, 'pin 7391');
  Options := TJpkiSignOptions.Default;
  try
    Card.Sign(BytesOf('8462'), BytesOf('data'), Options).Free;
    Check('a wrong PIN raises', False);
  except
    on Problem: EJpkiError do
    begin
      Check('a wrong PIN raises with the tries left', Problem.HasTriesLeft
        and (Problem.TriesLeft = 2) and (Problem.Status = TJpkiStatus.PinWrong));
      Check('its name and status word', (Problem.StatusName = 'JPKI_ERROR_PIN_WRONG')
        and (Problem.StatusWord = $63C2));
      Check('no PIN is in its words', (Pos('8462', Problem.Message) = 0)
        and (Pos('8462', UTF8Encode(Problem.DeskText)) = 0)
        and (Pos('8462', Problem.ToString) = 0));
      Check('the desk reads Japanese and English', (Problem.DeskText <> '')
        and (Problem.DeskText(TJpkiLanguage.English) <> Problem.DeskText)
        and (Pos('2', UTF8Encode(Problem.DeskText)) > 0));
    end;
  end;
  Card.Free;
  Unknown := -9999;
  with EJpkiError.CreateStatus(TJpkiStatus(Unknown)) do
    try
      Check('a status of a newer library has words too', (DeskText <> '') and not HasTriesLeft);
    finally
      Free;
    end;
end;

{ --- texts that C would cut off --- }

const
  WithNul: UTF8String = 'pin-tries 1'#0'; nonsense';

procedure OpenWithNul;
begin
  TJpkiCard.OpenVirtual(TJpkiVirtualKind.MyNumberCard, WithNul).Free;
end;

procedure ConnectWithNul;
begin
  with TJpkiContext.Create do
    try
      Connect(WithNul).Free;
    finally
      Free;
    end;
end;

procedure VerifyWithNul;
var
  Options: TJpkiVerifyOptions;
  Certificate: TJpkiCertificate;
begin
  Options := TJpkiVerifyOptions.Default;
  Options.OwnPolicies := WithNul;
  Certificate := Card.Certificate(TJpkiCertificateKind.Authentication);
  try
    JpkiVerifyCertificate(Certificate, Options);
  finally
    Certificate.Free;
  end;
end;

procedure CheckTexts;
begin
  Check('settings with a NUL are refused', StatusOf(OpenWithNul) = TJpkiStatus.Argument);
  Check('a name with a NUL is refused', StatusOf(ConnectWithNul) = TJpkiStatus.Argument);
  Card := TJpkiCard.OpenVirtual;
  Check('policies with a NUL are refused', StatusOf(VerifyWithNul) = TJpkiStatus.Argument);
  Card.Free;
end;

{ --- secrets --- }

procedure CheckSecrets;
var
  Secret, Shared: TBytes;
  Typed, Other: UnicodeString;
begin
  Secret := BytesOf('1234');
  Shared := Secret;
  JpkiWipe(Secret);
  Check('wiped bytes are gone for everyone', (Secret = nil) and (Shared[0] = 0) and (Shared[3] = 0));
  Typed := UnicodeString(StringOfChar('7', 4));
  Other := Typed;
  Secret := JpkiTakeSecret(Typed);
  Check('a typed secret is taken out of its string', (Typed = '') and (Ord(Other[1]) = 0)
    and (Length(Secret) = 4) and (Secret[3] = Ord('7')));
  Typed := WideChar($FF11);
  Secret := JpkiTakeSecret(Typed);
  Check('a full-width digit is no digit', (Length(Secret) = 1) and (Secret[0] = Ord('?')));
end;

{ --- transports and the log --- }

type
  TRaising = class(TJpkiTransport)
  public
    destructor Destroy; override;
    function Transmit(const Command: TBytes): TBytes; override;
    procedure PowerDown; override;
  end;

  TCheerful = class(TRaising)
  public
    function Transmit(const Command: TBytes): TBytes; override;
  end;

  TListener = class
    Count: Integer;
    procedure Hear(Level: TJpkiLogLevel; const Line: UnicodeString);
  end;

  TTries = class(TThread)
    Left: Int32;
  protected
    procedure Execute; override;
  end;

var
  Destroyed: Integer = 0;

destructor TRaising.Destroy;
begin
  Inc(Destroyed);
  inherited Destroy;
end;

function TRaising.Transmit(const Command: TBytes): TBytes;
begin
  Result := nil;
  raise EDivByZero.Create('of the transport');
end;

function TCheerful.Transmit(const Command: TBytes): TBytes;
begin
  Result := nil;
  raise EJpkiError.CreateStatus(TJpkiStatus.Ok);
end;

procedure TRaising.PowerDown;
begin
end;

procedure TListener.Hear(Level: TJpkiLogLevel; const Line: UnicodeString);
begin
  InterLockedIncrement(Count);
  raise EDivByZero.Create('of the listener');
end;

procedure TTries.Execute;
begin
  Left := Card.Tries.Left;
end;

procedure CheckCallbacks;
var
  Listener: TListener;
  Threads: array[0..3] of TTries;
  Index: Integer;
  AllThree: Boolean;
begin
  Card := TJpkiCard.OpenTransport(TRaising.Create);
  Check('an exception in a transport is a reader that failed',
    StatusOf(UseCard) = TJpkiStatus.ReaderFailed);
  Check('the transport lives as long as its card', Destroyed = 0);
  Card.Free;
  Check('and no longer', Destroyed = 1);
  Card := TJpkiCard.OpenTransport(TCheerful.Create);
  Check('what is raised is no success', StatusOf(UseCard) = TJpkiStatus.ReaderFailed);
  Card.Free;

  Listener := TListener.Create;
  JpkiLogTo(Listener.Hear, TJpkiLogLevel.Trace);
  Card := TJpkiCard.OpenVirtual;
  for Index := 0 to High(Threads) do
    Threads[Index] := TTries.Create(False);
  AllThree := True;
  for Index := 0 to High(Threads) do
  begin
    Threads[Index].WaitFor;
    AllThree := AllThree and (Threads[Index].Left = 3);
    Threads[Index].Free;
  end;
  Check('a card used by four threads', AllThree);
  Card.Free;
  JpkiLogTo(nil, TJpkiLogLevel.Off);
  Check('the log was heard, and what the listener raised is lost', Listener.Count > 0);
  Listener.Free;
end;

procedure CheckKeptLog;
var
  Line: TJpkiLogRecord;
begin
  JpkiKeepLog(TJpkiLogLevel.Trace);
  Card := TJpkiCard.OpenVirtual;
  UseCard;
  Card.Free;
  Check('a kept log line is taken', JpkiTakeLogRecord(Line) and (Line.Line <> ''));
  JpkiKeepLog(TJpkiLogLevel.Off);
  Check('none is left after that', not JpkiTakeLogRecord(Line));
end;

{ --- waits --- }

type
  TWindow = class
    Status: TJpkiStatus;
    procedure Arrived(Sender: TObject);
  end;

procedure TWindow.Arrived(Sender: TObject);
begin
  try
    TJpkiCardWaiter(Sender).TakeCard.Free;
  except
    on Problem: EJpkiError do
      Status := Problem.Status;
  end;
end;

procedure CheckWindow(Context: TJpkiContext);
var
  Window: TWindow;
  Waiting: TJpkiCardWaiter;
  Rounds: Integer;
begin
  Window := TWindow.Create;
  Window.Status := TJpkiStatus.Ok;
  Waiting := TJpkiCardWaiter.Create(Context, 60000, '', JPKI_WAIT_FOR_SERVICE, True);
  Waiting.OnTerminate := Window.Arrived;
  Waiting.Start;
  Waiting.Cancel;
  Rounds := 0;
  while (Window.Status = TJpkiStatus.Ok) and (Rounds < 500) do
  begin
    CheckSynchronize(10);
    Inc(Rounds);
  end;
  Check('a window takes the card where the thread reports to it',
    Window.Status = TJpkiStatus.Cancelled);
  Waiting.Free;
  Window.Free;
end;

var
  Waiter: TJpkiCardWaiter;

procedure Take;
begin
  Waiter.TakeCard.Free;
end;

procedure CheckWaits;
var
  Context: TJpkiContext;
  Begun: QWord;
begin
  Context := TJpkiContext.Create;
  try
    Waiter := TJpkiCardWaiter.Create(Context, 60000, '', JPKI_WAIT_FOR_SERVICE, True);
    Waiter.Cancel;
    Waiter.Start;
    Check('a wait that was cancelled before it began', StatusOf(Take) = TJpkiStatus.Cancelled);
    Waiter.Free;
    Waiter := TJpkiCardWaiter.Create(Context, 60000, '', JPKI_WAIT_FOR_SERVICE);
    Sleep(100);
    Begun := GetTickCount64;
    Waiter.Cancel;
    Check('a wait that is cancelled', StatusOf(Take) = TJpkiStatus.Cancelled);
    Waiter.Free;
    Waiter := TJpkiCardWaiter.Create(Context, 60000, '', JPKI_WAIT_FOR_SERVICE);
    Sleep(100);
    Waiter.Free;
    Check('freeing a waiter ends its wait', GetTickCount64 - Begun < 30000);
    CheckWindow(Context);
  finally
    Context.Free;
  end;
  Check('a name of a reader is safe to show',
    JpkiDisplayName(UTF8Encode(UnicodeString('A'#27'B'#$202E'C'))) = 'A?B?C');
end;

begin
  CheckOwnership;
  CheckFailures;
  CheckTexts;
  CheckSecrets;
  CheckCallbacks;
  CheckKeptLog;
  CheckWaits;
  if Failures > 0 then
    Halt(1);
end.
