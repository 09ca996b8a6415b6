// Code generated from the headers of jpkicard by capi/examples/bindings; DO NOT EDIT.
// SPDX-License-Identifier: MIT OR Apache-2.0

package jpkicard

import "strconv"

// Status is what came of a call: OK, or one of the constants Err*.
type Status int32

const (
	// Success.
	OK Status = 0

	// Internal error. Have the card removed from the reader and put back, which locks its key; free
	// the handle and open a new one.
	ErrInternal Status = -1

	// An argument is invalid: a nil pointer, a length, a number, a structure's size.
	ErrArgument Status = -2

	// The handle is nil, freed, or of another kind.
	ErrHandle Status = -3

	// The library was built without this feature.
	ErrNotBuilt Status = -4

	// The operating system refused a resource.
	ErrSystem Status = -5

	// A callback used a card that is in use: the card whose call invoked it, or one that another
	// thread is using.
	ErrReentered Status = -6

	// The handle was created by the parent process, before a fork.
	ErrForked Status = -7

	// The smart card service is not running.
	ErrServiceNotRunning Status = -10

	// The smart card service refused the connection: the account is not allowed to use it, or other
	// programs hold all its connections.
	ErrServiceRefused Status = -11

	// The smart card service reported another failure.
	ErrServiceFailed Status = -12

	// No reader is connected.
	ErrNoReader Status = -13

	// The requested reader is not connected.
	ErrUnknownReader Status = -14

	// No card is on the reader.
	ErrNoCard Status = -15

	// The card does not answer.
	ErrCardUnresponsive Status = -16

	// The card is not an Individual Number Card.
	ErrNotIndividualNumberCard Status = -17

	// Another program holds the card exclusively.
	ErrSharingViolation Status = -18

	// The card was removed. Its handle cannot be used again: wait for a card again.
	ErrCardRemoved Status = -19

	// The card was reset, or it may have been exchanged and nothing read from it before can rule that
	// out. No PIN try was spent. Wait for the card again; with a transport of your own, open a new
	// handle.
	ErrCardReset Status = -20

	// No card arrived before the timeout.
	ErrTimedOut Status = -21

	// The wait was cancelled.
	ErrCancelled Status = -22

	// The exchange between reader and card failed.
	ErrReaderFailed Status = -23

	// Another program is using the card and did not release it in time, or the card or its reader is
	// slow.
	ErrCardBusy Status = -24

	// The smart card service is running but does not respond.
	ErrServiceNotResponding Status = -25

	// The card reader, its driver or the card did not respond in time.
	ErrReaderNotResponding Status = -26

	// The PC/SC library, libpcsclite.so.1, is not installed on this machine. It is looked for again at
	// every call. Not on Windows and macOS, where it is part of the system.
	ErrPCSCNotInstalled Status = -27

	// The card's response is malformed.
	ErrCardAnswer Status = -30

	// The card refused the command; see StatusWord.
	ErrCardStatus Status = -31

	// The card does not hold the requested data: many children's cards have no signature certificate,
	// and a phone or an old Resident Registry card has no card-face application.
	ErrNotOnCard Status = -32

	// The certificate is damaged.
	ErrCertificateMalformed Status = -33

	// After a reset or a lost response, a different card answered.
	ErrCardExchanged Status = -34

	// The PIN is not four half-width digits. Nothing was sent to the card.
	ErrPINFormat Status = -40

	// The PIN is wrong. One try was spent, or two if the reader's driver repeated the command;
	// TriesLeft is the number left. If TriesLeft is -1 (StatusWord 0x6300), the card does not say
	// whether a try was spent. The same applies to the other credentials below.
	ErrPINWrong Status = -41

	// The PIN is locked, or the card was issued without one. The holder can have a locked PIN reset at
	// the municipal office or, with the signature password, at some convenience-store kiosks.
	// StatusWord is 0x63C0 if this call's PIN was wrong and locked it, and 0 if it was already locked
	// and was not sent. The same applies to the other credentials below.
	ErrPINBlocked Status = -42

	// One try is left and spending it was not allowed. The PIN was not sent.
	ErrPINLastTry Status = -43

	// The number of tries left is unknown (no answer, or "no limit", StatusWord 0x6300), and spending
	// the last one was not allowed. The PIN was not sent. Ask the holder, then use LastTryAllow
	// to send it.
	ErrPINTriesUnknown Status = -44

	// The card allows this only after the PIN is verified.
	ErrPINRequired Status = -45

	// The PIN was sent, but the answer was lost or not understood: a try may have been spent.
	ErrPINUncertain Status = -46

	// A PIN change was sent, but may not have taken effect: either the old or the new PIN is in force.
	ErrPINChangeUncertain Status = -47

	// Two tries are left and spending one was not allowed (LastTryKeepTwo). The PIN was not
	// sent.
	ErrPINLastTwoTries Status = -48

	// The card's signature does not match its certificate and was discarded.
	ErrSignatureInvalid Status = -50

	// The certificate's key is of a type that this version does not support.
	ErrKeyNotSupported Status = -51

	// The key could not be locked: have the card removed from the reader now. The next call on the
	// card, or freeing it, first tries to lock the key again.
	ErrKeyNotLocked Status = -52

	// The signature password is not 6 to 16 letters and digits, or a new one does not mix both.
	// Nothing was sent to the card.
	ErrPasswordFormat Status = -60

	// The signature password is wrong. One try was spent, or two if the reader's driver repeated the
	// command; TriesLeft is the number left.
	ErrPasswordWrong Status = -61

	// The signature password is locked; the four-digit PIN is not affected.
	ErrPasswordBlocked Status = -62

	// The input-support PIN is wrong. One try was spent, or two if the reader's driver repeated the
	// command; TriesLeft is the number left.
	ErrInputSupportPINWrong Status = -65

	// The input-support PIN is locked; the other PINs are not affected.
	ErrInputSupportPINBlocked Status = -66

	// The birth date, expiry year or security code cannot be right. Nothing was sent to the card.
	ErrCheckNumberFormat Status = -70

	// The check number or birth date does not match this card. One try was spent, or two if the
	// reader's driver repeated the command; TriesLeft is the number left.
	ErrCheckNumberWrong Status = -71

	// The check number or birth date is locked; the PINs are not affected.
	ErrCheckNumberBlocked Status = -72

	// The six digits of the birth date match the card's, but the year does not. No try was spent.
	ErrBirthDateDiffers Status = -73

	// The certificate has expired: the holder can renew it at the municipal office.
	ErrCertificateExpired Status = -80

	// The certificate is not valid yet: check the computer's clock.
	ErrCertificateNotYetValid Status = -81

	// The certificate was revoked: do not accept it.
	ErrCertificateRevoked Status = -82

	// The certificate is not issued by a trust anchor for this purpose: do not accept it.
	ErrCertificateNotTrusted Status = -83

	// A record read from the card cannot be parsed.
	ErrRecordMalformed Status = -84

	// The record's signature or its issuer's certificate is not valid: do not rely on the record.
	ErrRecordNotAuthentic Status = -85

	// The challenge was not signed by the card's own key: the card may be a copy.
	ErrCardNotGenuine Status = -86

	// The photo or another image on the card cannot be decoded.
	ErrImageMalformed Status = -87

	// The revocation data supplied do not show whether the certificate is revoked.
	ErrRevocationUnknown Status = -88
)

