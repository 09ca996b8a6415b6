// SPDX-License-Identifier: MIT OR Apache-2.0

package jpkicard

import (
	"bytes"
	"errors"
	"sync"
	"testing"
	"time"
)

// What a getter lends is copied before a Close in another goroutine frees it.
func TestGettersDuringClose(t *testing.T) {
	first, err := open(t, "").Certificate(CertificateAuthentication)
	if err != nil {
		t.Fatal(err)
	}
	whole := first.DER()
	for turn := 0; turn < 3000; turn++ {
		certificate, err := ParseCertificate(whole)
		if err != nil {
			t.Fatal(err)
		}
		var readers sync.WaitGroup
		for reader := 0; reader < 4; reader++ {
			readers.Add(1)
			go func() {
				defer readers.Done()
				for {
					der := certificate.DER()
					if der == nil {
						return
					}
					if !bytes.Equal(der, whole) {
						t.Error("not the certificate")
						return
					}
				}
			}()
		}
		certificate.Close()
		certificate.Close()
		readers.Wait()
	}
}

func TestALimitThatIsOver(t *testing.T) {
	readers, err := OpenReaders()
	if err != nil {
		t.Fatal(err)
	}
	defer readers.Close()
	for _, limit := range []time.Duration{-1, NoLimit - 1, -2 * time.Millisecond, -1 << 63} {
		if err := readers.SetTimeout(TimeoutServiceAbsence, limit); !errors.Is(err, ErrArgument) {
			t.Error(limit, err)
		}
	}
	if err := readers.SetTimeout(TimeoutServiceAbsence, NoLimit); err != nil {
		t.Error(err)
	}
}

func TestATimeThatWasNeverSet(t *testing.T) {
	certificate, err := open(t, "").Certificate(CertificateAuthentication)
	if err != nil {
		t.Fatal(err)
	}
	for _, seconds := range []int64{0, -1} {
		_, err := certificate.Verify(&VerifyOptions{Time: time.Unix(seconds, 0)})
		if !errors.Is(err, ErrArgument) {
			t.Error(seconds, err)
		}
	}
	var kept copies
	defer kept.free()
	forC, err := (&VerifyOptions{Tolerance: time.Millisecond}).c(&kept)
	if err != nil || forC.tolerance != 1 {
		t.Error(forC.tolerance, err)
	}
}

// In 32 bits each would be another one.
func TestNumbersThatOverflow(t *testing.T) {
	card := open(t, "")
	date := NewDate(1980+1<<28, time.February, 17)
	err := card.CompareBirthDate(date, 0, AuthoritiesVirtualCard, 0)
	if !errors.Is(err, ErrCheckNumberFormat) {
		t.Error(err)
	}
	if tries, err := card.Tries(CredentialBirthDate); err != nil || tries.Left != 10 {
		t.Error(tries, err)
	}
	_, err = CheckNumber(NewDate(1980, time.February, 17), 0, 2035+1<<32, []byte("2285"))
	if !errors.Is(err, ErrArgument) {
		t.Error(err)
	}
}

type sleepy struct{ err error }

func (s sleepy) Transmit(_, response []byte) (int, error) { return copy(response, "\x90\x00"), nil }
func (s sleepy) BeginTransaction() error                  { return s.err }
func (s sleepy) EndTransaction() error                    { return nil }
func (s sleepy) PowerDown() error                         { return nil }

func TestAnErrorIsNoSuccess(t *testing.T) {
	for _, err := range []error{OK, &Error{}, errors.New("no")} {
		card, failed := OpenTransport(sleepy{err}, 0)
		if failed != nil {
			t.Fatal(failed)
		}
		if _, failed := card.Token(); !errors.Is(failed, ErrReaderFailed) {
			t.Error(err, failed)
		}
		card.Close()
	}
	if left, known := (&Error{Status: ErrPINWrong}).TriesLeft(); known {
		t.Error("tries that nobody counted", left)
	}
}
