// SPDX-License-Identifier: MIT OR Apache-2.0

package jpkicard

// #include "bridge.h"
import "C"

import (
	"runtime"
	"time"
	"unsafe"
)

// VerifyOptions says what to verify a certificate against; nil or the zero value is the default: an
// authentication certificate, the production CAs, now, without revocation.
type VerifyOptions struct {
	Purpose Purpose
	Anchors Anchors
	// Time is the time of verification; the zero time is now.
	Time time.Time
	// Tolerance is by how much the clock of a responder or CRL issuer may differ, up to a day; 0 is
	// five minutes.
	Tolerance time.Duration
	Policies  Policies
	// OwnPolicies are dotted numbers, one space between several.
	OwnPolicies string
	// OwnAnchors are self-signed CA certificates. Whoever can choose them can make cards: never
	// take one from a card.
	OwnAnchors []*Certificate
	// CACertificate is compared with the anchor; nil for none.
	CACertificate *Certificate
	// OCSPHash is used by [NewOCSPRequest] alone.
	OCSPHash OCSPHash
	// OCSPRequest is what OCSPResponse answers.
	OCSPRequest  *OCSPRequest
	OCSPResponse []byte
	// CRL is used in place of an OCSP response. Nil is none; an empty one is one that cannot be
	// read. It is copied for each call: [LoadRevocationList] is for large ones.
	CRL []byte
	// RevocationList is used in place of both.
	RevocationList *RevocationList
}

// c is the options for C. What it points to is in kept.
func (o *VerifyOptions) c(kept *copies) (C.jpki_verify_options, error) {
	var options C.jpki_verify_options
	options.struct_size = C.sizeof_jpki_verify_options
	if o == nil {
		return options, nil
	}
	if o.Tolerance < 0 || o.Tolerance > 24*time.Hour {
		return options, failure(ErrArgument)
	}
	options.purpose = C.jpki_purpose(o.Purpose)
	options.anchors = C.jpki_anchors(o.Anchors)
	// Rounded up: a part of a second must not become 0, which is the default.
	options.tolerance = C.uint32_t((o.Tolerance + time.Second - 1) / time.Second)
	options.ocsp_hash = C.jpki_ocsp_hash(o.OCSPHash)
	options.policies = C.jpki_policies(o.Policies)
	if !o.Time.IsZero() {
		options.time = C.int64_t(o.Time.Unix())
		if options.time == 0 {
			// Which C takes for now; it refuses what is before.
			options.time = -1
		}
	}
	if o.OwnPolicies != "" {
		policies, err := cString(o.OwnPolicies)
		if err != nil {
			return options, err
		}
		kept.keep(unsafe.Pointer(policies), 0)
		options.own_policies = policies
	}
	if len(o.OwnAnchors) > 0 {
		size := C.size_t(len(o.OwnAnchors)) * C.size_t(unsafe.Sizeof(options.ca_certificate))
		array := C.malloc(size)
		kept.keep(array, 0)
		anchors := unsafe.Slice((**C.jpki_certificate)(array), len(o.OwnAnchors))
		for at, anchor := range o.OwnAnchors {
			anchors[at] = anchor.c()
		}
		options.own_anchors = (**C.jpki_certificate)(array)
		options.own_anchors_count = C.size_t(len(o.OwnAnchors))
	}
	var err error
	if options.ca_certificate, err = o.CACertificate.given(); err != nil {
		return options, err
	}
	if o.OCSPRequest != nil && o.OCSPRequest.handle.id == 0 ||
		o.RevocationList != nil && o.RevocationList.handle.id == 0 {
		// C would take them for none.
		return options, failure(ErrHandle)
	}
	options.ocsp_request = o.OCSPRequest.c()
	options.ocsp_response = kept.bytes(o.OCSPResponse)
	options.ocsp_response_length = length(o.OCSPResponse)
	options.crl = kept.bytes(o.CRL)
	options.crl_length = length(o.CRL)
	options.revocation_list = o.RevocationList.c()
	return options, nil
}

func (o *VerifyOptions) keepAlive() {
	if o != nil {
		runtime.KeepAlive(o.OwnAnchors)
		runtime.KeepAlive(o.CACertificate)
		runtime.KeepAlive(o.OCSPRequest)
		runtime.KeepAlive(o.RevocationList)
	}
}

// Verdict is what came of a verification; it holds no data about the holder. The zero value is of
// no verification, and not good.
type Verdict struct {
	// Status is OK, or what helps the person at the desk most.
	Status Status
	// Reasons are all of them, in numerical order.
	Reasons    []Reason
	Revocation Revocation
	// RevocationTime is when the certificate was revoked; the zero time if it is not.
	RevocationTime time.Time
	// RevocationReason is the number of RFC 5280, 5.3.1; -1 if it is not revoked, or none is given.
	RevocationReason int
	// DaysLeft is 0 on the certificate's last day, and -1 once it has expired.
	DaysLeft int
	// DaysExpired is 1 on the day after the last day, and -1 until the certificate has expired.
	DaysExpired int
	// WithinGrace says that it is not valid, and that online eligibility verification still takes
	// it.
	WithinGrace bool
	// Policy is the certificate policy that was accepted, as dotted numbers; empty if none fits.
	Policy string
	// PolicyKnown is false for a class that is newer than the library, and for one's own.
	PolicyKnown bool
	// AnchorKeyID identifies the anchor that signed the certificate; nil if none did.
	AnchorKeyID []byte
}

