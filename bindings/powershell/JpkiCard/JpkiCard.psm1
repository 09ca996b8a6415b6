# SPDX-License-Identifier: MIT OR Apache-2.0
#
# The card is an object of Jpki.dll; dispose it: try { ... } finally { $card.Dispose() }.
# A failure is a Jpki.JpkiException: $_.Exception.GetBaseException().JapaneseText is what the desk
# shows. Windows PowerShell reads this file in the code page of Windows: ASCII only.

Set-StrictMode -Version 3.0

# The native library may be in a folder for this process's kind of machine.
$native = switch ([IntPtr]::Size) { 8 { 'win-x64' } default { 'win-x86' } }
$native = Join-Path $PSScriptRoot $native
if (Test-Path $native) {
    $env:PATH = $native + [IO.Path]::PathSeparator + $env:PATH
}

function LastTry([bool] $allow) {
    if ($allow) { [Jpki.LastTry]::Allow } else { [Jpki.LastTry]::Keep }
}

# A PIN in memory that is wiped when it is disposed.
function Secret([securestring] $text) {
    [Jpki.Secret]::FromSecureString($text)
}

# Waits for a task in a way that Ctrl+C ends: it runs the finally block.
function Complete($task, [Threading.CancellationTokenSource] $source) {
    try {
        while (-not $task.IsCompleted) {
            Start-Sleep -Milliseconds 100
        }
    } finally {
        $source.Cancel()
    }
    $task.GetAwaiter().GetResult()
}

function Get-JpkiReader {
    <#
    .SYNOPSIS
    Lists the card readers that are connected now, and what is in them.
    #>
    [CmdletBinding()]
    param()

    [Jpki.CardContext] $context = [Jpki.CardContext]::new()
    try {
        foreach ($name in $context.ReadReaders()) {
            [pscustomobject]@{ Name = $name; Presence = $context.ReadPresence($name) }
        }
    } finally {
        $context.Dispose()
    }
}

function Wait-JpkiCard {
    <#
    .SYNOPSIS
    Waits until an Individual Number Card is on a reader, and connects to it. Ctrl+C ends the wait.
    .PARAMETER Reader
    A part of the reader's name; any reader if it is not given.
    .PARAMETER TimeoutSeconds
    How long to wait; without limit if it is not given.
    .OUTPUTS
    Jpki.Card. Dispose it.
    #>
    [CmdletBinding()]
    [OutputType([Jpki.Card])]
    param(
        [string] $Reader,
        [ValidateRange(0, 86400)] [int] $TimeoutSeconds
    )

    $timeout = $null
    if ($PSBoundParameters.ContainsKey('TimeoutSeconds')) {
        $timeout = [TimeSpan]::FromSeconds($TimeoutSeconds)
    }
    # The service does not run on Windows while no reader is connected.
    $options = [Jpki.WaitOptions]::NamePart -bor [Jpki.WaitOptions]::ForService
    $source = [Threading.CancellationTokenSource]::new()
    [Jpki.CardContext] $context = [Jpki.CardContext]::new()
    try {
        Complete $context.WaitAsync($Reader, $timeout, $options, $source.Token) $source
    } finally {
        $context.Dispose()
        $source.Dispose()
    }
}

function Watch-JpkiReader {
    <#
    .SYNOPSIS
    Writes an event for each reader and card that is there, arrives or leaves, until Ctrl+C.
    .PARAMETER Reader
    The reader's exact name; every reader if it is not given.
    .PARAMETER Identify
    Has each card identified; spends no try.
    #>
    [CmdletBinding()]
    [OutputType([Jpki.CardEvent])]
    param(
        [string] $Reader,
        [switch] $Identify
    )

    $options = [Jpki.MonitorOptions]::None
    if ($Identify) {
        $options = [Jpki.MonitorOptions]::Identify
    }
    [Jpki.CardContext] $context = [Jpki.CardContext]::new()
    try {
        [Jpki.CardMonitor] $monitor = $context.CreateMonitor($Reader, $options)
        while ($true) {
            # Short, so that Ctrl+C is heard.
            $arrived = $monitor.Next([TimeSpan]::FromMilliseconds(250), [Threading.CancellationToken]::None)
            if ($null -ne $arrived) {
                $arrived
            }
        }
    } finally {
        $context.Dispose()
    }
}

