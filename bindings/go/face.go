// SPDX-License-Identifier: MIT OR Apache-2.0

package jpkicard

// #include "bridge.h"
import "C"

import (
	"runtime"
	"unsafe"
)

// Face is what is printed on the card's front; it does not depend on the card it came from. All of
// it is personal data: show it to the person at the desk, and do not log it. Close wipes the
// library's copy; what the methods return are copies of the caller's.
type Face struct {
	handle handle
}

func newFace(from *C.jpki_face) *Face {
	face := &Face{handleOf(unsafe.Pointer(from))}
	runtime.SetFinalizer(face, (*Face).Close)
	return face
}

func (f *Face) c() *C.jpki_face {
	if f == nil {
		return nil
	}
	return C.bridge_face(f.handle.id)
}

// Face reads the card's face with the check number of [CheckNumber] and verifies it: one of the
// authorities signed the record, or it is [ErrRecordNotAuthentic], and the card proved not to be a
// copy, or it is [ErrCardNotGenuine]. No signature covers the expiry date, and an expired card
// passes. [ErrNotOnCard] on a phone.
//
// The number is sent once at most; a wrong one spends one of ten tries: [ErrCheckNumberWrong].
func (c *Card) Face(checkNumber []byte, authorities Authorities, lastTry LastTry) (*Face, error) {
	defer runtime.KeepAlive(c)
	var made *C.jpki_face
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_face(c.c(), characters(checkNumber), length(checkNumber),
			orProduction(authorities), orKeep(lastTry), &made, outcome)
	})
	if err != nil {
		return nil, err
	}
	return newFace(made), nil
}

// FaceForChallenge is [Card.Face] with a challenge of a server's, 16 random bytes or more, so that
// the server can verify the face's files with [FaceFromFiles].
func (c *Card) FaceForChallenge(
	checkNumber, challenge []byte, authorities Authorities, lastTry LastTry,
) (*Face, error) {
	defer runtime.KeepAlive(c)
	var made *C.jpki_face
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_face_for_challenge(c.c(), characters(checkNumber), length(checkNumber),
			data(challenge), length(challenge), orProduction(authorities), orKeep(lastTry), &made,
			outcome)
	})
	if err != nil {
		return nil, err
	}
	return newFace(made), nil
}

// Close frees the face and wipes the library's copy. It returns nil.
func (f *Face) Close() error {
	if f != nil && f.handle.id != 0 {
		runtime.SetFinalizer(f, nil)
		f.handle.close()
		C.jpki_face_free(f.c())
	}
	return nil
}

// BirthDate returns 0 where the card has no day of the calendar: see [Face.BirthDateDigits].
func (f *Face) BirthDate() Date {
	defer runtime.KeepAlive(f)
	return Date(C.jpki_face_birth_date(f.c()))
}

// BirthDateDigits returns what the card has as the birth date: YYYYMMDD, or what stands for a day
// that nobody knows, such as 19500400 or spaces.
func (f *Face) BirthDateDigits() string {
	defer runtime.KeepAlive(f)
	if f == nil || !f.handle.lend() {
		return ""
	}
	defer f.handle.returned()
	var size C.size_t
	from := C.jpki_face_birth_date_digits(f.c(), &size)
	return string(copied(from, size))
}

// Sex returns the sex.
func (f *Face) Sex() Sex {
	defer runtime.KeepAlive(f)
	return Sex(C.jpki_face_sex(f.c()))
}

// Expiry returns the last day on which the card is valid. No signature covers it: compare its year
// with the check number's, and the date with today's in Japan.
func (f *Face) Expiry() Date {
	defer runtime.KeepAlive(f)
	return Date(C.jpki_face_expiry(f.c()))
}

// Image returns an image as the card has it: the photo in JPEG 2000, the others in PNG.
func (f *Face) Image(image Image) []byte {
	defer runtime.KeepAlive(f)
	if f == nil || !f.handle.lend() {
		return nil
	}
	defer f.handle.returned()
	var size C.size_t
	from := C.jpki_face_image(f.c(), C.jpki_image(image), &size)
	return copied(from, size)
}

// File returns what to send to the server that chose the challenge; nil for what is not there.
func (f *Face) File(file File) []byte {
	defer runtime.KeepAlive(f)
	if f == nil || !f.handle.lend() {
		return nil
	}
	defer f.handle.returned()
	var size C.size_t
	from := C.jpki_face_file(f.c(), C.jpki_file(file), &size)
	return copied(from, size)
}

// Picture makes a picture that most programs can display: a PNG of the photo, or an SVG of the
// whole face. [ErrNotBuilt] unless the library has FeaturePicture.
func (f *Face) Picture(kind PictureKind) ([]byte, error) {
	defer runtime.KeepAlive(f)
	var made *C.jpki_picture
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_face_picture(f.c(), C.jpki_picture_kind(kind), &made, outcome)
	})
	if err != nil {
		return nil, err
	}
	defer C.jpki_picture_free(made)
	var size C.size_t
	from := C.jpki_picture_data(made, &size)
	return copied(from, size), nil
}