// String returns the constant's name.
func (value Status) String() string {
	switch value {
	case OK:
		return "OK"
	case ErrInternal:
		return "ErrInternal"
	case ErrArgument:
		return "ErrArgument"
	case ErrHandle:
		return "ErrHandle"
	case ErrNotBuilt:
		return "ErrNotBuilt"
	case ErrSystem:
		return "ErrSystem"
	case ErrReentered:
		return "ErrReentered"
	case ErrForked:
		return "ErrForked"
	case ErrServiceNotRunning:
		return "ErrServiceNotRunning"
	case ErrServiceRefused:
		return "ErrServiceRefused"
	case ErrServiceFailed:
		return "ErrServiceFailed"
	case ErrNoReader:
		return "ErrNoReader"
	case ErrUnknownReader:
		return "ErrUnknownReader"
	case ErrNoCard:
		return "ErrNoCard"
	case ErrCardUnresponsive:
		return "ErrCardUnresponsive"
	case ErrNotIndividualNumberCard:
		return "ErrNotIndividualNumberCard"
	case ErrSharingViolation:
		return "ErrSharingViolation"
	case ErrCardRemoved:
		return "ErrCardRemoved"
	case ErrCardReset:
		return "ErrCardReset"
	case ErrTimedOut:
		return "ErrTimedOut"
	case ErrCancelled:
		return "ErrCancelled"
	case ErrReaderFailed:
		return "ErrReaderFailed"
	case ErrCardBusy:
		return "ErrCardBusy"
	case ErrServiceNotResponding:
		return "ErrServiceNotResponding"
	case ErrReaderNotResponding:
		return "ErrReaderNotResponding"
	case ErrPCSCNotInstalled:
		return "ErrPCSCNotInstalled"
	case ErrCardAnswer:
		return "ErrCardAnswer"
	case ErrCardStatus:
		return "ErrCardStatus"
	case ErrNotOnCard:
		return "ErrNotOnCard"
	case ErrCertificateMalformed:
		return "ErrCertificateMalformed"
	case ErrCardExchanged:
		return "ErrCardExchanged"
	case ErrPINFormat:
		return "ErrPINFormat"
	case ErrPINWrong:
		return "ErrPINWrong"
	case ErrPINBlocked:
		return "ErrPINBlocked"
	case ErrPINLastTry:
		return "ErrPINLastTry"
	case ErrPINTriesUnknown:
		return "ErrPINTriesUnknown"
	case ErrPINRequired:
		return "ErrPINRequired"
	case ErrPINUncertain:
		return "ErrPINUncertain"
	case ErrPINChangeUncertain:
		return "ErrPINChangeUncertain"
	case ErrPINLastTwoTries:
		return "ErrPINLastTwoTries"
	case ErrSignatureInvalid:
		return "ErrSignatureInvalid"
	case ErrKeyNotSupported:
		return "ErrKeyNotSupported"
	case ErrKeyNotLocked:
		return "ErrKeyNotLocked"
	case ErrPasswordFormat:
		return "ErrPasswordFormat"
	case ErrPasswordWrong:
		return "ErrPasswordWrong"
	case ErrPasswordBlocked:
		return "ErrPasswordBlocked"
	case ErrInputSupportPINWrong:
		return "ErrInputSupportPINWrong"
	case ErrInputSupportPINBlocked:
		return "ErrInputSupportPINBlocked"
	case ErrCheckNumberFormat:
		return "ErrCheckNumberFormat"
	case ErrCheckNumberWrong:
		return "ErrCheckNumberWrong"
	case ErrCheckNumberBlocked:
		return "ErrCheckNumberBlocked"
	case ErrBirthDateDiffers:
		return "ErrBirthDateDiffers"
	case ErrCertificateExpired:
		return "ErrCertificateExpired"
	case ErrCertificateNotYetValid:
		return "ErrCertificateNotYetValid"
	case ErrCertificateRevoked:
		return "ErrCertificateRevoked"
	case ErrCertificateNotTrusted:
		return "ErrCertificateNotTrusted"
	case ErrRecordMalformed:
		return "ErrRecordMalformed"
	case ErrRecordNotAuthentic:
		return "ErrRecordNotAuthentic"
	case ErrCardNotGenuine:
		return "ErrCardNotGenuine"
	case ErrImageMalformed:
		return "ErrImageMalformed"
	case ErrRevocationUnknown:
		return "ErrRevocationUnknown"
	}
	return "Status(" + strconv.Itoa(int(value)) + ")"
}

// Language is the language of a text for the person at the desk.
type Language int32

const (
	// English, for texts shown to the person at the desk.
	LanguageEnglish Language = 0x4A000101

	// Japanese, for texts shown to the person at the desk.
	LanguageJapanese Language = 0x4A000102
)

// String returns the constant's name.
func (value Language) String() string {
	switch value {
	case LanguageEnglish:
		return "LanguageEnglish"
	case LanguageJapanese:
		return "LanguageJapanese"
	}
	return "Language(" + strconv.Itoa(int(value)) + ")"
}

// Features is a sum of what the library was built with.
type Features uint32

const (
	// The library accesses readers through PC/SC.
	FeaturePCSC Features = 1

	// The library verifies each signature before returning it, and can verify the records of the card.
	FeatureVerify Features = 2

	// The library includes the embedded virtual card: a build for tests.
	FeatureVirtualCard Features = 4

	// The library verifies certificates and signatures for a relying party.
	FeatureTrust Features = 8

	// The library can decode the images on the card into pictures.
	FeaturePicture Features = 16

	// The library can read the 12-digit individual number (kojin bango). Few organisations may do so
	// by law, and authenticating patients is not a permitted purpose.
	FeatureIndividualNumber Features = 32
)

// String returns the names of the constants in the sum.
func (value Features) String() string {
	text := ""
	if value&FeaturePCSC != 0 {
		text += "|FeaturePCSC"
		value &^= FeaturePCSC
	}
	if value&FeatureVerify != 0 {
		text += "|FeatureVerify"
		value &^= FeatureVerify
	}
	if value&FeatureVirtualCard != 0 {
		text += "|FeatureVirtualCard"
		value &^= FeatureVirtualCard
	}
	if value&FeatureTrust != 0 {
		text += "|FeatureTrust"
		value &^= FeatureTrust
	}
	if value&FeaturePicture != 0 {
		text += "|FeaturePicture"
		value &^= FeaturePicture
	}
	if value&FeatureIndividualNumber != 0 {
		text += "|FeatureIndividualNumber"
		value &^= FeatureIndividualNumber
	}
	if value != 0 || text == "" {
		text += "|Features(0x" + strconv.FormatUint(uint64(value), 16) + ")"
	}
	return text[1:]
}

// LogLevel is how much is logged, or how grave a log line is.
type LogLevel int32

const (
	// Log nothing: the initial state.
	LogOff LogLevel = 0x4A000201

	// Log failures that no status reports.
	LogError LogLevel = 0x4A000202

	// Also log conditions that deserve attention.
	LogWarning LogLevel = 0x4A000203

	// Also log what happened.
	LogInfo LogLevel = 0x4A000204

	// Also log how it happened.
	LogDebug LogLevel = 0x4A000205

	// Also log each exchange with a card: header, lengths and status word.
	LogTrace LogLevel = 0x4A000206
)

