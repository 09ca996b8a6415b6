# SPDX-License-Identifier: MIT OR Apache-2.0
#
# A desk that authenticates the holder of a card: desk.ps1 [-Virtual]
# It says how many tries the PIN has, asks for the PIN, gives a second chance but never the last try,
# and prints the verdict. ASCII only: Windows PowerShell reads this in the code page of Windows; the
# Japanese sentences are the library's. Exit code: 0 accepted, 1 not accepted or a failure.

param([switch] $Virtual)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot 'JpkiCard')
$japanese = [Jpki.Language]::Japanese

$accepted = $false
$card = $null
try {
    if ($Virtual) {
        $card = Open-JpkiVirtualCard
    } else {
        Write-Host 'Put the card on the reader.'
        $card = Wait-JpkiCard
    }
    Write-Host ('Tries left: {0}' -f (Get-JpkiTry $card).Left)
    $challenge = New-JpkiChallenge
    foreach ($chance in 1, 2) {
        $pin = Read-Host -AsSecureString 'PIN (4 digits)'
        try {
            # The last try is kept: the default.
            $made = Invoke-JpkiAuthentication $card $pin $challenge -ReadCaCertificate:$Virtual
        } catch {
            $failure = $_.Exception.GetBaseException()
            $isWrong = $failure -is [Jpki.JpkiException] -and
                $failure.Status -in [Jpki.Status]::PinWrong, [Jpki.Status]::PinFormat
            if ($chance -eq 2 -or -not $isWrong) {
                throw
            }
            Write-Host $failure.JapaneseText
            continue
        } finally {
            $pin.Dispose()
        }
        [Jpki.VerifyOptions] $options = [Jpki.VerifyOptions]::new()
        if ($Virtual) {
            # Only here: whoever takes an anchor from a card believes every card.
            $options.Anchors = [Jpki.TrustAnchors]::Own
            $options.OwnAnchors.Add($made.CaCertificate)
        }
        $verdict = Test-JpkiSignature $made.Certificate $challenge $made.Signature.Data -Options $options
        $accepted = $verdict.IsGood
        Write-Host $verdict.Status
        foreach ($reason in $verdict.Reasons) {
            Write-Host ([Jpki.JpkiTexts]::Text($reason, $japanese))
        }
        Write-Host $verdict.PolicyText($japanese)
        $made.Dispose()
        break
    }
} catch {
    $failure = $_.Exception.GetBaseException()
    if ($failure -is [Jpki.JpkiException]) {
        Write-Host $failure.JapaneseText
    } else {
        Write-Host $failure.Message
    }
} finally {
    if ($null -ne $card) {
        $card.Dispose()
    }
}
exit ([int](-not $accepted))
