/// What is printed on a card (kenmen jiko), its text, and check numbers (shogo bango B).
/// All of it is personal data: do not log it. Days are numbers, YYYYMMDD.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
unit JpkiFace;

{$IFDEF FPC}{$MODE DELPHI}{$ENDIF}
{$SCOPEDENUMS ON}
{$MINENUMSIZE 4}

interface

uses
  SysUtils, JpkiCardRaw, JpkiCertificates;

type
  /// A picture: the bytes of a file that a browser or a window can display. The library's copy is
  /// wiped when the object is freed, the bytes that Data returned are the caller's.
  TJpkiPicture = class
  private
    FHandle: HJpkiPicture;
    function GetData: TBytes;
  public
    /// Owns the handle from then on.
    constructor Create(Handle: HJpkiPicture);
    destructor Destroy; override;
    /// The file.
    property Data: TBytes read GetData;
  end;

  /// Card authorities of the caller's own, for TJpkiAuthorities.Own: see jpki_card_authorities_add.
  TJpkiCardAuthorities = class
  private
    FHandle: HJpkiCardAuthorities;
  public
    /// An empty list, with which every record is refused.
    constructor Create;
    destructor Destroy; override;
    /// Trusts one more key. Whoever can choose it can make cards: never take it from a card.
    procedure Add(Kind: TJpkiRecordKind; const KeyId, Modulus: TBytes);
    /// The handle; it stays this object's.
    property Handle: HJpkiCardAuthorities read FHandle;
  end;

  /// What a desk read and sent, and the challenge that the verifier has kept itself.
  TJpkiRecordFiles = record
    /// TJpkiFile.Record_.
    RecordFile: TBytes;
    /// TJpkiFile.Certificate.
    Certificate: TBytes;
    /// Of a face: the verifier's own, 16 bytes or more. Of attributes: none.
    Challenge: TBytes;
    /// TJpkiFile.Signature.
    Signature: TBytes;
  end;

  /// What is printed on the card's front.
  TJpkiFace = class
  private
    FHandle: HJpkiFace;
    function GetBirthDate: Int32;
    function GetBirthDateDigits: UnicodeString;
    function GetSex: TJpkiSex;
    function GetExpiry: Int32;
    function GetPhoto: TBytes;
  public
    /// Owns the handle from then on.
    constructor Create(Handle: HJpkiFace);
    /// Verifies a face that a desk read and sent; touches no card.
    constructor CreateFromFiles(const Files: TJpkiRecordFiles;
      Authorities: TJpkiAuthorities = TJpkiAuthorities.Production;
      Own: TJpkiCardAuthorities = nil);
    /// Frees and wipes it.
    destructor Destroy; override;
    /// A picture as the card has it: the photo is JPEG 2000, the others are PNG. The picture of the
    /// security code is not signed.
    function Image(Kind: TJpkiImage): TBytes;
    /// A file for the server that chose the challenge; nothing where the face does not have it.
    function FileData(Kind: TJpkiFile): TBytes;
    /// A picture that most programs can display. The caller frees it.
    function Picture(Kind: TJpkiPictureKind): TJpkiPicture;
    /// What the record has that the library does not know, by its tags. The caller frees the list.
    function OtherObjects: TJpkiItems;
    /// 0 where the card has no day of the calendar: compare BirthDateDigits then.
    property BirthDate: Int32 read GetBirthDate;
    /// What the card has there: YYYYMMDD, or what stands for a day that nobody knows.
    property BirthDateDigits: UnicodeString read GetBirthDateDigits;
    property Sex: TJpkiSex read GetSex;
    /// Not signed, and an expired card passes: compare it with today's date in Japan.
    property Expiry: Int32 read GetExpiry;
    /// JPEG 2000; Picture converts it to PNG.
    property Photo: TBytes read GetPhoto;
  end;

  /// Name, address, birth date and sex as text.
  TJpkiAttributes = class
  private
    FHandle: HJpkiAttributes;
    function GetName: UnicodeString;
    function GetAddress: UnicodeString;
    function GetBirthDate: Int32;
    function GetBirthDateDigits: UnicodeString;
    function GetSex: TJpkiSex;
  public
    /// Owns the handle from then on.
    constructor Create(Handle: HJpkiAttributes);
    /// Verifies attributes that a desk read and sent: see jpki_attributes_from_files.
    constructor CreateFromFiles(const Files: TJpkiRecordFiles;
      Authorities: TJpkiAuthorities = TJpkiAuthorities.Production;
      Own: TJpkiCardAuthorities = nil);
    /// Frees and wipes the library's copy; strings that were read from it are the caller's.
    destructor Destroy; override;
    /// A file for a server that verifies the attributes: see jpki_attributes_file.
    function FileData(Kind: TJpkiFile): TBytes;
    /// What the record has that the library does not know, by its tags. The caller frees the list.
    function OtherObjects: TJpkiItems;
    /// An ideographic space (U+3000) separates family and given name. Names have characters that
    /// Shift_JIS (CP932) does not have: keep them as Unicode.
    property Name: UnicodeString read GetName;
    property Address: UnicodeString read GetAddress;
    /// 0 where the card has no day of the calendar: compare BirthDateDigits then.
    property BirthDate: Int32 read GetBirthDate;
    /// What the card has there: YYYYMMDD, or what stands for a day that nobody knows.
    property BirthDateDigits: UnicodeString read GetBirthDateDigits;
    property Sex: TJpkiSex read GetSex;
  end;

  /// What the card says of itself; nothing signs it.
  TJpkiInformation = record
    /// The last day on which the card is valid.
    Expiry: Int32;
    /// Five digits, the first two for the prefecture.
    MunicipalityCode: UnicodeString;
    /// It identifies one card; restricted like a certificate's: do not log it.
    SerialNumber: UnicodeString;
  end;