// OtherObjects lists what the record has that the library does not know, by its tags. No signature
// covers it.
func (f *Face) OtherObjects() ([]Item, error) {
	defer runtime.KeepAlive(f)
	return items(func(made **C.jpki_items, outcome *C.jpki_error) C.jpki_status {
		return C.jpki_face_other_objects(f.c(), made, outcome)
	})
}

// RecordFiles is what a desk read and sent, and the challenge, which the verifier has kept itself.
type RecordFiles struct {
	Record, Certificate, Signature []byte
	// Challenge is nil for attributes.
	Challenge []byte
}

// String says nothing about the files, which are personal data.
func (f RecordFiles) String() string {
	return "jpkicard.RecordFiles"
}

// GoString is String, for %#v.
func (f RecordFiles) GoString() string {
	return f.String()
}

func (f *RecordFiles) c(kept *copies) C.jpki_record_files {
	var files C.jpki_record_files
	files.struct_size = C.sizeof_jpki_record_files
	if f == nil {
		return files
	}
	files.record, files.record_length = kept.bytes(f.Record), length(f.Record)
	files.certificate, files.certificate_length = kept.bytes(f.Certificate), length(f.Certificate)
	files.challenge, files.challenge_length = kept.bytes(f.Challenge), length(f.Challenge)
	files.signature, files.signature_length = kept.bytes(f.Signature), length(f.Signature)
	return files
}

// FaceFromFiles verifies, without a card, a face that a desk read with [Card.FaceForChallenge] and
// sent. own is nil, or with AuthoritiesOwn the authorities to trust.
func FaceFromFiles(files *RecordFiles, authorities Authorities, own *AuthorityList) (*Face, error) {
	defer runtime.KeepAlive(own)
	var kept copies
	defer kept.free()
	forC := files.c(&kept)
	var made *C.jpki_face
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_face_from_files(&forC, orProduction(authorities), own.c(), &made, outcome)
	})
	if err != nil {
		return nil, err
	}
	return newFace(made), nil
}

// CheckNumber makes check number B (照合番号B) of what is printed on the card's front. It opens the
// card's face, and name and address as text, without a PIN. securityCode is the four digits beside
// the photo. Touches no card and spends no try. [Wipe] the number once the card is read.
func CheckNumber(
	birthDate Date, calendar Calendar, expiryYear int, securityCode []byte,
) ([]byte, error) {
	number := make([]byte, C.JPKI_CHECK_NUMBER_SIZE)
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_check_number(C.int32_t(birthDate), orJapanese(calendar),
			year(expiryYear), characters(securityCode), length(securityCode),
			characters(number), length(number), outcome)
	})
	return ended(number, err)
}

// CheckNumberOfDigits is [CheckNumber] for a card that prints a birth date which is no day of the
// calendar: dateDigits is six digits, YYMMDD with the year of the era, as printed. They are not
// checked, so a typing error spends a try later.
func CheckNumberOfDigits(dateDigits []byte, expiryYear int, securityCode []byte) ([]byte, error) {
	number := make([]byte, C.JPKI_CHECK_NUMBER_SIZE)
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_check_number_printed_digits(characters(dateDigits), length(dateDigits),
			year(expiryYear), characters(securityCode), length(securityCode),
			characters(number), length(number), outcome)
	})
	return ended(number, err)
}

// year is one that C refuses where it has no room for it.
func year(number int) C.int32_t {
	if number < 0 || number > 9999 {
		return -1
	}
	return C.int32_t(number)
}

// ended cuts a text of C at its NUL.
func ended(text []byte, err error) ([]byte, error) {
	if err != nil {
		Wipe(text)
		return nil, err
	}
	for at, character := range text {
		if character == 0 {
			return text[:at], nil
		}
	}
	return text, nil
}

// CompareBirthDate reports whether this is the card of someone born on that day: nil if it is.
// [ErrCheckNumberWrong] if it is not, which spends one of ten tries, or [ErrBirthDateDiffers] if
// only the era's year is another, which spends none.
func (c *Card) CompareBirthDate(
	birthDate Date, calendar Calendar, authorities Authorities, lastTry LastTry,
) error {
	defer runtime.KeepAlive(c)
	return call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_compare_birth_date(c.c(), C.int32_t(birthDate), orJapanese(calendar),
			orProduction(authorities), orKeep(lastTry), outcome)
	})
}

// CompareBirthDateDigits is [Card.CompareBirthDate] for a card that prints a date which is no day
// of the calendar, from its six digits as for [CheckNumberOfDigits].
func (c *Card) CompareBirthDateDigits(
	dateDigits []byte, authorities Authorities, lastTry LastTry,
) error {
	defer runtime.KeepAlive(c)
	return call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_compare_birth_date_printed_digits(c.c(), characters(dateDigits),
			length(dateDigits), orProduction(authorities), orKeep(lastTry), outcome)
	})
}