function Open-JpkiVirtualCard {
    <#
    .SYNOPSIS
    Opens an embedded virtual card, whose PIN is 1234, for development and tests.
    .PARAMETER Settings
    What differs, such as 'pin-tries 1'.
    #>
    [CmdletBinding()]
    [OutputType([Jpki.Card])]
    param(
        [Jpki.VirtualKind] $Kind = [Jpki.VirtualKind]::MyNumberCard,
        [string] $Settings
    )

    [Jpki.Card]::OpenVirtual($Kind, $Settings)
}

function Get-JpkiToken {
    <#
    .SYNOPSIS
    Reads what kind of token this is: a card or a phone.
    #>
    [CmdletBinding()]
    [OutputType([Jpki.Token])]
    param(
        [Parameter(Mandatory, ValueFromPipeline)] [Jpki.Card] $Card
    )

    process {
        $Card.ReadToken()
    }
}

function Get-JpkiTry {
    <#
    .SYNOPSIS
    Asks how many tries a PIN, password or number has left. Spends none.
    #>
    [CmdletBinding()]
    [OutputType([Jpki.Tries])]
    param(
        [Parameter(Mandatory, ValueFromPipeline)] [Jpki.Card] $Card,
        [Jpki.Credential] $Credential = [Jpki.Credential]::Pin
    )

    process {
        $Card.ReadTries($Credential)
    }
}

function Get-JpkiInformation {
    <#
    .SYNOPSIS
    Reads the card's serial number, which may not be logged, its municipality and its expiry date.
    #>
    [CmdletBinding()]
    [OutputType([Jpki.CardInformation])]
    param(
        [Parameter(Mandatory, ValueFromPipeline)] [Jpki.Card] $Card
    )

    process {
        $Card.ReadInformation()
    }
}

function Get-JpkiCertificate {
    <#
    .SYNOPSIS
    Reads a certificate that needs no password. Spends no try.
    #>
    [CmdletBinding()]
    [OutputType([Jpki.Certificate])]
    param(
        [Parameter(Mandatory, ValueFromPipeline)] [Jpki.Card] $Card,
        [Jpki.CertificateKind] $Kind = [Jpki.CertificateKind]::Authentication
    )

    process {
        $Card.ReadCertificate($Kind)
    }
}

function New-JpkiChallenge {
    <#
    .SYNOPSIS
    Makes 32 random bytes for a card to sign. A server makes its own.
    #>
    [CmdletBinding()]
    [OutputType([byte[]])]
    param()

    $challenge = [byte[]]::new(32)
    $generator = [Security.Cryptography.RandomNumberGenerator]::Create()
    try {
        $generator.GetBytes($challenge)
    } finally {
        $generator.Dispose()
    }
    , $challenge
}

function Invoke-JpkiAuthentication {
    <#
    .SYNOPSIS
    Sends the PIN and signs a challenge. A wrong PIN spends one of three tries.
    .PARAMETER Pin
    From Read-Host -AsSecureString. What is copied of it is wiped before this returns.
    .PARAMETER Challenge
    The relying party's own random bytes, at least 16 of them and never used before.
    .PARAMETER ReadCaCertificate
    Reads the CA certificate too, which is no trust anchor.
    .PARAMETER AllowLastTry
    Sends the PIN even if one try is left: a wrong one then locks it.
    .OUTPUTS
    Jpki.Authentication: certificate and signature. Dispose it.
    #>
    [CmdletBinding()]
    [OutputType([Jpki.Authentication])]
    param(
        [Parameter(Mandatory)] [Jpki.Card] $Card,
        [Parameter(Mandatory)] [securestring] $Pin,
        [Parameter(Mandatory)] [byte[]] $Challenge,
        [switch] $ReadCaCertificate,
        [switch] $AllowLastTry
    )

    [Jpki.SignOptions] $options = [Jpki.SignOptions]::new()
    $options.ReadCaCertificate = $ReadCaCertificate
    $options.LastTry = LastTry $AllowLastTry
    [Jpki.Secret] $secret = Secret $Pin
    try {
        $Card.Authenticate($secret, $Challenge, $options)
    } finally {
        $secret.Dispose()
    }
}

function Invoke-JpkiDocumentSignature {
    <#
    .SYNOPSIS
    Sends the signature password and signs data. A wrong password spends one of five tries.
    .OUTPUTS
    Jpki.SignedDocument: certificate and signature. Dispose it.
    #>
    [CmdletBinding()]
    [OutputType([Jpki.SignedDocument])]
    param(
        [Parameter(Mandatory)] [Jpki.Card] $Card,
        [Parameter(Mandatory)] [securestring] $Password,
        [Parameter(Mandatory)] [byte[]] $Data,
        [switch] $AllowLastTry
    )

    [Jpki.SignOptions] $options = [Jpki.SignOptions]::new()
    $options.LastTry = LastTry $AllowLastTry
    [Jpki.Secret] $secret = Secret $Password
    try {
        $Card.SignDocument($secret, $Data, $options)
    } finally {
        $secret.Dispose()
    }
}