// String returns the constant's name.
func (value LogLevel) String() string {
	switch value {
	case LogOff:
		return "LogOff"
	case LogError:
		return "LogError"
	case LogWarning:
		return "LogWarning"
	case LogInfo:
		return "LogInfo"
	case LogDebug:
		return "LogDebug"
	case LogTrace:
		return "LogTrace"
	}
	return "LogLevel(" + strconv.Itoa(int(value)) + ")"
}

// Field is a field of a certificate.
type Field int32

const (
	// The serial number, big-endian. Restricted by law: do not log it.
	FieldSerialNumber Field = 0x4A001701

	// The identifier of the issuer's key (authorityKeyIdentifier). Use it to identify the issuer,
	// never the issuer's name, which all generations share.
	FieldIssuerKeyID Field = 0x4A001702

	// The identifier of the certificate's own key (subjectKeyIdentifier).
	FieldSubjectKeyID Field = 0x4A001703

	// The public key, as the DER encoding of its SubjectPublicKeyInfo.
	FieldPublicKey Field = 0x4A001704
)

// String returns the constant's name.
func (value Field) String() string {
	switch value {
	case FieldSerialNumber:
		return "FieldSerialNumber"
	case FieldIssuerKeyID:
		return "FieldIssuerKeyID"
	case FieldSubjectKeyID:
		return "FieldSubjectKeyID"
	case FieldPublicKey:
		return "FieldPublicKey"
	}
	return "Field(" + strconv.Itoa(int(value)) + ")"
}

// Algorithm is an algorithm to verify a signature with.
type Algorithm int32

const (
	// RSASSA-PKCS1-v1_5 with SHA-256.
	AlgorithmRSAPKCS1SHA256 Algorithm = 0x4A000901

	// RSASSA-PKCS1-v1_5 with SHA-384.
	AlgorithmRSAPKCS1SHA384 Algorithm = 0x4A000902

	// RSASSA-PKCS1-v1_5 with SHA-512.
	AlgorithmRSAPKCS1SHA512 Algorithm = 0x4A000903

	// PKCS #1 v1.5 padding around a bare SHA-256 digest, without DigestInfo.
	AlgorithmRSAPKCS1BareSHA256 Algorithm = 0x4A000904

	// RSASSA-PSS with SHA-256 and MGF1 of SHA-256.
	AlgorithmRSAPSSSHA256 Algorithm = 0x4A000905
)

// String returns the constant's name.
func (value Algorithm) String() string {
	switch value {
	case AlgorithmRSAPKCS1SHA256:
		return "AlgorithmRSAPKCS1SHA256"
	case AlgorithmRSAPKCS1SHA384:
		return "AlgorithmRSAPKCS1SHA384"
	case AlgorithmRSAPKCS1SHA512:
		return "AlgorithmRSAPKCS1SHA512"
	case AlgorithmRSAPKCS1BareSHA256:
		return "AlgorithmRSAPKCS1BareSHA256"
	case AlgorithmRSAPSSSHA256:
		return "AlgorithmRSAPSSSHA256"
	}
	return "Algorithm(" + strconv.Itoa(int(value)) + ")"
}

// Timeout is one of the limits that [Readers.SetTimeout] sets.
type Timeout int32

const (
	// The maximum time that a call waits for another program's transaction with the card, or for a
	// service that does not respond, before it returns ErrCardBusy or
	// ErrServiceNotResponding. Default: 10,000 ms; less than 1,000 counts as 1,000. Applies
	// to cards that are waited for or connected to after it is set.
	TimeoutTransaction Timeout = 0x4A001B01

	// The maximum time that a call waits for the reader's answer to one command before it gives up on
	// the card and returns ErrReaderNotResponding (ErrKeyNotLocked if a PIN was
	// sent). Default: 60,000 ms; less than 1,000 counts as 1,000. A card may ask for more time, so
	// leave it long. Applies to cards that are waited for or connected to after it is set.
	TimeoutExchange Timeout = 0x4A001B02

	// The maximum time that a wait tolerates a service that stops or does not respond, each time,
	// before it returns ErrService*. Default: no limit, as long as the wait itself,
	// so that a wait without a timeout never ends because of it. 0 ends the wait as soon as the
	// service stops. Applies to waits that begin after it is set.
	TimeoutServiceAbsence Timeout = 0x4A001B03
)

// String returns the constant's name.
func (value Timeout) String() string {
	switch value {
	case TimeoutTransaction:
		return "TimeoutTransaction"
	case TimeoutExchange:
		return "TimeoutExchange"
	case TimeoutServiceAbsence:
		return "TimeoutServiceAbsence"
	}
	return "Timeout(" + strconv.Itoa(int(value)) + ")"
}

// Presence is what is in a reader.
type Presence int32

const (
	// No card is in the reader.
	PresenceEmpty Presence = 0x4A000301

	// The reader holds a card that no program uses.
	PresencePresent Presence = 0x4A000302

	// The reader holds a card that a program uses in shared mode.
	PresenceInUse Presence = 0x4A000303

	// The reader holds a card that a program uses exclusively.
	PresenceExclusive Presence = 0x4A000304

	// The reader holds a card that does not respond.
	PresenceUnresponsive Presence = 0x4A000305

	// The reader itself does not respond.
	PresenceUnavailable Presence = 0x4A000306
)

// String returns the constant's name.
func (value Presence) String() string {
	switch value {
	case PresenceEmpty:
		return "PresenceEmpty"
	case PresencePresent:
		return "PresencePresent"
	case PresenceInUse:
		return "PresenceInUse"
	case PresenceExclusive:
		return "PresenceExclusive"
	case PresenceUnresponsive:
		return "PresenceUnresponsive"
	case PresenceUnavailable:
		return "PresenceUnavailable"
	}
	return "Presence(" + strconv.Itoa(int(value)) + ")"
}

// WaitFlags is a sum of how to wait for a card; 0 for none.
type WaitFlags uint32

const (
	// In [Readers.Wait]: reader is a part of the name, in UTF-8; ASCII letters match in either
	// case.
	WaitNamePart WaitFlags = 0x10000000

	// In [Readers.Wait]: return ErrNotIndividualNumberCard as soon as a card of another
	// kind is present and no reader holds the right one.
	WaitReportOtherCard WaitFlags = 0x20000000

	// In [Readers.Wait]: also wait for a service that is not running when the wait begins, as on
	// Windows while no reader is connected.
	WaitForService WaitFlags = 0x40000000
)

// String returns the names of the constants in the sum.
func (value WaitFlags) String() string {
	text := ""
	if value&WaitNamePart != 0 {
		text += "|WaitNamePart"
		value &^= WaitNamePart
	}
	if value&WaitReportOtherCard != 0 {
		text += "|WaitReportOtherCard"
		value &^= WaitReportOtherCard
	}
	if value&WaitForService != 0 {
		text += "|WaitForService"
		value &^= WaitForService
	}
	if value != 0 || text == "" {
		text += "|WaitFlags(0x" + strconv.FormatUint(uint64(value), 16) + ")"
	}
	return text[1:]
}