/// Makes check number B (shogo bango B) from what is printed on the card's front. Touches no card and
/// spends no try. Wipe it after use.
function JpkiMakeCheckNumber(BirthDate, ExpiryYear: Int32; const SecurityCode: TBytes;
  Calendar: TJpkiCalendar = TJpkiCalendar.Japanese): TBytes;

/// That of a card which prints a date that is no day of the calendar, from its six digits, which
/// are not checked: see jpki_check_number_printed_digits.
function JpkiMakeCheckNumberOfDigits(const DateDigits: TBytes; ExpiryYear: Int32;
  const SecurityCode: TBytes): TBytes;

implementation

uses
  JpkiErrors;

function OwnHandle(Own: TJpkiCardAuthorities): HJpkiCardAuthorities;
begin
  if Own = nil then
    Result := nil
  else
    Result := Own.Handle;
end;

{ The digits are ASCII; whatever else the card has there is shown as Latin-1. }
function Digits(Data: PByte; Size: NativeUInt): UnicodeString;
var
  Index: Integer;
  Bytes: TBytes;
begin
  Bytes := JpkiBytes(Data, Size);
  Result := '';
  SetLength(Result, Length(Bytes));
  for Index := 0 to High(Bytes) do
    Result[Index + 1] := WideChar(Bytes[Index]);
end;

function RawFiles(const Files: TJpkiRecordFiles): TRawJpkiRecordFiles;
begin
  Result := Default(TRawJpkiRecordFiles);
  Result.StructSize := SizeOf(Result);
  Result.Record_ := JpkiData(Files.RecordFile);
  Result.RecordLength := Length(Files.RecordFile);
  Result.Certificate := JpkiData(Files.Certificate);
  Result.CertificateLength := Length(Files.Certificate);
  Result.Challenge := JpkiData(Files.Challenge);
  Result.ChallengeLength := Length(Files.Challenge);
  Result.Signature := JpkiData(Files.Signature);
  Result.SignatureLength := Length(Files.Signature);
