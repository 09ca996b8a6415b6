// SPDX-License-Identifier: MIT OR Apache-2.0

package jpkicard

/*
#cgo !jpkicard_pkgconfig LDFLAGS: -ljpkicard
#cgo jpkicard_pkgconfig pkg-config: jpkicard

#include "bridge.h"
*/
import "C"

import (
	"strings"
	"time"
	"unsafe"
)

// call runs a C function with an error structure, and returns what it reports.
func call(function func(*C.jpki_error) C.jpki_status) error {
	var outcome C.jpki_error
	outcome.struct_size = C.sizeof_jpki_error
	if status := function(&outcome); status != C.JPKI_OK {
		return newError(status, &outcome)
	}
	return nil
}

var nothing [1]byte

// data is where bytes lie, for C. No bytes at all have an address too: a nil pointer would be
// another mistake than an empty PIN.
func data(bytes []byte) *C.uint8_t {
	if len(bytes) == 0 {
		return (*C.uint8_t)(unsafe.Pointer(&nothing[0]))
	}
	return (*C.uint8_t)(unsafe.Pointer(&bytes[0]))
}

// characters is data of a PIN, a password or a number.
func characters(secret []byte) *C.char {
	return (*C.char)(unsafe.Pointer(data(secret)))
}

func length(bytes []byte) C.size_t {
	return C.size_t(len(bytes))
}

// copied returns what a getter lends; nil for none.
func copied(from *C.uint8_t, size C.size_t) []byte {
	if from == nil {
		return nil
	}
	bytes := make([]byte, int(size))
	copy(bytes, unsafe.Slice((*byte)(unsafe.Pointer(from)), int(size)))
	return bytes
}

// text returns a text of C, empty for none.
func text(from *C.char) string {
	return C.GoString(from)
}

// cString is a text for C, which the caller frees with freeCString. A NUL would cut it off, so a
// text with one is refused.
func cString(text string) (*C.char, error) {
	if strings.IndexByte(text, 0) >= 0 {
		return nil, failure(ErrArgument)
	}
	return C.CString(text), nil
}

// freeCString wipes too: settings of a virtual card may hold a PIN.
func freeCString(text *C.char) {
	if text != nil {
		C.jpki_secure_wipe(unsafe.Pointer(text), C.strlen(text))
		C.free(unsafe.Pointer(text))
	}
}

// at is a time of C; the zero time where C says that there is none.
func at(seconds C.int64_t) time.Time {
	if seconds < 0 {
		return time.Time{}
	}
	return time.Unix(int64(seconds), 0).UTC()
}

func orKeep(lastTry LastTry) C.jpki_last_try {
	if lastTry == 0 {
		lastTry = LastTryKeep
	}
	return C.jpki_last_try(lastTry)
}

func orProduction(authorities Authorities) C.jpki_authorities {
	if authorities == 0 {
		authorities = AuthoritiesProduction
	}
	return C.jpki_authorities(authorities)
}

func orJapanese(calendar Calendar) C.jpki_calendar {
	if calendar == 0 {
		calendar = CalendarJapanese
	}
	return C.jpki_calendar(calendar)
}
