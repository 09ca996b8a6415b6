// SPDX-License-Identifier: MIT OR Apache-2.0
'use strict';

const koffi = require('koffi');
const {
  Secret, copyOf, integer, lent, memory, pointer,
} = require('./bytes');
const { items } = require('./certificate');
const { Authorities, Calendar } = require('./constants');
const { call, callAsync } = require('./error');
const {
  Handle, INTERNAL, idOf, using,
} = require('./handle');
const library = require('./library');
const { numbers, structures } = require('./raw');

const FILES_SIZE = koffi.sizeof(structures.jpki_record_files);
const CHECK_NUMBER_SIZE = numbers.JPKI_CHECK_NUMBER_SIZE;

/**
 * What is printed on the card's front; it does not depend on the card it came from. All of it is
 * personal data: show it to the person at the desk, and do not log it.
 */
class Face extends Handle {
  constructor(key, id) {
    super(key, id, library.jpki_face_free);
  }

  /**
   * Verifies, without a card, a face that a desk read with a challenge of the server's.
   * @param {object} files record, certificate and signature as Uint8Array, and the challenge that
   *   the server has kept itself.
   * @param {object} [options] authorities; own, an AuthorityList.
   * @returns {Face}
   */
  static fromFiles(files, options = {}) {
    return new Face(INTERNAL, fromFiles(library.jpki_face_from_files, files, options));
  }

  /** The birth date, YYYYMMDD; 0 where the card has no day of the calendar. */
  get birthDate() {
    return library.jpki_face_birth_date(idOf(this));
  }

  /** What the card has as the birth date: YYYYMMDD, or what stands for a day that nobody knows. */
  get birthDateDigits() {
    return lent(library.jpki_face_birth_date_digits, idOf(this)).toString('latin1');
  }

  /** One of Sex. */
  get sex() {
    return library.jpki_face_sex(idOf(this));
  }

  /**
   * The last day on which the card is valid, YYYYMMDD. No signature covers it, and an expired card
   * passes: compare it with today's date in Japan.
   */
  get expiry() {
    return library.jpki_face_expiry(idOf(this));
  }

  /**
   * An image as the card has it: the photo in JPEG 2000, the others in PNG.
   * @param {number} kind One of ImageKind.
   * @returns {Buffer | undefined}
   */
  image(kind) {
    return lent(library.jpki_face_image, idOf(this), integer(kind));
  }

  /**
   * What to send to the server that chose the challenge.
   * @param {number} file One of RecordFile.
   * @returns {Buffer | undefined} Undefined for what is not there.
   */
  file(file) {
    return lent(library.jpki_face_file, idOf(this), integer(file));
  }

  /**
   * Makes a picture that a browser displays: a PNG of the photo, or an SVG of the whole face.
   * @param {number} kind One of PictureKind.
   * @returns {Promise<Buffer>}
   */
  async picture(kind) {
    const [made, which] = [[null], integer(kind)];
    await using([this], (id) => callAsync(library.jpki_face_picture, id, which, made));
    try {
      return lent(library.jpki_picture_data, made[0]);
    } finally {
      library.jpki_picture_free(made[0]);
    }
  }

  /**
   * What the record has that the library does not know, by its tags. No signature covers it.
   * @returns {Item[]}
   */
  otherObjects() {
    return items(library.jpki_face_other_objects, idOf(this));
  }
}

/**
 * Name, address, birth date and sex as text; personal data. Nothing proves that they belong to this
 * card: compare them with the face.
 */
class Attributes extends Handle {
  constructor(key, id) {
    super(key, id, library.jpki_attributes_free);
  }

  /**
   * Verifies, without a card, attributes that a desk read. JPKI_ERROR_NOT_BUILT unless the library
   * has Feature.INDIVIDUAL_NUMBER.
   * @param {object} files record, certificate and signature.
   * @param {object} [options] authorities; own, an AuthorityList.
   * @returns {Attributes}
   */
  static fromFiles(files, options = {}) {
    return new Attributes(INTERNAL, fromFiles(library.jpki_attributes_from_files, files, options));
  }

  /** U+3000 separates family and given name. */
  get name() {
    return library.jpki_attributes_name(idOf(this));
  }

  /** The address. */
  get address() {
    return library.jpki_attributes_address(idOf(this));
  }

  /** The birth date, YYYYMMDD; 0 where the card has no day of the calendar. */
  get birthDate() {
    return library.jpki_attributes_birth_date(idOf(this));
  }

