/// A card: tries, certificates, authentication, signatures, changes of PINs, and the card's face.
///
/// Everything that is returned as an object is the caller's to free. A failure raises EJpkiError. A
/// wrong PIN spends a try: no method sends one more than once, and none spends the last try unless
/// TJpkiLastTry.Allow says so. Threads and the rest are as the comments of JpkiCardRaw state.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
unit JpkiCard;

{$IFDEF FPC}{$MODE DELPHI}{$ENDIF}
{$SCOPEDENUMS ON}
{$MINENUMSIZE 4}

interface

uses
  SysUtils, JpkiCardRaw, JpkiCertificates, JpkiSigning, JpkiFace,
  JpkiTransport;

type
  TJpkiTryCount = JpkiSigning.TJpkiTryCount;
  TJpkiSignOptions = JpkiSigning.TJpkiSignOptions;
  TJpkiAuthentication = JpkiSigning.TJpkiAuthentication;

  /// What kind of card or phone it is.
  TJpkiToken = record
    Kind: TJpkiTokenKind;
    /// Such as JPKIAPICCTOKEN2; safe to display.
    TokenLabel: UnicodeString;
  end;

  /// A card on a reader, behind a transport, or virtual.
  TJpkiCard = class
  private
    FHandle: HJpkiCard;
    function GetReaderName: UTF8String;
  public
    /// Owns the handle from then on.
    constructor Create(Handle: HJpkiCard);
    /// An embedded virtual card for development and tests, PIN 1234. Settings, and what is to go
    /// wrong: see jpki_card_open_virtual_with_settings.
    constructor OpenVirtual(Kind: TJpkiVirtualKind = TJpkiVirtualKind.MyNumberCard;
      const Settings: UTF8String = '');
    /// A card behind a connection of the caller's. The transport is owned, also where this raises.
    constructor OpenTransport(Transport: TJpkiTransport);
    /// Closes the card.
    destructor Destroy; override;
    /// Disconnects from the card and locks its key. Other methods then raise TJpkiStatus.Handle.
    procedure Close;

    /// How many bytes are read from files at a time: 1 to 32,768.
    procedure SetReadLength(Length: NativeUInt);
    /// Whom TJpkiAuthorities.Own names from now on.
    procedure SetAuthorities(Authorities: TJpkiCardAuthorities);
    /// From here until EndTransaction no other program gets the card: keep it short, and never open
    /// while a person types.
    procedure BeginTransaction;
    /// It is over, also where this raises.
    procedure EndTransaction;

    /// What kind of card or phone this is.
    function Token: TJpkiToken;
    /// Spends none. Raises TJpkiStatus.NotOnCard where the token does not have the credential.
    function Tries(Credential: TJpkiCredential = TJpkiCredential.Pin): TJpkiTryCount;
    /// Kind: Authentication or Signature. Many children's cards have no signature certificate.
    function HasCertificate(Kind: TJpkiCertificateKind): Boolean;
    /// A certificate that needs no password.
    function Certificate(
      Kind: TJpkiCertificateKind = TJpkiCertificateKind.Authentication): TJpkiCertificate;
    /// What the card says of itself.
    function Information: TJpkiInformation;

    /// Reads the certificate, verifies the PIN and signs the challenge, in one transaction.
    function Authenticate(const Pin, Challenge: TBytes): TJpkiAuthentication; overload;
    function Authenticate(const Pin, Challenge: TBytes;
      const Options: TJpkiSignOptions): TJpkiAuthentication; overload;
    /// Verifies the PIN and signs.
    function Sign(const Pin, Input: TBytes): TJpkiSignature; overload;
    function Sign(const Pin, Input: TBytes;
      const Options: TJpkiSignOptions): TJpkiSignature; overload;
    /// Verifies the signature password and reads the certificate with the holder's name and address.
    function SignatureCertificate(const Password: TBytes;
      LastTry: TJpkiLastTry = TJpkiLastTry.Keep): TJpkiCertificate;
    /// Verifies the signature password and signs with the signature key.
    procedure SignDocument(const Password, Input: TBytes; out Certificate: TJpkiCertificate;
      out Signature: TJpkiSignature); overload;
    procedure SignDocument(const Password, Input: TBytes; const Options: TJpkiSignOptions;
      out Certificate: TJpkiCertificate; out Signature: TJpkiSignature); overload;

    /// Changes the authentication PIN. A wrong old one spends a try.
    procedure ChangePin(const OldPin, NewPin: TBytes; LastTry: TJpkiLastTry = TJpkiLastTry.Keep);
    /// Changes the signature password. A wrong old one spends a try.
    procedure ChangeSignaturePassword(const OldPassword, NewPassword: TBytes;
      LastTry: TJpkiLastTry = TJpkiLastTry.Keep);
    /// Changes the input-support PIN. A wrong old one spends a try.
    procedure ChangeInputSupportPin(const OldPin, NewPin: TBytes;
      LastTry: TJpkiLastTry = TJpkiLastTry.Keep);

    /// Reads and verifies what is printed on the card. A wrong number spends one of ten tries.
    function Face(const CheckNumber: TBytes;
      Authorities: TJpkiAuthorities = TJpkiAuthorities.Production;
      LastTry: TJpkiLastTry = TJpkiLastTry.Keep): TJpkiFace;
    /// The same, with a challenge of a server, which can verify the face's files.
    function FaceForChallenge(const CheckNumber, Challenge: TBytes;
      Authorities: TJpkiAuthorities = TJpkiAuthorities.Production;
      LastTry: TJpkiLastTry = TJpkiLastTry.Keep): TJpkiFace;
    /// Reads name, address, birth date and sex with the input-support PIN.
    function Attributes(const Pin: TBytes;
      Authorities: TJpkiAuthorities = TJpkiAuthorities.Production;
      LastTry: TJpkiLastTry = TJpkiLastTry.Keep): TJpkiAttributes;
    /// The same with check number B.
    function AttributesByCheckNumber(const CheckNumber: TBytes;
      Authorities: TJpkiAuthorities = TJpkiAuthorities.Production;
      LastTry: TJpkiLastTry = TJpkiLastTry.Keep): TJpkiAttributes;
    /// Returns if the holder was born on this day, YYYYMMDD. Otherwise raises
    /// TJpkiStatus.CheckNumberWrong, after a try was spent, or BirthDateDiffers, without one.
    procedure CompareBirthDate(BirthDate: Int32;
      Authorities: TJpkiAuthorities = TJpkiAuthorities.Production;
      LastTry: TJpkiLastTry = TJpkiLastTry.Keep;
      Calendar: TJpkiCalendar = TJpkiCalendar.Japanese);
    /// The same of a card which prints a date that is no day of the calendar.
    procedure CompareBirthDateDigits(const DateDigits: TBytes;
      Authorities: TJpkiAuthorities = TJpkiAuthorities.Production;
      LastTry: TJpkiLastTry = TJpkiLastTry.Keep);

    /// The handle for the functions of JpkiCardRaw; it stays this object's.
    property Handle: HJpkiCard read FHandle;
    /// The reader's name, as its driver chose it; empty for a card without a reader.
    property ReaderName: UTF8String read GetReaderName;
  end;

