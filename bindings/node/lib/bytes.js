// SPDX-License-Identifier: MIT OR Apache-2.0
'use strict';

const { inspect } = require('node:util');
const koffi = require('koffi');
const { Status } = require('./constants');
const { JpkiError } = require('./error');

/**
 * Memory that stays where it is and can be wiped. V8 keeps the bytes of a small typed array among
 * its objects, and leaves copies there when it moves them, or when C asks where they are.
 * @param {number} length
 * @returns {Buffer}
 */
function memory(length) {
  // No bytes at all have an address too: a null pointer would be another mistake.
  return Buffer.from(new ArrayBuffer(Math.max(length, 1)), 0, length);
}

/**
 * Secret bytes, such as a check number or a PIN: no text of it shows them. Their memory stays where
 * it is, so wipe() leaves no copy.
 */
class Secret {
  #bytes;

  /**
   * Takes a copy of bytes.
   * @param {Uint8Array} bytes
   */
  constructor(bytes) {
    this.#bytes = copyOf(bytes, 'a secret');
  }

  /**
   * Makes room to read a secret into: write to its bytes.
   * @param {number} length
   * @returns {Secret}
   */
  static alloc(length) {
    return new Secret(memory(length));
  }

  /** The bytes themselves, and no copy. */
  get bytes() {
    return this.#bytes;
  }

  /** Overwrites the bytes with zeros. */
  wipe() {
    this.#bytes.fill(0);
  }

  toString() {
    return '[Secret]';
  }

  toJSON() {
    return '[Secret]';
  }

  [inspect.custom]() {
    return '[Secret]';
  }
}

if (Symbol.dispose) {
  Secret.prototype[Symbol.dispose] = Secret.prototype.wipe;
}

/**
 * A copy of bytes: what the caller does with its own while a call is in progress changes nothing.
 * @param {Uint8Array} bytes
 * @param {string} what
 * @returns {Buffer}
 */
function copyOf(bytes, what) {
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(`${what} is expected as a Uint8Array or Buffer`);
  }
  const copy = memory(bytes.length);
  copy.set(bytes);
  return copy;
}

/**
 * Runs work with copies of secrets, and wipes them when it has ended. The caller may wipe its own
 * as soon as this returns.
 * @param {Array<Uint8Array | Secret>} secrets
 * @param {function(...Buffer): Promise<*>} work
 * @returns {Promise<*>}
 */
async function withSecrets(secrets, work) {
  const copies = [];
  try {
    for (const secret of secrets) {
      copies.push(copyOf(secret instanceof Secret ? secret.bytes : secret, 'a PIN or password'));
    }
    return await work(...copies);
  } finally {
    for (const copy of copies) {
      copy.fill(0);
    }
  }
}

/**
 * Bytes as a pointer for C: that of an empty Buffer would be null.
 * @param {Buffer} bytes
 * @returns {Buffer}
 */
function pointer(bytes) {
  return bytes.length > 0 ? bytes : NOTHING;
}

const NOTHING = memory(1);

/**
 * A copy of what a getter lends.
 * @param {Function} getter
 * @param {...*} values
 * @returns {Buffer | undefined} Undefined for none.
 */
function lent(getter, ...values) {
  const length = [0];
  const address = getter(...values, length);
  if (address === null) {
    return undefined;
  }
  if (Number(length[0]) === 0) {
    return Buffer.alloc(0);
  }
  const { buffer } = koffi.decode(address, koffi.array('uint8_t', Number(length[0]), 'Typed'));
  return Buffer.from(buffer);
}

/**
 * A text for C, where a NUL would cut it off.
 * @param {string} text
 * @returns {string}
 */
function textFor(text) {
  if (typeof text !== 'string') {
    throw new TypeError('a string is expected');
  }
  if (text.includes('\0')) {
    throw new JpkiError(Status.ARGUMENT);
  }
  return text;
}

/**
 * A whole number that fits in 32 bits: koffi would cut off another one.
 * @param {number} value
 * @returns {number}
 */
function integer(value) {
  if (!Number.isInteger(value) || value < -0x80000000 || value > 0xffffffff) {
    throw new JpkiError(Status.ARGUMENT);
  }
  return value;
}

module.exports = {
  Secret, copyOf, integer, lent, memory, pointer, textFor, withSecrets,
};
