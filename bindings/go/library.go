// SPDX-License-Identifier: MIT OR Apache-2.0

package jpkicard

// #include "bridge.h"
import "C"

import (
	"fmt"
	"runtime"
	"time"
	"unsafe"
)

// Version returns the version of the C library, such as "0.1.0".
func Version() string {
	return text(C.jpki_version())
}

// LibraryFeatures returns what the C library was built with.
func LibraryFeatures() Features {
	return Features(C.jpki_features())
}

// Wipe overwrites a PIN, a password or a number of the caller with zeros, up to its capacity.
func Wipe(secret []byte) {
	secret = secret[:cap(secret)]
	if len(secret) > 0 {
		C.jpki_secure_wipe(unsafe.Pointer(&secret[0]), length(secret))
	}
	runtime.KeepAlive(&secret)
}

// Date is a day of the calendar as the number YYYYMMDD, such as 19800217; 0 for none. Of what a
// clerk types it may be no day at all: the functions that take it refuse that.
type Date int32

// NewDate returns a date.
func NewDate(year int, month time.Month, day int) Date {
	if year < 0 || year > 9999 || month < 0 || month > 99 || day < 0 || day > 99 {
		return -1
	}
	return Date(year*10000 + int(month)*100 + day)
}

// Split returns year, month and day.
func (date Date) Split() (year int, month time.Month, day int) {
	return int(date) / 10000, time.Month(int(date) / 100 % 100), int(date) % 100
}

// String returns the date as YYYY-MM-DD.
func (date Date) String() string {
	year, month, day := date.Split()
	return fmt.Sprintf("%04d-%02d-%02d", year, int(month), day)
}
