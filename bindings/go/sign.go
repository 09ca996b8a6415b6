// SPDX-License-Identifier: MIT OR Apache-2.0

package jpkicard

// #include "bridge.h"
import "C"

import "runtime"

// SignOptions says how to sign; nil or the zero value is the default.
type SignOptions struct {
	Digest Digest
	Scheme Scheme
	// Input says whether the input is data or a digest that the caller computed.
	Input Input
	// LastTry says whether the last try may be spent.
	LastTry LastTry
	// Certificate is the card's certificate, if the caller kept it: it is compared with the card's
	// before the PIN is sent, and not read again.
	Certificate *Certificate
	// CACertificate is the certificate of the CA that is expected to have issued the card's.
	CACertificate *Certificate
	// ReadCACertificate reads the CA certificate from the card even if the issuer is known.
	ReadCACertificate bool
}

func (o *SignOptions) c() (C.jpki_sign_options, error) {
	var options C.jpki_sign_options
	options.struct_size = C.sizeof_jpki_sign_options
	if o == nil {
		return options, nil
	}
	options.digest = C.jpki_digest(o.Digest)
	options.scheme = C.jpki_scheme(o.Scheme)
	options.input = C.jpki_input(o.Input)
	options.last_try = C.jpki_last_try(o.LastTry)
	if o.ReadCACertificate {
		options.read_ca_certificate = 1
	}
	var err error
	if options.certificate, err = o.Certificate.given(); err == nil {
		options.ca_certificate, err = o.CACertificate.given()
	}
	return options, err
}

// given is the handle of a certificate among options. Nil is none; one that was never opened is a
// mistake, which C would take for none.
func (c *Certificate) given() (*C.jpki_certificate, error) {
	if c != nil && c.handle.id == 0 {
		return nil, failure(ErrHandle)
	}
	return c.c(), nil
}

func (o *SignOptions) keepAlive() {
	if o != nil {
		runtime.KeepAlive(o.Certificate)
		runtime.KeepAlive(o.CACertificate)
	}
}

// Authentication is what an authentication desk needs of one card. Close frees the certificates.
type Authentication struct {
	Token TokenKind
	// PIN is what the card reported before the PIN was sent.
	PIN Tries
	// Certificate is the user-authentication certificate.
	Certificate *Certificate
	// CACertificate is that of its issuer as the card has it, which is no trust anchor; nil if it
	// was not read: see SignOptions.
	CACertificate *Certificate
	Signature     *Signature
}

// Close frees the certificates. It returns nil.
func (a *Authentication) Close() error {
	if a != nil {
		_ = a.Certificate.Close()
		_ = a.CACertificate.Close()
	}
	return nil
}

// Authenticate reads the kind of token and the authentication certificate, verifies the PIN, signs
// input and locks the key again, in one transaction. input is the relying party's challenge:
// random, and never used before.
//
// The PIN, four digits, is sent once at most. A wrong one spends a try: [ErrPINWrong], with
// [Error.TriesLeft]. It is not sent if its format is wrong, if it is locked, or if one try is left
// and the options do not allow spending it. After [ErrPINUncertain] a try may have been spent: ask
// [Card.Tries].
func (c *Card) Authenticate(pin, input []byte, options *SignOptions) (*Authentication, error) {
	defer runtime.KeepAlive(c)
	defer options.keepAlive()
	forC, err := options.c()
	if err != nil {
		return nil, err
	}
	var got C.jpki_authentication
	got.struct_size = C.sizeof_jpki_authentication
	err = call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_authenticate(c.c(), characters(pin), length(pin), data(input),
			length(input), &forC, &got, outcome)
	})
	if err != nil {
		return nil, err
	}
	authentication := &Authentication{
		Token:       TokenKind(got.token_kind),
		PIN:         Tries{TriesState(got.pin_status), int(got.tries_left)},
		Certificate: newCertificate(got.certificate),
		Signature:   newSignature(got.signature),
	}
	if got.ca_certificate != nil {
		authentication.CACertificate = newCertificate(got.ca_certificate)
	}
	return authentication, nil
}

// Sign verifies the PIN, signs input with the authentication key and locks the key again. Tries are
// as for [Card.Authenticate].
func (c *Card) Sign(pin, input []byte, options *SignOptions) (*Signature, error) {
	defer runtime.KeepAlive(c)
	defer options.keepAlive()
	forC, err := options.c()
	if err != nil {
		return nil, err
	}
	var made *C.jpki_signature
	err = call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_sign(c.c(), characters(pin), length(pin), data(input), length(input),
			&forC, &made, outcome)
	})
	if err != nil {
		return nil, err
	}
	return newSignature(made), nil
}

// SignatureCertificate verifies the signature password, reads the signature certificate and locks
// the key again. The certificate has the holder's name, address, birth date and sex.
//
// The password, 6 to 16 letters and digits, is sent once at most; a wrong one spends one of five
// tries: [ErrPasswordWrong]. [ErrNotOnCard] if the token has no such certificate; then it is not
// sent.
func (c *Card) SignatureCertificate(password []byte, lastTry LastTry) (*Certificate, error) {
	defer runtime.KeepAlive(c)
	var made *C.jpki_certificate
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_signature_certificate(c.c(), characters(password), length(password),
			orKeep(lastTry), &made, outcome)
	})
	if err != nil {
		return nil, err
	}
	return newCertificate(made), nil
}

// SignDocument verifies the signature password, reads the signature certificate, signs input with
// the signature key and locks it again. Tries are as for [Card.SignatureCertificate].
func (c *Card) SignDocument(
	password, input []byte, options *SignOptions,
) (*Certificate, *Signature, error) {
	defer runtime.KeepAlive(c)
	defer options.keepAlive()
	forC, err := options.c()
	if err != nil {
		return nil, nil, err
	}
	var certificate *C.jpki_certificate
	var signature *C.jpki_signature
	err = call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_sign_document(c.c(), characters(password), length(password), data(input),
			length(input), &forC, &certificate, &signature, outcome)
	})
	if err != nil {
		return nil, nil, err
	}
	return newCertificate(certificate), newSignature(signature), nil
}

// ChangePIN changes the authentication PIN and verifies the new one. The old PIN is sent once at
// most; a wrong one spends a try. After [ErrPINChangeUncertain], [ErrKeyNotLocked] and
// [ErrInternal] either PIN may be in force; on every other failure it is the old one.
func (c *Card) ChangePIN(oldPIN, newPIN []byte, lastTry LastTry) error {
	defer runtime.KeepAlive(c)
	return call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_change_pin(c.c(), characters(oldPIN), length(oldPIN), characters(newPIN),
			length(newPIN), orKeep(lastTry), outcome)
	})
}

// ChangeSignaturePassword changes the signature password as [Card.ChangePIN] changes the PIN. The
// new one must mix letters and digits.
func (c *Card) ChangeSignaturePassword(oldPassword, newPassword []byte, lastTry LastTry) error {
	defer runtime.KeepAlive(c)
	return call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_change_signature_password(c.c(), characters(oldPassword),
			length(oldPassword), characters(newPassword), length(newPassword), orKeep(lastTry),
			outcome)
	})
}

// ChangeInputSupportPIN changes the input-support PIN as [Card.ChangePIN] changes the
// authentication PIN, which stays as it is.
func (c *Card) ChangeInputSupportPIN(oldPIN, newPIN []byte, lastTry LastTry) error {
	defer runtime.KeepAlive(c)
	return call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_change_input_support_pin(c.c(), characters(oldPIN), length(oldPIN),
			characters(newPIN), length(newPIN), orKeep(lastTry), outcome)
	})
}
