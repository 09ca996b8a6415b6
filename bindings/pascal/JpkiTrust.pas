/// Whether to believe a certificate or a signature: a relying party's verifications.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
unit JpkiTrust;

{$IFDEF FPC}{$MODE DELPHI}{$ENDIF}
{$SCOPEDENUMS ON}
{$MINENUMSIZE 4}

interface

uses
  SysUtils, JpkiCardRaw, JpkiCertificates;

type
  TJpkiOcspRequest = class;
  TJpkiRevocationList = class;

  /// What to verify a certificate against. Its objects stay the caller's.
  TJpkiVerifyOptions = record
    Purpose: TJpkiPurpose;
    Anchors: TJpkiAnchors;
    /// By how many seconds the clock of a responder or CRL issuer may differ; 0 for the default.
    Tolerance: UInt32;
    /// Seconds since 1970; 0 for now.
    Time: Int64;
    OcspHash: TJpkiOcspHash;
    Policies: TJpkiPolicies;
    /// Dotted numbers, one space between several; empty for none.
    OwnPolicies: UTF8String;
    /// Whoever can choose them can make cards: never one from a card.
    OwnAnchors: TArray<TJpkiCertificate>;
    /// A CA certificate from another source, to compare with the anchor.
    CaCertificate: TJpkiCertificate;
    OcspRequest: TJpkiOcspRequest;
    OcspResponse: TBytes;
    /// A complete CRL in place of an OCSP response, if HasCrl says so: an empty one cannot be read.
    Crl: TBytes;
    HasCrl: Boolean;
    /// In place of both.
    RevocationList: TJpkiRevocationList;
    /// An authentication certificate, J-LIS's production CAs, now, without revocation.
    class function Default: TJpkiVerifyOptions; static;
  end;

  /// The result of a verification. A bad certificate raises nothing: look at it.
  TJpkiVerdict = record
    /// TJpkiStatus.Ok if everything is good; otherwise the reason that helps the desk most.
    Status: TJpkiStatus;
    /// All reasons.
    Reasons: TArray<TJpkiReason>;
    Revocation: TJpkiRevocation;
    /// Seconds since 1970; -1 if it is not revoked.
    RevocationTime: Int64;
    /// The CRLReason of RFC 5280; -1 if it is not revoked, or the CA gives no reason.
    RevocationReason: Int32;
    /// 0 on the certificate's last day; -1 once it has expired.
    DaysLeft: Int32;
    /// 1 on the day after its last; -1 until it has expired.
    DaysExpired: Int32;
    /// It has expired, and online eligibility verification still accepts it.
    IsWithinGrace: Boolean;
    /// The certificate policy that was accepted, as dotted numbers; empty if none fits.
    Policy: UTF8String;
    PolicyIsKnown: Boolean;
    /// Which of the anchors signed the certificate; empty if none did.
    AnchorKeyId: TBytes;
    /// Whether nothing speaks against it.
    function IsGood: Boolean;
    /// The sentence for the desk about the status.
    function DeskText(Language: TJpkiLanguage = TJpkiLanguage.Japanese): UnicodeString;
    /// What the policy is.
    function PolicyText(Language: TJpkiLanguage = TJpkiLanguage.Japanese): UnicodeString;
  end;

  /// An OCSP request: send its bytes, and give what comes back to the verification.
  TJpkiOcspRequest = class
  private
    FHandle: HJpkiOcspRequest;
    function GetDer: TBytes;
  public
    /// Nonce: 32 fresh random bytes, or none.
    constructor Create(Certificate: TJpkiCertificate; const Nonce: TBytes;
      const Options: TJpkiVerifyOptions);
    destructor Destroy; override;
    /// It contains the certificate's serial number: do not log it.
    property Der: TBytes read GetDer;
  end;

  /// A CRL that was loaded once. Any number of threads may use it.
  TJpkiRevocationList = class
  private
    FHandle: HJpkiRevocationList;
    function GetThisUpdate: Int64;
    function GetNextUpdate: Int64;
    function GetCount: NativeUInt;
  public
    /// Loads a complete CRL that one of the options' anchors signed.
    constructor Create(const Crl: TBytes; const Options: TJpkiVerifyOptions);
    destructor Destroy; override;
    /// When it was issued, in seconds since 1970.
    property ThisUpdate: Int64 read GetThisUpdate;
    /// When the next one is due, in seconds since 1970.
    property NextUpdate: Int64 read GetNextUpdate;
    /// How many entries it has.
    property Count: NativeUInt read GetCount;
  end;

/// Verifies a certificate.
function JpkiVerifyCertificate(Certificate: TJpkiCertificate;
  const Options: TJpkiVerifyOptions): TJpkiVerdict;

