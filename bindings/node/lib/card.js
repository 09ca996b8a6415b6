// SPDX-License-Identifier: MIT OR Apache-2.0
'use strict';

const { inspect } = require('node:util');
const koffi = require('koffi');
const {
  copyOf, integer, pointer, textFor, withSecrets,
} = require('./bytes');
const { Certificate, signatureOf } = require('./certificate');
const {
  Authorities, Calendar, CertificateKind, Credential, LastTry, VirtualKind,
} = require('./constants');
const { call, callAsync } = require('./error');
const { Attributes, AuthorityList, Face } = require('./face');
const { Handle, INTERNAL, idOf, using } = require('./handle');
const library = require('./library');
const { structures } = require('./raw');
const { openTransport } = require('./transport');

const SIGN_OPTIONS_SIZE = koffi.sizeof(structures.jpki_sign_options);
const AUTHENTICATION_SIZE = koffi.sizeof(structures.jpki_authentication);
const INFORMATION_SIZE = koffi.sizeof(structures.jpki_information);
// 32 characters of up to three bytes, and the NUL.
const LABEL_SIZE = 3 * 32 + 1;

const triesOf = (state, left) => ({ state, left: left < 0 ? undefined : left });

/** Names, from a buffer that C filled with a text. */
const textIn = (buffer) => buffer.toString('utf8', 0, buffer.indexOf(0));

/**
 * A card on a reader: see Readers.wait, Readers.connect, Card.openVirtual and Card.openTransport.
 *
 * Calls on one card run one after the other, on worker threads. Once it is removed every call fails
 * with JPKI_ERROR_CARD_REMOVED. To a card that may have been exchanged no PIN is sent.
 */
class Card extends Handle {
  #readerName;

  constructor(key, id) {
    super(key, id, library.jpki_card_free);
    this.#readerName = library.jpki_card_reader_name(id) || undefined;
  }

  /**
   * Opens an embedded virtual card, for development and tests: its PIN is 1234.
   * @param {number} [kind] One of VirtualKind.
   * @param {string} [settings] What is different, and what is to go wrong: docs/virtual-card.md.
   * @returns {Card}
   */
  static openVirtual(kind = VirtualKind.MY_NUMBER_CARD, settings = '') {
    const made = [null];
    call(library.jpki_card_open_virtual_with_settings, integer(kind), textFor(settings), made);
    return new Card(INTERNAL, made[0]);
  }

  /**
   * Opens a card behind a connection of the caller's. Nothing is sent yet.
   * @param {object} transport
   * @param {object} [options]
   * @returns {Card}
   */
  static openTransport(transport, options = {}) {
    return new Card(INTERNAL, openTransport(transport, options));
  }

  /**
   * The name of the card's reader; undefined for a card without one. The reader's driver chose it:
   * replace control characters before showing it on a terminal.
   */
  get readerName() {
    return this.#readerName;
  }

  /**
   * Sets how many bytes are read from files at a time: 1 to 32,768. Some readers fail on answers of
   * 256 bytes, the default: try 128 there.
   * @param {number} bytes
   * @returns {Promise<void>}
   */
  async setReadLength(bytes) {
    const length = Math.max(integer(bytes), 0);
    await using([this], (id) => callAsync(library.jpki_card_set_read_length, id, length));
  }

  /**
   * Reads what kind of token this is: a card or a phone.
   * @returns {Promise<{kind: number, label: string}>}
   */
  async token() {
    const kind = [0];
    const label = Buffer.alloc(LABEL_SIZE);
    await using([this], (id) => callAsync(library.jpki_card_token, id, kind, label, LABEL_SIZE));
    return { kind: kind[0], label: textIn(label) };
  }

  /**
   * Asks how many tries a credential has left, and spends none. JPKI_ERROR_NOT_ON_CARD if the token
   * does not have it, which is a normal answer.
   * @param {number} [credential] One of Credential.
   * @returns {Promise<{state: number, left: number | undefined}>} left is 0 when locked, undefined
   *   if the card does not report it.
   */
  async tries(credential = Credential.PIN) {
    const [state, left, which] = [[0], [-1], integer(credential)];
    await using([this], (id) => callAsync(library.jpki_card_tries, id, which, state, left));
    return triesOf(state[0], left[0]);
  }

