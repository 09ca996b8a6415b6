// SPDX-License-Identifier: MIT OR Apache-2.0

package jpkicard

// #include "bridge.h"
import "C"

import (
	"context"
	"runtime"
	"time"
	"unsafe"
)

// Readers are the readers of this computer: a connection to the smart card service, jpki_context in
// C. Cards obtained from it do not depend on it.
type Readers struct {
	handle handle
}

// OpenReaders does not connect to the service yet: if that is not running, the calls that need it
// fail.
func OpenReaders() (*Readers, error) {
	var made *C.jpki_context
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_context_new(&made, outcome)
	})
	if err != nil {
		return nil, err
	}
	readers := &Readers{handleOf(unsafe.Pointer(made))}
	runtime.SetFinalizer(readers, (*Readers).Close)
	return readers, nil
}

func (r *Readers) c() *C.jpki_context {
	if r == nil {
		return nil
	}
	return C.bridge_context(r.handle.id)
}

// Close cancels the waits in progress, and returns after them. It returns nil.
func (r *Readers) Close() error {
	if r != nil && r.handle.id != 0 {
		runtime.SetFinalizer(r, nil)
		r.handle.close()
		C.jpki_context_free(r.c())
	}
	return nil
}

// Names lists the readers that are connected now.
func (r *Readers) Names() ([]string, error) {
	defer runtime.KeepAlive(r)
	var made *C.jpki_readers
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_context_readers(r.c(), &made, outcome)
	})
	if err != nil {
		return nil, err
	}
	defer C.jpki_readers_free(made)
	names := make([]string, int(C.jpki_readers_count(made)))
	for at := range names {
		names[at] = text(C.jpki_readers_name(made, C.size_t(at)))
	}
	return names, nil
}

// Presence reports what is in the reader of this name.
func (r *Readers) Presence(reader string) (Presence, error) {
	defer runtime.KeepAlive(r)
	forC, err := cString(reader)
	if err != nil {
		return PresenceUnavailable, err
	}
	defer freeCString(forC)
	presence := C.jpki_presence(PresenceUnavailable)
	err = call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_context_reader_status(r.c(), forC, &presence, outcome)
	})
	return Presence(presence), err
}

// NoLimit is no limit for [Readers.SetTimeout].
const NoLimit = -time.Millisecond

// SetTimeout sets one of the limits of what is waited for or connected to later: up to 24 hours, or
// [NoLimit].
func (r *Readers) SetTimeout(timeout Timeout, limit time.Duration) error {
	defer runtime.KeepAlive(r)
	// A day has fewer milliseconds than an int32 holds, and the library refuses more. What is left
	// until a time that has passed must not become NoLimit.
	if limit > 24*24*time.Hour || limit < 0 && limit != NoLimit {
		return failure(ErrArgument)
	}
	milliseconds := C.int32_t(limit / time.Millisecond)
	return call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_context_set_timeout(r.c(), C.jpki_timeout(timeout), milliseconds, outcome)
	})
}

// Cancel ends every wait, and every [Monitor.Next], that is in progress, with [ErrCancelled]. Waits
// that begin later are not affected.
func (r *Readers) Cancel() error {
	defer runtime.KeepAlive(r)
	return call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_context_cancel(r.c(), outcome)
	})
}

// WaitOptions says what to wait for; nil or the zero value is a card on any reader.
type WaitOptions struct {
	// Reader is the name of a reader, or with WaitNamePart a part of it; empty for any.
	Reader string
	Flags  WaitFlags
}

// Wait waits until an Individual Number Card is on a reader, and connects to it.
//
// When ctx is cancelled the wait ends at once, with [ErrCancelled]. At its deadline it ends with
// what says most about why there is no card, such as [ErrNoReader]; a deadline that has passed
// looks once. In both cases [errors.Is] finds the error of ctx too. No try is spent.
func (r *Readers) Wait(ctx context.Context, options *WaitOptions) (*Card, error) {
	defer runtime.KeepAlive(r)
	if options == nil {
		options = &WaitOptions{}
	}
	reader, err := cString(options.Reader)
	if err != nil {
		return nil, err
	}
	defer freeCString(reader)
	var made *C.jpki_card
	err = wait(ctx, func(
		limit C.int32_t, button *C.jpki_cancellation, outcome *C.jpki_error,
	) C.jpki_status {
		return C.jpki_card_wait(r.c(), reader, limit, C.jpki_wait_flags(options.Flags), button,
			&made, outcome)
	})
	if err != nil {
		return nil, err
	}
	return newCard(made), nil
}

// Connect connects to the card that is in the reader of this name now, of whatever kind it is.
// Another program's transaction is waited for up to TimeoutTransaction.
func (r *Readers) Connect(reader string) (*Card, error) {
	defer runtime.KeepAlive(r)
	forC, err := cString(reader)
	if err != nil {
		return nil, err
	}
	defer freeCString(forC)
	var made *C.jpki_card
	err = call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_card_connect(r.c(), forC, &made, outcome)
	})
	if err != nil {
		return nil, err
	}
	return newCard(made), nil
}
