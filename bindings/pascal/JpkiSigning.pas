/// How to sign, and what comes of an authentication.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
unit JpkiSigning;

{$IFDEF FPC}{$MODE DELPHI}{$ENDIF}
{$SCOPEDENUMS ON}
{$MINENUMSIZE 4}

interface

uses
  JpkiCardRaw, JpkiCertificates;

type
  /// The tries of a PIN, password or number.
  TJpkiTryCount = record
    State: TJpkiTries;
    /// 0 when locked; -1 if the card does not say.
    Left: Int32;
    function IsBlocked: Boolean;
  end;

  /// How to sign.
  TJpkiSignOptions = record
    Digest: TJpkiDigest;
    Scheme: TJpkiScheme;
    Input: TJpkiInput;
    LastTry: TJpkiLastTry;
    /// For Authenticate: reads the CA certificate even if the issuer is known.
    ReadCaCertificate: Boolean;
    /// The card's certificate, if the caller kept it; it stays the caller's.
    KnownCertificate: TJpkiCertificate;
    /// For Authenticate: the CA certificate that the issuer is expected to have.
    CaCertificate: TJpkiCertificate;
    /// SHA-256, PKCS #1 v1.5, data, and the last try kept.
    class function Default: TJpkiSignOptions; static;
  end;

  /// What an authentication desk needs of one card. It owns its objects.
  TJpkiAuthentication = class
  private
    FTokenKind: TJpkiTokenKind;
    FPin: TJpkiTryCount;
    FCertificate: TJpkiCertificate;
    FCaCertificate: TJpkiCertificate;
    FSignature: TJpkiSignature;
  public
    /// Owns the objects from then on.
    constructor Create(const Made: TRawJpkiAuthentication);
    destructor Destroy; override;
    /// Gives the certificate to the caller, who frees it.
    function ExtractCertificate: TJpkiCertificate;
    /// Gives the CA certificate to the caller, who frees it.
    function ExtractCaCertificate: TJpkiCertificate;
    /// Gives the signature to the caller, who frees it.
    function ExtractSignature: TJpkiSignature;
    property TokenKind: TJpkiTokenKind read FTokenKind;
    /// As the card reported it before the PIN was sent.
    property Pin: TJpkiTryCount read FPin;
    property Certificate: TJpkiCertificate read FCertificate;
    /// As stored on the card, and no trust anchor; nil where it was not read.
    property CaCertificate: TJpkiCertificate read FCaCertificate;
    property Signature: TJpkiSignature read FSignature;
  end;

/// The options as C has them.
function JpkiRawOptions(const Options: TJpkiSignOptions): TRawJpkiSignOptions;

implementation

{ TJpkiTryCount }

function TJpkiTryCount.IsBlocked: Boolean;
begin
  Result := State = TJpkiTries.Blocked;
end;

{ TJpkiSignOptions }

class function TJpkiSignOptions.Default: TJpkiSignOptions;
begin
  Result.Digest := TJpkiDigest.Sha256;
  Result.Scheme := TJpkiScheme.DigestInfo;
  Result.Input := TJpkiInput.Data;
  Result.LastTry := TJpkiLastTry.Keep;
  Result.ReadCaCertificate := False;
  Result.KnownCertificate := nil;
  Result.CaCertificate := nil;
end;

function JpkiRawOptions(const Options: TJpkiSignOptions): TRawJpkiSignOptions;
begin
  Result.StructSize := SizeOf(Result);
  Result.Digest := Int32(Options.Digest);
  Result.Scheme := Int32(Options.Scheme);
  Result.Input := Int32(Options.Input);
  Result.LastTry := Int32(Options.LastTry);
  Result.ReadCaCertificate := Ord(Options.ReadCaCertificate);
  Result.Certificate := JpkiHandleOf(Options.KnownCertificate);
  Result.CaCertificate := JpkiHandleOf(Options.CaCertificate);
end;

{ TJpkiAuthentication }

constructor TJpkiAuthentication.Create(const Made: TRawJpkiAuthentication);
begin
  inherited Create;
  FTokenKind := TJpkiTokenKind(Made.TokenKind);
  FPin.State := TJpkiTries(Made.PinStatus);
  FPin.Left := Made.TriesLeft;
  FCertificate := TJpkiCertificate.CreateHandle(Made.Certificate);
  if Made.CaCertificate <> nil then
    FCaCertificate := TJpkiCertificate.CreateHandle(Made.CaCertificate);
  FSignature := TJpkiSignature.Create(Made.Signature);
end;

destructor TJpkiAuthentication.Destroy;
begin
  FSignature.Free;
  FCaCertificate.Free;
  FCertificate.Free;
  inherited Destroy;
end;

function TJpkiAuthentication.ExtractCertificate: TJpkiCertificate;
begin
  Result := FCertificate;
  FCertificate := nil;
end;

function TJpkiAuthentication.ExtractCaCertificate: TJpkiCertificate;
begin
  Result := FCaCertificate;
  FCaCertificate := nil;
end;

function TJpkiAuthentication.ExtractSignature: TJpkiSignature;
begin
  Result := FSignature;
  FSignature := nil;
end;

end.
