// SPDX-License-Identifier: MIT OR Apache-2.0

package jpkicard

// #include "bridge.h"
import "C"

// Error is a failure that the library reports. It holds no PIN, name or serial number: all of it
// may be logged.
type Error struct {
	// Status is what failed.
	Status Status
	// StatusWord is the card's status word, such as 0x6982; 0 if there is none.
	StatusWord uint32
	// PCSCCode is the PC/SC return code; 0 if there is none.
	PCSCCode uint32
	// Message is one English sentence: what happened, what it means for the person at the desk, and
	// what was left unchanged.
	Message string

	// One more than are left, so that an Error which a program makes does not know.
	tries int32
	// The error of the context that ended a wait.
	cause error
}

func newError(status C.jpki_status, outcome *C.jpki_error) *Error {
	if outcome.status != status {
		return failure(Status(status))
	}
	return &Error{
		Status:     Status(outcome.status),
		StatusWord: uint32(outcome.status_word),
		PCSCCode:   uint32(outcome.pcsc_code),
		Message:    C.GoString(&outcome.message[0]),
		tries:      int32(outcome.tries_left) + 1,
	}
}

// failure is an error of the status alone.
func failure(status Status) *Error {
	return &Error{Status: status, Message: status.Error()}
}

// Error returns the message.
func (e *Error) Error() string {
	return e.Message
}

// Is reports whether target is the error's status, for [errors.Is].
func (e *Error) Is(target error) bool {
	status, ok := target.(Status)
	return ok && status == e.Status
}

// Unwrap returns the error of the context that ended a wait, or nil.
func (e *Error) Unwrap() error {
	return e.cause
}

// TriesLeft returns the number of tries left; known is false if the card did not report it.
func (e *Error) TriesLeft() (left int, known bool) {
	if e.tries <= 0 {
		return 0, false
	}
	return int(e.tries) - 1, true
}

// Text returns the sentence for the person at the desk: what happened, what to do next, and the
// number of tries left.
func (e *Error) Text(language Language) string {
	var failed C.jpki_error
	failed.struct_size = C.sizeof_jpki_error
	failed.status = C.jpki_status(e.Status)
	failed.tries_left = C.int32_t(e.tries - 1)
	failed.status_word = C.uint32_t(e.StatusWord)
	failed.pcsc_code = C.uint32_t(e.PCSCCode)
	var sentence [C.JPKI_ERROR_TEXT_SIZE]C.char
	status := C.jpki_error_text(&failed, C.jpki_language(language), &sentence[0],
		C.JPKI_ERROR_TEXT_SIZE, nil)
	if status != C.JPKI_OK {
		// Not an error that the library made.
		return e.Status.Text(language)
	}
	return C.GoString(&sentence[0])
}

// Error returns the English sentence about the status, which makes a Status usable as the target of
// [errors.Is].
func (value Status) Error() string {
	return value.Text(LanguageEnglish)
}

// Name returns the name of the constant in C, such as "JPKI_ERROR_PIN_WRONG", which all languages
// share: for logs.
func (value Status) Name() string {
	return text(C.jpki_status_name(C.jpki_status(value)))
}

// Text returns a sentence about the status for the person at the desk. It does not include the
// number of tries left: see [Error.Text].
func (value Status) Text(language Language) string {
	return text(C.jpki_status_text(C.jpki_status(value), C.jpki_language(language)))
}
