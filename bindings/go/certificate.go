// SPDX-License-Identifier: MIT OR Apache-2.0

package jpkicard

// #include "bridge.h"
import "C"

import (
	"runtime"
	"time"
	"unsafe"
)

// Certificate is a certificate; it does not depend on the card it came from. The law restricts the
// use of its serial number and contents: do not log them, and store them only with a reason.
type Certificate struct {
	handle handle
}

func newCertificate(from *C.jpki_certificate) *Certificate {
	certificate := &Certificate{handleOf(unsafe.Pointer(from))}
	runtime.SetFinalizer(certificate, (*Certificate).Close)
	return certificate
}

// ParseCertificate makes a certificate of DER that the caller kept. It fails with
// [ErrCertificateMalformed].
func ParseCertificate(der []byte) (*Certificate, error) {
	var made *C.jpki_certificate
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_certificate_new(data(der), length(der), &made, outcome)
	})
	if err != nil {
		return nil, err
	}
	return newCertificate(made), nil
}

func (c *Certificate) c() *C.jpki_certificate {
	if c == nil {
		return nil
	}
	return C.bridge_certificate(c.handle.id)
}

// Close frees the certificate. It returns nil.
func (c *Certificate) Close() error {
	if c != nil && c.handle.id != 0 {
		runtime.SetFinalizer(c, nil)
		c.handle.close()
		C.jpki_certificate_free(c.c())
	}
	return nil
}

// DER returns a copy of the certificate's encoding; nil if it is closed.
func (c *Certificate) DER() []byte {
	defer runtime.KeepAlive(c)
	if c == nil || !c.handle.lend() {
		return nil
	}
	defer c.handle.returned()
	var size C.size_t
	from := C.jpki_certificate_data(c.c(), &size)
	return copied(from, size)
}

// Field returns a copy of a field; nil if the certificate does not have it, or is closed.
func (c *Certificate) Field(field Field) []byte {
	defer runtime.KeepAlive(c)
	if c == nil || !c.handle.lend() {
		return nil
	}
	defer c.handle.returned()
	var size C.size_t
	from := C.jpki_certificate_field(c.c(), C.jpki_field(field), &size)
	return copied(from, size)
}

// SubjectKeyID returns the identifier of the certificate's own key.
func (c *Certificate) SubjectKeyID() []byte {
	return c.Field(FieldSubjectKeyID)
}

// PublicKey returns the DER encoding of the SubjectPublicKeyInfo, for
// [crypto/x509.ParsePKIXPublicKey].
func (c *Certificate) PublicKey() []byte {
	return c.Field(FieldPublicKey)
}

// NotBefore returns the first second of validity; the zero time if the certificate is closed.
func (c *Certificate) NotBefore() time.Time {
	defer runtime.KeepAlive(c)
	return at(C.jpki_certificate_not_before(c.c()))
}

// NotAfter returns the last second of validity; the zero time if the certificate is closed.
func (c *Certificate) NotAfter() time.Time {
	defer runtime.KeepAlive(c)
	return at(C.jpki_certificate_not_after(c.c()))
}

// OtherNames returns what a signature certificate says about its holder, with object identifiers as
// names: below 1.2.392.200149.8.5.5 .1 is the name, .3 the sex, .4 the birth date and .5 the
// address. Others may be present. It is only as trustworthy as the certificate: see
// [Certificate.Verify].
func (c *Certificate) OtherNames() ([]Item, error) {
	defer runtime.KeepAlive(c)
	return items(func(made **C.jpki_items, outcome *C.jpki_error) C.jpki_status {
		return C.jpki_certificate_other_names(c.c(), made, outcome)
	})
}

// Item is a part of a certificate or a record that is handed out as it is. It is personal data.
type Item struct {
	// Name is an object identifier as dotted numbers, or a tag in hexadecimal digits.
	Name string
	// Text is empty if the value is no text. It may hold control characters.
	Text string
	// Data is the value.
	Data []byte
}

// String returns the name alone, so that no personal data get into a log.
func (i Item) String() string {
	return i.Name
}

// GoString is String, for %#v.
func (i Item) GoString() string {
	return "jpkicard.Item{Name: \"" + i.Name + "\"}"
}

// items copies the list that list makes.
func items(list func(**C.jpki_items, *C.jpki_error) C.jpki_status) ([]Item, error) {
	var made *C.jpki_items
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return list(&made, outcome)
	})
	if err != nil {
		return nil, err
	}
	defer C.jpki_items_free(made)
	found := make([]Item, int(C.jpki_items_count(made)))
	for at := range found {
		var size C.size_t
		from := C.jpki_items_data(made, C.size_t(at), &size)
		found[at] = Item{
			Name: text(C.jpki_items_name(made, C.size_t(at))),
			Text: text(C.jpki_items_text(made, C.size_t(at))),
			Data: copied(from, size),
		}
	}
	return found, nil
}

// Signature is a signature that a card made.
type Signature struct {
	Bytes []byte
	// Algorithm is what to verify it with.
	Algorithm Algorithm
	// AlgorithmName is the algorithm's name, such as "RSA-SHA256".
	AlgorithmName string
}

// newSignature copies a signature and frees it.
func newSignature(made *C.jpki_signature) *Signature {
	defer C.jpki_signature_free(made)
	var size C.size_t
	from := C.jpki_signature_data(made, &size)
	return &Signature{
		Bytes:         copied(from, size),
		Algorithm:     Algorithm(C.jpki_signature_algorithm(made)),
		AlgorithmName: text(C.jpki_signature_algorithm_name(made)),
	}
}