// MonitorFlags is a sum of what a monitor does; 0 for none.
type MonitorFlags uint32

const (
	// In [Readers.Monitor]: identify each inserted card before it is reported. The card is powered on
	// and queried in one transaction, once per insertion; no PIN try is spent.
	MonitorIdentify MonitorFlags = 0x08000000
)

// String returns the names of the constants in the sum.
func (value MonitorFlags) String() string {
	text := ""
	if value&MonitorIdentify != 0 {
		text += "|MonitorIdentify"
		value &^= MonitorIdentify
	}
	if value != 0 || text == "" {
		text += "|MonitorFlags(0x" + strconv.FormatUint(uint64(value), 16) + ")"
	}
	return text[1:]
}

// EventKind is what happened at the readers.
type EventKind int32

const (
	// No event: the value after a call that fails.
	EventNone EventKind = 0x4A000401

	// A reader is connected: it was when the monitor began, or has been plugged in.
	EventReaderArrived EventKind = 0x4A000402

	// A reader is no longer connected. The removal of its card was reported before.
	EventReaderLeft EventKind = 0x4A000403

	// A card is in a reader.
	EventCardInserted EventKind = 0x4A000404

	// The card is no longer in the reader, or the reader can no longer report on it.
	EventCardRemoved EventKind = 0x4A000405

	// The smart card service cannot be used; reason says why. Its cards were reported as removed and
	// its readers as left before. The monitor continues.
	EventServiceStopped EventKind = 0x4A000406

	// The service can be used again. Events for its readers and cards follow.
	EventServiceStarted EventKind = 0x4A000407
)

// String returns the constant's name.
func (value EventKind) String() string {
	switch value {
	case EventNone:
		return "EventNone"
	case EventReaderArrived:
		return "EventReaderArrived"
	case EventReaderLeft:
		return "EventReaderLeft"
	case EventCardInserted:
		return "EventCardInserted"
	case EventCardRemoved:
		return "EventCardRemoved"
	case EventServiceStopped:
		return "EventServiceStopped"
	case EventServiceStarted:
		return "EventServiceStarted"
	}
	return "EventKind(" + strconv.Itoa(int(value)) + ")"
}

// CardKind is what a monitor found out about an inserted card.
type CardKind int32

const (
	// The card was not queried.
	CardNotAsked CardKind = 0x4A000501

	// The card has the JPKI application: it is an Individual Number Card or one of its counterparts;
	// TokenKind says which.
	CardToken CardKind = 0x4A000502

	// The card is of another kind.
	CardOther CardKind = 0x4A000503

	// The card could not be queried; reason says why: ErrCardUnresponsive,
	// ErrSharingViolation, ErrCardBusy, CARD_REMOVED or another failure.
	CardNotIdentified CardKind = 0x4A000504
)

// String returns the constant's name.
func (value CardKind) String() string {
	switch value {
	case CardNotAsked:
		return "CardNotAsked"
	case CardToken:
		return "CardToken"
	case CardOther:
		return "CardOther"
	case CardNotIdentified:
		return "CardNotIdentified"
	}
	return "CardKind(" + strconv.Itoa(int(value)) + ")"
}

// TokenKind is a kind of token: a card or a phone.
type TokenKind int32

const (
	// A token with an unknown label.
	TokenUnknown TokenKind = 0x4A000601

	// The Individual Number Card (My Number Card).
	TokenMyNumberCard TokenKind = 0x4A000602

	// The older Basic Resident Registration Card.
	TokenResidentRegistryCard TokenKind = 0x4A000603

	// Certificates on an Android phone.
	TokenAndroid TokenKind = 0x4A000604

	// Certificates on an iPhone.
	TokenIPhone TokenKind = 0x4A000605
)

// String returns the constant's name.
func (value TokenKind) String() string {
	switch value {
	case TokenUnknown:
		return "TokenUnknown"
	case TokenMyNumberCard:
		return "TokenMyNumberCard"
	case TokenResidentRegistryCard:
		return "TokenResidentRegistryCard"
	case TokenAndroid:
		return "TokenAndroid"
	case TokenIPhone:
		return "TokenIPhone"
	}
	return "TokenKind(" + strconv.Itoa(int(value)) + ")"
}

// Credential is a PIN, password or number that has tries.
type Credential int32

const (
	// The PIN of the user-authentication key (riyosha shomei): three tries.
	CredentialPIN Credential = 0x4A001501

	// The password of the signature key (shomei): five tries.
	CredentialSignaturePassword Credential = 0x4A001502

	// The PIN of the input-support application (kenmen jiko nyuryoku hojo): three tries.
	CredentialInputSupportPIN Credential = 0x4A001503

	// The check number B in the card-surface application (kenmen jiko kakunin), sent by
	// [Card.Face]: ten tries.
	CredentialCheckNumberSurface Credential = 0x4A001504

	// The check number B in the input-support application, sent by
	// [Card.AttributesByCheckNumber]: ten tries of its own.
	CredentialCheckNumberInputSupport Credential = 0x4A001505

	// The birth date, sent by [Card.CompareBirthDate]: ten tries.
	CredentialBirthDate Credential = 0x4A001506
)

// String returns the constant's name.
func (value Credential) String() string {
	switch value {
	case CredentialPIN:
		return "CredentialPIN"
	case CredentialSignaturePassword:
		return "CredentialSignaturePassword"
	case CredentialInputSupportPIN:
		return "CredentialInputSupportPIN"
	case CredentialCheckNumberSurface:
		return "CredentialCheckNumberSurface"
	case CredentialCheckNumberInputSupport:
		return "CredentialCheckNumberInputSupport"
	case CredentialBirthDate:
		return "CredentialBirthDate"
	}
	return "Credential(" + strconv.Itoa(int(value)) + ")"
}

// TriesState is what a card reports of the tries of a credential.
type TriesState int32

const (
	// The card does not report how many tries are left.
	TriesNotReported TriesState = 0x4A000701

	// The card reports the number of tries left.
	TriesLeft TriesState = 0x4A000702

	// The PIN, password or number is locked. The holder can have it reset at the municipal office; the
	// PIN and the signature password also at some convenience-store kiosks, with the other one of the
	// two.
	TriesBlocked TriesState = 0x4A000703

	// The card reports that wrong tries are unlimited (6300). No card is known for which this is true:
	// a call that sends the PIN treats it as TriesNotReported.
	TriesNoLimit TriesState = 0x4A000704
)

// String returns the constant's name.
func (value TriesState) String() string {
	switch value {
	case TriesNotReported:
		return "TriesNotReported"
	case TriesLeft:
		return "TriesLeft"
	case TriesBlocked:
		return "TriesBlocked"
	case TriesNoLimit:
		return "TriesNoLimit"
	}
	return "TriesState(" + strconv.Itoa(int(value)) + ")"
}

// CertificateKind is one of the certificates on a token.
type CertificateKind int32

const (
	// The user-authentication certificate (riyosha shomei).
	CertificateAuthentication CertificateKind = 0x4A001601

	// The certificate of the authority that issued it.
	CertificateAuthenticationCA CertificateKind = 0x4A001602

	// The signature certificate (shomei), with the holder's name, address, birth date and sex.
	CertificateSignature CertificateKind = 0x4A001603

	// The certificate of the authority that issued it.
	CertificateSignatureCA CertificateKind = 0x4A001604
)

