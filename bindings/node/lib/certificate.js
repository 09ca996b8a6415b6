// SPDX-License-Identifier: MIT OR Apache-2.0
'use strict';

const { inspect } = require('node:util');
const { lent, copyOf, pointer } = require('./bytes');
const { Field } = require('./constants');
const { call } = require('./error');
const { Handle, INTERNAL, idOf } = require('./handle');
const library = require('./library');
const { verifyCertificate, verifySignature } = require('./verify');

/**
 * A certificate; it does not depend on the card it came from. The law restricts the use of its
 * serial number and contents: do not log them.
 */
class Certificate extends Handle {
  constructor(key, id) {
    super(key, id, library.jpki_certificate_free);
  }

  /**
   * Makes a certificate of DER that the caller kept.
   * @param {Uint8Array} der
   * @returns {Certificate}
   */
  static fromDer(der) {
    const made = [null];
    const bytes = copyOf(der, 'a certificate');
    call(library.jpki_certificate_new, pointer(bytes), bytes.length, made);
    return new Certificate(INTERNAL, made[0]);
  }

  /** A copy of its DER encoding, for example for crypto.X509Certificate. */
  get der() {
    return lent(library.jpki_certificate_data, idOf(this));
  }

  /**
   * A copy of a field.
   * @param {number} field One of Field.
   * @returns {Buffer | undefined} Undefined if the certificate does not have it.
   */
  field(field) {
    return lent(library.jpki_certificate_field, idOf(this), field);
  }

  /** The identifier of its own key. */
  get subjectKeyId() {
    return this.field(Field.SUBJECT_KEY_ID);
  }

  /** The DER encoding of its SubjectPublicKeyInfo, for example for crypto.createPublicKey. */
  get publicKey() {
    return this.field(Field.PUBLIC_KEY);
  }

  /** The first second of validity. */
  get notBefore() {
    return new Date(Number(library.jpki_certificate_not_before(idOf(this))) * 1000);
  }

  /** The last second of validity. */
  get notAfter() {
    return new Date(Number(library.jpki_certificate_not_after(idOf(this))) * 1000);
  }

  /**
   * What a signature certificate says about its holder, with object identifiers as names: below
   * 1.2.392.200149.8.5.5 .1 is the name, .3 the sex, .4 the birth date and .5 the address. It is
   * only as trustworthy as the certificate.
   * @returns {Item[]}
   */
  otherNames() {
    return items(library.jpki_certificate_other_names, idOf(this));
  }

  /**
   * Verifies the certificate with the data given alone, without a network. One that is not good
   * gives a verdict, and rejects nothing.
   * @param {object} [options]
   * @returns {Promise<Verdict>}
   */
  verify(options = {}) {
    return verifyCertificate(this, options);
  }

  /**
   * Verifies a signature over the relying party's own challenge, and the certificate of its key.
   * @param {Uint8Array} challenge Random, 16 bytes or more, and never used before.
   * @param {number} algorithm One of Algorithm: as it was agreed on, and not as the holder's side
   *   claims.
   * @param {Uint8Array} signature
   * @param {object} [options] As for verify, and input, one of Input.
   * @returns {Promise<Verdict>}
   */
  verifySignature(challenge, algorithm, signature, options = {}) {
    return verifySignature(this, challenge, algorithm, signature, options);
  }
}

/** A part of a certificate or a record that is handed out as it is. It is personal data. */
class Item {
  #text;

  #data;

  constructor(name, text, data) {
    /** An object identifier as dotted numbers, or a tag in hexadecimal digits. */
    this.name = name;
    this.#text = text;
    this.#data = data;
  }

  /** Null if the value is no text. It may hold control characters. */
  get text() {
    return this.#text;
  }

  /** The value. */
  get data() {
    return this.#data;
  }

  /** The name alone, so that no personal data get into a log. */
  [inspect.custom]() {
    return `Item { name: '${this.name}' }`;
  }
}

/**
 * Copies the list that a function makes.
 * @param {Function} list
 * @param {bigint} id
 * @returns {Item[]}
 */
function items(list, id) {
  const made = [null];
  call(list, id, made);
  try {
    const count = Number(library.jpki_items_count(made[0]));
    return Array.from({ length: count }, (_, at) => new Item(
      library.jpki_items_name(made[0], at),
      library.jpki_items_text(made[0], at),
      lent(library.jpki_items_data, made[0], at),
    ));
  } finally {
    library.jpki_items_free(made[0]);
  }
}

/**
 * Copies a signature and frees it.
 * @param {bigint} id
 * @returns {{bytes: Buffer, algorithm: number, algorithmName: string}}
 */
function signatureOf(id) {
  try {
    return {
      bytes: lent(library.jpki_signature_data, id),
      algorithm: library.jpki_signature_algorithm(id),
      algorithmName: library.jpki_signature_algorithm_name(id),
    };
  } finally {
    library.jpki_signature_free(id);
  }
}

module.exports = { Certificate, Item, items, signatureOf };
