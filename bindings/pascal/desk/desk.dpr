/// An authentication desk: waits for the card, asks for the PIN, has a random challenge signed, and
/// says whether to believe it.
///
///   desk [--virtual] [--reader NAME] [--pin-fd 0]
///
/// The PIN is asked for on the terminal, or read from standard input, a line a try. --virtual uses
/// the embedded virtual card, whose PIN is 1234. Exit code: 0 accepted, 1 otherwise.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
program desk;

{$IFDEF FPC}{$MODE DELPHI}{$ENDIF}
{$APPTYPE CONSOLE}

uses
{$IFDEF UNIX}
  cthreads,
{$ENDIF}
  SysUtils, JpkiCardRaw, JpkiErrors, JpkiSecrets, JpkiCard, JpkiReaders, JpkiTrust, DeskConsole;

const
  { The third is the last: only the holder may decide to spend it. }
  Chances = 2;

var
  UseVirtual: Boolean = False;
  Reader: UTF8String = '';

procedure ReadArguments;
var
  Index: Integer;
begin
  Index := 1;
  while Index <= ParamCount do
  begin
    if ParamStr(Index) = '--virtual' then
      UseVirtual := True
    else if ParamStr(Index) = '--reader' then
    begin
      Inc(Index);
      Reader := UTF8String(ParamStr(Index));
    end
    else if (ParamStr(Index) = '--pin-fd') and (ParamStr(Index + 1) = '0') then
      Inc(Index)
    else
      raise Exception.Create('usage: desk [--virtual] [--reader NAME] [--pin-fd 0]');
    Inc(Index);
  end;
end;

function OpenCard: TJpkiCard;
var
  Context: TJpkiContext;
begin
  if UseVirtual then
    Exit(TJpkiCard.OpenVirtual);
  Say('put the card on the reader');
  Context := TJpkiContext.Create;
  try
    Result := Context.WaitForCard(JPKI_WAIT_FOREVER, nil, Reader, JPKI_WAIT_NAME_PART);
    Say('reader       ' + JpkiDisplayName(Result.ReaderName));
  finally
    Context.Free;
  end;
end;

{ One try; nil if the PIN was wrong and there is a second chance. }
function AuthenticateOnce(Card: TJpkiCard; const Challenge: TBytes; IsLast: Boolean): TJpkiAuthentication;
var
  Pin: TBytes;
begin
  Result := nil;
  Pin := AskPin;
  try
    try
      Result := Card.Authenticate(Pin, Challenge);
    finally
      JpkiWipe(Pin);
    end;
  except
    on Problem: EJpkiError do
    begin
      if IsLast or (Problem.Status <> TJpkiStatus.PinWrong) or (Problem.TriesLeft < 2) then
        raise;
      Say(Problem.DeskText(TJpkiLanguage.Japanese));
    end;
  end;
end;

function Judge(Authentication: TJpkiAuthentication; const Challenge: TBytes): TJpkiVerdict;
var
  Options: TJpkiVerifyOptions;
begin
  Options := TJpkiVerifyOptions.Default;
  if UseVirtual then
  begin
    { For the virtual card only: a real card's own CA certificate proves nothing. }
    Options.Anchors := TJpkiAnchors.Own;
    SetLength(Options.OwnAnchors, 1);
    Options.OwnAnchors[0] := Authentication.CaCertificate;
  end;
  Result := JpkiVerifySignature(Authentication.Certificate, Challenge,
    TJpkiAlgorithm.RsaPkcs1Sha256, Authentication.Signature.Data, Options);
end;

function Attend(Card: TJpkiCard): Boolean;
var
  Tries: TJpkiTryCount;
  Challenge: TBytes;
  Chance: Integer;
  Authentication: TJpkiAuthentication;
  Verdict: TJpkiVerdict;
  Reason: TJpkiReason;
begin
  { Asked before the PIN: a locked one need not be typed. }
  Tries := Card.Tries;
  Say('PIN tries    ' + UnicodeString(IntToStr(Tries.Left)));
  if Tries.IsBlocked then
    raise EJpkiError.CreateStatus(TJpkiStatus.PinBlocked);
  Challenge := RandomBytes(32);
  Authentication := nil;
  Chance := 1;
  while Authentication = nil do
  begin
    Authentication := AuthenticateOnce(Card, Challenge, Chance = Chances);
    Inc(Chance);
  end;
  try
    Say('signature    ' + Authentication.Signature.AlgorithmName);
    Verdict := Judge(Authentication, Challenge);
    Say('verdict      ' + JpkiNameOf(Verdict.Status));
    Say('policy       ' + Verdict.PolicyText);
    for Reason in Verdict.Reasons do
      Say('reason       ' + JpkiReasonTextOf(Reason));
    if not Verdict.IsGood then
      Say(Verdict.DeskText);
    Result := Verdict.IsGood;
  finally
    Authentication.Free;
  end;
end;

var
  Card: TJpkiCard;
  IsAccepted: Boolean;
begin
  IsAccepted := False;
  try
    ReadArguments;
    Card := OpenCard;
    try
      IsAccepted := Attend(Card);
    finally
      Card.Free;
    end;
  except
    on Problem: EJpkiError do
      Say(Problem.DeskText(TJpkiLanguage.Japanese));
    on Problem: Exception do
      Say(UnicodeString(Problem.Message));
  end;
  if not IsAccepted then
    ExitCode := 1;
end.
