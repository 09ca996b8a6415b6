// SPDX-License-Identifier: MIT OR Apache-2.0

package jpkicard

// #include "bridge.h"
import "C"

import (
	"context"
	"errors"
	"time"
)

// longest is the longest wait that the library takes.
const longest = 24 * time.Hour

// wait runs a C function that waits, and ends it with ctx.
func wait(
	ctx context.Context, function func(C.int32_t, *C.jpki_cancellation, *C.jpki_error) C.jpki_status,
) error {
	limit := C.int32_t(C.JPKI_WAIT_FOREVER)
	deadline, limited := ctx.Deadline()
	if limited {
		left := time.Until(deadline)
		switch {
		case left <= 0:
			limit = 0
		case left <= longest:
			// Rounded up: an end before the deadline would have no error of the context.
			limit = C.int32_t((left + time.Millisecond - 1) / time.Millisecond)
		default:
			// ctx itself will end it.
			limited = false
		}
	}
	var button *C.jpki_cancellation
	if ctx.Done() != nil {
		err := call(func(outcome *C.jpki_error) C.jpki_status {
			return C.jpki_cancellation_new(&button, outcome)
		})
		if err != nil {
			return err
		}
		defer C.jpki_cancellation_free(button)
		stop := watch(ctx, button, limited)
		// Before the button is freed.
		defer stop()
	}
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return function(limit, button, outcome)
	})
	var failed *Error
	if errors.As(err, &failed) {
		failed.cause = cause(ctx, failed.Status, limited, deadline)
	}
	return err
}

// watch presses the button when ctx is done, until the function that it returns is called. A
// deadline that the library knows ends the call there, with a better reason.
func watch(ctx context.Context, button *C.jpki_cancellation, limited bool) (stop func()) {
	press := func() {
		if !limited || !errors.Is(ctx.Err(), context.DeadlineExceeded) {
			// It fails only for a handle that is not open.
			_ = C.jpki_cancellation_cancel(button, nil)
		}
	}
	if ctx.Err() != nil {
		// Before the call begins.
		press()
		return func() {}
	}
	ended, watched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		select {
		case <-ctx.Done():
			press()
		case <-ended:
		}
	}()
	return func() {
		close(ended)
		<-watched
	}
}

// cause is what of ctx ended a wait, if anything did.
func cause(ctx context.Context, status Status, limited bool, deadline time.Time) error {
	if status == ErrCancelled {
		return ctx.Err()
	}
	if limited && !time.Now().Before(deadline) {
		return context.DeadlineExceeded
	}
	return nil
}