  /**
   * Asks whether the token has a certificate.
   * @param {number} kind CertificateKind.AUTHENTICATION or SIGNATURE.
   * @returns {Promise<boolean>}
   */
  async hasCertificate(kind) {
    const [present, which] = [[0], integer(kind)];
    await using([this], (id) => callAsync(
      library.jpki_card_has_certificate, id, which, present));
    return present[0] !== 0;
  }

  /**
   * Reads a certificate that needs no password: any but that of the signature. A CA certificate from
   * a card is no trust anchor.
   * @param {number} [kind] One of CertificateKind.
   * @returns {Promise<Certificate>}
   */
  async certificate(kind = CertificateKind.AUTHENTICATION) {
    const [made, which] = [[null], integer(kind)];
    await using([this], (id) => callAsync(library.jpki_card_certificate, id, which, made));
    return new Certificate(INTERNAL, made[0]);
  }

  /**
   * Runs work in a transaction: until the promise that it returns is settled, no other program can
   * use the card. Keep it short, and never open while a person types.
   * @param {function(Card): Promise<*>} work
   * @returns {Promise<*>} What work returns.
   */
  async transaction(work) {
    await this.beginTransaction();
    let result;
    try {
      result = await work(this);
    } catch (error) {
      // The first failure is the one to know.
      await this.endTransaction().catch(() => {});
      throw error;
    }
    await this.endTransaction();
    return result;
  }

  /**
   * Begins a transaction: see transaction.
   * @returns {Promise<void>}
   */
  async beginTransaction() {
    await using([this], (id) => callAsync(library.jpki_card_begin_transaction, id));
  }

  /**
   * Ends the transaction, also where this fails. JPKI_ERROR_CARD_RESET if it was interrupted.
   * @returns {Promise<void>}
   */
  async endTransaction() {
    await using([this], (id) => callAsync(library.jpki_card_end_transaction, id));
  }

  /**
   * Verifies the PIN, signs input with the authentication key and locks the key again. The PIN is
   * sent once at most: see authenticate.
   * @param {Uint8Array | Secret} pin
   * @param {Uint8Array} input
   * @param {object} [options]
   * @returns {Promise<object>} The signature.
   */
  async sign(pin, input, options = {}) {
    const made = [null];
    await this.#sign(library.jpki_card_sign, pin, input, options, made);
    return signatureOf(made[0]);
  }

  /**
   * Reads the kind of token and the authentication certificate, verifies the PIN, signs the relying
   * party's challenge and locks the key again, in one transaction.
   *
   * The PIN is sent once at most. A wrong one spends a try: JPKI_ERROR_PIN_WRONG, with triesLeft. It
   * is not sent if its format is wrong, if it is locked, or if one try is left and the options do
   * not allow spending it. After JPKI_ERROR_PIN_UNCERTAIN a try may have been spent.
   * @param {Uint8Array | Secret} pin Four digits.
   * @param {Uint8Array} challenge Random, and never used before.
   * @param {object} [options]
   * @returns {Promise<object>}
   */
  async authenticate(pin, challenge, options = {}) {
    const got = { struct_size: AUTHENTICATION_SIZE };
    await this.#sign(library.jpki_card_authenticate, pin, challenge, options, got);
    return {
      tokenKind: got.token_kind,
      pin: triesOf(got.pin_status, got.tries_left),
      certificate: new Certificate(INTERNAL, got.certificate),
      caCertificate: got.ca_certificate
        ? new Certificate(INTERNAL, got.ca_certificate) : undefined,
      signature: signatureOf(got.signature),
    };
  }

