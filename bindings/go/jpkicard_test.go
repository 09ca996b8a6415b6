// SPDX-License-Identifier: MIT OR Apache-2.0

package jpkicard

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// Every type with a handle is closed like a file.
var _ = []io.Closer{
	(*Attributes)(nil), (*Authentication)(nil), (*AuthorityList)(nil), (*Card)(nil),
	(*Certificate)(nil), (*Face)(nil), (*Monitor)(nil), (*OCSPRequest)(nil), (*Readers)(nil),
	(*RevocationList)(nil),
}

func open(t *testing.T, settings string) *Card {
	t.Helper()
	card, err := OpenVirtual(VirtualMyNumberCard, settings)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { card.Close() })
	return card
}

func TestErrorsAreComparedWithStatuses(t *testing.T) {
	card := open(t, "")
	_, err := card.Authenticate([]byte("9999"), []byte("challenge"), nil)
	wrapped := fmt.Errorf("desk 3: %w", err)
	if !errors.Is(wrapped, ErrPINWrong) || errors.Is(wrapped, ErrPINBlocked) {
		t.Fatal(err)
	}
	var failure *Error
	if !errors.As(wrapped, &failure) {
		t.Fatal("no *Error")
	}
	if left, known := failure.TriesLeft(); left != 2 || !known || failure.StatusWord != 0x63C2 {
		t.Fatal(left, known, failure.StatusWord)
	}
	if text := failure.Text(LanguageJapanese); !strings.Contains(text, "残り 2 回") {
		t.Fatal(text)
	}
	unknown := Error{Status: ErrTimedOut}
	if _, known := unknown.TriesLeft(); known {
		t.Fatal("tries that nobody counted")
	}
	if ErrPINWrong.Name() != "JPKI_ERROR_PIN_WRONG" || ErrPINWrong.String() != "ErrPINWrong" {
		t.Fatal(ErrPINWrong.Name())
	}
}

func TestConstantsHaveNames(t *testing.T) {
	for value, name := range map[fmt.Stringer]string{
		TokenMyNumberCard:                "TokenMyNumberCard",
		TokenKind(7):                     "TokenKind(7)",
		WaitNamePart | WaitForService:    "WaitNamePart|WaitForService",
		WaitFlags(0):                     "WaitFlags(0x0)",
		AlgorithmRSAPKCS1SHA256:          "AlgorithmRSAPKCS1SHA256",
		NewDate(1980, time.February, 17): "1980-02-17",
	} {
		if value.String() != name {
			t.Error(value.String(), "is not", name)
		}
	}
}

func TestWhatIsClosedOrNeverOpenedIsAHandleError(t *testing.T) {
	card := open(t, "")
	certificate, err := card.Certificate(CertificateAuthentication)
	if err != nil {
		t.Fatal(err)
	}
	for range [2]int{} {
		if card.Close() != nil || certificate.Close() != nil {
			t.Fatal("a second Close fails")
		}
	}
	for name, card := range map[string]*Card{"closed": card, "nil": nil, "zero": {}} {
		if _, err := card.Token(); !errors.Is(err, ErrHandle) {
			t.Error(name, err)
		}
	}
	if certificate.DER() != nil || !certificate.NotAfter().IsZero() {
		t.Error("a closed certificate has data")
	}
	// Among options, one that is closed must not be taken for none.
	card = open(t, "")
	for name, certificate := range map[string]*Certificate{"closed": certificate, "zero": {}} {
		_, err := card.Authenticate([]byte("1234"), []byte("challenge"),
			&SignOptions{Certificate: certificate})
		if !errors.Is(err, ErrHandle) {
			t.Error(name, err)
		}
	}
	for name, options := range map[string]*VerifyOptions{
		"CA": {CACertificate: &Certificate{}}, "OCSP": {OCSPRequest: &OCSPRequest{}},
		"CRL": {RevocationList: &RevocationList{}}, "closed": {CACertificate: certificate},
	} {
		good, err := card.Certificate(CertificateAuthentication)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := good.Verify(options); !errors.Is(err, ErrHandle) {
			t.Error(name, err)
		}
		good.Close()
	}
}

