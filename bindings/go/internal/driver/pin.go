// SPDX-License-Identifier: MIT OR Apache-2.0

package main

import "jpkicard"

func init() {
	requests["authenticate"] = authenticate
	requests["sign"] = func(s *state, r request) (answer, error) {
		pin := r.secret(0)
		defer jpkicard.Wipe(pin)
		signature, err := s.card.Sign(pin, r.bytes(1), &jpkicard.SignOptions{
			Digest:  jpkicard.Digest(r.number(2)),
			Scheme:  jpkicard.Scheme(r.number(3)),
			Input:   jpkicard.Input(r.number(4)),
			LastTry: r.lastTry(5),
		})
		if err != nil {
			return nil, err
		}
		s.signature = signature
		return answer{int32(signature.Algorithm), signature.AlgorithmName, signature.Bytes}, nil
	}
	requests["signature-certificate"] = func(s *state, r request) (answer, error) {
		password := r.secret(0)
		defer jpkicard.Wipe(password)
		certificate, err := s.card.SignatureCertificate(password, r.lastTry(1))
		if err := s.keepCertificate(certificate, err); err != nil {
			return nil, err
		}
		return answer{certificate.DER()}, nil
	}
	requests["sign-document"] = func(s *state, r request) (answer, error) {
		password := r.secret(0)
		defer jpkicard.Wipe(password)
		certificate, signature, err := s.card.SignDocument(password, r.bytes(1),
			&jpkicard.SignOptions{LastTry: r.lastTry(2)})
		if err := s.keepCertificate(certificate, err); err != nil {
			return nil, err
		}
		s.signature = signature
		return answer{certificate.DER(), int32(signature.Algorithm), signature.Bytes}, nil
	}
	requests["change-pin"] = change((*jpkicard.Card).ChangePIN)
	requests["change-signature-password"] = change((*jpkicard.Card).ChangeSignaturePassword)
	requests["change-input-support-pin"] = change((*jpkicard.Card).ChangeInputSupportPIN)
}

func authenticate(s *state, r request) (answer, error) {
	pin := r.secret(0)
	defer jpkicard.Wipe(pin)
	options := jpkicard.SignOptions{LastTry: r.lastTry(2), ReadCACertificate: r.number(4) == 1}
	if r.number(3) == 1 {
		options.Certificate = s.certificate
		if options.Certificate == nil {
			options.Certificate = &jpkicard.Certificate{}
		}
	}
	got, err := s.card.Authenticate(pin, r.bytes(1), &options)
	if err != nil {
		return nil, err
	}
	_ = s.certificate.Close()
	_ = s.ca.Close()
	s.certificate, s.ca, s.signature = got.Certificate, got.CACertificate, got.Signature
	values := answer{int32(got.Token), int32(got.PIN.State), got.PIN.Left, s.certificate.DER(), "",
		int32(got.Signature.Algorithm), got.Signature.Bytes}
	if s.ca != nil {
		values[4] = s.ca.DER()
	}
	return values, nil
}

// change is a request that changes a PIN or password.
func change(
	function func(*jpkicard.Card, []byte, []byte, jpkicard.LastTry) error,
) func(*state, request) (answer, error) {
	return func(s *state, r request) (answer, error) {
		before, after := r.secret(0), r.secret(1)
		defer jpkicard.Wipe(before)
		defer jpkicard.Wipe(after)
		return nil, function(s.card, before, after, r.lastTry(2))
	}
}
