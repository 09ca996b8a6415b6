Attribute VB_Name = "JpkiDeclarations"
Option Explicit
'
' jpkicard: Japan's Individual Number Card (My Number Card) from VB6 and VBA.
' Generated from the headers of jpkicard: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
'
' 64-bit VBA needs jpkicard.dll; VB6 and 32-bit VBA need jpkicard_std.dll and jpkicard.dll in one
' folder, and no other copy of the declarations: jpkicard.dll itself cannot be called from them.
' Call JpkiLoad with the folder before anything else, unless the DLLs are beside the EXE.
'
' Each comment here is the first sentence of the header's, which has lengths, errors, and the
' effect on PIN tries. What differs from C:
'
' - Handles, pointers and sizes are LongPtr, which is a Long in 32-bit programs.
' - Structures are passed ByRef. Set StructSize = LenB(structure) first. A structure of options
'   with nothing else set means the defaults.
' - Texts are UTF-8 and not BSTR: JpkiUtf8 makes bytes to pass with VarPtr, JpkiText reads them.
' - PINs and data are passed as VarPtr(bytes(0)) and the number of bytes. Wipe a PIN's bytes with
'   JpkiSecureWipe; a String cannot be wiped.
' - Numbers of 64 bits are Currency, which shows a 10,000th of them: JpkiDate makes a date of
'   seconds, JpkiFromDate the opposite.
' - Functions that take callbacks are left out: VB may not be called from another thread.

#If VBA7 = 0 Then
' VB6 has no LongPtr: this makes it a Long.
Public Enum LongPtr
    [_]
End Enum
#End If

Private Const UTF8_CODE_PAGE As Long = 65001
Private Const LOAD_WITH_ALTERED_SEARCH_PATH As Long = 8

#If VBA7 Then
Private Declare PtrSafe Function MultiByteToWideChar Lib "kernel32" ( _
    ByVal codePage As Long, ByVal flags As Long, ByVal bytes As LongPtr, ByVal byteCount As Long, _
    ByVal letters As LongPtr, ByVal letterCount As Long) As Long
Private Declare PtrSafe Function WideCharToMultiByte Lib "kernel32" ( _
    ByVal codePage As Long, ByVal flags As Long, ByVal letters As LongPtr, _
    ByVal letterCount As Long, ByVal bytes As LongPtr, ByVal byteCount As Long, _
    ByVal defaultLetter As LongPtr, ByVal usedDefault As LongPtr) As Long
Private Declare PtrSafe Function LengthOfText Lib "kernel32" Alias "lstrlenA" ( _
    ByVal text As LongPtr) As Long
Private Declare PtrSafe Sub CopyBytes Lib "kernel32" Alias "RtlMoveMemory" ( _
    ByVal target As LongPtr, ByVal source As LongPtr, ByVal byteCount As LongPtr)
Private Declare PtrSafe Function LoadLibraryEx Lib "kernel32" Alias "LoadLibraryExW" ( _
    ByVal path As LongPtr, ByVal reserved As LongPtr, ByVal flags As Long) As LongPtr
#Else
Private Declare Function MultiByteToWideChar Lib "kernel32" ( _
    ByVal codePage As Long, ByVal flags As Long, ByVal bytes As LongPtr, ByVal byteCount As Long, _
    ByVal letters As LongPtr, ByVal letterCount As Long) As Long
Private Declare Function WideCharToMultiByte Lib "kernel32" ( _
    ByVal codePage As Long, ByVal flags As Long, ByVal letters As LongPtr, _
    ByVal letterCount As Long, ByVal bytes As LongPtr, ByVal byteCount As Long, _
    ByVal defaultLetter As LongPtr, ByVal usedDefault As LongPtr) As Long
Private Declare Function LengthOfText Lib "kernel32" Alias "lstrlenA" ( _
    ByVal text As LongPtr) As Long
Private Declare Sub CopyBytes Lib "kernel32" Alias "RtlMoveMemory" ( _
    ByVal target As LongPtr, ByVal source As LongPtr, ByVal byteCount As LongPtr)
Private Declare Function LoadLibraryEx Lib "kernel32" Alias "LoadLibraryExW" ( _
    ByVal path As LongPtr, ByVal reserved As LongPtr, ByVal flags As Long) As LongPtr
#End If
' -- declarations --

