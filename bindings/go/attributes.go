// SPDX-License-Identifier: MIT OR Apache-2.0

package jpkicard

// #include "bridge.h"
import "C"

import (
	"runtime"
	"unsafe"
)

// Attributes are name, address, birth date and sex as the card has them as text. All of it is
// personal data: do not log it. Nothing proves that they belong to this card: compare them with the
// face.
type Attributes struct {
	handle handle
}

func newAttributes(from *C.jpki_attributes) *Attributes {
	attributes := &Attributes{handleOf(unsafe.Pointer(from))}
	runtime.SetFinalizer(attributes, (*Attributes).Close)
	return attributes
}

func (a *Attributes) c() *C.jpki_attributes {
	if a == nil {
		return nil
	}
	return C.bridge_attributes(a.handle.id)
}

// Attributes reads name, address, birth date and sex with the input-support PIN
// (券面事項入力補助用の暗証番号), which is sent once at most: a wrong one spends one of three tries,
// [ErrInputSupportPINWrong]. [ErrNotOnCard] on a phone.
func (c *Card) Attributes(
	pin []byte, authorities Authorities, lastTry LastTry,
) (*Attributes, error) {
	defer runtime.KeepAlive(c)
	var made *C.jpki_attributes
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_attributes(c.c(), characters(pin), length(pin),
			orProduction(authorities), orKeep(lastTry), &made, outcome)
	})
	if err != nil {
		return nil, err
	}
	return newAttributes(made), nil
}

// AttributesByCheckNumber reads the same with the check number of [CheckNumber]. A wrong one spends
// one of ten tries, which this application counts by itself: [ErrCheckNumberWrong].
func (c *Card) AttributesByCheckNumber(
	checkNumber []byte, authorities Authorities, lastTry LastTry,
) (*Attributes, error) {
	defer runtime.KeepAlive(c)
	var made *C.jpki_attributes
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_attributes_by_check_number(c.c(), characters(checkNumber),
			length(checkNumber), orProduction(authorities), orKeep(lastTry), &made, outcome)
	})
	if err != nil {
		return nil, err
	}
	return newAttributes(made), nil
}

// AttributesFromFiles verifies, without a card, attributes that a desk read and sent. [ErrNotBuilt]
// unless the library has FeatureIndividualNumber.
func AttributesFromFiles(
	files *RecordFiles, authorities Authorities, own *AuthorityList,
) (*Attributes, error) {
	defer runtime.KeepAlive(own)
	var kept copies
	defer kept.free()
	forC := files.c(&kept)
	var made *C.jpki_attributes
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_attributes_from_files(&forC, orProduction(authorities), own.c(), &made,
			outcome)
	})
	if err != nil {
		return nil, err
	}
	return newAttributes(made), nil
}

// Close frees the attributes and wipes the library's copy. It returns nil.
func (a *Attributes) Close() error {
	if a != nil && a.handle.id != 0 {
		runtime.SetFinalizer(a, nil)
		a.handle.close()
		C.jpki_attributes_free(a.c())
	}
	return nil
}

// Name returns the name; U+3000 separates family and given name.
func (a *Attributes) Name() string {
	defer runtime.KeepAlive(a)
	if a == nil || !a.handle.lend() {
		return ""
	}
	defer a.handle.returned()
	return text(C.jpki_attributes_name(a.c()))
}

// Address returns the address.
func (a *Attributes) Address() string {
	defer runtime.KeepAlive(a)
	if a == nil || !a.handle.lend() {
		return ""
	}
	defer a.handle.returned()
	return text(C.jpki_attributes_address(a.c()))
}

// BirthDate returns 0 where the card has no day of the calendar: see [Attributes.BirthDateDigits].
func (a *Attributes) BirthDate() Date {
	defer runtime.KeepAlive(a)
	return Date(C.jpki_attributes_birth_date(a.c()))
}

// BirthDateDigits returns what the card has as the birth date: YYYYMMDD, or what stands for a day
// that nobody knows.
func (a *Attributes) BirthDateDigits() string {
	defer runtime.KeepAlive(a)
	if a == nil || !a.handle.lend() {
		return ""
	}
	defer a.handle.returned()
	var size C.size_t
	from := C.jpki_attributes_birth_date_digits(a.c(), &size)
	return string(copied(from, size))
}

// Sex returns the sex.
func (a *Attributes) Sex() Sex {
	defer runtime.KeepAlive(a)
	return Sex(C.jpki_attributes_sex(a.c()))
}

// File returns what to send to a server. FileSignature is there only in a library with
// FeatureIndividualNumber, for the number can be computed from it.
func (a *Attributes) File(file File) []byte {
	defer runtime.KeepAlive(a)
	if a == nil || !a.handle.lend() {
		return nil
	}
	defer a.handle.returned()
	var size C.size_t
	from := C.jpki_attributes_file(a.c(), C.jpki_file(file), &size)
	return copied(from, size)
}

// OtherObjects lists what the record has that the library does not know, by its tags.
func (a *Attributes) OtherObjects() ([]Item, error) {
	defer runtime.KeepAlive(a)
	return items(func(made **C.jpki_items, outcome *C.jpki_error) C.jpki_status {
		return C.jpki_attributes_other_objects(a.c(), made, outcome)
	})
}

// AuthorityList is a list of card authorities of the caller's own, for AuthoritiesOwn.
type AuthorityList struct {
	handle handle
}

// NewAuthorityList makes an empty list, with which every record is refused.
func NewAuthorityList() (*AuthorityList, error) {
	var made *C.jpki_card_authorities
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_authorities_new(&made, outcome)
	})
	if err != nil {
		return nil, err
	}
	list := &AuthorityList{handleOf(unsafe.Pointer(made))}
	runtime.SetFinalizer(list, (*AuthorityList).Close)
	return list, nil
}

func (l *AuthorityList) c() *C.jpki_card_authorities {
	if l == nil {
		return nil
	}
	return C.bridge_authorities(l.handle.id)
}

// Add adds an authority's RSA key of 2048 bits to those that the list trusts. Whoever can choose it
// can make cards: never take one from a card. keyID is the 16 bytes by which a card's certificate
// names it.
func (l *AuthorityList) Add(record RecordKind, keyID, modulus []byte) error {
	defer runtime.KeepAlive(l)
	return call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_authorities_add(l.c(), C.jpki_record_kind(record), data(keyID),
			length(keyID), data(modulus), length(modulus), outcome)
	})
}

// Close frees the list; a card that it was set for keeps its authorities. It returns nil.
func (l *AuthorityList) Close() error {
	if l != nil && l.handle.id != 0 {
		runtime.SetFinalizer(l, nil)
		l.handle.close()
		C.jpki_card_authorities_free(l.c())
	}
	return nil
}

// SetAuthorities sets whom AuthoritiesOwn stands for in later calls on this card.
func (c *Card) SetAuthorities(list *AuthorityList) error {
	defer runtime.KeepAlive(c)
	defer runtime.KeepAlive(list)
	return call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_set_authorities(c.c(), list.c(), outcome)
	})
}
