/// The driver of bindings/DRIVER.md.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
program driver;

{$MODE DELPHI}

uses
  cthreads, SysUtils, JpkiErrors, DriverLines, DriverObjects, DriverCards, DriverFaces,
  DriverReaders, DriverTrusts;

type
  TRequest = record
    Name: UTF8String;
    Run: procedure;
  end;

procedure Quit;
begin
  Forget;
  Answer('ok');
  Halt(0);
end;

const
  Requests: array[0..52] of TRequest = (
    (Name: 'version'; Run: Version),
    (Name: 'status-text'; Run: StatusText),
    (Name: 'open'; Run: Open),
    (Name: 'close'; Run: CloseCard),
    (Name: 'token'; Run: Token),
    (Name: 'tries'; Run: Tries),
    (Name: 'has-certificate'; Run: HasCertificate),
    (Name: 'certificate'; Run: ReadCertificate),
    (Name: 'load-certificate'; Run: LoadCertificate),
    (Name: 'authenticate'; Run: Authenticate),
    (Name: 'sign'; Run: Sign),
    (Name: 'signature-certificate'; Run: SignatureCertificate),
    (Name: 'sign-document'; Run: SignDocument),
    (Name: 'other-names'; Run: OtherNames),
    (Name: 'change-pin'; Run: ChangePin),
    (Name: 'change-signature-password'; Run: ChangeSignaturePassword),
    (Name: 'change-input-support-pin'; Run: ChangeInputSupportPin),
    (Name: 'check-number'; Run: MakeCheckNumber),
    (Name: 'check-number-digits'; Run: MakeCheckNumberOfDigits),
    (Name: 'face'; Run: ReadFace),
    (Name: 'face-for-challenge'; Run: ReadFaceForChallenge),
    (Name: 'face-files'; Run: FaceFromFiles),
    (Name: 'picture'; Run: Picture),
    (Name: 'attributes'; Run: ReadAttributes),
    (Name: 'attributes-by-check-number'; Run: ReadAttributesByCheckNumber),
    (Name: 'other-objects'; Run: OtherObjects),
    (Name: 'compare-birth-date'; Run: CompareBirthDate),
    (Name: 'compare-birth-date-digits'; Run: CompareBirthDateDigits),
    (Name: 'information'; Run: Information),
    (Name: 'own-authority'; Run: OwnAuthority),
    (Name: 'verify'; Run: Verify),
    (Name: 'verify-signature'; Run: VerifySignature),
    (Name: 'verify-ocsp'; Run: VerifyOcsp),
    (Name: 'ocsp-request'; Run: MakeOcspRequest),
    (Name: 'load-revocation-list'; Run: LoadRevocationList),
    (Name: 'reason'; Run: Reason),
    (Name: 'begin'; Run: BeginTransaction),
    (Name: 'end'; Run: EndTransaction),
    (Name: 'read-length'; Run: ReadLength),
    (Name: 'transport'; Run: Transport),
    (Name: 'context'; Run: NewContext),
    (Name: 'timeout'; Run: Timeout),
    (Name: 'readers'; Run: Readers),
    (Name: 'presence'; Run: Presence),
    (Name: 'connect'; Run: Connect),
    (Name: 'wait'; Run: Wait),
    (Name: 'wait-cancelled-before'; Run: WaitCancelledBefore),
    (Name: 'wait-cancelled-during'; Run: WaitCancelledDuring),
    (Name: 'monitor'; Run: NewMonitor),
    (Name: 'next'; Run: Next),
    (Name: 'log'; Run: Log),
    (Name: 'log-lines'; Run: LogLines),
    (Name: 'forget'; Run: Forget)
  );

procedure Fulfil;
var
  Name: UTF8String;
  Index: Integer;
begin
  Name := Text(0);
  if Name = 'quit' then
    Quit;
  for Index := Low(Requests) to High(Requests) do
    if Requests[Index].Name = Name then
    begin
      try
        Requests[Index].Run();
        Answer('ok');
      except
        on Problem: EJpkiError do
        begin
          Discard;
          Add(Int64(Problem.Status));
          Add(Int64(Problem.TriesLeft));
          Add(Int64(Problem.StatusWord));
          Add(Problem.DeskText);
          Answer('error');
        end;
      end;
      Exit;
    end;
  Answer('cannot');
end;

begin
  try
    while NextRequest do
      Fulfil;
    Forget;
  except
    on Problem: Exception do
    begin
      WriteLn(StdErr, Problem.ClassName, ': ', Problem.Message);
      Halt(1);
    end;
  end;
end.