// String returns the constant's name.
func (value CertificateKind) String() string {
	switch value {
	case CertificateAuthentication:
		return "CertificateAuthentication"
	case CertificateAuthenticationCA:
		return "CertificateAuthenticationCA"
	case CertificateSignature:
		return "CertificateSignature"
	case CertificateSignatureCA:
		return "CertificateSignatureCA"
	}
	return "CertificateKind(" + strconv.Itoa(int(value)) + ")"
}

// VirtualKind is a kind of embedded virtual card.
type VirtualKind int32

const (
	// A virtual My Number Card.
	VirtualMyNumberCard VirtualKind = 0x4A000801

	// A virtual Resident Registry Card.
	VirtualResidentRegistryCard VirtualKind = 0x4A000802

	// A virtual Android phone.
	VirtualAndroid VirtualKind = 0x4A000803

	// A virtual iPhone.
	VirtualIPhone VirtualKind = 0x4A000804

	// A virtual child's card: born on 20200401, no signature certificate. Its check number is made of
	// 20200401, 2030 and "2285".
	VirtualChildCard VirtualKind = 0x4A000805

	// A virtual card that was not renewed: card and certificates expired on 20250331. Its check number
	// is made of 19800217, 2025 and "2285".
	VirtualExpired VirtualKind = 0x4A000806

	// A virtual card without PINs (kao ninsho My Number Card): its PIN and input-support PIN are
	// locked from the start, and it has no signature certificate.
	VirtualWithoutPINs VirtualKind = 0x4A000807

	// A virtual card with certificates issued with the authority's first key.
	VirtualCAGeneration1 VirtualKind = 0x4A000808

	// A virtual card with certificates issued with the authority's second key; the other kinds use the
	// third.
	VirtualCAGeneration2 VirtualKind = 0x4A000809
)

// String returns the constant's name.
func (value VirtualKind) String() string {
	switch value {
	case VirtualMyNumberCard:
		return "VirtualMyNumberCard"
	case VirtualResidentRegistryCard:
		return "VirtualResidentRegistryCard"
	case VirtualAndroid:
		return "VirtualAndroid"
	case VirtualIPhone:
		return "VirtualIPhone"
	case VirtualChildCard:
		return "VirtualChildCard"
	case VirtualExpired:
		return "VirtualExpired"
	case VirtualWithoutPINs:
		return "VirtualWithoutPINs"
	case VirtualCAGeneration1:
		return "VirtualCAGeneration1"
	case VirtualCAGeneration2:
		return "VirtualCAGeneration2"
	}
	return "VirtualKind(" + strconv.Itoa(int(value)) + ")"
}

// Digest is the digest that is signed.
type Digest int32

const (
	// SHA-256, the default.
	DigestSHA256 Digest = 0x4A000A01

	// SHA-384; only with SchemeDigestInfo.
	DigestSHA384 Digest = 0x4A000A02

	// SHA-512; only with SchemeDigestInfo.
	DigestSHA512 Digest = 0x4A000A03
)

// String returns the constant's name.
func (value Digest) String() string {
	switch value {
	case DigestSHA256:
		return "DigestSHA256"
	case DigestSHA384:
		return "DigestSHA384"
	case DigestSHA512:
		return "DigestSHA512"
	}
	return "Digest(" + strconv.Itoa(int(value)) + ")"
}

// Scheme is how a digest is made into a signature.
type Scheme int32

const (
	// PKCS #1 v1.5 over a DigestInfo built by the library: the default.
	SchemeDigestInfo Scheme = 0x4A000B01

	// The card hashes the data (1 to 255 bytes) with SHA-256 and pads the bare digest.
	SchemeBareDigestOfData Scheme = 0x4A000B02

	// The card receives the SHA-256 digest and wraps it in a DigestInfo.
	SchemeSHA256Digest Scheme = 0x4A000B03

	// The card hashes the data (1 to 255 bytes) with SHA-256 and wraps the digest in a DigestInfo.
	SchemeSHA256Data Scheme = 0x4A000B04

	// PSS over a SHA-256 digest, which the card receives.
	SchemePSSDigest Scheme = 0x4A000B05

	// The card hashes the data (1 to 255 bytes) with SHA-256 and signs with PSS.
	SchemePSSData Scheme = 0x4A000B06
)

// String returns the constant's name.
func (value Scheme) String() string {
	switch value {
	case SchemeDigestInfo:
		return "SchemeDigestInfo"
	case SchemeBareDigestOfData:
		return "SchemeBareDigestOfData"
	case SchemeSHA256Digest:
		return "SchemeSHA256Digest"
	case SchemeSHA256Data:
		return "SchemeSHA256Data"
	case SchemePSSDigest:
		return "SchemePSSDigest"
	case SchemePSSData:
		return "SchemePSSData"
	}
	return "Scheme(" + strconv.Itoa(int(value)) + ")"
}

// Input is what the input of a signature is.
type Input int32

const (
	// The input is data, to be hashed here or on the card: the default.
	InputData Input = 0x4A000C01

	// The input is a digest computed by the caller.
	InputDigest Input = 0x4A000C02
)

// String returns the constant's name.
func (value Input) String() string {
	switch value {
	case InputData:
		return "InputData"
	case InputDigest:
		return "InputDigest"
	}
	return "Input(" + strconv.Itoa(int(value)) + ")"
}

// LastTry is whether a call may spend the last try; 0 is LastTryKeep.
type LastTry int32

const (
	// The PIN is not sent if one try is left or the card does not report the number: the default.
	LastTryKeep LastTry = 0x4A000D01

	// The PIN may be sent even if one try is left: a wrong PIN then locks it.
	LastTryAllow LastTry = 0x4A000D02

	// Like LastTryKeep, and the PIN is not sent if two tries are left either: a reader's driver
	// may repeat a try by itself (libccid does after three damaged blocks in a row), so that one call
	// can spend two.
	LastTryKeepTwo LastTry = 0x4A000D03
)

// String returns the constant's name.
func (value LastTry) String() string {
	switch value {
	case LastTryKeep:
		return "LastTryKeep"
	case LastTryAllow:
		return "LastTryAllow"
	case LastTryKeepTwo:
		return "LastTryKeepTwo"
	}
	return "LastTry(" + strconv.Itoa(int(value)) + ")"
}

// RecordKind is a record that an authority signs.
type RecordKind int32

const (
	// For [AuthorityList.Add]: the key is that of the authority for the card's face and birth
	// date.
	RecordFace RecordKind = 0x4A001D01

	// The key is that of the authority for name, address, birth date and sex as text.
	RecordAttributes RecordKind = 0x4A001D02
)

// String returns the constant's name.
func (value RecordKind) String() string {
	switch value {
	case RecordFace:
		return "RecordFace"
	case RecordAttributes:
		return "RecordAttributes"
	}
	return "RecordKind(" + strconv.Itoa(int(value)) + ")"
}

// Calendar is the calendar of a printed birth date; 0 is CalendarJapanese.
type Calendar int32