/// Verifies a signature over a challenge, and the certificate of the key that made it. Algorithm is
/// the one that was agreed on, and not what the holder's side claims.
function JpkiVerifySignature(Certificate: TJpkiCertificate; const Challenge: TBytes;
  Algorithm: TJpkiAlgorithm; const Signature: TBytes; const Options: TJpkiVerifyOptions;
  Input: TJpkiInput = TJpkiInput.Data): TJpkiVerdict;

/// The name of a reason's constant, such as JPKI_REASON_EXPIRED.
function JpkiReasonNameOf(Reason: TJpkiReason): UnicodeString;
/// What is wrong, in one sentence.
function JpkiReasonTextOf(Reason: TJpkiReason;
  Language: TJpkiLanguage = TJpkiLanguage.Japanese): UnicodeString;

implementation

uses
  JpkiErrors;

const
  Nothing: Byte = 0;

type
  THandles = TArray<HJpkiCertificate>;

{ The anchors are in Handles, which the structure points to. }
function RawOptions(const Options: TJpkiVerifyOptions; out Handles: THandles): TRawJpkiVerifyOptions;
var
  Index: Integer;
begin
  Result := Default(TRawJpkiVerifyOptions);
  Result.StructSize := SizeOf(Result);
  Result.Purpose := Int32(Options.Purpose);
  Result.Anchors := Int32(Options.Anchors);
  Result.Tolerance := Options.Tolerance;
  Result.Time := Options.Time;
  Result.OcspHash := Int32(Options.OcspHash);
  Result.Policies := Int32(Options.Policies);
  if Length(Options.OwnPolicies) > 0 then
    Result.OwnPolicies := JpkiWhole(Options.OwnPolicies);
  Handles := nil;
  SetLength(Handles, Length(Options.OwnAnchors));
  for Index := 0 to High(Handles) do
    Handles[Index] := JpkiHandleOf(Options.OwnAnchors[Index]);
  if Handles <> nil then
    Result.OwnAnchors := @Handles[0];
  Result.OwnAnchorsCount := Length(Handles);
  Result.CaCertificate := JpkiHandleOf(Options.CaCertificate);
  if Options.OcspRequest <> nil then
    Result.OcspRequest := Options.OcspRequest.FHandle;
  Result.OcspResponse := JpkiData(Options.OcspResponse);
  Result.OcspResponseLength := Length(Options.OcspResponse);
  if Options.HasCrl then
  begin
    Result.Crl := JpkiData(Options.Crl);
    { No pointer is no CRL. }
    if Result.Crl = nil then
      Result.Crl := @Nothing;
    Result.CrlLength := Length(Options.Crl);
  end;
  if Options.RevocationList <> nil then
    Result.RevocationList := Options.RevocationList.FHandle;
end;

function EmptyVerdict: TRawJpkiVerdict;
begin
  Result := Default(TRawJpkiVerdict);
  Result.StructSize := SizeOf(Result);
end;

{ Raises if there is no verdict, and only then. }
function Verdict(Status: Int32; const Raw: TRawJpkiVerdict;
  const Outcome: TRawJpkiError): TJpkiVerdict;
var
  Index: Integer;
begin
  if Raw.Revocation = 0 then
  begin
    JpkiCheck(Status, Outcome);
    raise EJpkiError.CreateStatus(TJpkiStatus.Internal);
  end;
  Result.Status := TJpkiStatus(Raw.Status);
  SetLength(Result.Reasons, Raw.ReasonCount);
  for Index := 0 to High(Result.Reasons) do
    Result.Reasons[Index] := TJpkiReason(Raw.Reasons[Index]);
  Result.Revocation := TJpkiRevocation(Raw.Revocation);
  Result.RevocationTime := Raw.RevocationTime;
  Result.RevocationReason := Raw.RevocationReason;
  Result.DaysLeft := Raw.DaysLeft;
  Result.DaysExpired := Raw.DaysExpired;
  Result.IsWithinGrace := Raw.IsWithinGrace <> 0;
  Result.Policy := UTF8String(PAnsiChar(@Raw.Policy[0]));
  Result.PolicyIsKnown := Raw.PolicyIsKnown <> 0;
  Result.AnchorKeyId := JpkiBytes(@Raw.AnchorKeyId[0], Raw.AnchorKeyIdLength);
end;

function JpkiVerifyCertificate(Certificate: TJpkiCertificate;
  const Options: TJpkiVerifyOptions): TJpkiVerdict;
var
  Outcome: TRawJpkiError;
  Handles: THandles;
  Raw: TRawJpkiVerifyOptions;
  Made: TRawJpkiVerdict;
  Status: Int32;
begin
  Outcome := JpkiOutcome;
  Raw := RawOptions(Options, Handles);
  Made := EmptyVerdict;
  Status := JpkiCertificateVerify(JpkiHandleOf(Certificate), @Raw, @Made, @Outcome);
  Result := Verdict(Status, Made, Outcome);
