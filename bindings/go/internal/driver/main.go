// SPDX-License-Identifier: MIT OR Apache-2.0

// Driver reads requests and prints answers: see bindings/DRIVER.md. It is a test of the package.
package main

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"jpkicard"
)

// request is the words after a request's name.
type request [][]byte

// state is the last of each object. What was never opened is the zero value, which the package
// takes for one that is closed.
type state struct {
	readers     *jpkicard.Readers
	monitor     *jpkicard.Monitor
	card        *jpkicard.Card
	certificate *jpkicard.Certificate
	ca          *jpkicard.Certificate
	signature   *jpkicard.Signature
	face        *jpkicard.Face
	attributes  *jpkicard.Attributes
	ocsp        *jpkicard.OCSPRequest
	checkNumber []byte
	challenge   []byte
	log         lines
}

// answer is the values of an ok line.
type answer []interface{}

var requests = map[string]func(*state, request) (answer, error){}

func main() {
	// Long enough for every line: one that grew would leave copies behind.
	input := bufio.NewReaderSize(os.Stdin, 4<<20)
	var kept state
	for {
		line, err := input.ReadSlice('\n')
		if err == io.EOF {
			return
		}
		if err != nil {
			stop(err)
		}
		words := bytes.Split(bytes.TrimRight(line, "\r\n"), []byte{'\t'})
		name := string(words[0])
		if name == "quit" {
			fmt.Println("ok")
			return
		}
		function := requests[name]
		if function == nil {
			stop(fmt.Errorf("unknown request %q", name))
		}
		values, err := function(&kept, words[1:])
		jpkicard.Wipe(line[:len(line):len(line)])
		text := []byte("ok" + values.String() + "\n")
		if err != nil {
			text = []byte(failed(err) + "\n")
		}
		if _, err := os.Stdout.Write(text); err != nil {
			stop(err)
		}
	}
}

// stop ends the driver with words.
func stop(err error) {
	fmt.Fprintln(os.Stderr, "driver:", err)
	os.Exit(2)
}

// failed is a failure as a line.
func failed(err error) string {
	var failure *jpkicard.Error
	if !errors.As(err, &failure) {
		stop(err)
	}
	tries := -1
	if left, known := failure.TriesLeft(); known {
		tries = left
	}
	return fmt.Sprintf("error\t%d\t%d\t%d\t%s", int32(failure.Status), tries, failure.StatusWord,
		plain(failure.Text(jpkicard.LanguageJapanese)))
}

func (values answer) String() string {
	var text strings.Builder
	for _, value := range values {
		text.WriteByte('\t')
		switch value := value.(type) {
		case bool:
			if value {
				text.WriteByte('1')
			} else {
				text.WriteByte('0')
			}
		case string:
			text.WriteString(plain(value))
		case []byte:
			text.WriteString(hex.EncodeToString(value))
		case time.Time:
			text.WriteString(strconv.FormatInt(value.Unix(), 10))
		default:
			fmt.Fprintf(&text, "%d", value)
		}
	}
	return text.String()
}

// plain is a text without control characters, "-" for none.
func plain(text string) string {
	if text == "" {
		return "-"
	}
	return strings.Map(func(letter rune) rune {
		if letter < ' ' || letter >= 0x7F && letter < 0xA0 {
			return ' '
		}
		return letter
	}, text)
}

func (r request) number(at int) int64 {
	number, err := strconv.ParseInt(string(r[at]), 10, 64)
	if err != nil {
		stop(err)
	}
	return number
}

func (r request) lastTry(at int) jpkicard.LastTry {
	return jpkicard.LastTry(r.number(at))
}

func (r request) authorities(at int) jpkicard.Authorities {
	return jpkicard.Authorities(r.number(at))
}

// time is seconds since 1970, with 0 for now.
func (r request) time(at int) time.Time {
	if r.number(at) == 0 {
		return time.Time{}
	}
	return time.Unix(r.number(at), 0)
}

// text is a text, empty for none.
func (r request) text(at int) string {
	if string(r[at]) == "-" {
		return ""
	}
	return string(r[at])
}

// bytes is bytes, nil for none.
func (r request) bytes(at int) []byte {
	if string(r[at]) == "-" {
		return nil
	}
	decoded := make([]byte, hex.DecodedLen(len(r[at])))
	if _, err := hex.Decode(decoded, r[at]); err != nil {
		stop(err)
	}
	return decoded
}

// secret is a secret, to be wiped.
func (r request) secret(at int) []byte {
	return xor(r.bytes(at))
}

func xor(bytes []byte) []byte {
	for at := range bytes {
		bytes[at] ^= 0x5A
	}
	return bytes
}
