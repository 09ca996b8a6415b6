// SPDX-License-Identifier: MIT OR Apache-2.0

package jpkicard

// #include "bridge.h"
import "C"

import (
	"errors"
	"io"
	"runtime/cgo"
	"unsafe"
)

// Transport is a connection to a card that the caller makes: a reader without PC/SC, a card at the
// other end of a network, a test. Its methods are called one at a time.
//
// A method that fails returns a [Status] or an [*Error], such as [ErrCardRemoved]; any other error,
// and a panic, is [ErrReaderFailed]. If the transport is an [io.Closer], it is closed when the
// library no longer uses it.
type Transport interface {
	// Transmit sends a command once, stores the answer with its status word in response, and
	// returns its length. Both slices belong to the library and are valid until Transmit returns.
	// Do not log the bytes: a command may hold a PIN.
	Transmit(command, response []byte) (length int, err error)
	// BeginTransaction keeps other programs from the card; EndTransaction lets them.
	BeginTransaction() error
	EndTransaction() error
	// PowerDown takes the card's power away, so that it forgets a verified PIN.
	PowerDown() error
}

// OpenTransport opens a card behind a transport, which the card owns from then on. Nothing is sent
// yet. maxData is how many data bytes one command can have, at most 65,536; 0 if that is unknown.
func OpenTransport(transport Transport, maxData int) (*Card, error) {
	if transport == nil || maxData < 0 || maxData > 65536 {
		return nil, failure(ErrArgument)
	}
	// Freed by jpkicardCloseTransport, which the library calls also where this fails.
	number := cgo.NewHandle(transport)
	var made *C.jpki_card
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return C.bridge_open_transport(C.uintptr_t(number), C.uint32_t(maxData), &made, outcome)
	})
	if err != nil {
		return nil, err
	}
	return newCard(made), nil
}

// run calls the transport with this number, and makes a status of how it fails. No panic may pass
// through C.
func run(number C.uintptr_t, work func(Transport) error) (status C.int32_t) {
	defer func() {
		if recover() != nil {
			status = C.JPKI_ERROR_READER_FAILED
		}
	}()
	err := work(cgo.Handle(number).Value().(Transport))
	var failed *Error
	var reported Status
	switch {
	case err == nil:
		return C.JPKI_OK
	case errors.As(err, &failed):
		reported = failed.Status
	case !errors.As(err, &reported):
		reported = OK
	}
	if reported == OK {
		// An error is no success, whatever it says.
		reported = ErrReaderFailed
	}
	return C.int32_t(reported)
}

//export jpkicardTransmit
func jpkicardTransmit(number C.uintptr_t, command *C.uint8_t, commandLength C.size_t,
	response *C.uint8_t, responseSize C.size_t, responseLength *C.size_t) C.int32_t {
	return run(number, func(transport Transport) error {
		length, err := transport.Transmit(
			unsafe.Slice((*byte)(unsafe.Pointer(command)), int(commandLength)),
			unsafe.Slice((*byte)(unsafe.Pointer(response)), int(responseSize)))
		if err == nil {
			// A length that the answer cannot have is the library's to refuse.
			*responseLength = C.size_t(length)
		}
		return err
	})
}

//export jpkicardBeginTransaction
func jpkicardBeginTransaction(number C.uintptr_t) C.int32_t {
	return run(number, Transport.BeginTransaction)
}

//export jpkicardEndTransaction
func jpkicardEndTransaction(number C.uintptr_t) C.int32_t {
	return run(number, Transport.EndTransaction)
}

//export jpkicardPowerDown
func jpkicardPowerDown(number C.uintptr_t) C.int32_t {
	return run(number, Transport.PowerDown)
}

//export jpkicardCloseTransport
func jpkicardCloseTransport(number C.uintptr_t) {
	run(number, func(transport Transport) error {
		if closer, ok := transport.(io.Closer); ok {
			return closer.Close()
		}
		return nil
	})
	cgo.Handle(number).Delete()
}