const (
	// The year of a birth date is that of the Japanese era, as on every citizen's card.
	CalendarJapanese Calendar = 0x4A001A01

	// The year of a birth date is Gregorian. Only for foreign residents, where the card prints it so,
	// or where the card answered ErrCheckNumberWrong to the Japanese year. It is not
	// confirmed that such cards exist: the older resident registry card had such numbers. A wrong
	// number spends one of the same ten tries.
	CalendarGregorian Calendar = 0x4A001A02
)

// String returns the constant's name.
func (value Calendar) String() string {
	switch value {
	case CalendarJapanese:
		return "CalendarJapanese"
	case CalendarGregorian:
		return "CalendarGregorian"
	}
	return "Calendar(" + strconv.Itoa(int(value)) + ")"
}

// Authorities is whose records are believed; 0 is AuthoritiesProduction.
type Authorities int32

const (
	// The card authorities of real cards: the only choice for a program that serves people.
	AuthoritiesProduction Authorities = 0x4A001301

	// The card authorities of the test cards that J-LIS lends to developers: these cards identify no
	// real person. Never combined with production.
	AuthoritiesTest Authorities = 0x4A001302

	// The card authorities of the embedded virtual card, for tests. ErrNotBuilt unless the
	// library has FeatureVirtualCard.
	AuthoritiesVirtualCard Authorities = 0x4A001303

	// The record is read without being verified: anyone could have written it.
	AuthoritiesUnverified Authorities = 0x4A001304

	// The caller's own card authorities: those of [Card.SetAuthorities], or the argument of a
	// call that has no card.
	AuthoritiesOwn Authorities = 0x4A001305
)

// String returns the constant's name.
func (value Authorities) String() string {
	switch value {
	case AuthoritiesProduction:
		return "AuthoritiesProduction"
	case AuthoritiesTest:
		return "AuthoritiesTest"
	case AuthoritiesVirtualCard:
		return "AuthoritiesVirtualCard"
	case AuthoritiesUnverified:
		return "AuthoritiesUnverified"
	case AuthoritiesOwn:
		return "AuthoritiesOwn"
	}
	return "Authorities(" + strconv.Itoa(int(value)) + ")"
}

// Sex is a sex as JIS X 0303 has it.
type Sex int32

const (
	// Sex: not known (JIS X 0303), or the handle is not open.
	SexNotKnown Sex = 0

	// Sex: male (JIS X 0303).
	SexMale Sex = 1

	// Sex: female (JIS X 0303).
	SexFemale Sex = 2

	// Sex: not applicable (JIS X 0303).
	SexNotApplicable Sex = 9

	// Sex: the card has a character that JIS X 0303 does not define.
	SexOther Sex = -1
)

// String returns the constant's name.
func (value Sex) String() string {
	switch value {
	case SexNotKnown:
		return "SexNotKnown"
	case SexMale:
		return "SexMale"
	case SexFemale:
		return "SexFemale"
	case SexNotApplicable:
		return "SexNotApplicable"
	case SexOther:
		return "SexOther"
	}
	return "Sex(" + strconv.Itoa(int(value)) + ")"
}

// Image is an image on the card's face.
type Image int32

const (
	// The photo: JPEG 2000 (a JP2 file, grayscale). [Face.Picture] converts it to PNG.
	ImagePhoto Image = 0x4A001801

	// The name as printed: a PNG. For text, use [Card.AttributesByCheckNumber].
	ImageName Image = 0x4A001802

	// The address as printed: a PNG.
	ImageAddress Image = 0x4A001803

	// The security code as printed: a PNG. It is not signed.
	ImageSecurityCode Image = 0x4A001804
)

// String returns the constant's name.
func (value Image) String() string {
	switch value {
	case ImagePhoto:
		return "ImagePhoto"
	case ImageName:
		return "ImageName"
	case ImageAddress:
		return "ImageAddress"
	case ImageSecurityCode:
		return "ImageSecurityCode"
	}
	return "Image(" + strconv.Itoa(int(value)) + ")"
}

// File is a file that a desk sends to a server.
type File int32

const (
	// The record: the file of a card's face, or of name, address, birth date and sex.
	FileRecord File = 0x4A001C01

	// The certificate of the key that signed the record.
	FileCertificate File = 0x4A001C02

	// Of a face: the card's signature over the challenge. Of attributes: the record that signs them.
	FileSignature File = 0x4A001C03
)

// String returns the constant's name.
func (value File) String() string {
	switch value {
	case FileRecord:
		return "FileRecord"
	case FileCertificate:
		return "FileCertificate"
	case FileSignature:
		return "FileSignature"
	}
	return "File(" + strconv.Itoa(int(value)) + ")"
}

// PictureKind is a picture that can be made of a face.
type PictureKind int32

const (
	// The photo as a PNG, which most programs can display directly.
	//
	// ErrImageMalformed if the photo is damaged, or is a kind of JPEG 2000 that the library
	// does not decode: the message then names the kind after "not supported", and
	// PictureCardSVG draws the face without the photo.
	PicturePhotoPNG PictureKind = 0x4A001901

	// The whole face in one picture at the size of the card: an SVG document in UTF-8 with Japanese
	// captions, which browsers and SVG 1.1 renderers display (tested with Qt 5.15, librsvg and
	// CairoSVG). It is self-contained except for fonts: without a Japanese font the captions are
	// boxes, but birth date and sex are also in Latin letters. A photo of a kind that the library does
	// not decode is replaced by a red frame with NO PHOTO: the picture then identifies nobody.
	PictureCardSVG PictureKind = 0x4A001902
)

// String returns the constant's name.
func (value PictureKind) String() string {
	switch value {
	case PicturePhotoPNG:
		return "PicturePhotoPNG"
	case PictureCardSVG:
		return "PictureCardSVG"
	}
	return "PictureKind(" + strconv.Itoa(int(value)) + ")"
}

// Reason is a reason why a verdict is not good.
type Reason int32

