// SPDX-License-Identifier: MIT OR Apache-2.0

package jpkicard

// #include "bridge.h"
import "C"

import (
	"context"
	"runtime"
	"unsafe"
)

// Monitor reports readers and cards that arrive and leave.
type Monitor struct {
	handle handle
}

// Event is one thing that happened at the readers.
type Event struct {
	Kind EventKind
	// Card says of EventCardInserted what the card is, Token with CardToken what kind of token.
	Card  CardKind
	Token TokenKind
	// Reason says why the service stopped or a card was not identified; otherwise OK.
	Reason Status
	// PCSCCode is the PC/SC return code behind Reason, or 0.
	PCSCCode uint32
	// Reader is the reader's name; empty for events of the service.
	Reader string
}

// Monitor makes a monitor of the reader of this name, which need not be connected yet, or of every
// reader for the empty name. It outlives r, but closing r cancels it for good.
func (r *Readers) Monitor(reader string, flags MonitorFlags) (*Monitor, error) {
	defer runtime.KeepAlive(r)
	forC, err := cString(reader)
	if err != nil {
		return nil, err
	}
	defer freeCString(forC)
	var made *C.jpki_monitor
	err = call(func(outcome *C.jpki_error) C.jpki_status {
		return C.jpki_monitor_new(r.c(), forC, C.jpki_monitor_flags(flags), &made, outcome)
	})
	if err != nil {
		return nil, err
	}
	monitor := &Monitor{handleOf(unsafe.Pointer(made))}
	runtime.SetFinalizer(monitor, (*Monitor).Close)
	return monitor, nil
}

func (m *Monitor) c() *C.jpki_monitor {
	if m == nil {
		return nil
	}
	return C.bridge_monitor(m.handle.id)
}

// Close ends a Next in another goroutine, and returns after it. It returns nil.
func (m *Monitor) Close() error {
	if m != nil && m.handle.id != 0 {
		runtime.SetFinalizer(m, nil)
		m.handle.close()
		C.jpki_monitor_free(m.c())
	}
	return nil
}

// Next waits for the next event: first those of the initial state, then what changes. When ctx is
// cancelled it returns [ErrCancelled], at its deadline [ErrTimedOut]; no event is lost by either.
// While the service is unavailable the monitor continues.
func (m *Monitor) Next(ctx context.Context) (Event, error) {
	defer runtime.KeepAlive(m)
	var got C.jpki_event
	got.struct_size = C.sizeof_jpki_event
	err := wait(ctx, func(
		limit C.int32_t, button *C.jpki_cancellation, outcome *C.jpki_error,
	) C.jpki_status {
		return C.jpki_monitor_next(m.c(), limit, button, &got, outcome)
	})
	if err != nil {
		return Event{Kind: EventNone}, err
	}
	return Event{
		Kind:     EventKind(got.event),
		Card:     CardKind(got.card_kind),
		Token:    TokenKind(got.token_kind),
		Reason:   Status(got.reason),
		PCSCCode: uint32(got.pcsc_code),
		Reader:   C.GoString(&got.reader[0]),
	}, nil
}
