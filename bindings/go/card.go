// SPDX-License-Identifier: MIT OR Apache-2.0

package jpkicard

// #include "bridge.h"
import "C"

import (
	"runtime"
	"unsafe"
)

// Card is a card on a reader, made by [Readers.Wait], [Readers.Connect], [OpenVirtual] or
// [OpenTransport].
//
// Calls on one card run one after the other. Once it is removed every call is [ErrCardRemoved], and
// a card put back needs a new wait. To a card that may have been exchanged no PIN is sent.
type Card struct {
	handle handle
}

func newCard(from *C.jpki_card) *Card {
	card := &Card{handleOf(unsafe.Pointer(from))}
	runtime.SetFinalizer(card, (*Card).Close)
	return card
}

// OpenVirtual opens an embedded virtual card, for development and tests; [ErrNotBuilt] unless the
// library has it. Its PIN is 1234, its signature password ABC123.
//
// settings, separated by semicolons, is empty or says what is different, and what is to go wrong:
// see docs/virtual-card.md.
func OpenVirtual(kind VirtualKind, settings string) (*Card, error) {
	forC, err := cString(settings)
	if err != nil {
		return nil, err
	}
	defer freeCString(forC)
	var made *C.jpki_card
	err = call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_open_virtual_with_settings(C.jpki_virtual_kind(kind), forC, &made,
			outcome)
	})
	if err != nil {
		return nil, err
	}
	return newCard(made), nil
}

func (c *Card) c() *C.jpki_card {
	if c == nil {
		return nil
	}
	return C.bridge_card(c.handle.id)
}

// Close disconnects from the card, after the call that is in progress. It ends a transaction, and
// tries once more to lock a key that could not be locked before. It returns nil.
//
// Close every card before main returns or os.Exit is called, which wait for no call.
func (c *Card) Close() error {
	if c != nil && c.handle.id != 0 {
		runtime.SetFinalizer(c, nil)
		c.handle.close()
		C.jpki_card_free(c.c())
	}
	return nil
}

// ReaderName returns the name of the card's reader; empty for a card without one. The reader's
// driver chose it: replace control characters before showing it on a terminal.
func (c *Card) ReaderName() string {
	defer runtime.KeepAlive(c)
	if c == nil || !c.handle.lend() {
		return ""
	}
	defer c.handle.returned()
	return text(C.jpki_card_reader_name(c.c()))
}

// SetReadLength sets how many bytes are read from files at a time: 1 to 32,768; the default is 256.
// Some readers fail on answers of 256 bytes: try 128 there.
func (c *Card) SetReadLength(bytes int) error {
	defer runtime.KeepAlive(c)
	return call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_set_read_length(c.c(), C.size_t(bytes), outcome)
	})
}

// Token is what kind of token answers.
type Token struct {
	Kind TokenKind
	// Label is the token's label, such as "JPKIAPICCTOKEN2". It is safe to display.
	Label string
}

// Token reads what kind of token this is: a card or a phone.
func (c *Card) Token() (Token, error) {
	defer runtime.KeepAlive(c)
	var kind C.jpki_token_kind
	// 32 characters, of up to three bytes where they were replaced.
	var label [3*32 + 1]C.char
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_token(c.c(), &kind, &label[0], C.size_t(len(label)), outcome)
	})
	if err != nil {
		return Token{}, err
	}
	return Token{TokenKind(kind), C.GoString(&label[0])}, nil
}

// Tries is how often a PIN, password or number can still be wrong.
type Tries struct {
	State TriesState
	// Left is the number of tries: 0 when locked, -1 if the card does not report it.
	Left int
}

// Tries asks how many tries a credential has left, and spends none. [ErrNotOnCard] if the token
// does not have the credential, which is a normal answer: many children's cards have no signature
// certificate.
func (c *Card) Tries(credential Credential) (Tries, error) {
	defer runtime.KeepAlive(c)
	var state C.jpki_tries
	var left C.int32_t
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_tries(c.c(), C.jpki_credential(credential), &state, &left, outcome)
	})
	if err != nil {
		return Tries{TriesNotReported, -1}, err
	}
	return Tries{TriesState(state), int(left)}, nil
}

// HasCertificate asks whether the token has [CertificateAuthentication] or [CertificateSignature].
func (c *Card) HasCertificate(kind CertificateKind) (bool, error) {
	defer runtime.KeepAlive(c)
	var present C.int32_t
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_has_certificate(c.c(), C.jpki_certificate_kind(kind), &present, outcome)
	})
	return present != 0, err
}

// Certificate reads a certificate that needs no password: any but that of the signature, for which
// see [Card.SignatureCertificate]. An Android phone requires the PIN for all: [ErrPINRequired]. A
// CA certificate from a card is no trust anchor.
func (c *Card) Certificate(kind CertificateKind) (*Certificate, error) {
	defer runtime.KeepAlive(c)
	var made *C.jpki_certificate
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_certificate(c.c(), C.jpki_certificate_kind(kind), &made, outcome)
	})
	if err != nil {
		return nil, err
	}
	return newCertificate(made), nil
}

// BeginTransaction begins a transaction that lasts until [Card.EndTransaction]: meanwhile no other
// program can use the card, so keep it short, and never open while a person types.
func (c *Card) BeginTransaction() error {
	defer runtime.KeepAlive(c)
	return call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_begin_transaction(c.c(), outcome)
	})
}

// EndTransaction ends the transaction, whatever it returns. [ErrCardReset] if it was interrupted:
// another program may have used the card between calls.
func (c *Card) EndTransaction() error {
	defer runtime.KeepAlive(c)
	return call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_end_transaction(c.c(), outcome)
	})
}

// Transaction runs work in a transaction, which ends also where work fails or panics.
func (c *Card) Transaction(work func() error) (err error) {
	if err := c.BeginTransaction(); err != nil {
		return err
	}
	defer func() {
		if ended := c.EndTransaction(); err == nil {
			err = ended
		}
	}()
	return work()
}

// Information is what the card says about itself; none of it is signed.
type Information struct {
	// Expiry is the last day on which the card is valid.
	Expiry Date
	// MunicipalityCode is the municipality that issued the card: five digits.
	MunicipalityCode string
	// SerialNumber identifies the card: 15 digits. Do not log it.
	SerialNumber string
}

// String leaves the serial number out.
func (i Information) String() string {
	return "expiry " + i.Expiry.String() + ", municipality " + i.MunicipalityCode
}

// GoString is String, for %#v.
func (i Information) GoString() string {
	return "jpkicard.Information{" + i.String() + "}"
}

// Information reads the card's expiry date, municipality and serial number; it needs no PIN.
// [ErrNotOnCard] on a phone.
func (c *Card) Information() (Information, error) {
	defer runtime.KeepAlive(c)
	var read C.jpki_information
	read.struct_size = C.sizeof_jpki_information
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_information(c.c(), &read, outcome)
	})
	if err != nil {
		return Information{}, err
	}
	return Information{
		Expiry:           Date(read.expiry),
		MunicipalityCode: C.GoString(&read.municipality_code[0]),
		SerialNumber:     C.GoString(&read.serial[0]),
	}, nil
}