const (
	// The certificate, or a required extension of it, is malformed.
	ReasonCertificateMalformed Reason = 100

	// An extension is present twice in the certificate (RFC 5280, 4.2).
	ReasonDuplicateExtension Reason = 101

	// A critical extension is unknown.
	ReasonUnknownCriticalExtension Reason = 102

	// The certificate does not name its issuer's key.
	ReasonIssuerKeyUnnamed Reason = 103

	// No trust anchor has the key that the certificate names as its issuer's.
	ReasonIssuerUnknown Reason = 104

	// The issuer's name is not the anchor's.
	ReasonIssuerNameDiffers Reason = 105

	// The certificate is not signed with SHA-256 and RSA, or names two different algorithms.
	ReasonAlgorithmNotAllowed Reason = 106

	// The certificate's signature is not by the anchor's key.
	ReasonCertificateSignatureInvalid Reason = 107

	// The anchor is that of the other CA: authentication and signature are not interchangeable.
	ReasonAnchorOfOtherPurpose Reason = 108

	// The anchor is not valid yet.
	ReasonAnchorNotYetValid Reason = 109

	// The anchor is no longer valid.
	ReasonAnchorExpired Reason = 110

	// The certificate is not valid yet.
	ReasonNotYetValid Reason = 111

	// The certificate is no longer valid: the holder renews it at the municipal office.
	ReasonExpired Reason = 112

	// The certificate's key is not RSA of 2048 to 4096 bits.
	ReasonKeyNotAllowed Reason = 113

	// The key usage is not the one for this purpose, or missing.
	ReasonKeyUsageWrong Reason = 114

	// The extended key usage does not allow this purpose.
	ReasonExtendedKeyUsageWrong Reason = 115

	// The certificate is a CA's, not a person's.
	ReasonIsAuthority Reason = 116

	// The certificate is not issued under the policy for this purpose and hierarchy.
	ReasonPolicyWrong Reason = 117

	// The supplied CA certificate does not have the anchor's key and name.
	ReasonCACertificateDiffers Reason = 118

	// The certificate is revoked.
	ReasonRevoked Reason = 200

	// The responder does not know the certificate.
	ReasonStatusUnknown Reason = 201

	// Evidence was supplied, but the issuer that must have signed it is unknown.
	ReasonRevocationUndeterminable Reason = 202

	// The OCSP response is malformed or contradicts itself.
	ReasonOCSPMalformed Reason = 300

	// The responder answered malformedRequest.
	ReasonOCSPRequestMalformed Reason = 301

	// The responder answered internalError.
	ReasonOCSPInternalError Reason = 302

	// The responder answered tryLater.
	ReasonOCSPTryLater Reason = 303

	// The responder answered sigRequired.
	ReasonOCSPSignatureRequired Reason = 304

	// The responder answered unauthorized, as it does to anyone who is not a notified verifier.
	ReasonOCSPUnauthorized Reason = 305

	// Neither the CA nor a certificate in the response is the responder that it names.
	ReasonOCSPResponderUnknown Reason = 306

	// The responder's certificate does not let it answer for the CA.
	ReasonOCSPResponderNotAuthorized Reason = 307

	// The responder's certificate is not valid yet.
	ReasonOCSPResponderNotYetValid Reason = 308

	// The responder's certificate has expired.
	ReasonOCSPResponderExpired Reason = 309

	// The response is not signed with SHA-256 and RSA of 2048 to 4096 bits.
	ReasonOCSPAlgorithmNotAllowed Reason = 310

	// The response's signature is invalid.
	ReasonOCSPSignatureInvalid Reason = 311

	// The request had a nonce and the response has none: it may be an old response.
	ReasonOCSPNonceMissing Reason = 312

	// The response's nonce is not the request's: it answers another request.
	ReasonOCSPNonceDiffers Reason = 313

	// The response is not about this certificate.
	ReasonOCSPOtherCertificate Reason = 314

	// The response was produced in the future, or reports a future state.
	ReasonOCSPNotYetValid Reason = 315

	// The response is too old.
	ReasonOCSPExpired Reason = 316

	// A critical extension of the response is unknown.
	ReasonOCSPUnknownCriticalExtension Reason = 317

	// The CRL is malformed or inconsistent.
	ReasonCRLMalformed Reason = 400

	// The CRL is by another issuer.
	ReasonCRLOtherIssuer Reason = 401

	// The CRL is not signed with SHA-256 and RSA, or names two different algorithms.
	ReasonCRLAlgorithmNotAllowed Reason = 402

	// The CRL's signature is not by the anchor's key.
	ReasonCRLSignatureInvalid Reason = 403

	// The CRL was issued in the future.
	ReasonCRLNotYetValid Reason = 404

	// The next CRL is overdue.
	ReasonCRLExpired Reason = 405

	// A critical extension of the CRL or of an entry is unknown.
	ReasonCRLUnknownCriticalExtension Reason = 406

	// A delta CRL: it contains only changes.
	ReasonCRLDelta Reason = 407

	// An indirect CRL: it covers other issuers' certificates.
	ReasonCRLIndirect Reason = 408

	// The CRL does not cover holders' certificates, or all reasons for revocation.
	ReasonCRLOutOfScope Reason = 409

	// The CRL belongs to a distribution point that the certificate does not name.
	ReasonCRLOtherDistributionPoint Reason = 410

	// The supplied digest does not have the algorithm's length.
	ReasonChallengeDigestLength Reason = 500

	// The signature is not one by the certificate's key over this challenge.
	ReasonChallengeSignatureInvalid Reason = 501

	// The challenge is empty, or the digest of empty data: it was lost, and a signature over it
	// could be replayed to anyone.
	ReasonChallengeEmpty Reason = 502

	// The challenge has fewer than 16 bytes: it may have been used before, or be guessed.
	ReasonChallengeTooShort Reason = 503
)

// String returns the constant's name.
func (value Reason) String() string {
	switch value {
	case ReasonCertificateMalformed:
		return "ReasonCertificateMalformed"
	case ReasonDuplicateExtension:
		return "ReasonDuplicateExtension"
	case ReasonUnknownCriticalExtension:
		return "ReasonUnknownCriticalExtension"
	case ReasonIssuerKeyUnnamed:
		return "ReasonIssuerKeyUnnamed"
	case ReasonIssuerUnknown:
		return "ReasonIssuerUnknown"
	case ReasonIssuerNameDiffers:
		return "ReasonIssuerNameDiffers"
	case ReasonAlgorithmNotAllowed:
		return "ReasonAlgorithmNotAllowed"
	case ReasonCertificateSignatureInvalid:
		return "ReasonCertificateSignatureInvalid"
	case ReasonAnchorOfOtherPurpose:
		return "ReasonAnchorOfOtherPurpose"
	case ReasonAnchorNotYetValid:
		return "ReasonAnchorNotYetValid"
	case ReasonAnchorExpired:
		return "ReasonAnchorExpired"
	case ReasonNotYetValid:
		return "ReasonNotYetValid"
	case ReasonExpired:
		return "ReasonExpired"
	case ReasonKeyNotAllowed:
		return "ReasonKeyNotAllowed"
	case ReasonKeyUsageWrong:
		return "ReasonKeyUsageWrong"
	case ReasonExtendedKeyUsageWrong:
		return "ReasonExtendedKeyUsageWrong"
	case ReasonIsAuthority:
		return "ReasonIsAuthority"
	case ReasonPolicyWrong:
		return "ReasonPolicyWrong"
	case ReasonCACertificateDiffers:
		return "ReasonCACertificateDiffers"
	case ReasonRevoked:
		return "ReasonRevoked"
	case ReasonStatusUnknown:
		return "ReasonStatusUnknown"
	case ReasonRevocationUndeterminable:
		return "ReasonRevocationUndeterminable"
	case ReasonOCSPMalformed:
		return "ReasonOCSPMalformed"
	case ReasonOCSPRequestMalformed:
		return "ReasonOCSPRequestMalformed"
	case ReasonOCSPInternalError:
		return "ReasonOCSPInternalError"
	case ReasonOCSPTryLater:
		return "ReasonOCSPTryLater"
	case ReasonOCSPSignatureRequired:
		return "ReasonOCSPSignatureRequired"
	case ReasonOCSPUnauthorized:
		return "ReasonOCSPUnauthorized"
	case ReasonOCSPResponderUnknown:
		return "ReasonOCSPResponderUnknown"
	case ReasonOCSPResponderNotAuthorized:
		return "ReasonOCSPResponderNotAuthorized"
	case ReasonOCSPResponderNotYetValid:
		return "ReasonOCSPResponderNotYetValid"
	case ReasonOCSPResponderExpired:
		return "ReasonOCSPResponderExpired"
	case ReasonOCSPAlgorithmNotAllowed:
		return "ReasonOCSPAlgorithmNotAllowed"
	case ReasonOCSPSignatureInvalid:
		return "ReasonOCSPSignatureInvalid"
	case ReasonOCSPNonceMissing:
		return "ReasonOCSPNonceMissing"
	case ReasonOCSPNonceDiffers:
		return "ReasonOCSPNonceDiffers"
	case ReasonOCSPOtherCertificate:
		return "ReasonOCSPOtherCertificate"
	case ReasonOCSPNotYetValid:
		return "ReasonOCSPNotYetValid"
	case ReasonOCSPExpired:
		return "ReasonOCSPExpired"
	case ReasonOCSPUnknownCriticalExtension:
		return "ReasonOCSPUnknownCriticalExtension"
	case ReasonCRLMalformed:
		return "ReasonCRLMalformed"
	case ReasonCRLOtherIssuer:
		return "ReasonCRLOtherIssuer"
	case ReasonCRLAlgorithmNotAllowed:
		return "ReasonCRLAlgorithmNotAllowed"
	case ReasonCRLSignatureInvalid:
		return "ReasonCRLSignatureInvalid"
	case ReasonCRLNotYetValid:
		return "ReasonCRLNotYetValid"
	case ReasonCRLExpired:
		return "ReasonCRLExpired"
	case ReasonCRLUnknownCriticalExtension:
		return "ReasonCRLUnknownCriticalExtension"
	case ReasonCRLDelta:
		return "ReasonCRLDelta"
	case ReasonCRLIndirect:
		return "ReasonCRLIndirect"
	case ReasonCRLOutOfScope:
		return "ReasonCRLOutOfScope"
	case ReasonCRLOtherDistributionPoint:
		return "ReasonCRLOtherDistributionPoint"
	case ReasonChallengeDigestLength:
		return "ReasonChallengeDigestLength"
	case ReasonChallengeSignatureInvalid:
		return "ReasonChallengeSignatureInvalid"
	case ReasonChallengeEmpty:
		return "ReasonChallengeEmpty"
	case ReasonChallengeTooShort:
		return "ReasonChallengeTooShort"
	}
	return "Reason(" + strconv.Itoa(int(value)) + ")"
}