  /** What the card has as the birth date: YYYYMMDD, or what stands for a day that nobody knows. */
  get birthDateDigits() {
    return lent(library.jpki_attributes_birth_date_digits, idOf(this)).toString('latin1');
  }

  /** One of Sex. */
  get sex() {
    return library.jpki_attributes_sex(idOf(this));
  }

  /**
   * What to send to a server.
   * @param {number} file One of RecordFile.
   * @returns {Buffer | undefined} Undefined for what is not there.
   */
  file(file) {
    return lent(library.jpki_attributes_file, idOf(this), integer(file));
  }

  /**
   * What the record has that the library does not know, by its tags.
   * @returns {Item[]}
   */
  otherObjects() {
    return items(library.jpki_attributes_other_objects, idOf(this));
  }
}

/** Card authorities of the caller's own, for Authorities.OWN. */
class AuthorityList extends Handle {
  constructor(key, id) {
    super(key, id, library.jpki_card_authorities_free);
  }

  /**
   * Makes an empty list, with which every record is refused.
   * @returns {AuthorityList}
   */
  static create() {
    const made = [null];
    call(library.jpki_card_authorities_new, made);
    return new AuthorityList(INTERNAL, made[0]);
  }

  /**
   * Adds an authority's RSA key of 2048 bits. Whoever can choose it can make cards: never take one
   * from a card.
   * @param {number} record One of RecordKind.
   * @param {Uint8Array} keyId The 16 bytes by which a card's certificate names the key.
   * @param {Uint8Array} modulus
   */
  add(record, keyId, modulus) {
    const [name, key] = [copyOf(keyId, 'a key ID'), copyOf(modulus, 'a modulus')];
    call(library.jpki_card_authorities_add, idOf(this), integer(record), pointer(name),
      name.length, pointer(key), key.length);
  }
}

function fromFiles(work, files, { authorities = Authorities.PRODUCTION, own }) {
  const forC = { struct_size: FILES_SIZE };
  const kept = [];
  for (const name of ['record', 'certificate', 'challenge', 'signature']) {
    if (files[name] !== undefined && files[name] !== null) {
      const bytes = copyOf(files[name], `the ${name}`);
      kept.push(bytes);
      forC[name] = pointer(bytes);
      forC[`${name}_length`] = bytes.length;
    }
  }
  const made = [null];
  try {
    call(work, forC, integer(authorities), own ? idOf(own, AuthorityList) : null, made);
  } finally {
    // Personal data.
    kept.forEach((bytes) => bytes.fill(0));
  }
  return made[0];
}

/** Runs work with copies of secrets and a number to fill, and makes a Secret of it. */
function numberOf(secrets, work) {
  const number = memory(CHECK_NUMBER_SIZE);
  const copies = secrets.map((secret) => copyOf(
    secret instanceof Secret ? secret.bytes : secret, 'a security code'));
  try {
    work(number, ...copies);
    return new Secret(number.subarray(0, number.indexOf(0)));
  } finally {
    [number, ...copies].forEach((bytes) => bytes.fill(0));
  }
}

/**
 * Makes check number B of what is printed on the card's front: it opens the card's face, and name
 * and address as text, without a PIN. Touches no card and spends no try.
 * @param {object} printed birthDate and expiryYear as numbers, YYYYMMDD and YYYY; securityCode, the
 *   four digits beside the photo, as Uint8Array or Secret; calendar, one of Calendar.
 * @returns {Secret} Wipe it once the card is read.
 */
function checkNumber({
  birthDate, expiryYear, securityCode, calendar = Calendar.JAPANESE,
}) {
  return numberOf([securityCode], (number, code) => call(
    library.jpki_check_number, integer(birthDate), integer(calendar), integer(expiryYear),
    pointer(code), code.length, number, number.length));
}

/**
 * The same for a card that prints a birth date which is no day of the calendar.
 * @param {object} printed dateDigits, six digits as printed, YYMMDD with the year of the era, as
 *   Uint8Array or Secret; expiryYear and securityCode. The digits are not checked.
 * @returns {Secret}
 */
function checkNumberOfDigits({ dateDigits, expiryYear, securityCode }) {
  return numberOf([dateDigits, securityCode], (number, digits, code) => call(
    library.jpki_check_number_printed_digits, pointer(digits), digits.length,
    integer(expiryYear), pointer(code), code.length, number, number.length));
}

module.exports = {
  Attributes, AuthorityList, Face, checkNumber, checkNumberOfDigits,
};
