/// Requests about a card, its keys and PINs.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
unit DriverCards;

{$MODE DELPHI}
{$SCOPEDENUMS ON}

interface

procedure Open;
procedure CloseCard;
procedure Token;
procedure Tries;
procedure HasCertificate;
procedure ReadCertificate;
procedure LoadCertificate;
procedure Authenticate;
procedure Sign;
procedure SignatureCertificate;
procedure SignDocument;
procedure OtherNames;
procedure ChangePin;
procedure ChangeSignaturePassword;
procedure ChangeInputSupportPin;
procedure Information;
procedure BeginTransaction;
procedure EndTransaction;
procedure ReadLength;
procedure Transport;

implementation

uses
  SysUtils, JpkiCardRaw, JpkiErrors, JpkiSecrets, JpkiCertificates, JpkiFace,
  JpkiTransport, JpkiCard,
  DriverLines, DriverObjects;

type
  { Every answer is the same. }
  TFixedTransport = class(TJpkiTransport)
  private
    FAnswer: TBytes;
    FStatus: TJpkiStatus;
  public
    constructor Create(const Answer: TBytes; Status: TJpkiStatus);
    function Transmit(const Command: TBytes): TBytes; override;
    procedure PowerDown; override;
  end;

constructor TFixedTransport.Create(const Answer: TBytes; Status: TJpkiStatus);
begin
  inherited Create;
  FAnswer := Answer;
  FStatus := Status;
end;

function TFixedTransport.Transmit(const Command: TBytes): TBytes;
begin
  if FAnswer = nil then
    raise EJpkiError.CreateStatus(FStatus);
  Result := FAnswer;
end;

procedure TFixedTransport.PowerDown;
begin
end;

procedure KeepCard(New: TJpkiCard);
begin
  Card.Free;
  Card := New;
end;

procedure KeepCertificate(New: TJpkiCertificate);
begin
  Certificate.Free;
  Certificate := New;
end;

procedure KeepSignature(New: TJpkiSignature);
begin
  Signature.Free;
  Signature := New;
end;

procedure Open;
var
  Settings: UTF8String;
begin
  Settings := '';
  if not IsNone(2) then
    Settings := Text(2);
  KeepCard(TJpkiCard.OpenVirtual(TJpkiVirtualKind(Number(1)), Settings));
end;

procedure CloseCard;
begin
  if Card <> nil then
    Card.Close;
end;

procedure Token;
var
  Found: TJpkiToken;
begin
  Need(Card);
  Found := Card.Token;
  Add(Int64(Found.Kind));
  Add(Found.TokenLabel);
end;

procedure Tries;
var
  Found: TJpkiTryCount;
begin
  Need(Card);
  Found := Card.Tries(TJpkiCredential(Number(1)));
  Add(Int64(Found.State));
  Add(Int64(Found.Left));
end;

procedure HasCertificate;
begin
  Need(Card);
  AddYesNo(Card.HasCertificate(TJpkiCertificateKind(Number(1))));
end;

procedure AddCertificate(Shown: TJpkiCertificate);
begin
  AddBytes(Shown.Der);
  Add(Shown.NotBeforeUnix);
  Add(Shown.NotAfterUnix);
  AddBytes(Shown.SubjectKeyId);
  AddBytes(Shown.PublicKey);
end;

procedure ReadCertificate;
var
  Kind: TJpkiCertificateKind;
  Read: TJpkiCertificate;
begin
  Need(Card);
  Kind := TJpkiCertificateKind(Number(1));
  Read := Card.Certificate(Kind);
  AddCertificate(Read);
  if (Kind = TJpkiCertificateKind.AuthenticationCa) or (Kind = TJpkiCertificateKind.SignatureCa) then
  begin
    CaCertificate.Free;
    CaCertificate := Read;
  end
  else
    KeepCertificate(Read);
end;

procedure LoadCertificate;
begin
  KeepCertificate(TJpkiCertificate.Create(Bytes(1)));
end;

procedure Authenticate;
var
  Options: TJpkiSignOptions;
  Pin: TBytes;
  Made: TJpkiAuthentication;