  /**
   * Verifies the signature password, reads the signature certificate, signs input and locks the key
   * again. The password is sent once at most; a wrong one spends one of five tries.
   * @param {Uint8Array | Secret} password 6 to 16 letters and digits.
   * @param {Uint8Array} input
   * @param {object} [options]
   * @returns {Promise<{certificate: Certificate, signature: object}>}
   */
  async signDocument(password, input, options = {}) {
    const [certificate, signature] = [[null], [null]];
    await this.#sign(
      library.jpki_card_sign_document, password, input, options, certificate, signature);
    return {
      certificate: new Certificate(INTERNAL, certificate[0]),
      signature: signatureOf(signature[0]),
    };
  }

  /**
   * Verifies the signature password and reads the signature certificate, which has the holder's
   * name, address, birth date and sex. Tries are as for signDocument.
   * @param {Uint8Array | Secret} password
   * @param {object} [options]
   * @returns {Promise<Certificate>}
   */
  async signatureCertificate(password, { lastTry = LastTry.KEEP } = {}) {
    const [made, last] = [[null], integer(lastTry)];
    await this.#send([password], (id, bytes) => callAsync(
      library.jpki_card_signature_certificate, id, pointer(bytes), bytes.length, last, made));
    return new Certificate(INTERNAL, made[0]);
  }

  /**
   * Changes the authentication PIN and verifies the new one. The old one is sent once at most; a
   * wrong one spends a try. After JPKI_ERROR_PIN_CHANGE_UNCERTAIN, KEY_NOT_LOCKED and INTERNAL either
   * may be in force.
   * @param {Uint8Array | Secret} oldPin
   * @param {Uint8Array | Secret} newPin
   * @param {object} [options]
   * @returns {Promise<void>}
   */
  async changePin(oldPin, newPin, options = {}) {
    await this.#change(library.jpki_card_change_pin, oldPin, newPin, options);
  }

  /**
   * Changes the signature password, as changePin changes the PIN. The new one must mix letters and
   * digits.
   * @param {Uint8Array | Secret} oldPassword
   * @param {Uint8Array | Secret} newPassword
   * @param {object} [options]
   * @returns {Promise<void>}
   */
  async changeSignaturePassword(oldPassword, newPassword, options = {}) {
    await this.#change(
      library.jpki_card_change_signature_password, oldPassword, newPassword, options);
  }

  /**
   * Changes the input-support PIN, as changePin changes the authentication PIN, which stays.
   * @param {Uint8Array | Secret} oldPin
   * @param {Uint8Array | Secret} newPin
   * @param {object} [options]
   * @returns {Promise<void>}
   */
  async changeInputSupportPin(oldPin, newPin, options = {}) {
    await this.#change(library.jpki_card_change_input_support_pin, oldPin, newPin, options);
  }

  /**
   * Reads the card's face and verifies it. The check number is sent once at most; a wrong one spends
   * one of ten tries.
   * @param {Uint8Array | Secret} checkNumber Of checkNumber.
   * @param {object} [options] authorities, lastTry; challenge, of a server that is to verify the
   *   files of the face.
   * @returns {Promise<Face>}
   */
  async face(checkNumber, options = {}) {
    const { authorities = Authorities.PRODUCTION, challenge, lastTry = LastTry.KEEP } = options;
    const made = [null];
    const rest = [integer(authorities), integer(lastTry), made];
    const signed = challenge === undefined ? undefined : copyOf(challenge, 'a challenge');
    await this.#send([checkNumber], (id, bytes) => {
      const number = [id, pointer(bytes), bytes.length];
      return signed === undefined
        ? callAsync(library.jpki_card_face, ...number, ...rest)
        : callAsync(library.jpki_card_face_for_challenge, ...number, pointer(signed),
          signed.length, ...rest);
    });
    return new Face(INTERNAL, made[0]);
  }

  /**
   * Reads name, address, birth date and sex with the input-support PIN, which is sent once at most: a
   * wrong one spends one of three tries.
   * @param {Uint8Array | Secret} pin
   * @param {object} [options]
   * @returns {Promise<Attributes>}
   */
  async attributes(pin, options = {}) {
    return this.#attributes(library.jpki_card_attributes, pin, options);
  }

  /**
   * Reads the same with a check number. A wrong one spends one of ten tries of its own.
   * @param {Uint8Array | Secret} checkNumber
   * @param {object} [options]
   * @returns {Promise<Attributes>}
   */
  async attributesByCheckNumber(checkNumber, options = {}) {
    return this.#attributes(library.jpki_card_attributes_by_check_number, checkNumber, options);
  }

  /**
   * Resolves if this is the card of someone born on that day. Otherwise JPKI_ERROR_CHECK_NUMBER_WRONG,
   * which spends one of ten tries, or JPKI_ERROR_BIRTH_DATE_DIFFERS, which spends none.
   * @param {number} birthDate YYYYMMDD.
   * @param {object} [options] authorities, calendar, lastTry.
   * @returns {Promise<void>}
   */
  async compareBirthDate(birthDate, options = {}) {
    const {
      authorities = Authorities.PRODUCTION, calendar = Calendar.JAPANESE, lastTry = LastTry.KEEP,
    } = options;
    const values = [birthDate, calendar, authorities, lastTry].map(integer);
    await using([this], (id) => callAsync(library.jpki_card_compare_birth_date, id, ...values));
  }

  /**
   * The same for a card that prints a date which is no day of the calendar: its six digits.
   * @param {Uint8Array | Secret} dateDigits
   * @param {object} [options]
   * @returns {Promise<void>}
   */
  async compareBirthDateDigits(dateDigits, options = {}) {
    const { authorities = Authorities.PRODUCTION, lastTry = LastTry.KEEP } = options;
    const values = [integer(authorities), integer(lastTry)];
    await this.#send([dateDigits], (id, digits) => callAsync(
      library.jpki_card_compare_birth_date_printed_digits, id, pointer(digits), digits.length,
      ...values));
  }

  /**
   * Sets whom Authorities.OWN stands for in later calls on this card.
   * @param {AuthorityList} list
   * @returns {Promise<void>}
   */
  async setAuthorities(list) {
    idOf(list, AuthorityList);
    await using([this, list], (id, own) => callAsync(
      library.jpki_card_set_authorities, id, own));
  }

  /**
   * Reads the card's expiry date, municipality and serial number; it needs no PIN.
   * @returns {Promise<Information>}
   */
  async information() {
    const got = { struct_size: INFORMATION_SIZE };
    await using([this], (id) => callAsync(library.jpki_card_information, id, got));
    return new Information(got);
  }

  async #sign(work, secret, input, options, ...results) {
    const forC = {
      struct_size: SIGN_OPTIONS_SIZE,
      digest: integer(options.digest ?? 0),
      scheme: integer(options.scheme ?? 0),
      input: integer(options.input ?? 0),
      last_try: integer(options.lastTry ?? 0),
      read_ca_certificate: options.readCaCertificate ? 1 : 0,
    };
    const data = copyOf(input, 'an input');
    const certificates = [options.certificate, options.caCertificate];
    for (const given of certificates) {
      if (given) {
        idOf(given, Certificate);
      }
    }
    await withSecrets([secret], (bytes) => using([this, ...certificates], (id, known, ca) => {
      forC.certificate = known;
      forC.ca_certificate = ca;
      return callAsync(work, id, pointer(bytes), bytes.length, pointer(data), data.length, forC,
        ...results);
    }));
  }

  async #send(secrets, work) {
    await withSecrets(secrets, (...copies) => using([this], (id) => work(id, ...copies)));
  }

  async #change(work, before, after, { lastTry = LastTry.KEEP }) {
    const last = integer(lastTry);
    await this.#send([before, after], (id, old, now) => callAsync(
      work, id, pointer(old), old.length, pointer(now), now.length, last));
  }

  async #attributes(work, secret, options) {
    const { authorities = Authorities.PRODUCTION, lastTry = LastTry.KEEP } = options;
    const made = [null];
    const values = [integer(authorities), integer(lastTry)];
    await this.#send([secret], (id, bytes) => callAsync(
      work, id, pointer(bytes), bytes.length, ...values, made));
    return new Attributes(INTERNAL, made[0]);
  }
}

/** What the card says about itself; none of it is signed. */
class Information {
  #serialNumber;

  constructor(got) {
    /** The last day on which the card is valid, YYYYMMDD. */
    this.expiry = got.expiry;
    /** The municipality that issued the card: five digits. */
    this.municipalityCode = got.municipality_code;
    this.#serialNumber = got.serial;
  }

  /** Identifies the card: 15 digits. Do not log it. */
  get serialNumber() {
    return this.#serialNumber;
  }

  /** Without the serial number. */
  [inspect.custom]() {
    return `Information { expiry: ${this.expiry}, municipalityCode: '${this.municipalityCode}' }`;
  }
}

module.exports = { Card, Information };
