// SPDX-License-Identifier: MIT OR Apache-2.0

// What a program in TypeScript writes; compiled, and not run.

import {
  Algorithm, Anchors, Authorities, Card, Credential, JpkiError, Readers, Secret, Status, TriesState,
  WaitFlag, checkNumber,
} from 'jpkicard';

export async function desk(challenge: Uint8Array, signal: AbortSignal): Promise<boolean> {
  await using readers = Readers.open();
  const flags = WaitFlag.FOR_SERVICE | WaitFlag.NAME_PART;
  await using card: Card = await readers.wait({ signal, timeout: 1000, reader: 'ACS', flags });
  const { state, left } = await card.tries(Credential.PIN);
  if (state === TriesState.BLOCKED || left === 1) {
    return false;
  }
  using pin = Secret.alloc(4);
  try {
    const { certificate, signature } = await card.authenticate(pin, challenge);
    const verdict = await certificate.verifySignature(
      challenge, Algorithm.RSA_PKCS1_SHA256, signature.bytes, { anchors: Anchors.PRODUCTION });
    return verdict.isGood;
  } catch (error) {
    if (error instanceof JpkiError && error.status === Status.PIN_WRONG) {
      console.log(error.text('ja'), error.triesLeft?.toFixed());
    }
    throw error;
  }
}

export async function face(card: Card, securityCode: Uint8Array): Promise<number> {
  using number = checkNumber({ birthDate: 19800217, expiryYear: 2035, securityCode });
  const read = await card.face(number, { authorities: Authorities.TEST });
  for await (const event of Readers.open().monitor()) {
    console.log(event.reader);
  }
  return read.expiry;
}

// @ts-expect-error: a PIN is no string.
export const wrong = (card: Card) => card.sign('1234', new Uint8Array(32));
// @ts-expect-error: a constant of another enumeration is refused.
export const swapped = (card: Card) => card.tries(Anchors.OWN);
