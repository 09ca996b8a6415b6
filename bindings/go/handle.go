// SPDX-License-Identifier: MIT OR Apache-2.0

package jpkicard

// #include "bridge.h"
import "C"

import (
	"sync"
	"unsafe"
)

// handle is an opaque number of the library, which C keeps in a pointer. Go keeps it in an integer:
// the garbage collector takes exception to pointers that point to nothing.
//
// It stays as it is when the object is closed, so that using it is ErrHandle, and never taken for
// "none".
type handle struct {
	id C.uintptr_t
	_  noCopy

	// What a getter lends is the library's until it is copied: Close waits for that. The getters of
	// a closed one are not called: it may not be freed yet, and is soon.
	lending  sync.RWMutex
	isClosed bool
}

// lend reports whether the handle is open, and then keeps it so until returned is called.
func (h *handle) lend() bool {
	h.lending.RLock()
	if h.isClosed {
		h.lending.RUnlock()
		return false
	}
	return true
}

func (h *handle) returned() {
	h.lending.RUnlock()
}

// close returns when nothing is lent any more. The caller frees the handle, and not while this is
// locked: that waits for calls in progress, whose transport may call a getter.
func (h *handle) close() {
	h.lending.Lock()
	defer h.lending.Unlock()
	h.isClosed = true
}

// noCopy lets go vet find copies of an owner, each of which would free the handle.
type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

func handleOf(pointer unsafe.Pointer) handle {
	return handle{id: C.bridge_id(pointer)}
}

// copies are the bytes that a structure for C points to: cgo lets no Go pointer stand in memory
// that is passed to C.
type copies struct {
	pointers []unsafe.Pointer
	lengths  []C.size_t
}

func (c *copies) keep(pointer unsafe.Pointer, length C.size_t) {
	c.pointers = append(c.pointers, pointer)
	c.lengths = append(c.lengths, length)
}

// bytes copies bytes; nil stays NULL, and no bytes get an address.
func (c *copies) bytes(bytes []byte) *C.uint8_t {
	if bytes == nil {
		return nil
	}
	copied := C.malloc(C.size_t(len(bytes) + 1))
	copy(unsafe.Slice((*byte)(copied), len(bytes)), bytes)
	c.keep(copied, C.size_t(len(bytes)))
	return (*C.uint8_t)(copied)
}

// free wipes the copies: they may be personal data.
func (c *copies) free() {
	for at, pointer := range c.pointers {
		C.jpki_secure_wipe(pointer, c.lengths[at])
		C.free(pointer)
	}
	c.pointers, c.lengths = nil, nil
}
