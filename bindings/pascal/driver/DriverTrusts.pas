/// Requests about whether to believe a certificate or a signature.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
unit DriverTrusts;

{$MODE DELPHI}
{$SCOPEDENUMS ON}

interface

procedure Verify;
procedure VerifySignature;
procedure VerifyOcsp;
procedure MakeOcspRequest;
procedure LoadRevocationList;
procedure Reason;

implementation

uses
  SysUtils, JpkiCardRaw, JpkiCertificates, JpkiTrust, DriverLines, DriverObjects;

{ With anchors of one's own these are the kept CA certificate. }
function OptionsOf(Anchors, Time: Int64): TJpkiVerifyOptions;
begin
  Result := TJpkiVerifyOptions.Default;
  Result.Anchors := TJpkiAnchors(Anchors);
  Result.Time := Time;
  if (Result.Anchors = TJpkiAnchors.Own) or (Result.Anchors = TJpkiAnchors.ProductionAndOwn) then
  begin
    Need(CaCertificate);
    SetLength(Result.OwnAnchors, 1);
    Result.OwnAnchors[0] := CaCertificate;
  end;
end;

procedure AddVerdict(const Verdict: TJpkiVerdict);
var
  Index: Integer;
  Reasons: UTF8String;
begin
  Reasons := '';
  for Index := 0 to High(Verdict.Reasons) do
  begin
    if Index > 0 then
      Reasons := Reasons + ',';
    Reasons := Reasons + UTF8String(IntToStr(Ord(Verdict.Reasons[Index])));
  end;
  Add(Int64(Verdict.Status));
  if Reasons = '' then
    AddNone
  else
    Add(Reasons);
  Add(Int64(Verdict.Revocation));
  Add(Int64(Verdict.DaysLeft));
  Add(Int64(Verdict.DaysExpired));
  AddYesNo(Verdict.IsWithinGrace);
  if Verdict.Policy = '' then
    AddNone
  else
    Add(Verdict.Policy);
  Add(Verdict.PolicyText);
end;

procedure Verify;
var
  Options: TJpkiVerifyOptions;
begin
  Need(Certificate);
  Options := OptionsOf(Number(2), Number(3));
  Options.Purpose := TJpkiPurpose(Number(1));
  Options.Policies := TJpkiPolicies(Number(4));
  if not IsNone(5) then
    Options.OwnPolicies := Text(5);
  AddVerdict(JpkiVerifyCertificate(Certificate, Options));
end;

procedure VerifySignature;
begin
  Need(Certificate);
  Need(Signature);
  AddVerdict(JpkiVerifySignature(Certificate, Bytes(1), TJpkiAlgorithm(Number(2)), Signature.Data,
    OptionsOf(Number(3), Number(4))));
end;

procedure VerifyOcsp;
var
  Options: TJpkiVerifyOptions;
begin
  Need(Certificate);
  Need(OcspRequest);
  Options := OptionsOf(Number(2), Number(3));
  Options.OcspRequest := OcspRequest;
  Options.OcspResponse := Bytes(1);
  AddVerdict(JpkiVerifyCertificate(Certificate, Options));
end;

procedure MakeOcspRequest;
var
  Made: TJpkiOcspRequest;
begin
  Need(Certificate);
  Made := TJpkiOcspRequest.Create(Certificate, Bytes(2), OptionsOf(Number(1), 0));
  OcspRequest.Free;
  OcspRequest := Made;
  AddBytes(OcspRequest.Der);
end;

procedure LoadRevocationList;
var
  Made: TJpkiRevocationList;
begin
  Made := TJpkiRevocationList.Create(Bytes(1), OptionsOf(Number(2), 0));
  RevocationList.Free;
  RevocationList := Made;
  Add(RevocationList.ThisUpdate);
  Add(RevocationList.NextUpdate);
  Add(Int64(RevocationList.Count));
end;

procedure Reason;
begin
  Add(JpkiReasonNameOf(TJpkiReason(Number(1))));
  Add(JpkiReasonTextOf(TJpkiReason(Number(1))));
end;

end.
