// SPDX-License-Identifier: MIT OR Apache-2.0

package main

import (
	"runtime"
	"time"

	"jpkicard"
)

func init() {
	requests["version"] = func(*state, request) (answer, error) {
		return answer{jpkicard.Version(), uint32(jpkicard.LibraryFeatures())}, nil
	}
	requests["status-text"] = func(_ *state, r request) (answer, error) {
		status := jpkicard.Status(r.number(0))
		return answer{status.Name(), status.Text(jpkicard.Language(r.number(1)))}, nil
	}
	requests["open"] = func(s *state, r request) (answer, error) {
		card, err := jpkicard.OpenVirtual(jpkicard.VirtualKind(r.number(0)), r.text(1))
		return nil, s.keepCard(card, err)
	}
	requests["close"] = func(s *state, _ request) (answer, error) {
		return nil, s.card.Close()
	}
	requests["token"] = func(s *state, _ request) (answer, error) {
		token, err := s.card.Token()
		return answer{int32(token.Kind), token.Label}, err
	}
	requests["tries"] = func(s *state, r request) (answer, error) {
		tries, err := s.card.Tries(jpkicard.Credential(r.number(0)))
		return answer{int32(tries.State), tries.Left}, err
	}
	requests["has-certificate"] = func(s *state, r request) (answer, error) {
		present, err := s.card.HasCertificate(jpkicard.CertificateKind(r.number(0)))
		return answer{present}, err
	}
	requests["certificate"] = func(s *state, r request) (answer, error) {
		kind := jpkicard.CertificateKind(r.number(0))
		certificate, err := s.card.Certificate(kind)
		if err != nil {
			return nil, err
		}
		keep := &s.certificate
		if kind == jpkicard.CertificateAuthenticationCA || kind == jpkicard.CertificateSignatureCA {
			keep = &s.ca
		}
		_ = (*keep).Close()
		*keep = certificate
		return answer{certificate.DER(), certificate.NotBefore(), certificate.NotAfter(),
			certificate.SubjectKeyID(), certificate.PublicKey()}, nil
	}
	requests["load-certificate"] = func(s *state, r request) (answer, error) {
		certificate, err := jpkicard.ParseCertificate(r.bytes(0))
		return nil, s.keepCertificate(certificate, err)
	}
	requests["other-names"] = func(s *state, _ request) (answer, error) {
		names, err := s.certificate.OtherNames()
		var values answer
		for _, name := range names {
			values = append(values, name.Name, name.Text)
		}
		return values, err
	}
	requests["information"] = func(s *state, _ request) (answer, error) {
		information, err := s.card.Information()
		return answer{int32(information.Expiry), information.MunicipalityCode,
			information.SerialNumber}, err
	}
	requests["begin"] = func(s *state, _ request) (answer, error) {
		return nil, s.card.BeginTransaction()
	}
	requests["end"] = func(s *state, _ request) (answer, error) {
		return nil, s.card.EndTransaction()
	}
	requests["read-length"] = func(s *state, r request) (answer, error) {
		return nil, s.card.SetReadLength(int(r.number(0)))
	}
	requests["transport"] = func(s *state, r request) (answer, error) {
		card, err := jpkicard.OpenTransport(
			transport{r.bytes(0), jpkicard.Status(r.number(1))}, 0)
		return nil, s.keepCard(card, err)
	}
	requests["forget"] = func(s *state, _ request) (answer, error) {
		_ = s.card.Close()
		_ = s.certificate.Close()
		_ = s.ca.Close()
		_ = s.face.Close()
		_ = s.attributes.Close()
		_ = s.ocsp.Close()
		_ = s.monitor.Close()
		_ = s.readers.Close()
		jpkicard.Wipe(s.checkNumber)
		*s = state{}
		runtime.GC()
		// Finalizers run beside.
		time.Sleep(10 * time.Millisecond)
		runtime.GC()
		return nil, nil
	}
}

func (s *state) keepCard(card *jpkicard.Card, err error) error {
	if err == nil {
		_ = s.card.Close()
		s.card = card
	}
	return err
}

func (s *state) keepCertificate(certificate *jpkicard.Certificate, err error) error {
	if err == nil {
		_ = s.certificate.Close()
		s.certificate = certificate
	}
	return err
}

// transport gives the same answer to everything, or fails.
type transport struct {
	answer []byte
	status jpkicard.Status
}

func (t transport) Transmit(_, response []byte) (int, error) {
	if t.answer == nil {
		return 0, t.status
	}
	copy(response, t.answer)
	return len(t.answer), nil
}

func (t transport) BeginTransaction() error { return nil }
func (t transport) EndTransaction() error   { return nil }
func (t transport) PowerDown() error        { return nil }
