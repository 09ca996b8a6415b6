// SPDX-License-Identifier: MIT OR Apache-2.0

package main

import (
	"strconv"
	"strings"

	"jpkicard"
)

func init() {
	requests["verify"] = func(s *state, r request) (answer, error) {
		options := s.options(jpkicard.Anchors(r.number(1)))
		options.Purpose = jpkicard.Purpose(r.number(0))
		options.Time = r.time(2)
		options.Policies = jpkicard.Policies(r.number(3))
		options.OwnPolicies = r.text(4)
		return verdict(s.certificate.Verify(options))
	}
	requests["verify-signature"] = func(s *state, r request) (answer, error) {
		options := s.options(jpkicard.Anchors(r.number(2)))
		options.Time = r.time(3)
		var signature []byte
		if s.signature != nil {
			signature = s.signature.Bytes
		}
		return verdict(s.certificate.VerifySignature(r.bytes(0), jpkicard.Algorithm(r.number(1)),
			signature, options))
	}
	requests["verify-ocsp"] = func(s *state, r request) (answer, error) {
		options := s.options(jpkicard.Anchors(r.number(1)))
		options.Time = r.time(2)
		options.OCSPRequest = s.ocsp
		options.OCSPResponse = r.bytes(0)
		return verdict(s.certificate.Verify(options))
	}
	requests["ocsp-request"] = func(s *state, r request) (answer, error) {
		made, err := jpkicard.NewOCSPRequest(s.certificate, s.options(jpkicard.Anchors(r.number(0))),
			r.bytes(1))
		if err != nil {
			return nil, err
		}
		_ = s.ocsp.Close()
		s.ocsp = made
		return answer{made.DER()}, nil
	}
	requests["load-revocation-list"] = func(s *state, r request) (answer, error) {
		list, err := jpkicard.LoadRevocationList(r.bytes(0), s.options(jpkicard.Anchors(r.number(1))))
		if err != nil {
			return nil, err
		}
		defer list.Close()
		return answer{list.ThisUpdate(), list.NextUpdate(), list.Len()}, nil
	}
	requests["reason"] = func(_ *state, r request) (answer, error) {
		reason := jpkicard.Reason(r.number(0))
		return answer{reason.Name(), reason.Text(jpkicard.LanguageJapanese)}, nil
	}
}

// options has the kept CA certificate as the anchor where anchors of one's own are meant.
func (s *state) options(anchors jpkicard.Anchors) *jpkicard.VerifyOptions {
	options := &jpkicard.VerifyOptions{Anchors: anchors}
	if anchors == jpkicard.AnchorsOwn || anchors == jpkicard.AnchorsProductionAndOwn {
		options.OwnAnchors = []*jpkicard.Certificate{s.ca}
	}
	return options
}

func verdict(made *jpkicard.Verdict, err error) (answer, error) {
	if err != nil {
		return nil, err
	}
	var reasons []string
	for _, reason := range made.Reasons {
		reasons = append(reasons, strconv.Itoa(int(reason)))
	}
	return answer{int32(made.Status), strings.Join(reasons, ","), int32(made.Revocation),
		made.DaysLeft, made.DaysExpired, made.WithinGrace, made.Policy,
		made.PolicyText(jpkicard.LanguageJapanese)}, nil
}
