// SPDX-License-Identifier: MIT OR Apache-2.0

package jpkicard

// #include "bridge.h"
import "C"

import (
	"runtime"
	"time"
	"unsafe"
)

// OCSPRequest is an OCSP request for one certificate.
type OCSPRequest struct {
	handle handle
}

// NewOCSPRequest makes a request for a certificate that one of the options' anchors issued. Send
// its DER as the body of an HTTP POST (application/ocsp-request), and give the answer, with the
// request, to the verification. nonce is 32 fresh random bytes, or nil.
func NewOCSPRequest(
	certificate *Certificate, options *VerifyOptions, nonce []byte,
) (*OCSPRequest, error) {
	defer runtime.KeepAlive(certificate)
	defer options.keepAlive()
	var kept copies
	defer kept.free()
	forC, err := options.c(&kept)
	if err != nil {
		return nil, err
	}
	var from *C.uint8_t
	if len(nonce) > 0 {
		from = data(nonce)
	}
	var made *C.jpki_ocsp_request
	err = call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_ocsp_request_new(certificate.c(), &forC, from, length(nonce), &made, outcome)
	})
	if err != nil {
		return nil, err
	}
	request := &OCSPRequest{handleOf(unsafe.Pointer(made))}
	runtime.SetFinalizer(request, (*OCSPRequest).Close)
	return request, nil
}

func (r *OCSPRequest) c() *C.jpki_ocsp_request {
	if r == nil {
		return nil
	}
	return C.bridge_ocsp_request(r.handle.id)
}

// Close frees the request. It returns nil.
func (r *OCSPRequest) Close() error {
	if r != nil && r.handle.id != 0 {
		runtime.SetFinalizer(r, nil)
		r.handle.close()
		C.jpki_ocsp_request_free(r.c())
	}
	return nil
}

// DER returns the request's encoding. It has the certificate's serial number in it: do not log it.
func (r *OCSPRequest) DER() []byte {
	defer runtime.KeepAlive(r)
	if r == nil || !r.handle.lend() {
		return nil
	}
	defer r.handle.returned()
	var size C.size_t
	from := C.jpki_ocsp_request_data(r.c(), &size)
	return copied(from, size)
}

// RevocationList is a CRL that was loaded once, for any number of verifications at a time.
type RevocationList struct {
	handle handle
}

// LoadRevocationList loads a complete CRL that one of the options' anchors signed.
// [ErrRevocationUnknown] if it cannot be used. One that is no longer valid is loaded too: each
// verification compares it with its own time.
func LoadRevocationList(crl []byte, options *VerifyOptions) (*RevocationList, error) {
	defer options.keepAlive()
	var kept copies
	defer kept.free()
	forC, err := options.c(&kept)
	if err != nil {
		return nil, err
	}
	var made *C.jpki_revocation_list
	err = call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_revocation_list_load(data(crl), length(crl), &forC, &made, outcome)
	})
	if err != nil {
		return nil, err
	}
	list := &RevocationList{handleOf(unsafe.Pointer(made))}
	runtime.SetFinalizer(list, (*RevocationList).Close)
	return list, nil
}

func (l *RevocationList) c() *C.jpki_revocation_list {
	if l == nil {
		return nil
	}
	return C.bridge_revocation_list(l.handle.id)
}

// Close frees the list, after the verifications that use it. It returns nil.
func (l *RevocationList) Close() error {
	if l != nil && l.handle.id != 0 {
		runtime.SetFinalizer(l, nil)
		l.handle.close()
		C.jpki_revocation_list_free(l.c())
	}
	return nil
}

// ThisUpdate returns when the list was issued; the zero time if it is closed.
func (l *RevocationList) ThisUpdate() time.Time {
	defer runtime.KeepAlive(l)
	return at(C.jpki_revocation_list_this_update(l.c()))
}

// NextUpdate returns when the next list is due: load it before then.
func (l *RevocationList) NextUpdate() time.Time {
	defer runtime.KeepAlive(l)
	return at(C.jpki_revocation_list_next_update(l.c()))
}

// Len returns the number of entries.
func (l *RevocationList) Len() int {
	defer runtime.KeepAlive(l)
	return int(C.jpki_revocation_list_entry_count(l.c()))
}