function Get-JpkiSignatureCertificate {
    <#
    .SYNOPSIS
    Sends the signature password and reads the signature certificate, which has the holder's name and
    address. A wrong password spends one of five tries.
    #>
    [CmdletBinding()]
    [OutputType([Jpki.Certificate])]
    param(
        [Parameter(Mandatory)] [Jpki.Card] $Card,
        [Parameter(Mandatory)] [securestring] $Password,
        [switch] $AllowLastTry
    )

    [Jpki.Secret] $secret = Secret $Password
    try {
        $Card.ReadSignatureCertificate($secret, (LastTry $AllowLastTry))
    } finally {
        $secret.Dispose()
    }
}

function Set-JpkiPin {
    <#
    .SYNOPSIS
    Changes the authentication PIN. A wrong old PIN spends one of three tries.
    #>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param(
        [Parameter(Mandatory)] [Jpki.Card] $Card,
        [Parameter(Mandatory)] [securestring] $OldPin,
        [Parameter(Mandatory)] [securestring] $NewPin,
        [switch] $AllowLastTry
    )

    if (-not $PSCmdlet.ShouldProcess('the card', 'Change the authentication PIN')) {
        return
    }
    [Jpki.Secret] $old = Secret $OldPin
    [Jpki.Secret] $new = Secret $NewPin
    try {
        $Card.ChangePin($old, $new, (LastTry $AllowLastTry))
    } finally {
        $old.Dispose()
        $new.Dispose()
    }
}

function Set-JpkiSignaturePassword {
    <#
    .SYNOPSIS
    Changes the signature password. A wrong old password spends one of five tries.
    #>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param(
        [Parameter(Mandatory)] [Jpki.Card] $Card,
        [Parameter(Mandatory)] [securestring] $OldPassword,
        [Parameter(Mandatory)] [securestring] $NewPassword,
        [switch] $AllowLastTry
    )

    if (-not $PSCmdlet.ShouldProcess('the card', 'Change the signature password')) {
        return
    }
    [Jpki.Secret] $old = Secret $OldPassword
    [Jpki.Secret] $new = Secret $NewPassword
    try {
        $Card.ChangeSignaturePassword($old, $new, (LastTry $AllowLastTry))
    } finally {
        $old.Dispose()
        $new.Dispose()
    }
}

function Set-JpkiInputSupportPin {
    <#
    .SYNOPSIS
    Changes the input-support PIN. A wrong old PIN spends one of three tries.
    #>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param(
        [Parameter(Mandatory)] [Jpki.Card] $Card,
        [Parameter(Mandatory)] [securestring] $OldPin,
        [Parameter(Mandatory)] [securestring] $NewPin,
        [switch] $AllowLastTry
    )

    if (-not $PSCmdlet.ShouldProcess('the card', 'Change the input-support PIN')) {
        return
    }
    [Jpki.Secret] $old = Secret $OldPin
    [Jpki.Secret] $new = Secret $NewPin
    try {
        $Card.ChangeInputSupportPin($old, $new, (LastTry $AllowLastTry))
    } finally {
        $old.Dispose()
        $new.Dispose()
    }
}

function New-JpkiCheckNumber {
    <#
    .SYNOPSIS
    Makes check number B of what is printed on the card's front. Touches no card.
    .OUTPUTS
    Jpki.Secret. Dispose it once the card is read.
    #>
    [CmdletBinding()]
    [OutputType([Jpki.Secret])]
    param(
        [Parameter(Mandatory)] [datetime] $BirthDate,
        [Parameter(Mandatory)] [int] $ExpiryYear,
        [Parameter(Mandatory)] [securestring] $SecurityCode,
        [Jpki.BirthCalendar] $Calendar = [Jpki.BirthCalendar]::Japanese
    )

    [Jpki.Secret] $code = Secret $SecurityCode
    try {
        [Jpki.CheckNumber]::Make($BirthDate, $ExpiryYear, $code, $Calendar)
    } finally {
        $code.Dispose()
    }
}