end;

type
  TNumberText = array[0..JPKI_CHECK_NUMBER_SIZE - 1] of AnsiChar;

{ Takes the number out of the library's buffer, which is wiped. }
function TakeNumber(var Text: TNumberText): TBytes;
begin
  Result := JpkiBytes(PByte(@Text[0]), JpkiLengthOf(@Text[0]));
  JpkiSecureWipe(@Text[0], SizeOf(Text));
end;

function JpkiMakeCheckNumber(BirthDate, ExpiryYear: Int32; const SecurityCode: TBytes;
  Calendar: TJpkiCalendar): TBytes;
var
  Outcome: TRawJpkiError;
  Text: TNumberText;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCheckNumber(BirthDate, Int32(Calendar), ExpiryYear, JpkiData(SecurityCode),
    Length(SecurityCode), @Text[0], SizeOf(Text), @Outcome), Outcome);
  Result := TakeNumber(Text);
end;

function JpkiMakeCheckNumberOfDigits(const DateDigits: TBytes; ExpiryYear: Int32;
  const SecurityCode: TBytes): TBytes;
var
  Outcome: TRawJpkiError;
  Text: TNumberText;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCheckNumberPrintedDigits(JpkiData(DateDigits), Length(DateDigits), ExpiryYear,
    JpkiData(SecurityCode), Length(SecurityCode), @Text[0], SizeOf(Text), @Outcome), Outcome);
  Result := TakeNumber(Text);
end;

{ TJpkiPicture }

constructor TJpkiPicture.Create(Handle: HJpkiPicture);
begin
  inherited Create;
  FHandle := Handle;
end;

destructor TJpkiPicture.Destroy;
begin
  JpkiPictureFree(FHandle);
  inherited Destroy;
end;

function TJpkiPicture.GetData: TBytes;
var
  Size: NativeUInt;
  Start: PByte;
begin
  Start := JpkiPictureData(FHandle, Size);
  Result := JpkiBytes(Start, Size);
end;

{ TJpkiCardAuthorities }

constructor TJpkiCardAuthorities.Create;
var
  Outcome: TRawJpkiError;
begin
  inherited Create;
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardAuthoritiesNew(FHandle, @Outcome), Outcome);
end;

destructor TJpkiCardAuthorities.Destroy;
begin
  JpkiCardAuthoritiesFree(FHandle);
  inherited Destroy;
end;

procedure TJpkiCardAuthorities.Add(Kind: TJpkiRecordKind; const KeyId, Modulus: TBytes);
var
  Outcome: TRawJpkiError;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardAuthoritiesAdd(FHandle, Int32(Kind), JpkiData(KeyId), Length(KeyId),
    JpkiData(Modulus), Length(Modulus), @Outcome), Outcome);
end;

{ TJpkiFace }

constructor TJpkiFace.Create(Handle: HJpkiFace);
begin
  inherited Create;
  FHandle := Handle;
end;

constructor TJpkiFace.CreateFromFiles(const Files: TJpkiRecordFiles;
  Authorities: TJpkiAuthorities; Own: TJpkiCardAuthorities);
var
  Outcome: TRawJpkiError;
  Raw: TRawJpkiRecordFiles;
begin
  inherited Create;
  Outcome := JpkiOutcome;
  Raw := RawFiles(Files);
  JpkiCheck(JpkiFaceFromFiles(@Raw, Int32(Authorities), OwnHandle(Own), FHandle, @Outcome),
    Outcome);
end;

destructor TJpkiFace.Destroy;
begin
  JpkiFaceFree(FHandle);
  inherited Destroy;
end;

function TJpkiFace.Image(Kind: TJpkiImage): TBytes;
var
  Size: NativeUInt;
  Start: PByte;
begin
  Start := JpkiFaceImage(FHandle, Int32(Kind), Size);
  Result := JpkiBytes(Start, Size);
end;

