Attribute VB_Name = "JpkiSupport"
Option Explicit
' What the classes share: failures as errors of VB, bytes, secrets, check number B, the log.
' Of jpkicard. SPDX-License-Identifier: MIT OR Apache-2.0

' A failure is raised with the number JpkiErrorNumberBase - status, such as vbObjectError + 1041 for
' JPKI_ERROR_PIN_WRONG, which is -41.
Public Const JpkiErrorNumberBase As Long = vbObjectError + 1000
Private Const LAST_STATUS As Long = -999
Private Const SYSTEM_PREFERRED_RNG As Long = 2

#If VBA7 Then
Private Declare PtrSafe Function BCryptGenRandom Lib "bcrypt" ( _
    ByVal algorithm As LongPtr, ByVal bytes As LongPtr, ByVal byteCount As Long, _
    ByVal flags As Long) As Long
#Else
Private Declare Function BCryptGenRandom Lib "bcrypt" ( _
    ByVal algorithm As LongPtr, ByVal bytes As LongPtr, ByVal byteCount As Long, _
    ByVal flags As Long) As Long
#End If

Private mLastError As JpkiError

' What the library reported with the last failure that was raised; Nothing before the first.
Public Property Get JpkiLastError() As JpkiError
Attribute JpkiLastError.VB_Description = "What the library reported with the last failure that was raised; Nothing before the first."
    Set JpkiLastError = mLastError
End Property

' The status that an Err.Number stands for; JPKI_OK if it is not one of the library's.
Public Function JpkiStatusOf(ByVal errNumber As Long) As JpkiStatus
Attribute JpkiStatusOf.VB_Description = "The status that an Err.Number stands for; JPKI_OK if it is not one of the library's."
    If errNumber > JpkiErrorNumberBase And errNumber <= JpkiErrorNumberBase - LAST_STATUS Then
        JpkiStatusOf = JpkiErrorNumberBase - errNumber
    End If
End Function

' Raises a failure: Err.Number as above, Err.Description the sentence in Japanese for the person at
' the desk, and JpkiLastError everything.
Public Sub JpkiRaise(ByRef failure As JpkiErrorStruct, ByVal source As String)
Attribute JpkiRaise.VB_Description = "Raises a failure: Err.Number as above, Err.Description the sentence in Japanese for the person at the desk, and JpkiLastError everything."
    Set mLastError = New JpkiError
    mLastError.Assign failure
    Err.Raise mLastError.Number, source, mLastError.DeskText
End Sub

' Raises a failure that the library itself did not report.
Public Sub JpkiRaiseStatus(ByVal status As JpkiStatus, ByVal source As String)
Attribute JpkiRaiseStatus.VB_Description = "Raises a failure that the library itself did not report."
    Dim failure As JpkiErrorStruct
    JpkiSetStatus failure, status
    JpkiRaise failure, source
End Sub

' Makes a failure of a status alone.
Public Sub JpkiSetStatus(ByRef failure As JpkiErrorStruct, ByVal status As JpkiStatus)
Attribute JpkiSetStatus.VB_Description = "Makes a failure of a status alone."
    Dim blank As JpkiErrorStruct
    failure = blank
    failure.StructSize = LenB(failure)
    failure.Status = status
    failure.TriesLeft = -1
End Sub

' The library's version, such as "0.1.0".
Public Function JpkiLibraryVersion() As String
Attribute JpkiLibraryVersion.VB_Description = "The library's version, such as ""0.1.0""."
    JpkiLibraryVersion = JpkiText(JpkiVersion())
End Function

' Whether the library was built with a feature, such as JPKI_FEATURE_PICTURE.
Public Function JpkiHasFeature(ByVal feature As JpkiFeatureFlags) As Boolean
Attribute JpkiHasFeature.VB_Description = "Whether the library was built with a feature, such as JPKI_FEATURE_PICTURE."
    JpkiHasFeature = ((JpkiFeatures() And feature) <> 0)
End Function

' The number of bytes in an array; 0 if it was never given a size. Clears Err, as
' every On Error does.
Public Function JpkiLength(ByRef bytes() As Byte) As Long
Attribute JpkiLength.VB_Description = "The number of bytes in an array; 0 if it was never given a size."
    On Error Resume Next
    JpkiLength = UBound(bytes) - LBound(bytes) + 1
