Attribute VB_Name = "Reception"
Option Explicit
' A reception desk: waits for a card, shows the tries, takes the PIN, and says whether the holder of
' the card is authenticated. Of jpkicard. SPDX-License-Identifier: MIT OR Apache-2.0
'
' It needs the other modules of this folder, and the DLLs in the folder of the database or program.
' In a form with the buttons StartButton, OkButton and CancelButton, the text box PinBox (in Access
' the input mask "Password", otherwise PasswordChar) and the label MessageLabel:
'
'   Private Sub StartButton_Click()
'       Dim triesLeft As Long
'       Dim message As String
'       StartButton.Enabled = False
'       If ReceptionWait(CurrentProject.Path, triesLeft, message) Then message = CStr(triesLeft)
'       MessageLabel.Caption = message
'       StartButton.Enabled = True
'   End Sub
'
'   Private Sub OkButton_Click()
'       Dim certificate() As Byte
'       Dim message As String
'       Dim pinText As String
'       pinText = Nz(PinBox.Value, "")
'       PinBox.Value = Null
'       Select Case ReceptionAuthenticate(pinText, certificate, message)
'           Case RECEPTION_ACCEPTED
'               ' SHA-256 of the certificate, or its serial number, finds the patient's record.
'           Case RECEPTION_ASK_AGAIN
'               PinBox.SetFocus
'       End Select
'       MessageLabel.Caption = message
'   End Sub
'
'   Private Sub CancelButton_Click()
'       ReceptionCancel
'   End Sub
'
'   Private Sub Form_Unload(Cancel As Integer)
'       ' A wait is in the middle of StartButton_Click, which still needs the form.
'       If ReceptionIsWaiting Then
'           ReceptionCancel
'           Cancel = True
'       Else
'           ReceptionEnd
'       End If
'   End Sub
'
' In VB6 the folder is App.Path, in Excel ThisWorkbook.Path; there the box has Text, not Value.

Public Enum ReceptionAnswer
    ' The certificate is good, and the card signed this challenge with the PIN.
    RECEPTION_ACCEPTED = 1
    ' The person may type the PIN again: it was wrong for the first time, or not four digits.
    RECEPTION_ASK_AGAIN = 2
    ' Nothing more to try with this card; the message says why.
    RECEPTION_REFUSED = 3
End Enum

Private Const WAIT_MILLISECONDS As Long = 30000
Private Const CHALLENGE_LENGTH As Long = 32
Private Const CHANCES As Long = 2

Private mContext As JpkiContext
Private mCancellation As JpkiCancellation
Private mCard As JpkiCard
Private mChances As Long
Private mIsWaiting As Boolean

' Waits for a card; the form responds meanwhile. triesLeft receives the tries of the PIN, -1 if the
' card does not say. False if there is none: message then says why, in Japanese.
Public Function ReceptionWait(ByVal folder As String, ByRef triesLeft As Long, _
    ByRef message As String) As Boolean
Attribute ReceptionWait.VB_Description = "Waits for a card; the form responds meanwhile."
    If mIsWaiting Then Exit Function
    ' The DLL that does not load has no Japanese text yet.
    If Not JpkiLoad(folder) Then
        message = "jpkicard.dll: not found, or for another number of bits"
        Exit Function
    End If
    On Error GoTo Failed
    If mContext Is Nothing Then Set mContext = New JpkiContext
    Set mCancellation = New JpkiCancellation
    mIsWaiting = True
    Set mCard = mContext.WaitForCard(WAIT_MILLISECONDS, cancellation:=mCancellation)
    mIsWaiting = False
    mChances = CHANCES
    mCard.Tries JPKI_CREDENTIAL_PIN, triesLeft
    message = vbNullString
    ReceptionWait = True
    Exit Function
Failed:
    mIsWaiting = False
    message = Err.Description
    Set mCard = Nothing
End Function

' Whether ReceptionWait waits: a form that is used in it must not close.
Public Property Get ReceptionIsWaiting() As Boolean
Attribute ReceptionIsWaiting.VB_Description = "Whether ReceptionWait waits: a form that is used in it must not close."
    ReceptionIsWaiting = mIsWaiting
End Property

' Ends the wait, from a button or a closing form.
Public Sub ReceptionCancel()
Attribute ReceptionCancel.VB_Description = "Ends the wait, from a button or a closing form."
    If Not mCancellation Is Nothing Then mCancellation.Cancel
End Sub

' Ends everything, when the form closes.
Public Sub ReceptionEnd()
Attribute ReceptionEnd.VB_Description = "Ends everything, when the form closes."
    ReceptionCancel
    Set mCard = Nothing
    Set mContext = Nothing
End Sub

' Authenticates with the PIN, which is taken out of pinText and wiped. certificate receives the
' certificate (DER) of an accepted person; message has the library's sentence in Japanese. A wrong
' PIN spends a try: there is a second chance, but the last try is never spent here.
Public Function ReceptionAuthenticate(ByRef pinText As String, ByRef certificate() As Byte, _
    ByRef message As String) As ReceptionAnswer
Attribute ReceptionAuthenticate.VB_Description = "Authenticates with the PIN, which is taken out of pinText and wiped."
    Dim authentication As JpkiAuthentication
    Dim verdict As JpkiVerdict
    Dim challenge() As Byte
    Dim signature() As Byte
    Dim pin() As Byte
    Dim status As Long

    ReceptionAuthenticate = RECEPTION_REFUSED
    On Error GoTo Failed
    JpkiTakeSecret pinText, pin
    If mCard Is Nothing Then JpkiRaiseStatus JPKI_ERROR_NO_CARD, "ReceptionAuthenticate"
    ' Where a server decides, the challenge is the server's.
    challenge = JpkiRandomBytes(CHALLENGE_LENGTH)
    Set authentication = mCard.Authenticate(pin, challenge)
    signature = authentication.Signature.Data
    ' Revocation is not checked here: that needs the responder's answer (JpkiOcspRequest).
    Set verdict = authentication.Certificate.VerifySignature(challenge, _
        authentication.Signature.Algorithm, signature)
    message = verdict.DeskText
    If verdict.IsGood Then
        certificate = authentication.Certificate.Data
        ReceptionAuthenticate = RECEPTION_ACCEPTED
    End If
    Set mCard = Nothing
    Exit Function

Failed:
    ' First what Err has: JpkiWipe clears it.
    status = JpkiStatusOf(Err.Number)
    message = Err.Description
    JpkiWipe pin
    Select Case status
        Case JPKI_ERROR_PIN_FORMAT
            ' Nothing was sent.
            ReceptionAuthenticate = RECEPTION_ASK_AGAIN
        Case JPKI_ERROR_PIN_WRONG
            mChances = mChances - 1
            If mChances > 0 And JpkiLastError.TriesLeft > 1 Then
                ReceptionAuthenticate = RECEPTION_ASK_AGAIN
            End If
        Case JPKI_ERROR_KEY_NOT_LOCKED
            ' The card has to be taken off the reader before anything else.
            MsgBox message, vbCritical
    End Select
    If ReceptionAuthenticate = RECEPTION_REFUSED Then Set mCard = Nothing
End Function
