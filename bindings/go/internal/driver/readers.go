// SPDX-License-Identifier: MIT OR Apache-2.0

package main

import (
	"context"
	"sync"
	"time"

	"jpkicard"
)

func init() {
	requests["context"] = func(s *state, _ request) (answer, error) {
		readers, err := jpkicard.OpenReaders()
		if err != nil {
			return nil, err
		}
		_ = s.readers.Close()
		s.readers = readers
		return nil, nil
	}
	requests["timeout"] = func(s *state, r request) (answer, error) {
		return nil, s.readers.SetTimeout(jpkicard.Timeout(r.number(0)),
			time.Duration(r.number(1))*time.Millisecond)
	}
	requests["readers"] = func(s *state, _ request) (answer, error) {
		names, err := s.readers.Names()
		var values answer
		for _, name := range names {
			values = append(values, name)
		}
		return values, err
	}
	requests["presence"] = func(s *state, r request) (answer, error) {
		presence, err := s.readers.Presence(r.text(0))
		return answer{int32(presence)}, err
	}
	requests["connect"] = func(s *state, r request) (answer, error) {
		card, err := s.readers.Connect(r.text(0))
		return nil, s.keepCard(card, err)
	}
	requests["wait"] = func(s *state, r request) (answer, error) {
		ctx, cancel := limited(r.number(1))
		defer cancel()
		return s.wait(ctx, &jpkicard.WaitOptions{
			Reader: r.text(0),
			Flags:  jpkicard.WaitFlags(r.number(2)),
		})
	}
	requests["wait-cancelled-before"] = func(s *state, r request) (answer, error) {
		ctx, cancel := limited(r.number(0))
		cancel()
		return s.wait(ctx, nil)
	}
	requests["wait-cancelled-during"] = func(s *state, r request) (answer, error) {
		ctx, cancel := limited(r.number(1))
		defer cancel()
		time.AfterFunc(time.Duration(r.number(0))*time.Millisecond, cancel)
		return s.wait(ctx, nil)
	}
	requests["monitor"] = func(s *state, r request) (answer, error) {
		monitor, err := s.readers.Monitor(r.text(0), jpkicard.MonitorFlags(r.number(1)))
		if err != nil {
			return nil, err
		}
		_ = s.monitor.Close()
		s.monitor = monitor
		return nil, nil
	}
	requests["next"] = func(s *state, r request) (answer, error) {
		ctx, cancel := limited(r.number(0))
		defer cancel()
		event, err := s.monitor.Next(ctx)
		return answer{int32(event.Kind), int32(event.Card), int32(event.Token),
			int32(event.Reason), event.Reader}, err
	}
	requests["log"] = func(s *state, r request) (answer, error) {
		s.log.take()
		return nil, jpkicard.SetLogger(&s.log, jpkicard.LogLevel(r.number(0)))
	}
	requests["log-lines"] = func(s *state, _ request) (answer, error) {
		found := s.log.take()
		if len(found) == 0 {
			return answer{0, ""}, nil
		}
		return answer{len(found), found[0]}, nil
	}
}

func limited(milliseconds int64) (context.Context, context.CancelFunc) {
	if milliseconds < 0 {
		return context.WithCancel(context.Background())
	}
	return context.WithTimeout(context.Background(), time.Duration(milliseconds)*time.Millisecond)
}

func (s *state) wait(ctx context.Context, options *jpkicard.WaitOptions) (answer, error) {
	card, err := s.readers.Wait(ctx, options)
	if err := s.keepCard(card, err); err != nil {
		return nil, err
	}
	return answer{card.ReaderName()}, nil
}

// lines collects log lines.
type lines struct {
	lock sync.Mutex
	text []string
}

// Log implements jpkicard.Logger.
func (l *lines) Log(_ jpkicard.LogLevel, message string) {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.text = append(l.text, message)
}

func (l *lines) take() []string {
	l.lock.Lock()
	defer l.lock.Unlock()
	found := l.text
	l.text = nil
	return found
}
