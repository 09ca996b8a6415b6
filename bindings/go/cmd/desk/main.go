// SPDX-License-Identifier: MIT OR Apache-2.0

// Desk is an authentication desk: it waits for a card, shows the tries, asks for the PIN,
// authenticates, and prints the verdict.
//
//	desk [--virtual] [--reader NAME] [--timeout DURATION] [--pin-fd N]
//
// The PIN is read from the terminal without echo, or a line a try from the file descriptor N; it is
// never an argument, which every program on the machine could read. The exit code is 0 if the
// holder was authenticated, 1 otherwise.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"time"

	"jpkicard"
)

var (
	virtual = flag.Bool("virtual", false, "use the embedded virtual card, whose PIN is 1234")
	reader  = flag.String("reader", "", "a part of the reader's name")
	timeout = flag.Duration("timeout", time.Hour, "how long to wait for a card")
	pinFD   = flag.Int("pin-fd", -1, "read the PIN from this file descriptor")
)

func main() {
	flag.Parse()
	// The cards are closed before os.Exit, which runs no deferred call.
	accepted, err := desk()
	if err != nil {
		fmt.Fprintln(os.Stderr, words(err))
	}
	if !accepted {
		os.Exit(1)
	}
}

// words is a failure for the person at the desk.
func words(err error) string {
	var failure *jpkicard.Error
	if errors.As(err, &failure) {
		return failure.Text(jpkicard.LanguageJapanese)
	}
	return err.Error()
}

func desk() (accepted bool, err error) {
	card, err := open()
	if err != nil {
		return false, err
	}
	defer card.Close()

	// Asked before the PIN is typed: a locked one need not be.
	tries, err := card.Tries(jpkicard.CredentialPIN)
	if err != nil {
		return false, err
	}
	if tries.State == jpkicard.TriesBlocked {
		return false, errors.New(jpkicard.ErrPINBlocked.Text(jpkicard.LanguageJapanese))
	}
	fmt.Printf("暗証番号の残り回数: %d\n", tries.Left)

	challenge := make([]byte, 32)
	if _, err := rand.Read(challenge); err != nil {
		return false, err
	}
	authentication, err := authenticate(card, challenge)
	if errors.Is(err, jpkicard.ErrPINWrong) {
		fmt.Println(words(err))
		authentication, err = authenticate(card, challenge)
	}
	if err != nil {
		return false, err
	}
	defer authentication.Close()
	return believed(authentication, challenge)
}

// open is the virtual card, or the one that is put on a reader.
func open() (*jpkicard.Card, error) {
	if *virtual {
		return jpkicard.OpenVirtual(jpkicard.VirtualMyNumberCard, "")
	}
	readers, err := jpkicard.OpenReaders()
	if err != nil {
		return nil, err
	}
	defer readers.Close()
	// Ctrl+C ends the wait, and only then the program.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, *timeout)
	defer cancel()
	fmt.Println("マイナンバーカードをカードリーダーに置いてください。")
	options := &jpkicard.WaitOptions{Reader: *reader, Flags: jpkicard.WaitForService}
	if *reader != "" {
		options.Flags |= jpkicard.WaitNamePart
	}
	return readers.Wait(ctx, options)
}

// authenticate asks for the PIN and sends it once. The last try is kept: that is the default.
func authenticate(card *jpkicard.Card, challenge []byte) (*jpkicard.Authentication, error) {
	pin, err := askPIN()
	defer jpkicard.Wipe(pin)
	if err != nil {
		return nil, err
	}
	return card.Authenticate(pin, challenge, &jpkicard.SignOptions{ReadCACertificate: *virtual})
}

// believed verifies what the card made, and prints the verdict.
func believed(authentication *jpkicard.Authentication, challenge []byte) (bool, error) {
	options := &jpkicard.VerifyOptions{}
	if *virtual {
		// The virtual card's CA, which nobody else believes. Never do this with a real card.
		options.Anchors = jpkicard.AnchorsOwn
		options.OwnAnchors = []*jpkicard.Certificate{authentication.CACertificate}
	}
	verdict, err := authentication.Certificate.VerifySignature(challenge,
		jpkicard.AlgorithmRSAPKCS1SHA256, authentication.Signature.Bytes, options)
	if err != nil {
		return false, err
	}
	if !verdict.Good() {
		fmt.Println("受け付けられません:", verdict.Text(jpkicard.LanguageJapanese))
		for _, reason := range verdict.Reasons {
			fmt.Println("-", reason.Text(jpkicard.LanguageJapanese))
		}
		return false, nil
	}
	fmt.Printf("本人確認ができました（%s、有効期間はあと %d 日）。\n",
		verdict.PolicyText(jpkicard.LanguageJapanese), verdict.DaysLeft)
	return true, nil
}

// askPIN reads a line into a buffer that does not grow, so that no copy is left behind.
func askPIN() ([]byte, error) {
	from := os.Stdin
	if *pinFD >= 0 {
		from = os.NewFile(uintptr(*pinFD), "PIN")
	} else {
		fmt.Print("暗証番号（数字 4 桁）: ")
		if echo("-echo") == nil {
			defer fmt.Println()
			defer restoreEcho()()
		}
	}
	pin := make([]byte, 64)
	for length := 0; length < len(pin); length++ {
		// One byte at a time: what comes after the line is for the next try.
		count, err := from.Read(pin[length : length+1])
		if count == 0 && length == 0 {
			return pin, err
		}
		if count == 0 || pin[length] == '\n' {
			return pin[:length], nil
		}
	}
	return pin, nil
}

// restoreEcho returns what shows again what is typed; Ctrl+C does it too, and ends the program. No
// call is in progress then that would have to end first.
func restoreEcho() func() {
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt)
	go func() {
		if _, ok := <-interrupted; ok {
			_ = echo("echo")
			os.Exit(1)
		}
	}()
	return func() {
		signal.Stop(interrupted)
		close(interrupted)
		_ = echo("echo")
	}
}

// echo tells the terminal whether to show what is typed; it fails where there is none.
func echo(setting string) error {
	command := exec.Command("stty", setting)
	command.Stdin = os.Stdin
	return command.Run()
}
