# SPDX-License-Identifier: MIT OR Apache-2.0
@{
    RootModule             = 'JpkiCard.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = '08e3d691-cd0a-43c6-be4c-948d50ebc0a2'
    Author                 = 'The jpkicard authors'
    Copyright              = '(c) The jpkicard authors. MIT OR Apache-2.0.'
    Description            = 'Use of Japan''s Individual Number Card (My Number Card): certificates, PIN, signatures, card face, and whether to believe them.'
    PowerShellVersion      = '5.1'
    CompatiblePSEditions   = @('Desktop', 'Core')
    DotNetFrameworkVersion = '4.7.2'
    RequiredAssemblies     = @('Jpki.dll')
    FunctionsToExport      = @(
        'Get-JpkiAttribute'
        'Get-JpkiCertificate'
        'Get-JpkiFace'
        'Get-JpkiInformation'
        'Get-JpkiReader'
        'Get-JpkiSignatureCertificate'
        'Get-JpkiToken'
        'Get-JpkiTry'
        'Invoke-JpkiAuthentication'
        'Invoke-JpkiDocumentSignature'
        'New-JpkiChallenge'
        'New-JpkiCheckNumber'
        'Open-JpkiVirtualCard'
        'Set-JpkiInputSupportPin'
        'Set-JpkiPin'
        'Set-JpkiSignaturePassword'
        'Test-JpkiBirthDate'
        'Test-JpkiCertificate'
        'Test-JpkiSignature'
        'Wait-JpkiCard'
        'Watch-JpkiReader'
    )
    CmdletsToExport        = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags       = @('JPKI', 'MyNumberCard', 'SmartCard', 'PCSC', 'Authentication')
            LicenseUri = 'https://github.com/jpkicard/jpkicard/blob/main/LICENSE'
            ProjectUri = 'https://github.com/jpkicard/jpkicard'
        }
    }
}