implementation

uses
  JpkiErrors;

{ TJpkiCard }

constructor TJpkiCard.Create(Handle: HJpkiCard);
begin
  inherited Create;
  FHandle := Handle;
end;

constructor TJpkiCard.OpenVirtual(Kind: TJpkiVirtualKind; const Settings: UTF8String);
var
  Outcome: TRawJpkiError;
begin
  inherited Create;
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardOpenVirtualWithSettings(Int32(Kind), JpkiWhole(Settings), FHandle, @Outcome),
    Outcome);
end;

constructor TJpkiCard.OpenTransport(Transport: TJpkiTransport);
var
  Outcome: TRawJpkiError;
  Functions: TRawJpkiTransport;
begin
  inherited Create;
  if Transport = nil then
    raise EJpkiError.CreateStatus(TJpkiStatus.Argument);
  Functions := JpkiTransportFunctions(Transport);
  Outcome := JpkiOutcome;
  { This structure is one that is accepted: from here on the library closes the transport. }
  JpkiCheck(JpkiCardOpenTransport(@Functions, FHandle, @Outcome), Outcome);
end;

destructor TJpkiCard.Destroy;
begin
  Close;
  inherited Destroy;
end;

procedure TJpkiCard.Close;
begin
  { The handle stays: the library knows that it is freed, and says so. }
  JpkiCardFree(FHandle);
end;

function TJpkiCard.GetReaderName: UTF8String;
begin
  Result := UTF8String(JpkiCardReaderName(FHandle));
end;

procedure TJpkiCard.SetReadLength(Length: NativeUInt);
var
  Outcome: TRawJpkiError;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardSetReadLength(FHandle, Length, @Outcome), Outcome);
end;

procedure TJpkiCard.SetAuthorities(Authorities: TJpkiCardAuthorities);
var
  Outcome: TRawJpkiError;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardSetAuthorities(FHandle, Authorities.Handle, @Outcome), Outcome);
end;

procedure TJpkiCard.BeginTransaction;
var
  Outcome: TRawJpkiError;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardBeginTransaction(FHandle, @Outcome), Outcome);
end;

procedure TJpkiCard.EndTransaction;
var
  Outcome: TRawJpkiError;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardEndTransaction(FHandle, @Outcome), Outcome);