func TestAVerdictIsAValueAndTheZeroOneIsNotGood(t *testing.T) {
	card := open(t, "")
	certificate, err := card.Certificate(CertificateAuthentication)
	if err != nil {
		t.Fatal(err)
	}
	defer certificate.Close()
	made, err := certificate.Verify(nil)
	if err != nil || made.Good() || made.Status != ErrCertificateNotTrusted || len(made.Reasons) == 0 {
		t.Fatal(made, err)
	}
	if !errors.Is(made.Err(), ErrCertificateNotTrusted) {
		t.Fatal(made.Err())
	}
	if none := (&Verdict{}); none.Good() || none.Err() == nil {
		t.Fatal("a verdict of nothing is good")
	}
	// An empty CRL was passed; nil was not.
	made, err = certificate.Verify(&VerifyOptions{CRL: []byte{}})
	if err != nil || made.Revocation == RevocationNotRequested {
		t.Fatal(made, err)
	}
}

func TestPersonalDataAreInNoTextOfAValue(t *testing.T) {
	card := open(t, "")
	information, err := card.Information()
	if err != nil {
		t.Fatal(err)
	}
	password := []byte("ABC123")
	certificate, err := card.SignatureCertificate(password, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer certificate.Close()
	names, err := certificate.OtherNames()
	if err != nil || !strings.Contains(names[0].Text, "花子") {
		t.Fatal(names, err)
	}
	files := RecordFiles{Record: []byte("花子")}
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		text := fmt.Sprintf(strings.Repeat(format, 7), information, &information, names, certificate,
			card, files, &files)
		for _, secret := range []string{information.SerialNumber, "花子", "ABC123", "232 138 177"} {
			if strings.Contains(text, secret) {
				t.Error(format, "shows personal data")
			}
		}
	}
}

func TestWipeReachesTheWholeBuffer(t *testing.T) {
	buffer := []byte("12345678")
	Wipe(buffer[:4])
	if !bytes.Equal(buffer, make([]byte, 8)) {
		t.Fatal(buffer)
	}
	Wipe(nil)
}

func TestTextsWithANULAreRefused(t *testing.T) {
	if _, err := OpenVirtual(VirtualMyNumberCard, "pin-tries 1\x00"); !errors.Is(err, ErrArgument) {
		t.Fatal(err)
	}
}

// faulty fails in whatever way it is told.
type faulty struct {
	fail   func() error
	closed chan struct{}
}

func (f faulty) Transmit(_, _ []byte) (int, error) { return 1 << 20, f.fail() }
func (f faulty) BeginTransaction() error           { return nil }
func (f faulty) EndTransaction() error             { return nil }
func (f faulty) PowerDown() error                  { return nil }
func (f faulty) Close() error                      { close(f.closed); return nil }

func TestATransportsFailuresBecomeStatuses(t *testing.T) {
	for expected, fail := range map[Status]func() error{
		ErrCardRemoved:  func() error { return fmt.Errorf("the plug: %w", ErrCardRemoved) },
		ErrCardReset:    func() error { return failure(ErrCardReset) },
		ErrReaderFailed: func() error { panic("a bug") },
		ErrCardAnswer:   func() error { return nil },
	} {
		transport := faulty{fail, make(chan struct{})}
		card, err := OpenTransport(transport, 0)
		if err != nil {
			t.Fatal(err)
		}
		_, err = card.Token()
		// An answer longer than its room is for the library to refuse.
		if !errors.Is(err, expected) && !(expected == ErrCardAnswer && errors.Is(err, ErrReaderFailed)) {
			t.Error(expected, err)
		}
		card.Close()
		<-transport.closed
	}
	for _, maxData := range []int{-1, 65537} {
		if _, err := OpenTransport(faulty{}, maxData); !errors.Is(err, ErrArgument) {
			t.Error(maxData, err)
		}
	}
}