begin
  Need(Card);
  Options := TJpkiSignOptions.Default;
  Options.LastTry := LastTry(3);
  if YesNo(4) then
  begin
    Need(Certificate);
    Options.KnownCertificate := Certificate;
  end;
  Options.ReadCaCertificate := YesNo(5);
  Challenge := Bytes(2);
  Pin := Secret(1);
  try
    Made := Card.Authenticate(Pin, Challenge, Options);
  finally
    JpkiWipe(Pin);
  end;
  try
    Add(Int64(Made.TokenKind));
    Add(Int64(Made.Pin.State));
    Add(Int64(Made.Pin.Left));
    AddBytes(Made.Certificate.Der);
    if Made.CaCertificate = nil then
      AddNone
    else
      AddBytes(Made.CaCertificate.Der);
    Add(Int64(Made.Signature.Algorithm));
    AddBytes(Made.Signature.Data);
    KeepCertificate(Made.ExtractCertificate);
    if Made.CaCertificate <> nil then
    begin
      CaCertificate.Free;
      CaCertificate := Made.ExtractCaCertificate;
    end;
    KeepSignature(Made.ExtractSignature);
  finally
    Made.Free;
  end;
end;

procedure Sign;
var
  Options: TJpkiSignOptions;
  Pin: TBytes;
begin
  Need(Card);
  Options := TJpkiSignOptions.Default;
  Options.Digest := TJpkiDigest(Number(3));
  Options.Scheme := TJpkiScheme(Number(4));
  Options.Input := TJpkiInput(Number(5));
  Options.LastTry := LastTry(6);
  Pin := Secret(1);
  try
    KeepSignature(Card.Sign(Pin, Bytes(2), Options));
  finally
    JpkiWipe(Pin);
  end;
  Add(Int64(Signature.Algorithm));
  Add(Signature.AlgorithmName);
  AddBytes(Signature.Data);
end;

procedure SignatureCertificate;
var
  Password: TBytes;
begin
  Need(Card);
  Password := Secret(1);
  try
    KeepCertificate(Card.SignatureCertificate(Password, LastTry(2)));
  finally
    JpkiWipe(Password);
  end;
  AddBytes(Certificate.Der);
end;

procedure SignDocument;
var
  Options: TJpkiSignOptions;
  Password: TBytes;
  Read: TJpkiCertificate;
  Made: TJpkiSignature;
begin
  Need(Card);
  Options := TJpkiSignOptions.Default;
  Options.LastTry := LastTry(3);
  Password := Secret(1);
  try
    Card.SignDocument(Password, Bytes(2), Options, Read, Made);
  finally
    JpkiWipe(Password);
  end;
  KeepCertificate(Read);
  KeepSignature(Made);
  AddBytes(Certificate.Der);
  Add(Int64(Signature.Algorithm));
  AddBytes(Signature.Data);
end;

procedure OtherNames;
var
  Names: TJpkiItems;
  Index: Integer;
begin
  Need(Certificate);
  Names := Certificate.OtherNames;
  try
    for Index := 0 to Names.Count - 1 do
    begin
      Add(Names.Names[Index]);
      if Names.HasText(Index) then
        Add(Names.Texts[Index])
      else
        AddNone;
    end;
  finally
    Names.Free;
  end;
end;

type
  TChange = procedure(const OldSecret, NewSecret: TBytes; LastTry: TJpkiLastTry) of object;

procedure Change(Call: TChange);
var
  OldSecret, NewSecret: TBytes;
begin
  OldSecret := Secret(1);
  NewSecret := Secret(2);
  try
    Call(OldSecret, NewSecret, LastTry(3));
  finally
    JpkiWipe(OldSecret);
    JpkiWipe(NewSecret);
  end;
end;

procedure ChangePin;
begin
  Need(Card);
  Change(Card.ChangePin);
end;

procedure ChangeSignaturePassword;
begin
  Need(Card);
  Change(Card.ChangeSignaturePassword);
end;

procedure ChangeInputSupportPin;
begin
  Need(Card);
  Change(Card.ChangeInputSupportPin);
end;

procedure Information;
var
  Read: TJpkiInformation;
begin
  Need(Card);
  Read := Card.Information;
  Add(Int64(Read.Expiry));
  Add(Read.MunicipalityCode);
  Add(Read.SerialNumber);
end;

procedure BeginTransaction;
begin
  Need(Card);
  Card.BeginTransaction;
end;

procedure EndTransaction;
begin
  Need(Card);
  Card.EndTransaction;
end;

procedure ReadLength;
begin
  Need(Card);
  Card.SetReadLength(NativeUInt(Number(1)));
end;

procedure Transport;
var
  Status: TJpkiStatus;
begin
  Status := TJpkiStatus.ReaderFailed;
  if not IsNone(2) then
    Status := TJpkiStatus(Number(2));
  KeepCard(TJpkiCard.OpenTransport(TFixedTransport.Create(Bytes(1), Status)));
end;

end.