end;

function TJpkiCard.Token: TJpkiToken;
var
  Outcome: TRawJpkiError;
  Kind: Int32;
  { 32 characters, of up to three bytes when they are no UTF-8. }
  Text: array[0..3 * 32] of AnsiChar;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardToken(FHandle, Kind, @Text[0], SizeOf(Text), @Outcome), Outcome);
  Result.Kind := TJpkiTokenKind(Kind);
  Result.TokenLabel := JpkiUnicode(@Text[0]);
end;

function TJpkiCard.Tries(Credential: TJpkiCredential): TJpkiTryCount;
var
  Outcome: TRawJpkiError;
  State: Int32;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardTries(FHandle, Int32(Credential), State, Result.Left, @Outcome), Outcome);
  Result.State := TJpkiTries(State);
end;

function TJpkiCard.HasCertificate(Kind: TJpkiCertificateKind): Boolean;
var
  Outcome: TRawJpkiError;
  Present: Int32;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardHasCertificate(FHandle, Int32(Kind), Present, @Outcome), Outcome);
  Result := Present <> 0;
end;

function TJpkiCard.Certificate(Kind: TJpkiCertificateKind): TJpkiCertificate;
var
  Outcome: TRawJpkiError;
  Read: HJpkiCertificate;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardCertificate(FHandle, Int32(Kind), Read, @Outcome), Outcome);
  Result := TJpkiCertificate.CreateHandle(Read);
end;

function TJpkiCard.Information: TJpkiInformation;
var
  Outcome: TRawJpkiError;
  Raw: TRawJpkiInformation;
begin
  Outcome := JpkiOutcome;
  Raw := Default(TRawJpkiInformation);
  Raw.StructSize := SizeOf(Raw);
  JpkiCheck(JpkiCardInformation(FHandle, @Raw, @Outcome), Outcome);
  Result.Expiry := Raw.Expiry;
  Result.MunicipalityCode := JpkiUnicode(@Raw.MunicipalityCode[0]);
  Result.SerialNumber := JpkiUnicode(@Raw.Serial[0]);
end;

function TJpkiCard.Authenticate(const Pin, Challenge: TBytes): TJpkiAuthentication;
begin
  Result := Authenticate(Pin, Challenge, TJpkiSignOptions.Default);
end;

function TJpkiCard.Authenticate(const Pin, Challenge: TBytes;
  const Options: TJpkiSignOptions): TJpkiAuthentication;
var
  Outcome: TRawJpkiError;
  Raw: TRawJpkiSignOptions;
  Made: TRawJpkiAuthentication;
begin
  Outcome := JpkiOutcome;
  Raw := JpkiRawOptions(Options);
  Made := Default(TRawJpkiAuthentication);
  Made.StructSize := SizeOf(Made);
  JpkiCheck(JpkiCardAuthenticate(FHandle, JpkiData(Pin), Length(Pin), JpkiData(Challenge),
    Length(Challenge), @Raw, @Made, @Outcome), Outcome);
  Result := TJpkiAuthentication.Create(Made);
end;

function TJpkiCard.Sign(const Pin, Input: TBytes): TJpkiSignature;
begin
  Result := Sign(Pin, Input, TJpkiSignOptions.Default);
end;

function TJpkiCard.Sign(const Pin, Input: TBytes;
  const Options: TJpkiSignOptions): TJpkiSignature;
var
  Outcome: TRawJpkiError;
  Raw: TRawJpkiSignOptions;
  Made: HJpkiSignature;
begin
  Outcome := JpkiOutcome;
  Raw := JpkiRawOptions(Options);
  JpkiCheck(JpkiCardSign(FHandle, JpkiData(Pin), Length(Pin), JpkiData(Input), Length(Input),
    @Raw, Made, @Outcome), Outcome);
  Result := TJpkiSignature.Create(Made);
end;

function TJpkiCard.SignatureCertificate(const Password: TBytes;
  LastTry: TJpkiLastTry): TJpkiCertificate;
var
  Outcome: TRawJpkiError;
  Read: HJpkiCertificate;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardSignatureCertificate(FHandle, JpkiData(Password), Length(Password),
    Int32(LastTry), Read, @Outcome), Outcome);
  Result := TJpkiCertificate.CreateHandle(Read);
end;

procedure TJpkiCard.SignDocument(const Password, Input: TBytes;
  out Certificate: TJpkiCertificate; out Signature: TJpkiSignature);
begin
  SignDocument(Password, Input, TJpkiSignOptions.Default, Certificate, Signature);
end;

procedure TJpkiCard.SignDocument(const Password, Input: TBytes; const Options: TJpkiSignOptions;
  out Certificate: TJpkiCertificate; out Signature: TJpkiSignature);