function TJpkiFace.FileData(Kind: TJpkiFile): TBytes;
var
  Size: NativeUInt;
  Start: PByte;
begin
  Start := JpkiFaceFile(FHandle, Int32(Kind), Size);
  Result := JpkiBytes(Start, Size);
end;

function TJpkiFace.Picture(Kind: TJpkiPictureKind): TJpkiPicture;
var
  Outcome: TRawJpkiError;
  Made: HJpkiPicture;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiFacePicture(FHandle, Int32(Kind), Made, @Outcome), Outcome);
  Result := TJpkiPicture.Create(Made);
end;

function TJpkiFace.OtherObjects: TJpkiItems;
var
  Outcome: TRawJpkiError;
  Items: HJpkiItems;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiFaceOtherObjects(FHandle, Items, @Outcome), Outcome);
  Result := TJpkiItems.Create(Items);
end;

function TJpkiFace.GetBirthDate: Int32;
begin
  Result := JpkiFaceBirthDate(FHandle);
end;

function TJpkiFace.GetBirthDateDigits: UnicodeString;
var
  Size: NativeUInt;
  Start: PByte;
begin
  Start := JpkiFaceBirthDateDigits(FHandle, Size);
  Result := Digits(Start, Size);
end;

function TJpkiFace.GetSex: TJpkiSex;
begin
  Result := TJpkiSex(JpkiFaceSex(FHandle));
end;

function TJpkiFace.GetExpiry: Int32;
begin
  Result := JpkiFaceExpiry(FHandle);
end;

function TJpkiFace.GetPhoto: TBytes;
begin
  Result := Image(TJpkiImage.Photo);
end;

{ TJpkiAttributes }

constructor TJpkiAttributes.Create(Handle: HJpkiAttributes);
begin
  inherited Create;
  FHandle := Handle;
end;

constructor TJpkiAttributes.CreateFromFiles(const Files: TJpkiRecordFiles;
  Authorities: TJpkiAuthorities; Own: TJpkiCardAuthorities);
var
  Outcome: TRawJpkiError;
  Raw: TRawJpkiRecordFiles;
begin
  inherited Create;
  Outcome := JpkiOutcome;
  Raw := RawFiles(Files);
  JpkiCheck(JpkiAttributesFromFiles(@Raw, Int32(Authorities), OwnHandle(Own), FHandle, @Outcome),
    Outcome);
end;

destructor TJpkiAttributes.Destroy;
begin
  JpkiAttributesFree(FHandle);
  inherited Destroy;
end;

function TJpkiAttributes.FileData(Kind: TJpkiFile): TBytes;
var
  Size: NativeUInt;
  Start: PByte;
begin
  Start := JpkiAttributesFile(FHandle, Int32(Kind), Size);
  Result := JpkiBytes(Start, Size);
end;

function TJpkiAttributes.OtherObjects: TJpkiItems;
var
  Outcome: TRawJpkiError;
  Items: HJpkiItems;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiAttributesOtherObjects(FHandle, Items, @Outcome), Outcome);
  Result := TJpkiItems.Create(Items);
end;

function TJpkiAttributes.GetName: UnicodeString;
begin
  Result := JpkiUnicode(JpkiAttributesName(FHandle));
end;

function TJpkiAttributes.GetAddress: UnicodeString;
begin
  Result := JpkiUnicode(JpkiAttributesAddress(FHandle));
end;

function TJpkiAttributes.GetBirthDate: Int32;
begin
  Result := JpkiAttributesBirthDate(FHandle);
end;

function TJpkiAttributes.GetBirthDateDigits: UnicodeString;
var
  Size: NativeUInt;
  Start: PByte;
begin
  Start := JpkiAttributesBirthDateDigits(FHandle, Size);
  Result := Digits(Start, Size);
end;

function TJpkiAttributes.GetSex: TJpkiSex;
begin
  Result := TJpkiSex(JpkiAttributesSex(FHandle));
end;

end.
