/// Certificates, signatures, and lists of what a certificate or a record has besides.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
unit JpkiCertificates;

{$IFDEF FPC}{$MODE DELPHI}{$ENDIF}
{$SCOPEDENUMS ON}
{$MINENUMSIZE 4}

interface

uses
  SysUtils, JpkiCardRaw;

type
  /// What a certificate or a record says that is handed out as it is; all of it personal data.
  TJpkiItems = class
  private
    FHandle: HJpkiItems;
    function GetCount: Integer;
    function GetName(Index: Integer): UnicodeString;
    function GetText(Index: Integer): UnicodeString;
    function GetData(Index: Integer): TBytes;
  public
    /// Owns the handle from then on.
    constructor Create(Handle: HJpkiItems);
    /// Frees and wipes the list.
    destructor Destroy; override;
    /// Whether the item is text.
    function HasText(Index: Integer): Boolean;
    /// How many items there are.
    property Count: Integer read GetCount;
    /// An object identifier, or a tag in hexadecimal digits.
    property Names[Index: Integer]: UnicodeString read GetName;
    /// Empty if it is no text. Replace control characters before showing it on a terminal.
    property Texts[Index: Integer]: UnicodeString read GetText;
    /// The value as the certificate or record has it.
    property Data[Index: Integer]: TBytes read GetData;
  end;

  /// A certificate; independent of the card it came from. Its serial number and contents are
  /// restricted by law: do not log them.
  TJpkiCertificate = class
  private
    FHandle: HJpkiCertificate;
    function GetDer: TBytes;
    function GetNotBefore: TDateTime;
    function GetNotAfter: TDateTime;
    function GetNotBeforeUnix: Int64;
    function GetNotAfterUnix: Int64;
    function GetSerialNumber: TBytes;
    function GetIssuerKeyId: TBytes;
    function GetSubjectKeyId: TBytes;
    function GetPublicKey: TBytes;
  public
    /// A certificate that the caller stored.
    constructor Create(const Der: TBytes);
    /// Owns the handle from then on.
    constructor CreateHandle(Handle: HJpkiCertificate);
    destructor Destroy; override;
    /// A field, or nothing if the certificate does not have it.
    function Field(Kind: TJpkiField): TBytes;
    /// Of a signature certificate the holder's name, birth date, sex and address. The caller frees
    /// the list.
    function OtherNames: TJpkiItems;
    /// The handle for the functions of JpkiCardRaw; it stays this object's.
    property Handle: HJpkiCertificate read FHandle;
    /// The DER encoding.
    property Der: TBytes read GetDer;
    /// The first second of validity, in UTC.
    property NotBefore: TDateTime read GetNotBefore;
    /// The last second of validity, in UTC.
    property NotAfter: TDateTime read GetNotAfter;
    /// The same in seconds since 1970.
    property NotBeforeUnix: Int64 read GetNotBeforeUnix;
    /// The same in seconds since 1970.
    property NotAfterUnix: Int64 read GetNotAfterUnix;
    /// Restricted by law: do not log it.
    property SerialNumber: TBytes read GetSerialNumber;
    /// The identifier of the issuer's key.
    property IssuerKeyId: TBytes read GetIssuerKeyId;
    /// The identifier of the certificate's own key.
    property SubjectKeyId: TBytes read GetSubjectKeyId;
    /// The DER encoding of its SubjectPublicKeyInfo.
    property PublicKey: TBytes read GetPublicKey;
  end;

  /// A signature, with the algorithm that verifies it.
  TJpkiSignature = class
  private
    FHandle: HJpkiSignature;
    function GetData: TBytes;
    function GetAlgorithm: TJpkiAlgorithm;
    function GetAlgorithmName: UnicodeString;
  public
    /// Owns the handle from then on.
    constructor Create(Handle: HJpkiSignature);
    destructor Destroy; override;
    /// The signature's bytes: 256 for RSA-2048; future keys have other lengths.
    property Data: TBytes read GetData;
    /// What to verify it with.
    property Algorithm: TJpkiAlgorithm read GetAlgorithm;
    /// The algorithm's name, such as RSA-SHA256.
    property AlgorithmName: UnicodeString read GetAlgorithmName;
  end;

/// The handle of a certificate; nil of none.
function JpkiHandleOf(Certificate: TJpkiCertificate): HJpkiCertificate;

implementation

uses
  DateUtils, JpkiErrors;

function JpkiHandleOf(Certificate: TJpkiCertificate): HJpkiCertificate;
begin
  if Certificate = nil then
    Result := nil
  else
    Result := Certificate.Handle;
end;