var
  Outcome: TRawJpkiError;
  Raw: TRawJpkiSignOptions;
  Read: HJpkiCertificate;
  Made: HJpkiSignature;
begin
  Certificate := nil;
  Signature := nil;
  Outcome := JpkiOutcome;
  Raw := JpkiRawOptions(Options);
  JpkiCheck(JpkiCardSignDocument(FHandle, JpkiData(Password), Length(Password), JpkiData(Input),
    Length(Input), @Raw, Read, Made, @Outcome), Outcome);
  Certificate := TJpkiCertificate.CreateHandle(Read);
  Signature := TJpkiSignature.Create(Made);
end;

procedure TJpkiCard.ChangePin(const OldPin, NewPin: TBytes; LastTry: TJpkiLastTry);
var
  Outcome: TRawJpkiError;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardChangePin(FHandle, JpkiData(OldPin), Length(OldPin), JpkiData(NewPin),
    Length(NewPin), Int32(LastTry), @Outcome), Outcome);
end;

procedure TJpkiCard.ChangeSignaturePassword(const OldPassword, NewPassword: TBytes;
  LastTry: TJpkiLastTry);
var
  Outcome: TRawJpkiError;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardChangeSignaturePassword(FHandle, JpkiData(OldPassword), Length(OldPassword),
    JpkiData(NewPassword), Length(NewPassword), Int32(LastTry), @Outcome), Outcome);
end;

procedure TJpkiCard.ChangeInputSupportPin(const OldPin, NewPin: TBytes; LastTry: TJpkiLastTry);
var
  Outcome: TRawJpkiError;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardChangeInputSupportPin(FHandle, JpkiData(OldPin), Length(OldPin),
    JpkiData(NewPin), Length(NewPin), Int32(LastTry), @Outcome), Outcome);
end;

function TJpkiCard.Face(const CheckNumber: TBytes; Authorities: TJpkiAuthorities;
  LastTry: TJpkiLastTry): TJpkiFace;
var
  Outcome: TRawJpkiError;
  Read: HJpkiFace;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardFace(FHandle, JpkiData(CheckNumber), Length(CheckNumber),
    Int32(Authorities), Int32(LastTry), Read, @Outcome), Outcome);
  Result := TJpkiFace.Create(Read);
end;

function TJpkiCard.FaceForChallenge(const CheckNumber, Challenge: TBytes;
  Authorities: TJpkiAuthorities; LastTry: TJpkiLastTry): TJpkiFace;
var
  Outcome: TRawJpkiError;
  Read: HJpkiFace;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardFaceForChallenge(FHandle, JpkiData(CheckNumber), Length(CheckNumber),
    JpkiData(Challenge), Length(Challenge), Int32(Authorities), Int32(LastTry), Read, @Outcome),
    Outcome);
  Result := TJpkiFace.Create(Read);
end;

function TJpkiCard.Attributes(const Pin: TBytes; Authorities: TJpkiAuthorities;
  LastTry: TJpkiLastTry): TJpkiAttributes;
var
  Outcome: TRawJpkiError;
  Read: HJpkiAttributes;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardAttributes(FHandle, JpkiData(Pin), Length(Pin), Int32(Authorities),
    Int32(LastTry), Read, @Outcome), Outcome);
  Result := TJpkiAttributes.Create(Read);
end;

function TJpkiCard.AttributesByCheckNumber(const CheckNumber: TBytes;
  Authorities: TJpkiAuthorities; LastTry: TJpkiLastTry): TJpkiAttributes;
var
  Outcome: TRawJpkiError;
  Read: HJpkiAttributes;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardAttributesByCheckNumber(FHandle, JpkiData(CheckNumber), Length(CheckNumber),
    Int32(Authorities), Int32(LastTry), Read, @Outcome), Outcome);
  Result := TJpkiAttributes.Create(Read);
end;

procedure TJpkiCard.CompareBirthDate(BirthDate: Int32; Authorities: TJpkiAuthorities;
  LastTry: TJpkiLastTry; Calendar: TJpkiCalendar);
var
  Outcome: TRawJpkiError;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardCompareBirthDate(FHandle, BirthDate, Int32(Calendar), Int32(Authorities),
    Int32(LastTry), @Outcome), Outcome);
end;

procedure TJpkiCard.CompareBirthDateDigits(const DateDigits: TBytes;
  Authorities: TJpkiAuthorities; LastTry: TJpkiLastTry);
var
  Outcome: TRawJpkiError;
begin
  Outcome := JpkiOutcome;
  JpkiCheck(JpkiCardCompareBirthDatePrintedDigits(FHandle, JpkiData(DateDigits),
    Length(DateDigits), Int32(Authorities), Int32(LastTry), @Outcome), Outcome);
end;

end.
