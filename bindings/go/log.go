// SPDX-License-Identifier: MIT OR Apache-2.0

package jpkicard

// #include "bridge.h"
import "C"

import "sync/atomic"

// Logger receives the library's log lines, in the goroutine that causes the line, possibly in
// several at a time. No line holds a PIN, a name or a serial number. A panic in it is swallowed.
//
// It may call the library, but not use a card that is in use: [ErrReentered].
type Logger interface {
	Log(level LogLevel, message string)
}

// LoggerFunc is a function as a Logger.
type LoggerFunc func(level LogLevel, message string)

// Log calls the function.
func (f LoggerFunc) Log(level LogLevel, message string) {
	f(level, message)
}

// logger is what lines go to. It is no cgo.Handle, for nobody knows when another thread has left
// the callback: a late line goes to the logger that is there then.
var logger atomic.Value

type loggerBox struct {
	Logger
}

// SetLogger sends the library's log lines up to level to a logger. Nil or [LogOff], as at the
// start, ends it.
func SetLogger(to Logger, level LogLevel) error {
	if to == nil {
		level = LogOff
	}
	before, _ := logger.Load().(loggerBox)
	logger.Store(loggerBox{to})
	err := call(func(outcome *C.jpki_error) C.jpki_status {
		return C.bridge_log_set(C.jpki_log_level(level), outcome)
	})
	if err != nil {
		logger.Store(before)
	}
	return err
}

//export jpkicardLog
func jpkicardLog(level C.jpki_log_level, message *C.char) {
	// No panic may pass through C.
	defer func() { _ = recover() }()
	if to, _ := logger.Load().(loggerBox); to.Logger != nil {
		to.Log(LogLevel(level), C.GoString(message))
	}
}
