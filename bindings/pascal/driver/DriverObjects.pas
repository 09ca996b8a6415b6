/// The last of each object that a request made.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
unit DriverObjects;

{$MODE DELPHI}
{$SCOPEDENUMS ON}

interface

uses
  SysUtils, JpkiCardRaw, JpkiCard, JpkiCertificates, JpkiFace, JpkiReaders, JpkiTrust;

var
  Card: TJpkiCard;
  Certificate: TJpkiCertificate;
  CaCertificate: TJpkiCertificate;
  Signature: TJpkiSignature;
  CheckNumber: TBytes;
  Face: TJpkiFace;
  Challenge: TBytes;
  Attributes: TJpkiAttributes;
  Authorities: TJpkiCardAuthorities;
  Context: TJpkiContext;
  Monitor: TJpkiMonitor;
  OcspRequest: TJpkiOcspRequest;
  RevocationList: TJpkiRevocationList;

/// Raises as if the handle were NULL where the object is not there.
procedure Need(Kept: TObject); overload;
procedure Need(const Kept: TBytes); overload;
/// The request's word as a constant; 0 where the default is meant.
function LastTry(Index: Integer): TJpkiLastTry;
/// Frees and wipes everything.
procedure Forget;

implementation

uses
  JpkiErrors, JpkiSecrets, DriverLines;

procedure Need(Kept: TObject);
begin
  if Kept = nil then
    raise EJpkiError.CreateStatus(TJpkiStatus.Handle);
end;

procedure Need(const Kept: TBytes);
begin
  if Kept = nil then
    raise EJpkiError.CreateStatus(TJpkiStatus.Handle);
end;

function LastTry(Index: Integer): TJpkiLastTry;
begin
  Result := TJpkiLastTry(Number(Index));
  if Ord(Result) = 0 then
    Result := TJpkiLastTry.Keep;
end;

procedure Forget;
begin
  FreeAndNil(RevocationList);
  FreeAndNil(OcspRequest);
  FreeAndNil(Monitor);
  FreeAndNil(Authorities);
  FreeAndNil(Attributes);
  FreeAndNil(Face);
  FreeAndNil(Signature);
  FreeAndNil(CaCertificate);
  FreeAndNil(Certificate);
  FreeAndNil(Card);
  FreeAndNil(Context);
  JpkiWipe(CheckNumber);
  Challenge := nil;
end;

end.
