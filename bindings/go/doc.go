// SPDX-License-Identifier: MIT OR Apache-2.0

/*
Package jpkicard uses Japan's Individual Number Card (マイナンバーカード): it waits for a card,
authenticates its holder with the PIN, signs, reads the card's face, and verifies certificates and
signatures. It is a layer on the C library libjpkicard, which it links.

	readers, err := jpkicard.OpenReaders()
	…
	card, err := readers.Wait(ctx, nil)
	…
	defer card.Close()
	authentication, err := card.Authenticate(pin, challenge, nil)
	jpkicard.Wipe(pin)

# Errors

Every failure of the library is an [*Error]. Compare it with a [Status]:

	if errors.Is(err, jpkicard.ErrPINWrong) { … }

[Error.Text] is the sentence for the person at the desk, in Japanese or English, with the number of
tries left. No error, log line or String method holds a PIN, a name or a serial number.

A [Verdict] is a value and not an error: a certificate that is not good is a result of
[Certificate.Verify], and only a verification that could not be made is an error.

# Tries

A try is spent only by methods whose comments say so, and at most one by each call. The last one is
kept unless the caller passes [LastTryAllow].

# Secrets

PINs, passwords and check numbers are []byte, never string, which cannot be wiped. They are passed
to the library where they lie, so no copy is made of them; the garbage collector does not move what
is on the heap. Wipe them with [Wipe] after the call. Read them into a buffer of fixed size: a
buffer that grows, such as append's, leaves copies behind, and so does a conversion to string.

# Ownership

What has a Close method frees its handle there, once; using it afterwards is [ErrHandle]. A finalizer
is the net for what was forgotten, and no more: a card that is not closed stays connected. Close the
cards before main returns or [os.Exit] is called: neither waits for a call in another goroutine,
which may then leave the key usable.

Every type may be used from several goroutines. Calls on one card run one after the other. The zero
value of a type with Close is as one that was closed.

# Linking

The package needs jpkicard.h and libjpkicard. Where they are not in the compiler's default folders,
set CGO_CFLAGS and CGO_LDFLAGS, or build with -tags jpkicard_pkgconfig to ask pkg-config.
*/
package jpkicard