End Function

' Where an array's bytes are; 0 if there are none. Valid until the array is changed.
Public Function JpkiAddress(ByRef bytes() As Byte) As LongPtr
Attribute JpkiAddress.VB_Description = "Where an array's bytes are; 0 if there are none."
    If JpkiLength(bytes) > 0 Then JpkiAddress = VarPtr(bytes(LBound(bytes)))
End Function

' Overwrites an array with zeros, which keeps its size. It clears Err: read that before.
Public Sub JpkiWipe(ByRef bytes() As Byte)
Attribute JpkiWipe.VB_Description = "Overwrites an array with zeros, which keeps its size."
    JpkiSecureWipe JpkiAddress(bytes), JpkiLength(bytes)
End Sub

' An object's handle as an option; one that was freed is not none, and the library refuses it.
Public Function JpkiGiven(ByVal held As LongPtr) As LongPtr
Attribute JpkiGiven.VB_Description = "An object's handle as an option; one that was freed is not none, and the library refuses it."
    JpkiGiven = held
    If held = 0 Then JpkiGiven = -1
End Function

' Moves a PIN, password or security code out of a String: secret receives its bytes, and the String
' is overwritten where it is and then empty. Whatever it was copied from, such as a text box, is
' the caller's to empty.
Public Sub JpkiTakeSecret(ByRef text As String, ByRef secret() As Byte)
Attribute JpkiTakeSecret.VB_Description = "Moves a PIN, password or security code out of a String: secret receives its bytes, and the String is overwritten where it is and then empty."
    Dim count As Long
    JpkiWipe secret
    count = JpkiUtf8Length(text)
    If count = 0 Then
        Erase secret
    Else
        ReDim secret(0 To count - 1)
        JpkiUtf8Into text, VarPtr(secret(0)), count
    End If
    JpkiSecureWipe StrPtr(text), LenB(text)
    text = vbNullString
End Sub

' Random bytes of the operating system, such as a challenge. Where a server decides, the challenge
' is the server's.
Public Function JpkiRandomBytes(ByVal count As Long) As Byte()
Attribute JpkiRandomBytes.VB_Description = "Random bytes of the operating system, such as a challenge."
    Dim bytes() As Byte
    ReDim bytes(0 To count - 1)
    If BCryptGenRandom(0, VarPtr(bytes(0)), count, SYSTEM_PREFERRED_RNG) <> 0 Then
        JpkiRaiseStatus JPKI_ERROR_SYSTEM, "JpkiRandomBytes"
    End If
    JpkiRandomBytes = bytes
End Function

' Bytes as hexadecimal digits, for serial numbers and keys of a database.
Public Function JpkiHex(ByRef bytes() As Byte) As String
Attribute JpkiHex.VB_Description = "Bytes as hexadecimal digits, for serial numbers and keys of a database."
    Dim digits As String
    Dim index As Long
    If JpkiLength(bytes) = 0 Then Exit Function
    For index = LBound(bytes) To UBound(bytes)
        digits = digits & Right$("0" & Hex$(bytes(index)), 2)
    Next index
    JpkiHex = digits
End Function

' Makes check number B from what is printed on the card's front: birthDate is YYYYMMDD as a number,
' expiryYear has four digits, securityCode has the four digits beside the photo. The code's bytes
' are zeros afterwards. Wipe the number when the card is read: the methods that send it do.
Public Sub JpkiMakeCheckNumber(ByVal birthDate As Long, ByVal expiryYear As Long, _
    ByRef securityCode() As Byte, ByRef checkNumber() As Byte, _
    Optional ByVal calendar As JpkiCalendar = JPKI_CALENDAR_JAPANESE)
Attribute JpkiMakeCheckNumber.VB_Description = "Makes check number B from what is printed on the card's front: birthDate is YYYYMMDD as a number, expiryYear has four digits, securityCode has the four digits beside the photo."
    Dim failure As JpkiErrorStruct
    Dim text(0 To JPKI_CHECK_NUMBER_SIZE - 1) As Byte
    Dim result As Long
    failure.StructSize = LenB(failure)
    result = JpkiCheckNumber(birthDate, calendar, expiryYear, JpkiAddress(securityCode), _
        JpkiLength(securityCode), VarPtr(text(0)), JPKI_CHECK_NUMBER_SIZE, failure)
    JpkiWipe securityCode
    If result <> JPKI_OK Then JpkiRaise failure, "JpkiMakeCheckNumber"
    TakeCheckNumber text, checkNumber