end;

function JpkiVerifySignature(Certificate: TJpkiCertificate; const Challenge: TBytes;
  Algorithm: TJpkiAlgorithm; const Signature: TBytes; const Options: TJpkiVerifyOptions;
  Input: TJpkiInput): TJpkiVerdict;
var
  Outcome: TRawJpkiError;
  Handles: THandles;
  Raw: TRawJpkiVerifyOptions;
  Made: TRawJpkiVerdict;
  Status: Int32;
begin
  Outcome := JpkiOutcome;
  Raw := RawOptions(Options, Handles);
  Made := EmptyVerdict;
  Status := JpkiSignatureVerify(JpkiHandleOf(Certificate), JpkiData(Challenge),
    Length(Challenge), Int32(Input), Int32(Algorithm), JpkiData(Signature), Length(Signature),
    @Raw, @Made, @Outcome);
  Result := Verdict(Status, Made, Outcome);
end;

function JpkiReasonNameOf(Reason: TJpkiReason): UnicodeString;
begin
  Result := JpkiUnicode(JpkiReasonName(Int32(Reason)));
end;

function JpkiReasonTextOf(Reason: TJpkiReason; Language: TJpkiLanguage): UnicodeString;
begin
  Result := JpkiUnicode(JpkiReasonText(Int32(Reason), Int32(Language)));
end;

{ TJpkiVerifyOptions }

class function TJpkiVerifyOptions.Default: TJpkiVerifyOptions;
begin
  Result.Purpose := TJpkiPurpose.Authentication;
  Result.Anchors := TJpkiAnchors.Production;
  Result.Tolerance := 0;
  Result.Time := 0;
  Result.OcspHash := TJpkiOcspHash.Sha1;
  Result.Policies := TJpkiPolicies.ByArc;
  Result.OwnPolicies := '';
  Result.OwnAnchors := nil;
  Result.CaCertificate := nil;
  Result.OcspRequest := nil;
  Result.OcspResponse := nil;
  Result.Crl := nil;
  Result.HasCrl := False;
  Result.RevocationList := nil;
end;

{ TJpkiVerdict }

function TJpkiVerdict.IsGood: Boolean;
begin
  Result := Status = TJpkiStatus.Ok;
end;

function TJpkiVerdict.DeskText(Language: TJpkiLanguage): UnicodeString;
begin
  Result := JpkiTextOf(Status, Language);
end;

function TJpkiVerdict.PolicyText(Language: TJpkiLanguage): UnicodeString;
begin
  Result := JpkiUnicode(JpkiPolicyText(PAnsiChar(Policy), Int32(Language)));
end;

{ TJpkiOcspRequest }

constructor TJpkiOcspRequest.Create(Certificate: TJpkiCertificate; const Nonce: TBytes;
  const Options: TJpkiVerifyOptions);
var
  Outcome: TRawJpkiError;
  Handles: THandles;
  Raw: TRawJpkiVerifyOptions;
begin
  inherited Create;
  Outcome := JpkiOutcome;
  Raw := RawOptions(Options, Handles);
  JpkiCheck(JpkiOcspRequestNew(JpkiHandleOf(Certificate), @Raw, JpkiData(Nonce), Length(Nonce),
    FHandle, @Outcome), Outcome);
end;

destructor TJpkiOcspRequest.Destroy;
begin
  JpkiOcspRequestFree(FHandle);
  inherited Destroy;
end;

function TJpkiOcspRequest.GetDer: TBytes;
var
  Size: NativeUInt;
  Start: PByte;
begin
  Start := JpkiOcspRequestData(FHandle, Size);
  Result := JpkiBytes(Start, Size);
end;

{ TJpkiRevocationList }

constructor TJpkiRevocationList.Create(const Crl: TBytes; const Options: TJpkiVerifyOptions);
var
  Outcome: TRawJpkiError;
  Handles: THandles;
  Raw: TRawJpkiVerifyOptions;
begin
  inherited Create;
  Outcome := JpkiOutcome;
  Raw := RawOptions(Options, Handles);
  JpkiCheck(JpkiRevocationListLoad(JpkiData(Crl), Length(Crl), @Raw, FHandle, @Outcome), Outcome);
end;

destructor TJpkiRevocationList.Destroy;
begin
  JpkiRevocationListFree(FHandle);
  inherited Destroy;
end;

function TJpkiRevocationList.GetThisUpdate: Int64;
begin
  Result := JpkiRevocationListThisUpdate(FHandle);
end;

function TJpkiRevocationList.GetNextUpdate: Int64;
begin
  Result := JpkiRevocationListNextUpdate(FHandle);
end;

function TJpkiRevocationList.GetCount: NativeUInt;
begin
  Result := JpkiRevocationListEntryCount(FHandle);
end;

end.
