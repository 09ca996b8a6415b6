// SPDX-License-Identifier: MIT OR Apache-2.0

package main

import "jpkicard"

func init() {
	requests["check-number"] = func(s *state, r request) (answer, error) {
		code := r.secret(3)
		defer jpkicard.Wipe(code)
		number, err := jpkicard.CheckNumber(jpkicard.Date(r.number(0)),
			jpkicard.Calendar(r.number(1)), int(r.number(2)), code)
		return s.keepCheckNumber(number, err)
	}
	requests["check-number-digits"] = func(s *state, r request) (answer, error) {
		digits, code := r.secret(0), r.secret(2)
		defer jpkicard.Wipe(digits)
		defer jpkicard.Wipe(code)
		number, err := jpkicard.CheckNumberOfDigits(digits, int(r.number(1)), code)
		return s.keepCheckNumber(number, err)
	}
	requests["face"] = func(s *state, r request) (answer, error) {
		face, err := s.card.Face(s.checkNumber, r.authorities(0), r.lastTry(1))
		return s.keepFace(face, err)
	}
	requests["face-for-challenge"] = func(s *state, r request) (answer, error) {
		s.challenge = r.bytes(0)
		face, err := s.card.FaceForChallenge(s.checkNumber, s.challenge, r.authorities(1), r.lastTry(2))
		return s.keepFace(face, err)
	}
	requests["face-files"] = func(s *state, r request) (answer, error) {
		face, err := jpkicard.FaceFromFiles(&jpkicard.RecordFiles{
			Record:      s.face.File(jpkicard.FileRecord),
			Certificate: s.face.File(jpkicard.FileCertificate),
			Signature:   s.face.File(jpkicard.FileSignature),
			Challenge:   s.challenge,
		}, r.authorities(0), nil)
		return s.keepFace(face, err)
	}
	requests["picture"] = func(s *state, r request) (answer, error) {
		picture, err := s.face.Picture(jpkicard.PictureKind(r.number(0)))
		if err != nil {
			return nil, err
		}
		return answer{len(picture), picture[:8]}, nil
	}
	requests["attributes"] = func(s *state, r request) (answer, error) {
		pin := r.secret(0)
		defer jpkicard.Wipe(pin)
		attributes, err := s.card.Attributes(pin, r.authorities(1), r.lastTry(2))
		return s.keepAttributes(attributes, err)
	}
	requests["attributes-by-check-number"] = func(s *state, r request) (answer, error) {
		attributes, err := s.card.AttributesByCheckNumber(s.checkNumber, r.authorities(0), r.lastTry(1))
		return s.keepAttributes(attributes, err)
	}
	requests["other-objects"] = func(s *state, _ request) (answer, error) {
		objects, err := s.attributes.OtherObjects()
		return answer{len(objects)}, err
	}
	requests["compare-birth-date"] = func(s *state, r request) (answer, error) {
		return nil, s.card.CompareBirthDate(jpkicard.Date(r.number(0)),
			jpkicard.Calendar(r.number(1)), r.authorities(2), r.lastTry(3))
	}
	requests["compare-birth-date-digits"] = func(s *state, r request) (answer, error) {
		digits := r.secret(0)
		defer jpkicard.Wipe(digits)
		return nil, s.card.CompareBirthDateDigits(digits, r.authorities(1), r.lastTry(2))
	}
	requests["own-authority"] = func(s *state, r request) (answer, error) {
		list, err := jpkicard.NewAuthorityList()
		if err != nil {
			return nil, err
		}
		defer list.Close()
		if err := list.Add(jpkicard.RecordKind(r.number(0)), r.bytes(1), r.bytes(2)); err != nil {
			return nil, err
		}
		return nil, s.card.SetAuthorities(list)
	}
}

func (s *state) keepCheckNumber(number []byte, err error) (answer, error) {
	if err != nil {
		return nil, err
	}
	jpkicard.Wipe(s.checkNumber)
	s.checkNumber = number
	return answer{xor(append(make([]byte, 0, len(number)), number...))}, nil
}

func (s *state) keepFace(face *jpkicard.Face, err error) (answer, error) {
	if err != nil {
		return nil, err
	}
	_ = s.face.Close()
	s.face = face
	return answer{int32(face.BirthDate()), int32(face.Sex()), int32(face.Expiry()),
		face.BirthDateDigits(), len(face.Image(jpkicard.ImagePhoto))}, nil
}

func (s *state) keepAttributes(attributes *jpkicard.Attributes, err error) (answer, error) {
	if err != nil {
		return nil, err
	}
	_ = s.attributes.Close()
	s.attributes = attributes
	return answer{attributes.Name(), attributes.Address(), int32(attributes.BirthDate()),
		int32(attributes.Sex()), attributes.BirthDateDigits()}, nil
}