// Purpose is what a certificate must be for.
type Purpose int32

const (
	// The certificate for the PIN of four digits: its holder is present. The default.
	PurposeAuthentication Purpose = 0x4A000E01

	// The certificate for the signature password: its holder signs a document.
	PurposeSignature Purpose = 0x4A000E02
)

// String returns the constant's name.
func (value Purpose) String() string {
	switch value {
	case PurposeAuthentication:
		return "PurposeAuthentication"
	case PurposeSignature:
		return "PurposeSignature"
	}
	return "Purpose(" + strconv.Itoa(int(value)) + ")"
}

// Anchors is which trust anchors to use.
type Anchors int32

const (
	// Trust anchors: J-LIS's CAs for real cards, built into the library. The default.
	AnchorsProduction Anchors = 0x4A000F01

	// Trust anchors: the CAs of the test cards that J-LIS lends to developers. These cards identify no
	// real person: never use this in a program that serves patients.
	AnchorsTest Anchors = 0x4A000F02

	// Trust anchors: only OwnAnchors, treated as CAs of test cards (their certificate policy), such
	// as those of the embedded virtual card. These cards identify no real person either.
	AnchorsOwn Anchors = 0x4A000F03

	// Trust anchors: J-LIS's CAs for real cards, and OwnAnchors in addition: generations newer than
	// the library.
	AnchorsProductionAndOwn Anchors = 0x4A000F04
)

// String returns the constant's name.
func (value Anchors) String() string {
	switch value {
	case AnchorsProduction:
		return "AnchorsProduction"
	case AnchorsTest:
		return "AnchorsTest"
	case AnchorsOwn:
		return "AnchorsOwn"
	case AnchorsProductionAndOwn:
		return "AnchorsProductionAndOwn"
	}
	return "Anchors(" + strconv.Itoa(int(value)) + ")"
}

// OCSPHash is how an OCSP request names the issuer.
type OCSPHash int32

const (
	// For [VerifyOptions.OCSPHash]: SHA-1, which every responder supports. The default. It only
	// identifies the issuer; security does not depend on it.
	OCSPHashSHA1 OCSPHash = 0x4A001201

	// For [VerifyOptions.OCSPHash]: SHA-256.
	OCSPHashSHA256 OCSPHash = 0x4A001202
)

// String returns the constant's name.
func (value OCSPHash) String() string {
	switch value {
	case OCSPHashSHA1:
		return "OCSPHashSHA1"
	case OCSPHashSHA256:
		return "OCSPHashSHA256"
	}
	return "OCSPHash(" + strconv.Itoa(int(value)) + ")"
}

// Policies is which certificate policies to accept.
type Policies int32

const (
	// Certificate policies: every class of the purpose's arc, 1.2.392.200149.8.5.1.3 for
	// authentication and 1.2.392.200149.8.5.1.1 for signature, including a class newer than the
	// library (see [Verdict.PolicyKnown]). For test cards, whose arc does not show the purpose,
	// only the known classes. The default.
	PoliciesByArc Policies = 0x4A001001

	// Certificate policies: only those that the library knows, 1.2.392.200149.8.5.1.3.30 and
	// 1.2.392.200149.8.5.1.1.20; for test cards 1.2.392.200149.8.5.1.0.30 and
	// 1.2.392.200149.8.5.1.0.20.
	PoliciesKnown Policies = 0x4A001002

	// Certificate policies: only OwnPolicies.
	PoliciesOwn Policies = 0x4A001003
)

// String returns the constant's name.
func (value Policies) String() string {
	switch value {
	case PoliciesByArc:
		return "PoliciesByArc"
	case PoliciesKnown:
		return "PoliciesKnown"
	case PoliciesOwn:
		return "PoliciesOwn"
	}
	return "Policies(" + strconv.Itoa(int(value)) + ")"
}

// Revocation is what is known about a certificate's revocation.
type Revocation int32

const (
	// No OCSP response and no CRL was passed: revocation was not checked.
	RevocationNotRequested Revocation = 0x4A001101

	// The revocation data that was passed cannot be relied on; the reasons say why.
	RevocationUndetermined Revocation = 0x4A001102

	// Not revoked, according to signed and current data.
	RevocationGood Revocation = 0x4A001103

	// Revoked, according to signed data, which may be of another time.
	RevocationRevoked Revocation = 0x4A001104

	// The responder does not know the certificate.
	RevocationUnknown Revocation = 0x4A001105
)

// String returns the constant's name.
func (value Revocation) String() string {
	switch value {
	case RevocationNotRequested:
		return "RevocationNotRequested"
	case RevocationUndetermined:
		return "RevocationUndetermined"
	case RevocationGood:
		return "RevocationGood"
	case RevocationRevoked:
		return "RevocationRevoked"
	case RevocationUnknown:
		return "RevocationUnknown"
	}
	return "Revocation(" + strconv.Itoa(int(value)) + ")"
}