function Get-JpkiFace {
    <#
    .SYNOPSIS
    Reads the card's face with check number B and verifies it. A wrong number spends one of ten tries.
    .OUTPUTS
    Jpki.CardFace: personal data. Dispose it.
    #>
    [CmdletBinding()]
    [OutputType([Jpki.CardFace])]
    param(
        [Parameter(Mandatory)] [Jpki.Card] $Card,
        [Parameter(Mandatory)] [Jpki.Secret] $CheckNumber,
        [Jpki.Authorities] $Authorities = [Jpki.Authorities]::Production,
        [switch] $AllowLastTry
    )

    $Card.ReadFace($CheckNumber, $Authorities, (LastTry $AllowLastTry))
}

function Get-JpkiAttribute {
    <#
    .SYNOPSIS
    Reads name, address, birth date and sex, with the input-support PIN (a wrong one spends one of
    three tries) or with check number B (a wrong one spends one of ten).
    .OUTPUTS
    Jpki.CardAttributes: personal data. Dispose it.
    #>
    [CmdletBinding(DefaultParameterSetName = 'Pin')]
    [OutputType([Jpki.CardAttributes])]
    param(
        [Parameter(Mandatory)] [Jpki.Card] $Card,
        [Parameter(Mandatory, ParameterSetName = 'Pin')] [securestring] $Pin,
        [Parameter(Mandatory, ParameterSetName = 'CheckNumber')] [Jpki.Secret] $CheckNumber,
        [Jpki.Authorities] $Authorities = [Jpki.Authorities]::Production,
        [switch] $AllowLastTry
    )

    $lastTry = LastTry $AllowLastTry
    if ($PSCmdlet.ParameterSetName -eq 'CheckNumber') {
        return $Card.ReadAttributesByCheckNumber($CheckNumber, $Authorities, $lastTry)
    }
    [Jpki.Secret] $secret = Secret $Pin
    try {
        $Card.ReadAttributes($secret, $Authorities, $lastTry)
    } finally {
        $secret.Dispose()
    }
}

function Test-JpkiBirthDate {
    <#
    .SYNOPSIS
    Whether the card is that of someone born on a day. A wrong day spends one of ten tries.
    .OUTPUTS
    True or false; a failure that says neither is an error.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory)] [Jpki.Card] $Card,
        [Parameter(Mandatory)] [datetime] $BirthDate,
        [Jpki.Authorities] $Authorities = [Jpki.Authorities]::Production,
        [Jpki.BirthCalendar] $Calendar = [Jpki.BirthCalendar]::Japanese,
        [switch] $AllowLastTry
    )

    try {
        $Card.CompareBirthDate($BirthDate, $Authorities, (LastTry $AllowLastTry), $Calendar)
        $true
    } catch {
        $failure = $_.Exception.GetBaseException()
        if ($failure -isnot [Jpki.JpkiException]) {
            throw
        }
        $answers = [Jpki.Status]::CheckNumberWrong, [Jpki.Status]::BirthDateDiffers
        if ($failure.Status -notin $answers) {
            throw
        }
        $false
    }
}

function Test-JpkiCertificate {
    <#
    .SYNOPSIS
    Verifies a certificate. Nothing is sent.
    .PARAMETER Options
    Anchors, revocation data and so on; the default is J-LIS's CAs for real cards.
    .OUTPUTS
    Jpki.Verdict: see IsGood.
    #>
    [CmdletBinding()]
    [OutputType([Jpki.Verdict])]
    param(
        [Parameter(Mandatory, ValueFromPipeline)] [Jpki.Certificate] $Certificate,
        [Jpki.VerifyOptions] $Options
    )

    process {
        $Certificate.Verify($Options)
    }
}

function Test-JpkiSignature {
    <#
    .SYNOPSIS
    Verifies a signature over a challenge and the certificate of the key that made it.
    .PARAMETER Challenge
    The challenge as the relying party kept it.
    .PARAMETER Algorithm
    The algorithm that was agreed on.
    .OUTPUTS
    Jpki.Verdict: see IsGood.
    #>
    [CmdletBinding()]
    [OutputType([Jpki.Verdict])]
    param(
        [Parameter(Mandatory)] [Jpki.Certificate] $Certificate,
        [Parameter(Mandatory)] [byte[]] $Challenge,
        [Parameter(Mandatory)] [byte[]] $Signature,
        [Jpki.SignatureAlgorithm] $Algorithm = [Jpki.SignatureAlgorithm]::RsaPkcs1Sha256,
        [Jpki.VerifyOptions] $Options
    )

    $kind = [Jpki.InputKind]::Data
    $Certificate.VerifySignature($Challenge, $Algorithm, $Signature, $Options, $kind)
}