// Good reports whether everything that was verified is good.
func (v *Verdict) Good() bool {
	return v != nil && v.Status == OK && v.Revocation != 0
}

// Err returns nil for a good verdict, and an [*Error] of its status for any other: for callers that
// have one way for both.
func (v *Verdict) Err() error {
	switch {
	case v.Good():
		return nil
	case v == nil || v.Status == OK:
		return failure(ErrHandle)
	}
	return failure(v.Status)
}

// Text returns a sentence about the verdict for the person at the desk.
func (v *Verdict) Text(language Language) string {
	if err := v.Err(); err != nil {
		return err.(*Error).Status.Text(language)
	}
	return OK.Text(language)
}

// PolicyText describes the policy: purpose, class, and whether it is that of test cards.
func (v *Verdict) PolicyText(language Language) string {
	return PolicyText(v.Policy, language)
}

// PolicyText describes a certificate policy.
func PolicyText(policy string, language Language) string {
	forC, err := cString(policy)
	if err != nil {
		forC = nil
	}
	defer freeCString(forC)
	return text(C.jpki_policy_text(forC, C.jpki_language(language)))
}

// Name returns the name of the constant in C, such as "JPKI_REASON_EXPIRED": for logs.
func (value Reason) Name() string {
	return text(C.jpki_reason_name(C.jpki_reason(value)))
}

// Text describes the reason, for the log or the person who investigates.
func (value Reason) Text(language Language) string {
	return text(C.jpki_reason_text(C.jpki_reason(value), C.jpki_language(language)))
}

// verdict runs a verification. Its status is an error only where there is no verdict.
func verdict(
	options *VerifyOptions, function func(*C.jpki_verify_options, *C.jpki_verdict, *C.jpki_error) C.jpki_status,
) (*Verdict, error) {
	defer options.keepAlive()
	var kept copies
	defer kept.free()
	forC, err := options.c(&kept)
	if err != nil {
		return nil, err
	}
	var made C.jpki_verdict
	made.struct_size = C.sizeof_jpki_verdict
	err = call(func(outcome *C.jpki_error) C.jpki_status {
		return function(&forC, &made, outcome)
	})
	if made.revocation == 0 {
		if err == nil {
			err = failure(ErrInternal)
		}
		return nil, err
	}
	verdict := &Verdict{
		Status:           Status(made.status),
		Revocation:       Revocation(made.revocation),
		RevocationTime:   at(made.revocation_time),
		RevocationReason: int(made.revocation_reason),
		DaysLeft:         int(made.days_left),
		DaysExpired:      int(made.days_expired),
		WithinGrace:      made.is_within_grace != 0,
		Policy:           C.GoString(&made.policy[0]),
		PolicyKnown:      made.policy_is_known != 0,
	}
	for _, reason := range made.reasons[:made.reason_count] {
		verdict.Reasons = append(verdict.Reasons, Reason(reason))
	}
	if made.anchor_key_id_length > 0 {
		verdict.AnchorKeyID = copied(&made.anchor_key_id[0], C.size_t(made.anchor_key_id_length))
	}
	return verdict, nil
}

// Verify verifies the certificate with the data passed alone: no network. A certificate that is not
// good is a verdict and no error. J-LIS provides revocation data only to verifiers that have
// notified it: [Verdict.Revocation] says whether revocation was checked.
func (c *Certificate) Verify(options *VerifyOptions) (*Verdict, error) {
	defer runtime.KeepAlive(c)
	return verdict(options, func(
		options *C.jpki_verify_options, made *C.jpki_verdict, outcome *C.jpki_error,
	) C.jpki_status {
		return C.jpki_certificate_verify(c.c(), options, made, outcome)
	})
}

// VerifySignature verifies a signature over the relying party's own challenge, and the certificate
// of the key that made it. The challenge is random, 16 bytes or more, and never used before. The
// algorithm is the one that was agreed on, and not what the holder's side claims.
func (c *Certificate) VerifySignature(
	challenge []byte, algorithm Algorithm, signature []byte, options *VerifyOptions,
) (*Verdict, error) {
	return c.verifySignature(challenge, InputData, algorithm, signature, options)
}

// VerifySignatureOfDigest is [Certificate.VerifySignature] with the digest of the challenge.
func (c *Certificate) VerifySignatureOfDigest(
	digest []byte, algorithm Algorithm, signature []byte, options *VerifyOptions,
) (*Verdict, error) {
	return c.verifySignature(digest, InputDigest, algorithm, signature, options)
}

func (c *Certificate) verifySignature(
	challenge []byte, input Input, algorithm Algorithm, signature []byte, options *VerifyOptions,
) (*Verdict, error) {
	defer runtime.KeepAlive(c)
	return verdict(options, func(
		options *C.jpki_verify_options, made *C.jpki_verdict, outcome *C.jpki_error,
	) C.jpki_status {
		return C.jpki_signature_verify(c.c(), data(challenge), length(challenge),
			C.jpki_input(input), C.jpki_algorithm(algorithm), data(signature), length(signature),
			options, made, outcome)
	})
}