' Loads the library from a folder; the declarations then find it by its name. False if it is not
' there, or made for the other number of bits.
Public Function JpkiLoad(ByVal folder As String) As Boolean
    Dim path As String
#If Win64 Then
    path = folder & "\jpkicard.dll"
#Else
    path = folder & "\jpkicard_std.dll"
#End If
    JpkiLoad = LoadLibraryEx(StrPtr(path), 0, LOAD_WITH_ALTERED_SEARCH_PATH) <> 0
End Function

' A text as UTF-8, ended by NUL: pass VarPtr(bytes(0)), and UBound(bytes) where a length is asked
' for.
Public Function JpkiUtf8(ByVal text As String) As Byte()
    Dim bytes() As Byte
    Dim count As Long
    count = JpkiUtf8Length(text)
    ReDim bytes(0 To count)
    JpkiUtf8Into text, VarPtr(bytes(0)), count
    JpkiUtf8 = bytes
End Function

' How many bytes a text has as UTF-8, without NUL.
Public Function JpkiUtf8Length(ByRef text As String) As Long
    If Len(text) = 0 Then Exit Function
    JpkiUtf8Length = WideCharToMultiByte(UTF8_CODE_PAGE, 0, StrPtr(text), Len(text), 0, 0, 0, 0)
End Function

' Writes a text as UTF-8, so many bytes without NUL, and makes no other copy of it.
Public Sub JpkiUtf8Into(ByRef text As String, ByVal pointer As LongPtr, ByVal count As Long)
    If count > 0 Then
        WideCharToMultiByte UTF8_CODE_PAGE, 0, StrPtr(text), Len(text), pointer, count, 0, 0
    End If
End Sub

' The text at a pointer, which is UTF-8 and ends with NUL; of a structure's field, the text at
' VarPtr(structure.Field(0)). An empty one for the pointer 0.
Public Function JpkiText(ByVal pointer As LongPtr) As String
    If pointer <> 0 Then JpkiText = JpkiTextOf(pointer, LengthOfText(pointer))
End Function

' The text of so many bytes of UTF-8 at a pointer.
Public Function JpkiTextOf(ByVal pointer As LongPtr, ByVal length As Long) As String
    Dim count As Long
    Dim text As String
    If pointer = 0 Or length <= 0 Then Exit Function
    count = MultiByteToWideChar(UTF8_CODE_PAGE, 0, pointer, length, 0, 0)
    text = String$(count, vbNullChar)
    MultiByteToWideChar UTF8_CODE_PAGE, 0, pointer, length, StrPtr(text), count
    JpkiTextOf = text
End Function

' A copy of the bytes at a pointer: what a getter returned is the object's, and gone with it. The
' array has no elements if there are no bytes.
Public Function JpkiBytes(ByVal pointer As LongPtr, ByVal length As LongPtr) As Byte()
    Dim bytes() As Byte
    If pointer = 0 Or length = 0 Then
        bytes = vbNullString
    Else
        ReDim bytes(0 To CLng(length) - 1)
        CopyBytes VarPtr(bytes(0)), pointer, length
    End If
    JpkiBytes = bytes
End Function

' A failure as a sentence for the person at the desk, in Japanese unless another of
' JPKI_LANGUAGE_* is given.
Public Function JpkiSentence(ByRef failure As JpkiErrorStruct, _
    Optional ByVal language As Long = JPKI_LANGUAGE_JAPANESE) As String
    Dim text(0 To JPKI_ERROR_TEXT_SIZE - 1) As Byte
    Dim problem As JpkiErrorStruct
    problem.StructSize = LenB(problem)
    If JpkiErrorText(failure, language, VarPtr(text(0)), JPKI_ERROR_TEXT_SIZE, problem) _
        = JPKI_OK Then
        JpkiSentence = JpkiText(VarPtr(text(0)))
    Else
        JpkiSentence = JpkiText(JpkiStatusText(failure.Status, language))
    End If
End Function

' A time of the library, in seconds since 1970, as a date in UTC.
Public Function JpkiDate(ByVal seconds As Currency) As Date
    JpkiDate = DateSerial(1970, 1, 1) + CDbl(seconds) * 10000 / 86400
End Function

' A date in UTC as a time for the library.
Public Function JpkiFromDate(ByVal moment As Date) As Currency
    JpkiFromDate = CCur(Round((CDbl(moment) - CDbl(DateSerial(1970, 1, 1))) * 86400) / 10000)
End Function
