Attribute VB_Name = "Reception"
Option Explicit
'
' A reception desk in Access: authenticates the holder of the card on the reader.
' It needs JpkiDeclarations.bas, and the DLLs in the folder of the database.
'
' In a form with the text box PinBox (input mask "Password") and the label MessageLabel:
'
'   Private Sub AuthenticateButton_Click()
'       Dim certificate() As Byte
'       Dim message As String
'       If Authenticate(Nz(Me.PinBox.Value, ""), certificate, message) Then
'           ' SHA-256 of the certificate, or its serial number, finds the patient's record.
'       End If
'       Me.PinBox.Value = Null
'       Me.MessageLabel.Caption = message
'   End Sub
'
' In VB6 the folder is App.Path. VBA and VB6 cannot wipe a String: the PIN of a text box stays in
' memory for a while.

' How long to wait for the card, in milliseconds; Access does not respond meanwhile.
Private Const WAIT_MILLISECONDS As Long = 10000
Private Const CHALLENGE_LENGTH As Long = 32
Private Const BCRYPT_USE_SYSTEM_PREFERRED_RNG As Long = 2

#If VBA7 Then
Private Declare PtrSafe Function BCryptGenRandom Lib "bcrypt" ( _
    ByVal algorithm As LongPtr, ByVal bytes As LongPtr, ByVal byteCount As Long, _
    ByVal flags As Long) As Long
#Else
Private Declare Function BCryptGenRandom Lib "bcrypt" ( _
    ByVal algorithm As LongPtr, ByVal bytes As LongPtr, ByVal byteCount As Long, _
    ByVal flags As Long) As Long
#End If

' True if the card's certificate is good and the card signed a fresh challenge with the PIN. Then
' certificate has the certificate (DER); otherwise message says why, in Japanese.
Public Function Authenticate(ByVal pin As String, ByRef certificate() As Byte, _
    ByRef message As String) As Boolean
    Dim context As LongPtr
    Dim card As LongPtr
    Dim failure As JpkiErrorStruct

    message = ""
    failure.StructSize = LenB(failure)
    If Not JpkiLoad(CurrentProject.Path) Then
        message = "jpkicard.dll: not found, or for another number of bits"
        Exit Function
    End If
    If JpkiContextNew(context, failure) <> JPKI_OK Then
        message = JpkiSentence(failure)
        Exit Function
    End If
    ' Any reader; the service does not run while no reader is connected.
    If JpkiCardWait(context, 0, WAIT_MILLISECONDS, JPKI_WAIT_FOR_SERVICE, 0, card, failure) _
        = JPKI_OK Then
        Authenticate = AuthenticateCard(card, pin, certificate, message)
    Else
        message = JpkiSentence(failure)
    End If
    ' Nothing happens to a handle that is 0.
    JpkiCardFree card
    JpkiContextFree context
End Function

' With a PIN that was wrong the library's sentence says how many tries are left. The last try is not
' used unless the person allows it: a wrong PIN then locks it, and only the municipality unlocks it.
Private Function AuthenticateCard(ByVal card As LongPtr, ByVal pin As String, _
    ByRef certificate() As Byte, ByRef message As String) As Boolean
    Dim options As JpkiSignOptionsStruct
    Dim authentication As JpkiAuthenticationStruct
    Dim failure As JpkiErrorStruct
    Dim challenge(0 To CHALLENGE_LENGTH - 1) As Byte
    Dim pinBytes() As Byte
    Dim result As Long

    options.StructSize = LenB(options)
    authentication.StructSize = LenB(authentication)
    failure.StructSize = LenB(failure)
    ' Where a server decides, the challenge is the server's.
    If BCryptGenRandom(0, VarPtr(challenge(0)), CHALLENGE_LENGTH, BCRYPT_USE_SYSTEM_PREFERRED_RNG) _
        <> 0 Then
        message = "no random numbers"
        Exit Function
    End If

    pinBytes = JpkiUtf8(pin)
    result = JpkiCardAuthenticate(card, VarPtr(pinBytes(0)), UBound(pinBytes), _
        VarPtr(challenge(0)), CHALLENGE_LENGTH, options, authentication, failure)
    If result = JPKI_ERROR_PIN_LAST_TRY Then
        ' Nothing was sent to the card yet.
        If MsgBox(JpkiSentence(failure), vbOKCancel Or vbExclamation Or vbDefaultButton2) = vbOK Then
            options.LastTry = JPKI_LAST_TRY_ALLOW
            result = JpkiCardAuthenticate(card, VarPtr(pinBytes(0)), UBound(pinBytes), _
                VarPtr(challenge(0)), CHALLENGE_LENGTH, options, authentication, failure)
        End If
    End If
    JpkiSecureWipe VarPtr(pinBytes(0)), UBound(pinBytes) + 1

    Select Case result
        Case JPKI_OK
            AuthenticateCard = IsGood(authentication, challenge, message)
            If AuthenticateCard Then certificate = Encoded(authentication.Certificate)
        Case JPKI_ERROR_PIN_WRONG
            ' One try is spent, and failure.TriesLeft are left: ask the person again, and never
            ' send the same PIN twice.
            message = JpkiSentence(failure)
        Case JPKI_ERROR_KEY_NOT_LOCKED
            ' The card has to be taken off the reader before anything else.
            message = JpkiSentence(failure)
            MsgBox message, vbCritical
        Case Else
            message = JpkiSentence(failure)
    End Select
    JpkiSignatureFree authentication.Signature
    JpkiCertificateFree authentication.CaCertificate
    JpkiCertificateFree authentication.Certificate
End Function

' Whether the certificate and the signature over the challenge are good. Revocation is not checked
' here: that needs the responder's answer (JpkiOcspRequestNew).
Private Function IsGood(ByRef authentication As JpkiAuthenticationStruct, ByRef challenge() As Byte, _
    ByRef message As String) As Boolean
    Dim options As JpkiVerifyOptionsStruct
    Dim verdict As JpkiVerdictStruct
    Dim failure As JpkiErrorStruct
    Dim signature As LongPtr
    Dim length As LongPtr

    options.StructSize = LenB(options)
    verdict.StructSize = LenB(verdict)
    failure.StructSize = LenB(failure)
    signature = JpkiSignatureData(authentication.Signature, length)
    If JpkiSignatureVerify(authentication.Certificate, VarPtr(challenge(0)), CHALLENGE_LENGTH, _
        JPKI_INPUT_DATA, JpkiSignatureAlgorithm(authentication.Signature), signature, length, _
        options, verdict, failure) = JPKI_OK Then
        IsGood = True
    Else
        message = JpkiSentence(failure)
    End If
End Function

' A certificate as it is encoded (DER).
Private Function Encoded(ByVal certificate As LongPtr) As Byte()
    Dim data As LongPtr
    Dim length As LongPtr
    data = JpkiCertificateData(certificate, length)
    Encoded = JpkiBytes(data, length)
End Function