End Sub

' Makes check number B of a card whose birth date is not a calendar date: dateDigits are the six
' digits as printed, and are not checked. Otherwise as JpkiMakeCheckNumber.
Public Sub JpkiMakeCheckNumberFromDigits(ByVal dateDigits As String, ByVal expiryYear As Long, _
    ByRef securityCode() As Byte, ByRef checkNumber() As Byte)
Attribute JpkiMakeCheckNumberFromDigits.VB_Description = "Makes check number B of a card whose birth date is not a calendar date: dateDigits are the six digits as printed, and are not checked."
    Dim failure As JpkiErrorStruct
    Dim text(0 To JPKI_CHECK_NUMBER_SIZE - 1) As Byte
    Dim digits() As Byte
    Dim result As Long
    failure.StructSize = LenB(failure)
    digits = JpkiUtf8(dateDigits)
    result = JpkiCheckNumberPrintedDigits(VarPtr(digits(0)), UBound(digits), expiryYear, _
        JpkiAddress(securityCode), JpkiLength(securityCode), VarPtr(text(0)), _
        JPKI_CHECK_NUMBER_SIZE, failure)
    JpkiWipe securityCode
    If result <> JPKI_OK Then JpkiRaise failure, "JpkiMakeCheckNumberFromDigits"
    TakeCheckNumber text, checkNumber
End Sub

' Keeps the library's log lines up to a level, for JpkiNextLogLine; JPKI_LOG_OFF ends it. No line
' contains a PIN, a name or a serial number.
Public Sub JpkiKeepLog(ByVal level As JpkiLogLevel)
Attribute JpkiKeepLog.VB_Description = "Keeps the library's log lines up to a level, for JpkiNextLogLine; JPKI_LOG_OFF ends it."
    Dim failure As JpkiErrorStruct
    failure.StructSize = LenB(failure)
    If JpkiLogKeep(level, failure) <> JPKI_OK Then JpkiRaise failure, "JpkiKeepLog"
End Sub

' Takes the oldest log line; False if there is none. droppedCount receives how many lines before it
' were lost.
Public Function JpkiNextLogLine(ByRef text As String, Optional ByRef level As Long, _
    Optional ByRef droppedCount As Long) As Boolean
Attribute JpkiNextLogLine.VB_Description = "Takes the oldest log line; False if there is none."
    Dim failure As JpkiErrorStruct
    Dim record As JpkiLogRecordStruct
    failure.StructSize = LenB(failure)
    record.StructSize = LenB(record)
    If JpkiLogNext(record, failure) <> JPKI_OK Then JpkiRaise failure, "JpkiNextLogLine"
    level = record.Level
    droppedCount = record.DroppedCount
    text = JpkiText(VarPtr(record.Message(0)))
    JpkiNextLogLine = (record.Level <> JPKI_LOG_OFF)
End Function

' A list as a Collection of JpkiItem; frees it.
Public Function JpkiTakeItems(ByVal items As LongPtr) As Collection
Attribute JpkiTakeItems.VB_Description = "A list as a Collection of JpkiItem; frees it."
    Dim found As Collection
    Dim item As JpkiItem
    Dim index As Long
    Set found = New Collection
    For index = 0 To CLng(JpkiItemsCount(items)) - 1
        Set item = New JpkiItem
        item.Assign items, index
        found.Add item
    Next index
    JpkiItemsFree items
    Set JpkiTakeItems = found
End Function

' Without its NUL, and wiped where it was made.
Private Sub TakeCheckNumber(ByRef text() As Byte, ByRef checkNumber() As Byte)
    Dim count As Long
    Dim index As Long
    Do While text(count) <> 0
        count = count + 1
    Loop
    JpkiWipe checkNumber
    ReDim checkNumber(0 To count - 1)
    For index = 0 To count - 1
        checkNumber(index) = text(index)
    Next index
    JpkiSecureWipe VarPtr(text(0)), JPKI_CHECK_NUMBER_SIZE
End Sub