{ TJpkiItems }

constructor TJpkiItems.Create(Handle: HJpkiItems);
begin
  inherited Create;
  FHandle := Handle;
end;

destructor TJpkiItems.Destroy;
begin
  JpkiItemsFree(FHandle);
  inherited Destroy;
end;

function TJpkiItems.GetCount: Integer;
begin
  Result := Integer(JpkiItemsCount(FHandle));
end;

function TJpkiItems.GetName(Index: Integer): UnicodeString;
begin
  Result := JpkiUnicode(JpkiItemsName(FHandle, NativeUInt(Index)));
end;

function TJpkiItems.HasText(Index: Integer): Boolean;
begin
  Result := JpkiItemsText(FHandle, NativeUInt(Index)) <> nil;
end;

function TJpkiItems.GetText(Index: Integer): UnicodeString;
begin
  Result := JpkiUnicode(JpkiItemsText(FHandle, NativeUInt(Index)));
end;

function TJpkiItems.GetData(Index: Integer): TBytes;
var
  Size: NativeUInt;
  Start: PByte;
begin
  Start := JpkiItemsData(FHandle, NativeUInt(Index), Size);
  Result := JpkiBytes(Start, Size);
end;

{ TJpkiCertificate }

constructor TJpkiCertificate.Create(const Der: TBytes);
var
  Outcome: TRawJpkiError;
begin
  inherited Create;
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCertificateNew(JpkiData(Der), Length(Der), FHandle, @Outcome), Outcome);
end;

constructor TJpkiCertificate.CreateHandle(Handle: HJpkiCertificate);
begin
  inherited Create;
  FHandle := Handle;
end;

destructor TJpkiCertificate.Destroy;
begin
  JpkiCertificateFree(FHandle);
  inherited Destroy;
end;

function TJpkiCertificate.GetDer: TBytes;
var
  Size: NativeUInt;
  Start: PByte;
begin
  Start := JpkiCertificateData(FHandle, Size);
  Result := JpkiBytes(Start, Size);
end;

function TJpkiCertificate.Field(Kind: TJpkiField): TBytes;
var
  Size: NativeUInt;
  Start: PByte;
begin
  Start := JpkiCertificateField(FHandle, Int32(Kind), Size);
  Result := JpkiBytes(Start, Size);
end;

function TJpkiCertificate.OtherNames: TJpkiItems;
var
  Outcome: TRawJpkiError;
  Items: HJpkiItems;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCertificateOtherNames(FHandle, Items, @Outcome), Outcome);
  Result := TJpkiItems.Create(Items);
end;

function TJpkiCertificate.GetNotBefore: TDateTime;
begin
  Result := UnixToDateTime(NotBeforeUnix);
end;

function TJpkiCertificate.GetNotAfter: TDateTime;
begin
  Result := UnixToDateTime(NotAfterUnix);
end;

function TJpkiCertificate.GetNotBeforeUnix: Int64;
begin
  Result := JpkiCertificateNotBefore(FHandle);
end;

function TJpkiCertificate.GetNotAfterUnix: Int64;
begin
  Result := JpkiCertificateNotAfter(FHandle);
end;

function TJpkiCertificate.GetSerialNumber: TBytes;
begin
  Result := Field(TJpkiField.SerialNumber);
end;

function TJpkiCertificate.GetIssuerKeyId: TBytes;
begin
  Result := Field(TJpkiField.IssuerKeyId);
end;

function TJpkiCertificate.GetSubjectKeyId: TBytes;
begin
  Result := Field(TJpkiField.SubjectKeyId);
end;

function TJpkiCertificate.GetPublicKey: TBytes;
begin
  Result := Field(TJpkiField.PublicKey);
end;

{ TJpkiSignature }

constructor TJpkiSignature.Create(Handle: HJpkiSignature);
begin
  inherited Create;
  FHandle := Handle;
end;

destructor TJpkiSignature.Destroy;
begin
  JpkiSignatureFree(FHandle);
  inherited Destroy;
end;

function TJpkiSignature.GetData: TBytes;
var
  Size: NativeUInt;
  Start: PByte;
begin
  Start := JpkiSignatureData(FHandle, Size);
  Result := JpkiBytes(Start, Size);
end;

function TJpkiSignature.GetAlgorithm: TJpkiAlgorithm;
begin
  Result := TJpkiAlgorithm(JpkiSignatureAlgorithm(FHandle));
end;

function TJpkiSignature.GetAlgorithmName: UnicodeString;
begin
  Result := JpkiUnicode(JpkiSignatureAlgorithmName(FHandle));
end;

end.
