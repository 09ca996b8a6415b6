/// What units with callbacks need of the run-time library.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
unit JpkiCallbacks;

{$IFDEF FPC}{$MODE DELPHI}{$ENDIF}

interface

/// Prepares the heap and the thread variables for calls from threads that Pascal did not start,
/// such as those of the library. With Free Pascal on Unix the program must use cthreads first.
procedure JpkiExpectForeignThreads;

implementation

{$IFDEF FPC}
uses
  Classes;

type
  TNothing = class(TThread)
  protected
    procedure Execute; override;
  end;

procedure TNothing.Execute;
begin
end;
{$ENDIF}

procedure JpkiExpectForeignThreads;
begin
  if IsMultiThread then
    Exit;
{$IFDEF FPC}
  { Setting IsMultiThread alone would leave the thread variables where the main thread has them. }
  with TNothing.Create(False) do
    try
      WaitFor;
    finally
      Free;
    end;
{$ELSE}
  IsMultiThread := True;
{$ENDIF}
end;

end.