func TestTheGarbageCollectorClosesWhatWasForgotten(t *testing.T) {
	closed := make(chan struct{})
	func() {
		if _, err := OpenTransport(faulty{nil, closed}, 0); err != nil {
			t.Fatal(err)
		}
	}()
	for tries := 0; tries < 100; tries++ {
		runtime.GC()
		select {
		case <-closed:
			return
		case <-time.After(20 * time.Millisecond):
		}
	}
	t.Fatal("the card is still open")
}

func TestACardIsUsedAndClosedFromManyGoroutines(t *testing.T) {
	card := open(t, "")
	var all sync.WaitGroup
	for worker := 0; worker < 8; worker++ {
		all.Add(1)
		go func() {
			defer all.Done()
			for {
				if _, err := card.Tries(CredentialPIN); err != nil {
					if !errors.Is(err, ErrHandle) {
						t.Error(err)
					}
					return
				}
			}
		}()
	}
	time.Sleep(50 * time.Millisecond)
	card.Close()
	all.Wait()
}

func TestATransactionEndsWhereItsWorkFailsOrPanics(t *testing.T) {
	card := open(t, "")
	broken := errors.New("broken")
	if err := card.Transaction(func() error { return broken }); err != broken {
		t.Fatal(err)
	}
	func() {
		defer func() { _ = recover() }()
		_ = card.Transaction(func() error { panic("a bug") })
	}()
	if err := card.BeginTransaction(); err != nil {
		t.Fatal(err)
	}
	if err := card.EndTransaction(); err != nil {
		t.Fatal(err)
	}
}

func TestWaitsEndWithTheirContext(t *testing.T) {
	readers, err := OpenReaders()
	if err != nil {
		t.Fatal(err)
	}
	defer readers.Close()
	monitor, err := readers.Monitor("", 0)
	if err != nil {
		t.Fatal(err)
	}
	defer monitor.Close()
	// Also where no service runs.
	options := &WaitOptions{Reader: "no such reader", Flags: WaitForService}
	waits := map[string]func(context.Context) error{
		"wait": func(ctx context.Context) error {
			_, err := readers.Wait(ctx, options)
			return err
		},
		"next": func(ctx context.Context) error {
			for {
				if _, err := monitor.Next(ctx); err != nil {
					return err
				}
			}
		},
	}
	for name, wait := range waits {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if err := wait(ctx); !errors.Is(err, ErrCancelled) || !errors.Is(err, context.Canceled) {
			t.Error(name, "cancelled before:", err)
		}
		ctx, cancel = context.WithTimeout(context.Background(), time.Hour)
		time.AfterFunc(100*time.Millisecond, cancel)
		if err := wait(ctx); !errors.Is(err, ErrCancelled) || !errors.Is(err, context.Canceled) {
			t.Error(name, "cancelled during:", err)
		}
		ctx, cancel = context.WithTimeout(context.Background(), 100*time.Millisecond)
		err := wait(ctx)
		if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, ErrCancelled) {
			t.Error(name, "deadline:", err)
		}
		cancel()
		// Longer than the library can wait.
		ctx, cancel = context.WithTimeout(context.Background(), 48*time.Hour)
		time.AfterFunc(100*time.Millisecond, cancel)
		if err := wait(ctx); !errors.Is(err, ErrCancelled) {
			t.Error(name, "long deadline:", err)
		}
	}
}

func TestALoggersPanicGoesNowhereAndNoLineHasThePIN(t *testing.T) {
	var lock sync.Mutex
	var text strings.Builder
	err := SetLogger(LoggerFunc(func(_ LogLevel, message string) {
		lock.Lock()
		defer lock.Unlock()
		text.WriteString(message + "\n")
		panic("a bug")
	}), LogTrace)
	if err != nil {
		t.Fatal(err)
	}
	defer SetLogger(nil, LogOff)
	card := open(t, "pin 7391")
	authentication, err := card.Authenticate([]byte("7391"), []byte("challenge"), nil)
	if err != nil {
		t.Fatal(err)
	}
	authentication.Close()
	lock.Lock()
	defer lock.Unlock()
	if text.Len() == 0 || strings.Contains(text.String(), "7391") {
		t.Fatal(text.Len())
	}
}
