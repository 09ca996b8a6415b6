#!/usr/bin/env node
// SPDX-License-Identifier: MIT OR Apache-2.0
'use strict';

/*
 * An authentication desk: waits for a card, shows the tries, asks for the PIN, authenticates, and
 * prints the verdict.
 *
 *   desk.js [--virtual] [--reader NAME] [--timeout SECONDS] [--pin-fd N]
 *
 * The PIN is read from the terminal without echo, or a line a try from the file descriptor N; it is
 * never an argument, which every program on the machine could read. The exit code is 0 if the holder
 * was authenticated, 1 otherwise.
 */

const { randomBytes } = require('node:crypto');
const { once } = require('node:events');
const { readSync } = require('node:fs');
const { parseArgs } = require('node:util');
const jpki = require('jpkicard');

const { values: options } = parseArgs({
  options: {
    virtual: { type: 'boolean', default: false },
    reader: { type: 'string', default: '' },
    timeout: { type: 'string', default: '3600' },
    'pin-fd': { type: 'string' },
  },
});

/** The virtual card, or the one that is put on a reader. */
async function openCard() {
  if (options.virtual) {
    return jpki.Card.openVirtual();
  }
  const readers = jpki.Readers.open();
  // Ctrl+C ends the wait, and only then the program.
  const controller = new AbortController();
  const abort = () => controller.abort();
  process.once('SIGINT', abort);
  try {
    console.log('マイナンバーカードをカードリーダーに置いてください。');
    return await readers.wait({
      reader: options.reader,
      timeout: Number(options.timeout) * 1000,
      flags: jpki.WaitFlag.FOR_SERVICE | (options.reader ? jpki.WaitFlag.NAME_PART : 0),
      signal: controller.signal,
    });
  } finally {
    process.removeListener('SIGINT', abort);
    await readers.close();
  }
}

const ENTER = [10, 13];
const CONTROL_C = 3;
const BACKSPACE = [8, 127];

/** Reads a line from a descriptor into memory that can be wiped, which a string cannot. */
function readLine(descriptor) {
  const pin = jpki.Secret.alloc(64).bytes;
  let length = 0;
  // One byte at a time: what comes after the line is for the next try.
  while (length < pin.length && readSync(descriptor, pin, length, 1) === 1
    && !ENTER.includes(pin[length])) {
    length += 1;
  }
  return pin.subarray(0, length);
}

/** The same from the terminal, without echo: its keys come as bytes. */
async function readKeys() {
  const pin = jpki.Secret.alloc(64).bytes;
  let length = 0;
  process.stdin.setRawMode(true).resume();
  try {
    for (;;) {
      const [keys] = await once(process.stdin, 'data');
      for (const key of keys) {
        if (key === CONTROL_C) {
          pin.fill(0);
          throw new Error('中止しました。');
        }
        if (ENTER.includes(key)) {
          keys.fill(0);
          return pin.subarray(0, length);
        }
        if (BACKSPACE.includes(key)) {
          length = Math.max(length - 1, 0);
        } else if (length < pin.length) {
          pin[length] = key;
          length += 1;
        }
      }
      keys.fill(0);
    }
  } finally {
    process.stdin.setRawMode(false).pause();
    console.log();
  }
}

/** Asks for the PIN and sends it once. The last try is kept: that is the default. */
async function authenticate(card, challenge) {
  const isTerminal = options['pin-fd'] === undefined && process.stdin.isTTY;
  if (isTerminal) {
    process.stdout.write('暗証番号（数字 4 桁）: ');
  }
  const pin = isTerminal ? await readKeys() : readLine(Number(options['pin-fd'] ?? 0));
  try {
    return await card.authenticate(pin, challenge, { readCaCertificate: options.virtual });
  } finally {
    // What is behind its end, too.
    Buffer.from(pin.buffer).fill(0);
  }
}

/** Verifies what the card made, and prints the verdict. */
async function isBelieved({ certificate, caCertificate, signature }, challenge) {
  const verdict = await certificate.verifySignature(
    challenge, jpki.Algorithm.RSA_PKCS1_SHA256, signature.bytes,
    // The virtual card's CA, which nobody else believes. Never do this with a real card.
    options.virtual ? { anchors: jpki.Anchors.OWN, ownAnchors: [caCertificate] } : {});
  if (!verdict.isGood) {
    console.log(`受け付けられません: ${verdict.text()}`);
    verdict.reasons.forEach((reason) => console.log(`- ${jpki.reasonText(reason)}`));
    return false;
  }
  console.log(
    `本人確認ができました（${verdict.policyText()}、有効期間はあと ${verdict.daysLeft} 日）。`);
  return true;
}

async function desk() {
  const card = await openCard();
  try {
    // Asked before the PIN is typed: a locked one need not be.
    const tries = await card.tries(jpki.Credential.PIN);
    if (tries.state === jpki.TriesState.BLOCKED) {
      throw new jpki.JpkiError(jpki.Status.PIN_BLOCKED);
    }
    console.log(`暗証番号の残り回数: ${tries.left ?? '不明'}`);
    const challenge = randomBytes(32);
    let authentication;
    try {
      authentication = await authenticate(card, challenge);
    } catch (error) {
      if (error.code !== 'JPKI_ERROR_PIN_WRONG') {
        throw error;
      }
      console.log(error.text());
      authentication = await authenticate(card, challenge);
    }
    const isAccepted = await isBelieved(authentication, challenge);
    await authentication.certificate.close();
    await authentication.caCertificate?.close();
    return isAccepted;
  } finally {
    await card.close();
  }
}

desk().then((isAccepted) => {
  process.exitCode = isAccepted ? 0 : 1;
}, (error) => {
  console.error(error instanceof jpki.JpkiError ? error.text() : error.message);
  process.exitCode = 1;
});
